/*
 * reader.c: read(2) into one buffer. Behind the bytes of the buffer stand line ends, so that a row can be scanned without
 * asking where the bytes end; one that is not all there is met a second time when it is.
 */
#include "common/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "common/diag.h"

enum {
	CHUNK = 256 << 10,  /* asked of read(2) at once */
	KEPT_OF_LONG = 256, /* bytes kept of an overlong row: its type and document for the message */
};

static char dash[] = "-";
static char *const only_stdin[] = { dash };

void reader_init(struct reader *reader, char *const *paths, size_t n_paths, size_t max_row)
{
	*reader = (struct reader){
		.paths = n_paths ? paths : only_stdin,
		.n_paths = n_paths ? n_paths : 1,
		.max_row = max_row,
		.name = "<stdin>",
	};
}

void reader_free(struct reader *reader)
{
	if (reader->is_open && reader->fd != STDIN_FILENO)
		close(reader->fd);
	buf_free(&reader->buf);
}

static bool open_next(struct reader *reader)
{
	while (reader->next_path < reader->n_paths) {
		const char *path = reader->paths[reader->next_path++];
		bool is_stdin = strcmp(path, "-") == 0;

		reader->name = is_stdin ? "<stdin>" : path;
		reader->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
		if (reader->fd >= 0) {
			reader->is_open = true;
			reader->line = 0;
			return true;
		}
		diag_message(path, "%s", strerror(errno));
		reader->has_failed = true;
	}
	return false;
}

static void close_file(struct reader *reader)
{
	if (reader->fd != STDIN_FILENO)
		close(reader->fd);
	reader->is_open = false;
}

/* Appends what read(2) gives; false at the end of the file or where it fails. */
static bool fill(struct reader *reader)
{
	ssize_t n;

	if (reader->before_read)
		reader->before_read(reader->context);
	if (reader->at > 0) {
		memmove(reader->buf.at, reader->buf.at + reader->at, reader->buf.len - reader->at);
		reader->buf.len -= reader->at;
		reader->at = 0;
	}
	buf_reserve(&reader->buf, CHUNK + ROW_MARGIN);
	do
		n = read(reader->fd, reader->buf.at + reader->buf.len, CHUNK);
	while (n < 0 && errno == EINTR);
	if (n < 0) {
		diag_message(reader->name, "%s", strerror(errno));
		reader->has_failed = true;
	}
	if (n <= 0)
		return false;
	reader->buf.len += (size_t)n;
	reader->bytes += (uint64_t)n;
	memset(reader->buf.at + reader->buf.len, '\n', ROW_MARGIN);
	return true;
}

/* Bytes of an overlong row are thrown away but for its beginning. */
static void shorten(struct reader *reader)
{
	size_t len = reader->buf.len - reader->at;

	reader->skip += len - KEPT_OF_LONG;
	reader->buf.len = reader->at + KEPT_OF_LONG;
}

enum reader_status reader_next(struct reader *reader, struct str *line)
{
	size_t seen = 0; /* bytes at `at` known to hold no LF */

	reader->skip = 0;
	for (;;) {
		const char *start = reader->buf.at + reader->at, *lf = NULL;
		size_t len = reader->buf.len - reader->at;

		if (len > seen)
			lf = memchr(start + seen, '\n', len - seen);
		if (lf) {
			size_t row = (size_t)(lf - start);

			reader->at += row + 1;
			reader->line++;
			if (reader->skip || row > reader->max_row) {
				*line = str_at(start, row < KEPT_OF_LONG ? row : KEPT_OF_LONG);
				return READER_TOO_LONG;
			}
			*line = str_at(start, row);
			return READER_LINE;
		}
		if (len > reader->max_row || (reader->skip && len > 2 * KEPT_OF_LONG)) {
			shorten(reader);
			len = KEPT_OF_LONG;
		}
		seen = len;
		if (!reader->is_open) {
			if (!open_next(reader))
				return READER_END;
		}
		if (!fill(reader)) {
			close_file(reader);
			if (len > 0) {
				*line = str_at(reader->buf.at + reader->at, len);
				reader->at += len;
				reader->line++;
				return READER_CUT;
			}
		}
	}
}

enum reader_status reader_next_row(struct reader *reader, const struct row_run *run, struct row_fields *row)
{
	enum reader_status status;

	if (reader->at < reader->buf.len) {
		const char *at = reader->buf.at + reader->at;
		size_t left = reader->buf.len - reader->at;

		row_scan(at, run, row);
		if (row->line.len < left && row->line.len <= reader->max_row) {
			reader->at += row->line.len + 1;
			reader->line++;
			return READER_LINE;
		}
	}
	status = reader_next(reader, &row->line);
	if (status == READER_LINE)
		row_scan(row->line.at, run, row);
	return status;
}
