/* frames.c: see frames.h. */
#include "frames.h"

#include "laws.h"

#define FAULT(frames, ...) fault((frames)->faults, (frames)->line, __VA_ARGS__)

/* Until a #cols row says otherwise, columns stand as the contract has them. */
static void default_columns(struct frames *frames)
{
	for (int t = 0; t < RULE_NONE; t++) {
		struct frames_columns *columns = &frames->columns[t];

		columns->n_columns = rule_n_columns(&rules[t]);
		columns->n_fields = columns->n_columns + 1;
		for (size_t c = 0; c < columns->n_columns; c++)
			columns->field[c] = (uint8_t)(c + 1);
	}
}

void frames_init(struct frames *frames, const struct frames_options *options, struct faults *faults)
{
	*frames = (struct frames){
		.options = options,
		.faults = faults,
		.claims = { .faults = faults },
		.has_edits = true,
	};
	default_columns(frames);
}

void frames_dispose(struct frames *frames)
{
	claims_free(&frames->claims);
	index_free(&frames->foreign);
	arena_free(&frames->names);
	buf_free(&frames->id);
	buf_free(&frames->source);
}

/* --- header rows ---------------------------------------------------------------------------- */

static void read_version(struct frames *frames, const struct str *fields, size_t n)
{
	struct str version = n == 2 ? fields[1] : (struct str){ NULL, 0 };

	if (!str_is(version, "1") && !str_starts(version, "1."))
		FAULT(frames, "found version \"%.*s\", expected 1", SHOWN(version));
}

/* Whether the comma-separated list behind `option` in the text names the type. */
static bool option_names(struct str text, const char *option, const char *type)
{
	const char *hit = memmem(text.at, text.len, option, strlen(option));
	struct str list;

	if (!hit)
		return false;
	list = str_slice(text, (size_t)(hit - text.at) + strlen(option), text.len);
	list = str_slice(list, 0, str_find(list, ' ', 0));
	for (size_t at = 0; at <= list.len;) {
		size_t comma = str_find(list, ',', at);

		if (str_is(str_slice(list, at, comma), type))
			return true;
		at = comma + 1;
	}
	return false;
}

static bool is_fingerprint(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!memchr("0123456789abcdef", s.at[i], 16))
			return false;
	return s.len == 16;
}

static void read_stage(struct frames *frames, const struct str *fields, size_t n)
{
	struct str text;

	if (n != 5) {
		FAULT(frames, "found #stage row of %zu fields, expected 5", n);
		return;
	}
	if (!fields[1].len)
		FAULT(frames, "found #stage row without a name, expected one");
	if (fields[3].len && !is_fingerprint(fields[3]))
		FAULT(frames, "found model \"%.*s\", expected 16 hexadecimal digits, or nothing",
		      SHOWN(fields[3]));
	text = fields[4];
	if (!text.len)
		return;
	for (int i = 0; i < 2; i++) {
		const char *type = i ? "edit" : "par";

		if (option_names(text, "--drop=", type) ||
		    (memmem(text.at, text.len, "--only=", 7) && !option_names(text, "--only=", type)))
			frames->has_edits = false;
	}
	if (memmem(text.at, text.len, "--no-undo", 9))
		frames->has_edits = false;
}

static void read_columns(struct frames *frames, const struct str *fields, size_t n)
{
	enum rule_type type = n > 1 ? rule_find(fields[1]) : RULE_NONE;
	struct frames_columns *columns;

	if (n < 3 || !rule_is_type(fields[1])) {
		FAULT(frames, "found #cols row for \"%.*s\", expected a type and its columns",
		      SHOWN(n > 1 ? fields[1] : fields[0]));
		return;
	}
	if (!str_is(fields[2], "doc"))
		FAULT(frames, "found %.*s as the first column of %.*s, expected doc", SHOWN(fields[2]),
		      SHOWN(fields[1]));
	for (size_t i = 2; i < n && i < 64; i++)
		for (size_t j = 2; j < i; j++)
			if (str_eq(fields[i], fields[j]))
				FAULT(frames, "found column %.*s of %.*s twice", SHOWN(fields[i]),
				      SHOWN(fields[1]));
	if (type == RULE_NONE) {
		*index_put(&frames->foreign, arena_str(&frames->names, fields[1]), 0, NULL) = (uint32_t)(n - 1);
		return;
	}
	columns = &frames->columns[type];
	*columns = (struct frames_columns){ .is_declared = true, .n_columns = columns->n_columns, .n_fields = n - 1 };
	for (size_t c = 0; c < columns->n_columns; c++) {
		const char *name = rules[type].columns[c].name;

		for (size_t i = 2; i < n && i < 250; i++)
			if (!columns->field[c] && str_is(fields[i], name))
				columns->field[c] = (uint8_t)(i - 1);
		if (!columns->field[c])
			FAULT(frames, "found #cols %.*s without %s", SHOWN(fields[1]), name);
	}
}

