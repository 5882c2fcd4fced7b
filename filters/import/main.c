/*
 * import: rows out of documents that were annotated elsewhere. `import -t conllu FILE…` writes doc,
 * par, sent and tok rows, so that any tagger that writes CoNLL-U, or JSON Lines of tokens, becomes a stage;
 * JSON Lines give rows of the later layers too, where they have them.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "common/filter.h"
#include "common/resource.h"
#include "imported.h"

static const char *const reads[] = { NULL };
static const char *const adds[] = { "par", "edit", "sent", "tok", "ent", "link", "ref", "quote", "sum", "key", NULL };

static const struct import_format *const formats[] = {
	&import_conllu,
	&import_jsonl,
};

struct state {
	const struct import_format *format;
	uint64_t max_doc, max_row;
};

static const struct filter_option options[] = {
	{ 't', "type", "FORMAT", "what the input is: conllu or jsonl", true },
	{ 0 },
};

static bool option(void *context, int key, const char *value)
{
	struct state *state = context;

	(void)key;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i]->name, value) == 0)
			state->format = formats[i];
	return state->format && strcmp(state->format->name, value) == 0;
}

/* --- rows ------------------------------------------------------------------------------- */

static void write_paragraphs(struct row_writer *out, const struct layers *layers)
{
	for (size_t p = 0; p < layers->n_paragraphs; p++) {
		const struct paragraph *paragraph = &layers->paragraphs[p];

		row_begin(out, "par");
		row_number(out, paragraph->number);
		row_str(out, paragraph->kind);
		row_number(out, paragraph->begin);
		row_number(out, paragraph->end);
		row_empty(out);
		row_str(out, paragraph->text);
		row_end(out);
	}
}

/* An edit row for what stands between two paragraphs, where it is not what a reader would expect. */
static void write_gap(struct row_writer *out, struct str raw, size_t begin, size_t end,
                      const char *expected, uint64_t *number)
{
	struct str gap = str_slice(raw, begin, end);

	if (str_is(gap, expected))
		return;
	row_begin(out, "edit");
	row_number(out, ++*number);
	row_cstr(out, "gap");
	row_cstr(out, "repaired");
	row_number(out, begin);
	row_number(out, end);
	row_str(out, gap);
	row_empty(out);
	row_end(out);
}

static void write_gaps(struct row_writer *out, const struct imported *imported)
{
	const struct layers *layers = &imported->layers;
	uint64_t number = 0;
	size_t end = 0;

	for (size_t p = 0; p < layers->n_paragraphs; p++) {
		write_gap(out, imported->raw, end, layers->paragraphs[p].begin, p ? "\n\n" : "", &number);
		end = layers->paragraphs[p].end;
	}
	write_gap(out, imported->raw, end, imported->raw.len, "\n", &number);
}

static void write_token(struct row_writer *out, uint32_t sentence, const struct token *token,
                        struct buf *mwt)
{
	buf_clear(mwt);
	if (token->mwt_first)
		buf_printf(mwt, "%u-%u", token->mwt_first, token->mwt_last);
	row_begin(out, "tok");
	row_number(out, sentence);
	row_number(out, token->number);
	row_number(out, token->begin);
	row_number(out, token->end);
	row_str(out, token->form);
	row_str(out, token->lemma);
	row_str(out, token->upos);
	row_str(out, token->xpos);
	row_str(out, buf_str(mwt));
	row_end(out);
}

static void write_sentences(struct row_writer *out, const struct layers *layers)
{
	struct buf mwt = { 0 };

	for (size_t s = 0; s < layers->n_sentences; s++) {
		const struct sentence *sentence = &layers->sentences[s];

		row_begin(out, "sent");
		row_number(out, sentence->number);
		row_number(out, sentence->par);
		row_number(out, sentence->begin);
		row_number(out, sentence->end);
		row_empty(out);
		row_str(out, sentence->text);
		row_end(out);
		for (size_t t = 0; t < sentence->n_tokens; t++)
			write_token(out, sentence->number, &layers->tokens[sentence->first_token + t], &mwt);
	}
	buf_free(&mwt);
}

static void write_annotations(struct row_writer *out, const struct imported *imported)
{
	for (size_t i = 0; i < imported->n_rows; i++) {
		const struct imported_row *row = &imported->rows[i];
		size_t n = 1;

		for (const char *c = row->type->columns; *c; c++)
			n += *c == ' ';
		row_begin(out, row->type->type);
		for (size_t c = 1; c < n; c++)
			row_str(out, row->field[c]);
		row_end(out);
	}
}

