/* clean: raw documents in (files, records, rows), paragraphs of repaired text out; --undo: the way back. */
#include <errno.h>
#include <stdio.h>

#include "common/resource.h"

#include "filters/clean/inputs/facts.h"
#include "filters/clean/inputs/files.h"
#include "undo.h"

static const char *const reads[] = { "par", "edit", NULL };
static const char *const adds[] = { "par", "edit", NULL };

enum option_key {
	OPTION_FROM = 256,
	OPTION_COLUMNS,
	OPTION_ID,
	OPTION_PUBLISHED,
	OPTION_SOURCE,
	OPTION_LANG,
	OPTION_FILES_FROM,
	OPTION_UNDO,
	OPTION_NO_UNDO,
	OPTION_REPAIR,
	OPTION_NO_REPAIR,
	OPTION_LIST_REPAIRS,
	OPTION_PHRASES,
	OPTION_QUOTES,
	OPTION_BOILER,
};

static const struct filter_option options[] = {
	{ OPTION_FROM, "from", "FORMAT", "what comes in: text, html, csv, tsv, jsonl, rss, atom, mbox, warc, rows; auto: told by the first bytes, but for tables and rows (default)", true },
	{ OPTION_COLUMNS, "columns", "ROLE=NAME,…", "columns of a table, members of JSON: text=content,id=url,…", true },
	{ OPTION_ID, "id", "ID", "the document's id, instead of a hash of its bytes", true },
	{ OPTION_PUBLISHED, "published", "DATE", "when it was published (ISO 8601)", true },
	{ OPTION_SOURCE, "source", "NAME", "where it comes from, instead of the file's name", true },
	{ OPTION_LANG, "lang", "TAG", "its language, instead of what it looks like", true },
	{ OPTION_FILES_FROM, "files-from", "LIST", "read names of files from LIST (- is stdin)", false },
	{ '0', NULL, NULL, "names in LIST are ended by NUL, not by line ends", false },
	{ OPTION_REPAIR, "repair", "LIST", "repair these kinds alone", true },
	{ OPTION_NO_REPAIR, "no-repair", "LIST", "do not repair these kinds", true },
	{ OPTION_LIST_REPAIRS, "list-repairs", NULL, "show the kinds of repair with examples", false },
	{ OPTION_PHRASES, "phrases", "FILE", "further phrases to flag: `phrase TAB expected` a line", true },
	{ OPTION_QUOTES, "quotes", "STYLE", "make quotation marks uniform: straight or curly", true },
	{ OPTION_BOILER, "boiler", NULL, "of web pages: the text around the article, too, as kind boiler", true },
	{ OPTION_NO_UNDO, "no-undo", NULL, "leave out what stands between paragraphs", true },
	{ OPTION_UNDO, "undo", NULL, "read rows, write the raw bytes they came from", false },
	{ 0 },
};

enum { LISTS = 7, DATA_FILES = LISTS + STRUCTURE_TABLES };

struct state {
	struct inputs inputs;
	const char *files_from, *phrases_path;
	bool names_end_in_nul, is_undo;
	struct clean_options options;
	struct str files[DATA_FILES + 1];
};

/* --- options ------------------------------------------------------------------------------- */