static void compare_count(struct frames *frames, const char *what, struct str field, uint64_t count)
{
	uint64_t said;

	if (frames->options->is_reframed || !field.len)
		return;
	if (!str_number(field, UINT64_MAX, &said) || said != count)
		FAULT(frames, "found %s %.*s, expected %llu, as many as there are", what, SHOWN(field),
		      (unsigned long long)count);
}

static void cut_off(struct frames *frames, const char *found)
{
	FAULT(frames, "found %s, expected the end row of document %.*s", found,
	      SHOWN(buf_str(&frames->id)));
	frames->is_open = false;
}

static void read_eof(struct frames *frames, const struct str *fields, size_t n)
{
	if (frames->is_open)
		cut_off(frames, "#eof");
	if (n != 3) {
		FAULT(frames, "found #eof row of %zu fields, expected 3", n);
	} else {
		compare_count(frames, "documents", fields[1], frames->part_documents);
		compare_count(frames, "rows", fields[2], frames->part_rows);
	}
	frames->is_ended = true;
}

static void header_record(struct frames *frames, const struct str *fields, size_t n)
{
	if (str_is(fields[0], "#eof")) {
		read_eof(frames, fields, n);
		return;
	}
	if (str_is(fields[0], "#copydesk")) {
		if (frames->is_open)
			cut_off(frames, "#copydesk");
		read_version(frames, fields, n);
	} else if (str_is(fields[0], "#stage")) {
		read_stage(frames, fields, n);
	} else if (str_is(fields[0], "#cols")) {
		read_columns(frames, fields, n);
	} else if (!str_starts(fields[0], "#x-")) {
		FAULT(frames, "found %.*s, expected #copydesk, #stage, #cols or #eof", SHOWN(fields[0]));
	}
}

/* --- rows of data --------------------------------------------------------------------------- */

/* A row before the first doc or between end and doc; told once a run. */
static void outside(struct frames *frames, struct str type)
{
	if (!frames->told_outside)
		FAULT(frames, "found %.*s row outside a document, expected a doc row first", SHOWN(type));
	frames->told_outside = true;
}

static void close_document(struct frames *frames, const struct str *field)
{
	struct str raw, source = buf_str(&frames->source), id = buf_str(&frames->id);
	bool is_skipped = str_is(field[1], "skipped");

	if (frames->claims.has_errors && str_is(field[1], "ok"))
		FAULT(frames, "found status ok, expected partial or skipped, since there are err rows");
	frames->claims.line = frames->line;
	laws_check(&frames->claims);
	if (frames->options->raw && !(is_skipped && !frames->claims.pars.len && !frames->claims.edits.len)) {
		if (!frames->options->raw(frames->options->context, id, source, &raw))
			FAULT(frames, "found document %.*s, expected one of the files given", SHOWN(id));
		else
			laws_check_raw(&frames->claims, raw, frames->has_edits);
	}
	frames->ok += str_is(field[1], "ok");
	frames->partial += str_is(field[1], "partial");
	frames->skipped += is_skipped;
	frames->is_open = false;
	frames->told_outside = false;
}

static void open_document(struct frames *frames, const struct str *field)
{
	if (frames->is_open)
		cut_off(frames, "the next doc row");
	frames->is_open = true;
	frames->document_rows = 0;
	frames->part_documents++;
	frames->documents++;
	buf_clear(&frames->id);
	buf_add_str(&frames->id, field[0]);
	buf_clear(&frames->source);
	buf_add_str(&frames->source, field[1]);
	claims_reset(&frames->claims);
}

/* The fields in the order of the rule; false where the row cannot be looked at any further. */
static bool take_fields(struct frames *frames, enum rule_type type, const struct str *fields, size_t n,
                        struct str *field)
{
	const struct frames_columns *columns = &frames->columns[type];
	const struct rule *rule = &rules[type];
	bool is_good = true;

	if (!columns->is_declared && !frames->options->is_fragment && !frames->told_columns[type]) {
		FAULT(frames, "found %s row, expected #cols %s before the first", rule->type, rule->type);
		frames->told_columns[type] = true;
	}
	memset(field, 0, RULE_COLUMNS * sizeof *field);
	if (n != columns->n_fields) {
		FAULT(frames, "found %s row of %zu fields, expected %zu", rule->type, n, columns->n_fields);
		if (n > 1)
			field[0] = fields[1]; /* so that the frame of a broken doc row holds its rows */
		return false;
	}
	for (size_t c = 0; c < columns->n_columns; c++) {
		const char *expected;

		if (!columns->field[c])
			continue;
		field[c] = fields[columns->field[c]];
		expected = rule_expected(&rule->columns[c], field[c]);
		if (expected) {
			FAULT(frames, "found %s \"%.*s\" in %s row, expected %s%s", rule->columns[c].name,
			      SHOWN(field[c]), rule->type,
			      expected == rule->columns[c].words ? "one of " : "", expected);
			is_good = is_good && !rule_is_needed(rule->columns[c].value);
		}
	}
	return is_good;
}

