/* clean: raw documents in (files, tables, rows), paragraphs of repaired text out; --undo: the way back. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/filter.h"
#include "common/resource.h"
#include "common/table.h"
#include "common/utf8.h"

#include "clean.h"
#include "html_tokens.h"
#include "rows.h"
#include "undo.h"

static const char *const reads[] = { "par", "edit", NULL };
static const char *const adds[] = { "par", "edit", NULL };

enum source_format { FROM_AUTO, FROM_TEXT, FROM_HTML, FROM_CSV, FROM_TSV, FROM_ROWS };

/* What a column of a table can hold; the names that --columns gives them. */
enum role { ROLE_ID, ROLE_TEXT, ROLE_TITLE, ROLE_PUBLISHED, ROLE_URL, ROLE_SOURCE, ROLE_AUTHOR, ROLE_LANG, N_ROLES };

static const char *const role_names[N_ROLES] = { "id", "text", "title", "published", "url", "source", "author", "lang" };

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
};

static const struct filter_option options[] = {
	{ OPTION_FROM, "from", "FORMAT", "what comes in: text, html, csv, tsv, rows; auto: text or html (default)", true },
	{ OPTION_COLUMNS, "columns", "ROLE=NAME,…", "columns of a table: text=content,id=url,…", true },
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
	{ OPTION_NO_UNDO, "no-undo", NULL, "leave out what stands between paragraphs", true },
	{ OPTION_UNDO, "undo", NULL, "read rows, write the raw bytes they came from", false },
	{ 0 },
};

enum { LISTS = 7, DATA_FILES = LISTS + STRUCTURE_TABLES };

struct state {
	enum source_format from;
	const char *columns[N_ROLES]; /* names; NULL = none */
	struct str column_list;       /* --columns as given */
	struct document_facts facts;  /* as given by options */
	const char *files_from, *phrases_path;
	bool names_end_in_nul, is_undo;
	struct clean_options options;
	struct rows_options rows;
	struct str files[DATA_FILES + 1];
	struct clean *clean;
	uint64_t max_doc;
	struct buf raw;     /* the document being read, or undone */
	struct row_writer *out;
	enum exit_code worst;
	/* of the table being read */
	const char *path;
	size_t column[N_ROLES]; /* position + 1; 0 = not there */
	size_t n_columns;
	bool has_header, is_bad_header;
	struct arena arena;   /* of a record */
	struct arena names;   /* of columns */
};

/* --- options ------------------------------------------------------------------------------- */

static bool read_columns(struct state *state, const char *value)
{
	struct str list = str_of(value);

	memset(state->columns, 0, sizeof state->columns);
	for (size_t pos = 0; pos <= list.len;) {
		size_t comma = str_find(list, ',', pos);
		struct str item = str_slice(list, pos, comma);
		size_t equals = str_find(item, '=', 0), role = 0;

		while (role < N_ROLES && !str_is(str_slice(item, 0, equals), role_names[role]))
			role++;
		if (role == N_ROLES || equals + 1 >= item.len)
			return false;
		state->columns[role] = arena_str(&state->names, str_slice(item, equals + 1, item.len)).at;
		pos = comma + 1;
	}
	return true;
}

static bool read_format(struct state *state, struct str value)
{
	static const char *const names[] = { "auto", "text", "html", "csv", "tsv", "rows" };

	for (enum source_format format = FROM_AUTO; format <= FROM_ROWS; format++)
		if (str_is(value, names[format])) {
			state->from = format;
			return true;
		}
	return false;
}

/* 2024-05-17, with or without a time: digits and dashes first. */
static bool is_date(struct str s)
{
	if (s.len < 10 || !utf8_is_valid(s))
		return false;
	for (size_t i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? s.at[i] != '-' : s.at[i] < '0' || s.at[i] > '9')
			return false;
	return s.len == 10 || s.at[10] == 'T' || s.at[10] == ' ' || s.at[10] == 'Z' || s.at[10] == '+';
}

