/*
 * export: annotated documents for other programs. Rows in; CoNLL-U, JSON Lines, NAF, spaCy's JSON, or
 * with -o a folder of CSV or brat files, or an SQLite database.
 */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "common/filter.h"
#include "database.h"
#include "folder.h"
#include "format.h"

static const struct export_format *const formats[] = {
	&export_conllu, &export_conllup, &export_jsonl, &export_naf, &export_brat, &export_spacy, &export_csv,
};

enum { N_FORMATS = sizeof formats / sizeof *formats };

struct state {
	const char *name; /* of the format */
	const struct export_format *format; /* NULL: the database */
	const char *path;
	struct filter *filter;

	struct buf files[EXPORT_MAX_FILES]; /* bytes of one document, a file each */
	size_t n_documents;
	struct folder *folder;
	int numbers[EXPORT_MAX_FILES]; /* of the folder's fixed files */
	struct database *database;
	struct buf temporary; /* the database's path until it is done */
	bool has_failed;
};

static const struct filter_option options[] = {
	{ 't', "type", "FORMAT", "conllu, conllup, jsonl, naf, brat, spacy, csv or sqlite", true },
	{ 0 },
};

static bool option(void *context, int key, const char *value)
{
	struct state *state = context;

	(void)key;
	state->name = value;
	state->format = NULL;
	for (size_t i = 0; i < N_FORMATS; i++)
		if (strcmp(formats[i]->name, value) == 0)
			state->format = formats[i];
	return state->format || strcmp(value, "sqlite") == 0;
}

static enum exit_code open_folder(struct state *state)
{
	state->folder = folder_open(state->path);
	if (!state->folder) {
		diag_message(state->path, "%s", strerror(errno));
		return EXIT_IO;
	}
	if (state->format->begin)
		state->format->begin(state->files);
	for (size_t i = 0; state->format->files[i] && !state->format->has_files_of_documents; i++) {
		state->numbers[i] = folder_add(state->folder, str_of(state->format->files[i]), "");
		if (state->numbers[i] < 0 || !folder_write(state->folder, state->numbers[i], buf_str(&state->files[i]))) {
			diag_message(state->path, "%s: %s", state->format->files[i], strerror(errno));
			folder_close(state->folder, false);
			return EXIT_IO;
		}
		buf_clear(&state->files[i]);
	}
	return EXIT_OK;
}

static enum exit_code open_database(struct state *state)
{
	const char *error;

	buf_printf(&state->temporary, "%s.%ld.tmp", state->path, (long)getpid());
	buf_add_byte(&state->temporary, '\0');
	state->database = database_new(state->temporary.at, &error);
	if (state->database)
		return EXIT_OK;
	diag_message(state->path, "%s", error);
	unlink(state->temporary.at);
	return EXIT_IO;
}

static enum exit_code open_format(struct filter *filter)
{
	struct state *state = filter->state;
	bool wants_path;

	if (!state->name) {
		diag_message(NULL, "-t FORMAT is needed: %s", options[0].help);
		return EXIT_USAGE;
	}
	state->path = filter->output_path;
	wants_path = !state->format || state->format->files;
	if (wants_path && !state->path) {
		diag_message(NULL, "-t %s needs -o %s", state->name, state->format ? "FOLDER" : "FILE");
		return EXIT_USAGE;
	}
	filter->has_own_output = wants_path;
	filter->reads = state->format ? state->format->reads : database_reads;
	if (!state->format)
		return open_database(state);
	return wants_path ? open_folder(state) : EXIT_OK;
}

/* Writes and empties the document's bytes for each file of the folder. */
static bool write_files(struct state *state, struct str id)
{
	const struct export_format *format = state->format;
	bool good = true;

	for (size_t i = 0; format->files[i] && good; i++) {
		int number = format->has_files_of_documents ? folder_add(state->folder, id, format->files[i]) :
		                                              state->numbers[i];

		good = number >= 0 && folder_write(state->folder, number, buf_str(&state->files[i]));
		if (good && format->has_files_of_documents)
			good = folder_close_file(state->folder, number);
		buf_clear(&state->files[i]);
	}
	return good;
}

static void add_to_stream(struct state *state, const struct document *document, const struct layers *layers,
                          struct row_writer *out)
{
	struct buf *bytes = &state->files[0];

	if (state->n_documents == 1 && state->format->begin)
		state->format->begin(bytes);
	state->format->document(document, layers, bytes);
	filter_write(out, buf_str(bytes));
	buf_clear(bytes);
}

static enum filter_status export_document(struct document *document, struct row_writer *out, void *context)
{
	struct state *state = context;
	struct layers layers;
	const char *error;

	if (state->has_failed)
		return FILTER_SKIPPED;
	state->n_documents++;
	if (!state->format) {
		if (!database_add(state->database, document, &error)) {
			diag_message(state->path, "%s", error);
			state->has_failed = true;
		}
		return FILTER_OK;
	}
	if (state->format->is_one_document && state->n_documents > 1) {
		diag_message(NULL, "-t %s holds one document, the stream has more", state->name);
		state->has_failed = true;
		return FILTER_SKIPPED;
	}
	layers_read(document, out, &layers);
	if (!state->format->files) {
		add_to_stream(state, document, &layers, out);
		return FILTER_OK;
	}
	state->format->document(document, &layers, state->files);
	if (!write_files(state, document->id)) {
		diag_message(state->path, "%s", strerror(errno));
		state->has_failed = true;
	}
	return FILTER_OK;
}

/* What was written becomes visible only where the whole stream was good. */
static enum exit_code finish(struct row_writer *out, void *context)
{
	struct state *state = context;
	bool is_good = !state->has_failed && !state->filter->has_failed;
	const char *error = NULL;

	(void)out;
	if (state->folder && !folder_close(state->folder, is_good) && is_good) {
		diag_message(state->path, "%s", strerror(errno));
		return EXIT_IO;
	}
	if (state->database) {
		bool is_closed = database_close(state->database, &error);

		if (is_good && is_closed && rename(state->temporary.at, state->path) != 0) {
			error = strerror(errno);
			is_closed = false;
		}
		if (!is_good || !is_closed)
			unlink(state->temporary.at);
		if (is_good && !is_closed) {
			diag_message(state->path, "%s", error);
			return EXIT_IO;
		}
	}
	return state->has_failed ? EXIT_IO : EXIT_OK;
}

static void close_format(void *context)
{
	struct state *state = context;

	for (size_t i = 0; i < EXPORT_MAX_FILES; i++)
		buf_free(&state->files[i]);
	buf_free(&state->temporary);
}

int main(int argc, char *argv[])
{
	static const char *const adds[] = { NULL };
	struct state state = { 0 };
	struct filter filter = {
		.name = "export",
		.summary = "annotated documents for other programs",
		.examples = "  copydesk article.txt | copydesk export -t jsonl\n"
		            "  copydesk *.txt | copydesk export -t sqlite -o news.db\n",
		.adds = adds,
		.options = options,
		.is_sink = true,
		.option = option,
		.open = open_format,
		.document = export_document,
		.finish = finish,
		.close = close_format,
		.state = &state,
	};

	state.filter = &filter;
	return filter_main(&filter, argc, argv);
}