/* The same for a type that is not the contract's: the number of fields, their escapes. */
static void foreign_record(struct frames *frames, const struct str *fields, size_t n)
{
	const uint32_t *n_fields = index_find(&frames->foreign, fields[0]);

	if (n_fields && n != *n_fields)
		FAULT(frames, "found %.*s row of %zu fields, expected %u", SHOWN(fields[0]), n, *n_fields);
	for (size_t i = 1; i < n; i++)
		if (!rule_is_escaped(fields[i], false))
			FAULT(frames, "found \"%.*s\" in %.*s row, expected only the escapes \\t \\n \\r \\\\",
			      SHOWN(fields[i]), SHOWN(fields[0]));
}

static void data_record(struct frames *frames, const struct str *fields, size_t n)
{
	struct str field[RULE_COLUMNS];
	bool is_good = true;
	enum rule_type type;

	if (frames->last == RULE_NONE || !str_is(fields[0], rules[frames->last].type))
		frames->last = rule_find(fields[0]);
	type = frames->last;
	frames->part_rows++;
	frames->rows++;
	frames->by_type[type]++;
	if (type == RULE_NONE && !rule_is_type(fields[0])) {
		FAULT(frames, "found type \"%.*s\", expected one of the contract's, or x- and a word",
		      SHOWN(fields[0]));
		frames->document_rows++;
		return;
	}
	if (type == RULE_NONE)
		foreign_record(frames, fields, n);
	else
		is_good = take_fields(frames, type, fields, n, field);

	if (type == RULE_DOC)
		open_document(frames, field);
	frames->document_rows++;
	if (!frames->is_open) {
		outside(frames, fields[0]);
		return;
	}
	if (type != RULE_DOC && (n < 2 || !str_eq(fields[1], buf_str(&frames->id)))) {
		FAULT(frames, "found %.*s row of document %.*s, expected %.*s, which has no end row yet",
		      SHOWN(fields[0]), SHOWN(n < 2 ? str_of("") : fields[1]), SHOWN(buf_str(&frames->id)));
		return;
	}
	if (is_good && type != RULE_NONE)
		claims_row(&frames->claims, type, field, frames->line);
	if (type == RULE_END && n == frames->columns[RULE_END].n_fields) {
		compare_count(frames, "rows", field[2], frames->document_rows);
		close_document(frames, field);
	}
}

/* --- the record as it goes out --------------------------------------------------------------- */

static void write_record(const struct frames *frames, const struct str *fields, size_t n, struct buf *out)
{
	bool is_eof = str_is(fields[0], "#eof"), is_end = str_is(fields[0], "end");
	size_t count = is_end ? frames->columns[RULE_END].field[2] : SIZE_MAX;

	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_add_byte(out, '\t');
		if (is_eof && i == 1)
			buf_add_number(out, frames->part_documents);
		else if (is_eof && i == 2)
			buf_add_number(out, frames->part_rows);
		else if (i == count)
			buf_add_number(out, frames->document_rows);
		else
			buf_add_str(out, fields[i]);
	}
	buf_add_byte(out, '\n');
}

void frames_record(struct frames *frames, const struct str *fields, size_t n, uint64_t line,
                   struct buf *out)
{
	frames->line = line;
	if (!frames->has_header && str_starts(fields[0], "\xEF\xBB\xBF")) {
		FAULT(frames, "found a byte-order mark, expected none");
		frames->has_header = true;
		return;
	}
	if (!frames->has_header && !frames->options->is_fragment && !str_is(fields[0], "#copydesk"))
		FAULT(frames, "found \"%.*s\", expected #copydesk and its version as the first row",
		      SHOWN(fields[0]));
	frames->has_header = true;
	if (frames->is_ended && !frames->options->is_fragment && !str_is(fields[0], "#copydesk"))
		FAULT(frames, "found \"%.*s\" behind #eof, expected the end or another stream", SHOWN(fields[0]));
	if (frames->is_ended) {
		frames->part_documents = frames->part_rows = 0;
		frames->is_ended = false;
	}
	if (str_starts(fields[0], "#"))
		header_record(frames, fields, n);
	else
		data_record(frames, fields, n);
	if (out)
		write_record(frames, fields, n, out);
}

void frames_finish(struct frames *frames, uint64_t line)
{
	frames->line = line;
	if (frames->is_open)
		cut_off(frames, "the end of the input");
	if (!frames->is_ended && !frames->options->is_fragment)
		FAULT(frames, "found the end of the input, expected #eof");
}