static bool is_language_tag(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.at[i] | 0x20) >= 'a' && (s.at[i] | 0x20) <= 'z') && s.at[i] != '-' &&
		    !(s.at[i] >= '0' && s.at[i] <= '9'))
			return false;
	return s.len >= 2 && s.len <= 35;
}

static bool is_fact(struct str s)
{
	return s.len <= 4096 && utf8_is_valid(s);
}

static bool option(void *context, int key, const char *value)
{
	struct state *state = context;
	struct str v = str_of(value);
	kind_set set;

	switch (key) {
	case OPTION_FROM:
		return read_format(state, v);
	case OPTION_COLUMNS:
		state->column_list = v;
		return read_columns(state, value);
	case OPTION_ID:
		state->facts.id = v;
		return filter_id_is_good(v);
	case OPTION_PUBLISHED:
		state->facts.published = v;
		return is_date(v);
	case OPTION_SOURCE:
		state->facts.source = v;
		return is_fact(v);
	case OPTION_LANG:
		state->facts.lang = v;
		return is_language_tag(v);
	case OPTION_FILES_FROM:
		state->files_from = value;
		return true;
	case '0':
		state->names_end_in_nul = true;
		return true;
	case OPTION_UNDO:
		state->is_undo = true;
		return true;
	case OPTION_NO_UNDO:
		state->rows.has_undo = false;
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

/* --- documents ------------------------------------------------------------------------------- */

static void worsen(struct state *state, enum exit_code code)
{
	if (code > state->worst)
		state->worst = code;
}

/* A document that is passed over, with the reason. */
static void skip(struct state *state, struct document_facts *facts, uint64_t bytes, const char *code,
                 const char *reason)
{
	struct buf name = { 0 };
	char id[16];

	facts->bytes = bytes;
	if (facts->id.len == 0) { /* there are no bytes to name it after */
		buf_add_str(&name, facts->source);
		buf_add_str(&name, str_of(reason));
		facts->id = filter_document_id(buf_str(&name), id);
		buf_free(&name);
	}
	filter_document(state->out, facts);
	filter_error(state->out, code, FILTER_NOWHERE, FILTER_NOWHERE, "%s", reason);
	filter_document_end(state->out, FILTER_SKIPPED);
}

static struct str base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct str name = str_of(slash ? slash + 1 : strcmp(path, "<stdin>") ? path : NULL);

	name.len = utf8_valid_prefix(name);
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.at[i] < ' ' || name.at[i] == 0x7F)
			name.len = i;
	return name;
}

static void cannot_read(struct state *state, const char *path, struct document_facts *facts)
{
	int error = errno;

	diag_message(path, "%s", strerror(error));
	skip(state, facts, 0, "E_READ", strerror(error));
	worsen(state, EXIT_NO_INPUT);
}

/* What is behind the limit is read and thrown away, to know how much it was. */
static uint64_t count_rest(int fd)
{
	static char buffer[1 << 16];
	uint64_t n = 0;
	ssize_t got;

	while ((got = read(fd, buffer, sizeof buffer)) > 0)
		n += (uint64_t)got;
	return n;
}

/* Whether the bytes begin as a web page does: a doctype or the html element, behind blanks and comments. */
static bool looks_like_page(struct str raw)
{
	size_t at = str_starts(raw, "\xEF\xBB\xBF") ? 3 : 0;
	struct html_reader reader = { .page = str_slice(raw, at, at + 4096) };
	struct html_token token;

	while (html_next(&reader, &token)) {
		struct str slice = str_slice(reader.page, token.begin, token.end);

		if (token.kind == HTML_START)
			return html_is(token.name, "html") || html_is(token.name, "head");
		if (token.kind == HTML_COMMENT && html_is(str_slice(slice, 0, 14), "<!doctype html"))
			return true;
		if (token.kind != HTML_COMMENT && str_trim(slice).len)
			return false;
	}
	return false;
}

