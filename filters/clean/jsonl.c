/* jsonl.c: each line goes through json.h; blank ones are passed over. */
#include "jsonl.h"

#include <errno.h>
#include <stdio.h>

#include "common/reader.h"

#include "json.h"

/* What is wrong with a line, by its number. */
static void skip_line(struct inputs *inputs, const struct reader *reader, const struct str values[N_ROLES],
                      const char *code, const char *complaint)
{
	char reason[96];

	snprintf(reason, sizeof reason, "line %llu: %s", (unsigned long long)reader->line, complaint);
	diag_message(reader->name, "%s", reason);
	inputs_skip_record(inputs, reader->name, values, code, reason);
}

static void read_line(struct inputs *inputs, const struct reader *reader, struct str line, struct arena *arena)
{
	struct str values[N_ROLES] = { { NULL, 0 } };

	if (reader->line == 1 && str_starts(line, "\xEF\xBB\xBF"))
		line = str_slice(line, 3, line.len);
	line = str_trim(line);
	if (line.len == 0)
		return;
	if (!json_read(line, inputs->columns.names, N_ROLES, values, arena)) {
		memset(values, 0, sizeof values); /* half an object says nothing */
		skip_line(inputs, reader, values, "E_FORMAT", "no JSON object");
	} else if (!values[ROLE_TEXT].at) {
		skip_line(inputs, reader, values, "E_FORMAT", "no text in the object (--columns text=NAME)");
	} else {
		inputs_record(inputs, reader->name, values);
	}
}

void jsonl_read(struct inputs *inputs, const char *path)
{
	static const struct str nothing[N_ROLES];
	char *const paths[] = { (char *)path };
	struct arena arena = { 0 };
	struct reader reader;
	enum reader_status status;
	struct str line;

	reader_init(&reader, paths, 1, inputs->max_doc);
	while ((status = reader_next(&reader, &line)) != READER_END) {
		arena_reset(&arena);
		if (status == READER_TOO_LONG)
			skip_line(inputs, &reader, nothing, "E_LIMIT", "longer than --max-doc");
		else
			read_line(inputs, &reader, line, &arena);
	}
	if (reader.has_failed) { /* the reader gave the message */
		inputs_skip_record(inputs, reader.name, nothing, "E_READ", strerror(errno));
		inputs_worsen(inputs, EXIT_NO_INPUT);
	}
	reader_free(&reader);
	arena_free(&arena);
}