static bool option(void *context, int key, const char *value)
{
	struct state *state = context;
	struct str v = str_of(value);
	kind_set set;

	switch (key) {
	case OPTION_FROM:
		return formats_named(v, &state->inputs.format);
	case OPTION_COLUMNS:
		return columns_parse(&state->inputs.columns, v);
	case OPTION_ID:
		state->inputs.facts.id = v;
		return filter_id_is_good(v);
	case OPTION_PUBLISHED:
		state->inputs.facts.published = v;
		return fact_is_date(v);
	case OPTION_SOURCE:
		state->inputs.facts.source = v;
		return fact_is_text(v);
	case OPTION_LANG:
		state->inputs.facts.lang = v;
		return fact_is_language(v);
	case OPTION_FILES_FROM:
		state->files_from = value;
		return true;
	case '0':
		state->names_end_in_nul = true;
		return true;
	case OPTION_UNDO:
		state->is_undo = true;
		return true;
	case OPTION_BOILER:
		state->options.has_boiler = true;
		return true;
	case OPTION_NO_UNDO:
		state->inputs.rows.has_undo = false;
		return true;
	case OPTION_REPAIR:
		return kinds_parse(v, &state->options.kinds);
	case OPTION_NO_REPAIR:
		if (!kinds_parse(v, &set))
			return false;
		state->options.kinds &= ~set;
		return true;
	case OPTION_PHRASES:
		state->phrases_path = value;
		return true;
	case OPTION_QUOTES:
		state->options.quotes = strcmp(value, "curly") == 0 ? QUOTES_CURLY : QUOTES_STRAIGHT;
		state->options.kinds |= KIND_SET(KIND_QUOTES);
		return strcmp(value, "curly") == 0 || strcmp(value, "straight") == 0;
	default:
		return false;
	}
}

/* --- documents in ---------------------------------------------------------------------------- */

static enum exit_code produce(char *const *inputs, size_t n_inputs, struct row_writer *out, void *context)
{
	struct state *state = context;

	state->inputs.out = out;
	for (size_t i = 0; i < n_inputs; i++)
		files_read(&state->inputs, inputs[i]);
	if (state->files_from)
		files_read_list(&state->inputs, state->files_from, state->names_end_in_nul ? '\0' : '\n');
	else if (n_inputs == 0)
		files_read(&state->inputs, "-");
	return state->inputs.worst;
}

/* --- rows ------------------------------------------------------------------------------------ */

static enum filter_status undo(struct document *document, struct row_writer *out, void *context)
{
	struct state *state = context;
	uint64_t bytes;

	buf_clear(&state->inputs.raw);
	if (!undo_document(document, &state->inputs.raw)) {
		diag_message(NULL, "document %.*s: rows that do not fit together", STR_ARGS(document->id));
		inputs_worsen(&state->inputs, EXIT_DATA);
	}
	if (str_number(document_fact(document, DOC_BYTES), UINT64_MAX, &bytes) && bytes != state->inputs.raw.len) {
		diag_message(NULL, "document %.*s: %zu bytes, expected %llu", STR_ARGS(document->id),
		             state->inputs.raw.len, (unsigned long long)bytes);
		inputs_worsen(&state->inputs, EXIT_DATA);
	}
	filter_write(out, buf_str(&state->inputs.raw));
	return FILTER_OK;
}

/* Old par and edit rows out, new ones in; a document that has none passes as it is. */
static enum filter_status clean_again(struct document *document, struct row_writer *out, void *context)
{
	struct state *state = context;
	struct clean_document *cleaned;
	enum filter_status status;
	uint64_t bytes;

	if (filter_has(out, "par") || !document_first(document, "par"))
		return FILTER_OK;
	buf_clear(&state->inputs.raw);
	if (!undo_document(document, &state->inputs.raw) ||
	    (str_number(document_fact(document, DOC_BYTES), UINT64_MAX, &bytes) && bytes != state->inputs.raw.len)) {
		filter_error(out, "E_ROW", FILTER_NOWHERE, FILTER_NOWHERE,
		             "par and edit rows do not give the document back");
		return FILTER_PARTIAL;
	}
	cleaned = files_reopen(&state->inputs, buf_str(&state->inputs.raw));
	status = rows_write_body(out, cleaned, &state->inputs.rows, buf_str(&state->inputs.raw));
	clean_close(cleaned);
	return status;
}

static enum exit_code finish(struct row_writer *out, void *context)
{
	(void)out;
	return ((struct state *)context)->inputs.worst;
}

/* --- start and end ---------------------------------------------------------------------------- */