/* A document as it was read: text, or a web page. */
static void write_document(struct state *state, struct document_facts *facts)
{
	struct str raw = buf_str(&state->raw);

	state->rows.is_page = state->from == FROM_HTML || (state->from == FROM_AUTO && looks_like_page(raw));
	if (state->rows.is_page && !clean_prepare_pages(state->clean))
		diag_fatal(EXIT_CONFIG, NULL, "html-blocks.tsv: not a table of trees");
	rows_write(state->out, state->clean, &state->rows, facts, raw);
}

static void read_text(struct state *state, int fd, const char *path, struct document_facts *facts)
{
	struct stat st;
	char reason[96];
	uint64_t bytes = 0;
	bool is_file = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);

	if (is_file && (uint64_t)st.st_size > state->max_doc) {
		bytes = (uint64_t)st.st_size;
	} else {
		state->rows.complaint = NULL;
		buf_clear(&state->raw);
		if (is_file) /* at once, rather than by doubling */
			buf_reserve(&state->raw, (size_t)st.st_size + 1);
		switch (resource_read(fd, state->max_doc, &state->raw)) {
		case 0:
			write_document(state, facts);
			return;
		case 1:
			bytes = state->raw.len + 1 + count_rest(fd);
			break;
		default:
			cannot_read(state, path, facts);
			return;
		}
	}
	snprintf(reason, sizeof reason, "document of %llu bytes, at most %llu (--max-doc)",
	         (unsigned long long)bytes, (unsigned long long)state->max_doc);
	skip(state, facts, bytes, "E_LIMIT", reason);
}

/* --- tables ---------------------------------------------------------------------------------- */

static bool read_header(struct state *state, const struct str *fields, size_t n)
{
	memset(state->column, 0, sizeof state->column);
	state->n_columns = n;
	for (size_t i = 0; i < n; i++) {
		struct str name = fields[i];

		if (i == 0 && str_starts(name, "\xEF\xBB\xBF"))
			name = str_slice(name, 3, name.len);
		for (enum role role = 0; role < N_ROLES; role++)
			if (state->columns[role] && str_is(name, state->columns[role]) && !state->column[role])
				state->column[role] = i + 1;
	}
	for (enum role role = 0; role < N_ROLES; role++) {
		bool is_wanted = state->column_list.len ? state->columns[role] != NULL : role == ROLE_TEXT;

		if (is_wanted && !state->column[role]) {
			diag_message(state->path, "no column %s in the header (--columns %s=NAME)",
			             state->columns[role], role_names[role]);
			state->is_bad_header = true;
		}
	}
	state->rows.has_title_line = !state->column[ROLE_TITLE];
	return !state->is_bad_header;
}

/* A cell that becomes a fact: one line of valid text; an option of the same name stands first. */
static struct str cell(struct state *state, const struct str *fields, size_t n, enum role role,
                       struct str given)
{
	size_t column = state->column[role];

	if (given.len || !column || column > n)
		return given;
	return clean_fact(state->clean, fields[column - 1], &state->arena);
}

/* A fact that may not stand in the doc row is left out, with an err row. */
static void reject(struct state *state, struct str *fact, bool is_good, const char *complaint)
{
	if (fact->len == 0 || is_good)
		return;
	*fact = str_of(NULL);
	state->rows.complaint = complaint;
}