static void write_document(struct row_writer *out, const struct imported *imported, struct str source,
                           uint64_t max_doc)
{
	char hex[16];
	bool has_id = filter_id_is_good(imported->id), is_long = imported->raw.len > max_doc;
	struct document_facts facts = {
		.id = has_id ? imported->id : filter_document_id(imported->raw, hex),
		.source = imported->source.len ? imported->source : source,
		.url = imported->url,
		.published = imported->published,
		.lang = imported->lang,
		.title = imported->title,
		.author = imported->author,
		.bytes = imported->raw.len,
	};

	filter_document(out, &facts);
	if (is_long) {
		filter_error(out, "E_LIMIT", FILTER_NOWHERE, FILTER_NOWHERE, "%zu bytes, at most %llu",
		             imported->raw.len, (unsigned long long)max_doc);
	} else {
		write_paragraphs(out, &imported->layers);
		write_gaps(out, imported);
		write_sentences(out, &imported->layers);
		write_annotations(out, imported);
	}
	filter_document_end(out, is_long ? FILTER_SKIPPED : FILTER_OK);
}

/* --- files ------------------------------------------------------------------------------ */

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* A file that cannot be read: told, and a skipped document in its place. */
static void write_unread(struct row_writer *out, const char *path, const char *why)
{
	char hex[16];
	struct document_facts facts = {
		.id = filter_document_id(str_of(path), hex),
		.source = str_of(base_name(path)),
	};

	diag_message(path, "cannot be read: %s", why);
	filter_document(out, &facts);
	filter_error(out, "E_READ", FILTER_NOWHERE, FILTER_NOWHERE, "cannot be read: %s", why);
	filter_document_end(out, FILTER_SKIPPED);
}

/* Whether no row can hold some byte of these lines; *line is counted up to it. */
static bool has_bad_byte(struct str lines, uint64_t *line)
{
	struct str one;
	size_t at;

	while (str_next_line(&lines, &one)) {
		++*line;
		if (row_bad_bytes(one, &at))
			return true;
	}
	return false;
}

static enum exit_code import_bytes(const struct state *state, struct str bytes, const char *path,
                                   struct row_writer *out)
{
	struct import_reader reader = { .rest = bytes, .max_par = state->max_row / 2 };
	struct str source = str_of(strcmp(path, "-") ? base_name(path) : "");
	struct arena arena = { 0 };
	struct imported imported;
	enum import_status status;
	struct str before = bytes;
	uint64_t line = 0;

	while ((status = state->format->next(&reader, &arena, &imported)) == IMPORT_DOCUMENT) {
		if (has_bad_byte(str_slice(before, 0, before.len - reader.rest.len), &line)) {
			reader = (struct import_reader){ .line = line, .problem = "a control character, or no UTF-8" };
			status = IMPORT_BAD;
			break;
		}
		write_document(out, &imported, source, state->max_doc);
		arena_reset(&arena);
		before = reader.rest;
	}
	arena_free(&arena);
	if (status == IMPORT_END)
		return EXIT_OK;
	diag_message(path, "line %llu: %s", (unsigned long long)reader.line, reader.problem);
	return EXIT_DATA;
}

static enum exit_code import_file(const struct state *state, const char *path, struct row_writer *out)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct buf bytes = { 0 };
	enum exit_code code = EXIT_NO_INPUT;

	if (fd < 0 || resource_read(fd, SIZE_MAX, &bytes) != 0)
		write_unread(out, path, strerror(errno));
	else
		code = import_bytes(state, buf_str(&bytes), is_stdin ? "-" : path, out);
	if (fd > STDIN_FILENO)
		close(fd);
	buf_free(&bytes);
	return code;
}

static enum exit_code produce(char *const *inputs, size_t n_inputs, struct row_writer *out, void *context)
{
	enum exit_code worst = EXIT_OK;

	if (n_inputs == 0)
		return import_file(context, "-", out);
	for (size_t i = 0; i < n_inputs && worst != EXIT_DATA; i++) {
		enum exit_code code = import_file(context, inputs[i], out);

		worst = code == EXIT_OK ? worst : code;
	}
	return worst;
}

static enum exit_code open_format(struct filter *filter)
{
	struct state *state = filter->state;

	if (!state->format) {
		diag_message(NULL, "-t FORMAT is needed: conllu or jsonl");
		return EXIT_USAGE;
	}
	state->max_doc = filter->max_doc;
	state->max_row = filter->max_row;
	return EXIT_OK;
}

int main(int argc, char *argv[])
{
	struct state state = { 0 };
	struct filter filter = {
		.name = "import",
		.summary = "rows out of documents that were annotated elsewhere",
		.examples = "  udpipe --tokenize --tag english.model article.txt | import -t conllu | link\n"
		            "  my-tagger article.txt | import -t jsonl | tag | link\n",
		.reads = reads,
		.adds = adds,
		.options = options,
		.option = option,
		.open = open_format,
		.produce = produce,
		.state = &state,
	};

	return filter_main(&filter, argc, argv);
}
