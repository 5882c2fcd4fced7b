/* jsonl.c: each line goes through json.h; blank ones are passed over. */
#include "jsonl.h"

#include <stdio.h>

#include "json.h"

static const struct str nothing[N_ROLES];

struct lines_read {
	struct inputs *inputs;
	const struct window *window;
	uint64_t n; /* the number of the line that is being read */
	struct arena arena;
};

/* What is wrong with a line, by its number. */
static void skip_line(struct lines_read *lines, const struct str values[N_ROLES], const char *code,
                      const char *complaint)
{
	char reason[96];

	snprintf(reason, sizeof reason, "line %llu: %s", (unsigned long long)lines->n, complaint);
	diag_message(lines->window->name, "%s", reason);
	inputs_skip_record(lines->inputs, lines->window->name, values, code, reason);
}

static void read_line(struct lines_read *lines, struct str line)
{
	struct inputs *inputs = lines->inputs;
	struct str values[N_ROLES] = { { NULL, 0 } };

	if (lines->n == 1 && str_starts(line, "\xEF\xBB\xBF"))
		line = str_slice(line, 3, line.len);
	line = str_trim(line);
	if (line.len == 0)
		return;
	arena_reset(&lines->arena);
	if (line.len > inputs->max_doc)
		skip_line(lines, nothing, "E_LIMIT", "longer than --max-doc");
	else if (!json_read(line, inputs->columns.names, N_ROLES, values, &lines->arena))
		skip_line(lines, nothing, "E_FORMAT", "no JSON object");
	else if (!values[ROLE_TEXT].at)
		skip_line(lines, values, "E_FORMAT", "no text in the object (--columns text=NAME)");
	else
		inputs_record(inputs, lines->window->name, values);
}

void jsonl_read(struct inputs *inputs, struct window *window)
{
	struct lines_read lines = { .inputs = inputs, .window = window };
	enum window_status status = WINDOW_MORE;
	bool is_skipping = false; /* the rest of a line that is too long */
	size_t seen = 0;          /* bytes of the window without a line end */

	while (status == WINDOW_MORE || window_bytes(window).len > 0) {
		struct str bytes = window_bytes(window);
		size_t end = str_find(bytes, '\n', seen);

		if (end < bytes.len || (status != WINDOW_MORE && bytes.len)) {
			lines.n++;
			if (!is_skipping)
				read_line(&lines, str_slice(bytes, 0, end));
			is_skipping = false;
			window_drop(window, end < bytes.len ? end + 1 : end);
			seen = 0;
			continue;
		}
		seen = bytes.len;
		if (bytes.len > inputs->max_doc) {
			lines.n++;
			if (!is_skipping)
				skip_line(&lines, nothing, "E_LIMIT", "longer than --max-doc");
			lines.n--;
			is_skipping = true;
			window_drop(window, bytes.len);
			seen = 0;
		}
		status = window_more(window);
	}
	if (status == WINDOW_BROKEN)
		inputs_broken(inputs, window);
	arena_free(&lines.arena);
}