static bool record(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct state *state = context;
	struct document_facts facts = state->facts;
	struct str text = { NULL, 0 };
	char reason[96];

	if (!state->has_header) {
		state->has_header = true;
		return read_header(state, fields, n);
	}
	if (n == 1 && fields[0].len == 0 && state->n_columns > 1)
		return true;
	arena_reset(&state->arena);
	facts.id = cell(state, fields, n, ROLE_ID, facts.id);
	facts.title = cell(state, fields, n, ROLE_TITLE, facts.title);
	facts.published = cell(state, fields, n, ROLE_PUBLISHED, facts.published);
	facts.url = cell(state, fields, n, ROLE_URL, facts.url);
	facts.source = cell(state, fields, n, ROLE_SOURCE, facts.source);
	facts.author = cell(state, fields, n, ROLE_AUTHOR, facts.author);
	facts.lang = cell(state, fields, n, ROLE_LANG, facts.lang);
	state->rows.complaint = NULL;
	if (facts.source.len == 0)
		facts.source = base_name(state->path);
	reject(state, &facts.lang, is_language_tag(facts.lang), "lang is no BCP 47 tag");
	reject(state, &facts.published, is_date(facts.published), "published is no ISO 8601 date");
	reject(state, &facts.id, filter_id_is_good(facts.id), "id is empty, too long or has a blank");
	if (state->column[ROLE_TEXT] <= n)
		text = fields[state->column[ROLE_TEXT] - 1];
	if (n != state->n_columns) {
		snprintf(reason, sizeof reason, "line %llu: %zu fields, expected %zu", (unsigned long long)line, n,
		         state->n_columns);
		diag_message(state->path, "%s", reason);
		if (text.len == 0) {
			skip(state, &facts, 0, "E_COLUMNS", reason);
			return true;
		}
	}
	rows_write(state->out, state->clean, &state->rows, &facts, text);
	return true;
}

static void read_table(struct state *state, int fd, const char *path)
{
	struct table_options table = { .format = state->from == FROM_CSV ? TABLE_CSV : TABLE_TSV,
		                       .max_field = state->max_doc };
	uint64_t line = 0;

	state->path = path;
	state->has_header = state->is_bad_header = false;
	switch (table_read(fd, &table, record, state, &line)) {
	case TABLE_OK:
		if (!state->has_header)
			diag_message(path, "no header row");
		break;
	case TABLE_STOPPED:
		worsen(state, EXIT_DATA);
		break;
	case TABLE_TOO_LONG:
		diag_message(path, "line %llu: a field of more than %llu bytes (--max-doc)",
		             (unsigned long long)line, (unsigned long long)table.max_field);
		worsen(state, EXIT_DATA);
		break;
	case TABLE_MALFORMED:
		diag_message(path, "line %llu: a quotation mark that is never closed or stands inside a field",
		             (unsigned long long)line);
		worsen(state, EXIT_DATA);
		break;
	case TABLE_READ_ERROR: {
		struct document_facts facts = state->facts;

		facts.source = base_name(path);
		cannot_read(state, path, &facts);
		break;
	}
	}
}

/* --- inputs ---------------------------------------------------------------------------------- */

static void read_input(struct state *state, const char *path)
{
	bool is_stdin = strcmp(path, "-") == 0;
	struct document_facts facts = state->facts;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

	if (facts.source.len == 0 && !is_stdin)
		facts.source = base_name(path);
	if (fd < 0)
		cannot_read(state, path, &facts);
	else if (state->from <= FROM_HTML)
		read_text(state, fd, is_stdin ? "<stdin>" : path, &facts);
	else
		read_table(state, fd, is_stdin ? "<stdin>" : path);
	if (fd > STDIN_FILENO)
		close(fd);
}

