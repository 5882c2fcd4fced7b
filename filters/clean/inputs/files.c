/* files.c: files of one document read whole, all others handed to the reader of their format. */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "common/resource.h"
#include "feeds.h"
#include "filters/clean/encodings/source.h"
#include "filters/clean/html/html_article.h"
#include "filters/clean/html/xml.h"
#include "header.h"
#include "item.h"
#include "jsonl.h"
#include "mail.h"
#include "mbox.h"
#include "tables.h"
#include "warc.h"

void files_read(struct inputs *inputs, const char *path)
{
	bool is_stdin = strcmp(path, "-") == 0;
	const char *name = is_stdin ? "<stdin>" : path;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	enum input_format format = inputs->format;
	struct window window;

	if (fd < 0) {
		inputs_unreadable(inputs, name);
		return;
	}
	window_init(&window, fd, name);
	if (format == INPUT_AUTO)
		format = formats_of(&window);
	switch (format) {
	case INPUT_CSV:
	case INPUT_TSV: tables_read(inputs, format, &window); break;
	case INPUT_JSONL: jsonl_read(inputs, &window); break;
	case INPUT_RSS:
	case INPUT_ATOM: feeds_read(inputs, &window); break;
	case INPUT_MBOX: mbox_read(inputs, &window); break;
	case INPUT_WARC: warc_read(inputs, &window); break;
	default: inputs_whole(inputs, format == INPUT_HTML, &window); break;
	}
	window_free(&window);
	if (!is_stdin)
		close(fd);
}

void files_read_list(struct inputs *inputs, const char *path, char end)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct buf list = { 0 };

	if (fd < 0 || resource_read(fd, SIZE_MAX / 4, &list) != 0) {
		diag_message(path, "%s", strerror(errno));
		inputs_worsen(inputs, EXIT_NO_INPUT);
	}
	buf_add_byte(&list, end);
	for (size_t pos = 0; pos < list.len;) {
		size_t stop = str_find(buf_str(&list), end, pos);

		list.at[stop] = '\0';
		if (stop > pos)
			files_read(inputs, list.at + pos);
		pos = stop + 1;
	}
	buf_free(&list);
	if (fd > STDIN_FILENO)
		close(fd);
}

struct clean_document *files_reopen(struct inputs *inputs, struct str raw)
{
	struct xml_token first;
	struct source source;
	struct item item;
	struct mail mail;

	arena_reset(&inputs->arena);
	if (xml_next(raw, 0, true, &first) && first.kind == XML_START && item_is_name(first.name)) {
		source_init(&source, raw, NULL);
		item_read(&source, &inputs->arena, &item);
		source_free(&source);
		return clean_open_item(inputs->clean, raw, &item);
	}
	if (header_begins_message(raw)) {
		mail_read(raw, &inputs->arena, &mail);
		return clean_open_mail(inputs->clean, raw, &mail);
	}
	if (formats_is_page(raw)) {
		inputs_prepare_pages(inputs);
		return clean_open_page(inputs->clean, raw, NULL);
	}
	if (inputs->reads_pieces && html_is_piece(raw))
		return clean_open_piece(inputs->clean, raw, inputs->rows.has_title_line);
	return clean_open(inputs->clean, raw, NULL, inputs->rows.has_title_line);
}
