/* mbox.c: the window holds a message and what was read behind it. */
#include "mbox.h"

#include <stdio.h>

#include "mail.h"

enum { FIRST_LINE = 256 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool mbox_is_separator(struct str line)
{
	if (!str_starts(line, "From "))
		return false;
	for (size_t at = str_find(line, ':', 6); at + 2 < line.len; at = str_find(line, ':', at + 1))
		if (is_digit(line.at[at - 1]) && is_digit(line.at[at + 1]) && is_digit(line.at[at + 2]))
			return true;
	return false;
}

static void write_message(struct inputs *inputs, const struct window *window, struct str message)
{
	struct str values[N_ROLES] = { [ROLE_TEXT] = { message.at, message.len } };
	struct arena arena = { 0 };
	struct mail mail;

	if (str_trim(message).len == 0)
		return;
	mail_read(message, &arena, &mail);
	values[ROLE_TITLE] = mail.subject;
	values[ROLE_AUTHOR] = mail.author;
	values[ROLE_PUBLISHED] = mail.published.len ? mail.published : str_of(NULL);
	inputs->rows.mail = &mail;
	inputs_record(inputs, window->name, values);
	inputs->rows.mail = NULL;
	arena_free(&arena);
}

/*
 * Where the message in the window ends (*at) and the next begins, behind its separator: looked for
 * from *at on, which moves to the last line end, so that nothing is looked at twice. False where
 * neither is there yet. A file that begins without a separator is one message.
 */
static bool find_end(struct str bytes, bool is_mailbox, size_t *at, bool is_last, size_t *next)
{
	for (;;) {
		size_t line = *at, end = str_find(bytes, '\n', line);
		bool is_behind_empty = line == 0 || (line >= 2 && bytes.at[line - 2] == '\n') ||
		                       (line >= 3 && bytes.at[line - 2] == '\r' && bytes.at[line - 3] == '\n');

		if (end == bytes.len && !is_last)
			return false;
		if (is_mailbox && is_behind_empty && mbox_is_separator(str_slice(bytes, line, end))) {
			*next = end < bytes.len ? end + 1 : bytes.len;
			return true;
		}
		if (end == bytes.len) {
			*at = *next = bytes.len;
			return is_last;
		}
		*at = end + 1;
	}
}

void mbox_read(struct inputs *inputs, struct window *window)
{
	enum window_status status;
	bool is_too_long = false, is_mailbox;
	char reason[96];
	size_t at = 0, next;

	status = window_want(window, FIRST_LINE);
	is_mailbox = mbox_is_separator(str_slice(window_bytes(window), 0, str_find(window_bytes(window), '\n', 0)));
	while (status == WINDOW_MORE || window_bytes(window).len > 0) {
		if (find_end(window_bytes(window), is_mailbox, &at, status != WINDOW_MORE, &next)) {
			if (!is_too_long)
				write_message(inputs, window, str_slice(window_bytes(window), 0, at));
			is_too_long = false;
			window_drop(window, next);
			at = 0;
			continue;
		}
		if (window_bytes(window).len > inputs->max_doc) {
			snprintf(reason, sizeof reason, "a message of more than %llu bytes (--max-doc)",
			         (unsigned long long)inputs->max_doc);
			if (!is_too_long)
				inputs_skip(inputs, window->name, "E_LIMIT", reason);
			is_too_long = true;
			/* the last two lines' ends stay: what follows may be a separator */
			window_drop(window, at > 3 ? at - 3 : 0);
			at = at > 3 ? 3 : at;
			if (window_bytes(window).len > inputs->max_doc) { /* one line */
				window_drop(window, window_bytes(window).len);
				at = 0;
			}
		}
		status = window_more(window);
	}
	if (status == WINDOW_BROKEN)
		inputs_broken(inputs, window);
}