/* The files that a list names, one after the other. */
static void read_list(struct state *state)
{
	bool is_stdin = strcmp(state->files_from, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(state->files_from, O_RDONLY | O_CLOEXEC);
	char end = state->names_end_in_nul ? '\0' : '\n';
	struct buf list = { 0 };

	if (fd < 0 || resource_read(fd, SIZE_MAX / 4, &list) != 0) {
		diag_message(state->files_from, "%s", strerror(errno));
		worsen(state, EXIT_NO_INPUT);
	}
	buf_add_byte(&list, end);
	for (size_t pos = 0; pos < list.len;) {
		size_t stop = str_find(buf_str(&list), end, pos);

		list.at[stop] = '\0';
		if (stop > pos)
			read_input(state, list.at + pos);
		pos = stop + 1;
	}
	buf_free(&list);
	if (fd > STDIN_FILENO)
		close(fd);
}

static enum exit_code produce(char *const *inputs, size_t n_inputs, struct row_writer *out, void *context)
{
	struct state *state = context;

	state->out = out;
	for (size_t i = 0; i < n_inputs; i++)
		read_input(state, inputs[i]);
	if (state->files_from)
		read_list(state);
	else if (n_inputs == 0)
		read_input(state, "-");
	return state->worst;
}

/* --- rows ------------------------------------------------------------------------------------ */

static enum filter_status undo(struct document *document, struct row_writer *out, void *context)
{
	struct state *state = context;
	uint64_t bytes;

	buf_clear(&state->raw);
	if (!undo_document(document, &state->raw)) {
		diag_message(NULL, "document %.*s: rows that do not fit together", STR_ARGS(document->id));
		state->worst = EXIT_DATA;
	}
	if (str_number(document_fact(document, DOC_BYTES), UINT64_MAX, &bytes) && bytes != state->raw.len) {
		diag_message(NULL, "document %.*s: %zu bytes, expected %llu", STR_ARGS(document->id),
		             state->raw.len, (unsigned long long)bytes);
		state->worst = EXIT_DATA;
	}
	filter_write(out, buf_str(&state->raw));
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
	buf_clear(&state->raw);
	if (!undo_document(document, &state->raw) ||
	    (str_number(document_fact(document, DOC_BYTES), UINT64_MAX, &bytes) && bytes != state->raw.len)) {
		filter_error(out, "E_ROW", FILTER_NOWHERE, FILTER_NOWHERE,
		             "par and edit rows do not give the document back");
		return FILTER_PARTIAL;
	}
	cleaned = clean_open(state->clean, buf_str(&state->raw), state->rows.has_title_line);
	status = rows_write_body(out, cleaned, &state->rows, buf_str(&state->raw));
	clean_close(cleaned);
	return status;
}

static enum exit_code finish(struct row_writer *out, void *context)
{
	(void)out;
	return ((struct state *)context)->worst;
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

	state->max_doc = filter->max_doc;
	state->rows.max_row = filter->max_row;
	if (state->is_undo) {
		filter->is_sink = true;
		filter->adds = NULL;
		filter->document = undo;
		return EXIT_OK;
	}
	if (!open_data(state, &data, &filter->fingerprint))
		return EXIT_CONFIG;
	state->options.max_field = filter->max_row - rows_overhead(filter->max_row);
	state->clean = clean_new(&data, &state->options);
	if (!state->clean) {
		diag_message(NULL, "structure-*.tsv: not tables of trees");
		return EXIT_CONFIG;
	}
	if (state->from != FROM_ROWS)
		filter->produce = produce;
	else if (filter->redo)
		filter->replaces = reads;
	return EXIT_OK;
}

static void close_filter(void *context)
{
	struct state *state = context;

	clean_delete(state->clean);
	for (size_t i = 0; i <= DATA_FILES; i++)
		resource_unmap(state->files[i]);
	buf_free(&state->raw);
	arena_free(&state->arena);
	arena_free(&state->names);
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
	static struct state state = {
		.options = { .kinds = KINDS_DEFAULT },
		.rows = { .has_undo = true, .has_title_line = true },
	};
	struct filter filter = {
		.name = "clean",
		.summary = "raw documents into paragraphs of repaired text, every repair recorded",
		.examples = "  clean article.txt | sentence-split | tag | link | summarize\n"
		            "  clean --from csv --columns text=content,id=url feed.csv\n"
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

	for (size_t role = 0; role < N_ROLES; role++)
		state.columns[role] = role_names[role];
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--list-repairs") == 0)
			return list_repairs();
	return filter_main(&filter, argc, argv);
}