/* Maps the data files; their bytes together are the fingerprint. */
static bool open_data(struct state *state, struct clean_data *data, uint64_t *fingerprint)
{
	const struct {
		const char *name;
		struct str *bytes;
	} lists[LISTS] = {
		{ "entities.tsv", &data->entities }, { "names.txt", &data->names },
		{ "words.txt", &data->words },       { "agencies.txt", &data->agencies },
		{ "languages.tsv", &data->languages }, { "phrases.tsv", &data->phrases[0] },
		{ "html-blocks.tsv", &data->blocks },
	};
	struct buf path = { 0 };
	char hex[16];
	bool is_good = true;

	*fingerprint = 0;
	for (size_t i = 0; i < DATA_FILES && is_good; i++) {
		const char *name = i < LISTS ? lists[i].name : structure_tables[i - LISTS];
		struct str *bytes = i < LISTS ? lists[i].bytes : &data->structure[i - LISTS];

		buf_clear(&path);
		is_good = resource_map(resource_path("clean", name, &path), bytes);
		if (!is_good) {
			diag_message(path.at, "%s", strerror(errno));
			break;
		}
		state->files[i] = *bytes;
		filter_document_id(*bytes, hex);
		for (int digit = 0; digit < 16; digit++)
			*fingerprint = (*fingerprint << 4 | *fingerprint >> 60) ^
			               (uint64_t)(hex[digit] <= '9' ? hex[digit] - '0' : hex[digit] - 'a' + 10);
	}
	buf_free(&path);
	if (is_good && state->phrases_path) {
		is_good = resource_map(state->phrases_path, &state->files[DATA_FILES]);
		data->phrases[1] = state->files[DATA_FILES];
		if (!is_good)
			diag_message(state->phrases_path, "%s", strerror(errno));
	}
	return is_good;
}

static enum exit_code open_filter(struct filter *filter)
{
	struct state *state = filter->state;
	struct clean_data data = { 0 };

	state->inputs.max_doc = filter->max_doc;
	state->inputs.rows.max_row = filter->max_row;
	if (state->is_undo) {
		filter->is_sink = true;
		filter->adds = NULL;
		filter->document = undo;
		return EXIT_OK;
	}
	if (!open_data(state, &data, &filter->fingerprint))
		return EXIT_CONFIG;
	state->options.max_field = filter->max_row - rows_overhead(filter->max_row);
	state->inputs.reads_pieces = state->options.kinds & KIND_SET(KIND_TAG);
	state->inputs.clean = clean_new(&data, &state->options);
	if (!state->inputs.clean) {
		diag_message(NULL, "structure-*.tsv: not tables of trees");
		return EXIT_CONFIG;
	}
	if (state->inputs.format != INPUT_ROWS)
		filter->produce = produce;
	else if (filter->redo)
		filter->replaces = reads;
	return EXIT_OK;
}

static void close_filter(void *context)
{
	struct state *state = context;

	clean_delete(state->inputs.clean);
	for (size_t i = 0; i <= DATA_FILES; i++)
		resource_unmap(state->files[i]);
	inputs_free(&state->inputs);
}

static int list_repairs(void)
{
	for (enum kind kind = 0; kind < N_KINDS; kind++)
		printf("%s\t%s\t%s\t%s\t%s\n", kind_table[kind].name, kind_table[kind].is_default ? "on" : "off",
		       kind_table[kind].before, kind_table[kind].after, kind_table[kind].what);
	return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_OK : EXIT_IO;
}

int main(int argc, char *argv[])
{
	struct state state = {
		.options = { .kinds = KINDS_DEFAULT },
		.inputs.rows = { .has_undo = true, .has_title_line = true },
	};
	struct filter filter = {
		.name = "clean",
		.summary = "raw documents into paragraphs of repaired text, every repair recorded",
		.examples = "  clean article.txt | sentence-split | tag | link | summarize\n"
		            "  clean --from csv --columns text=content,id=url feed.csv\n"
		            "  clean --from jsonl --columns text=body,published=day articles.jsonl\n"
		            "  clean article.txt | clean --undo | cmp - article.txt\n",
		.reads = reads,
		.adds = adds,
		.options = options,
		.option = option,
		.open = open_filter,
		.document = clean_again,
		.finish = finish,
		.close = close_filter,
		.state = &state,
	};

	columns_init(&state.inputs.columns);
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--list-repairs") == 0)
			return list_repairs();
	return filter_main(&filter, argc, argv);
}
