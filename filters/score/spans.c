/*
 * spans.c: exact scores of labelled spans (named entities): right when begin, end and type are those
 * of a gold span.
 *
 * A file holds spans (`ID TAB BEGIN TAB END TAB TYPE`), or CoNLL columns with IOB1, IOB2, BIOES or
 * BILOU tags, one token a line, an empty line behind each sentence; its content tells which. Spans
 * of tags are drawn as conlleval draws them.
 */
#include <stdlib.h>

#include "common/index.h"
#include "metric.h"

struct span {
	struct str id; /* of a document or sentence */
	uint64_t begin, end;
	struct str type;
};

struct spans {
	const char *name; /* of the file */
	struct span *span;
	size_t n_spans;
};

enum { COLUMNS_MAX = 32 };

static bool is_comment(struct str line)
{
	return line.len == 0 || line.at[0] == '#';
}

/* Columns of a line, parted by TAB, or by runs of blanks where it has no TAB; the last ones win. */
static size_t split_columns(struct str line, struct str column[COLUMNS_MAX])
{
	bool has_tab = str_find(line, '\t', 0) < line.len;
	char delimiter = has_tab ? '\t' : ' ';
	size_t n = 0, begin = 0;

	while (begin <= line.len) {
		size_t end = str_find(line, delimiter, begin);

		if (has_tab || end > begin) {
			if (n == COLUMNS_MAX)
				n--;
			column[n++] = str_slice(line, begin, end);
		}
		begin = end + 1;
	}
	return n;
}

static bool is_number(struct str s)
{
	uint64_t n;

	return str_number(s, UINT64_MAX, &n);
}

static bool holds_spans(struct str file)
{
	struct str column[COLUMNS_MAX], line;

	while (str_next_line(&file, &line)) {
		if (is_comment(line))
			continue;
		return split_columns(line, column) >= 4 && str_find(line, '\t', 0) < line.len &&
		       is_number(column[1]) && is_number(column[2]);
	}
	return false;
}

static bool read_spans(struct str file, struct spans *out, struct buf *problem)
{
	struct str column[COLUMNS_MAX], line;

	for (size_t number = 1; str_next_line(&file, &line); number++) {
		struct span span;

		if (is_comment(line))
			continue;
		if (split_columns(line, column) < 4 || !str_number(column[1], UINT64_MAX, &span.begin) ||
		    !str_number(column[2], UINT64_MAX, &span.end)) {
			buf_printf(problem, "%s:%zu: not ID, BEGIN, END, TYPE", out->name, number);
			return false;
		}
		span.id = column[0];
		span.type = column[3];
		out->span[out->n_spans++] = span;
	}
	return true;
}

/* The tag of a token's line: its last column, or the third of a five-column .iob2 file. */
static struct str tag_of(struct str line)
{
	struct str column[COLUMNS_MAX];
	size_t n = split_columns(line, column);
	bool is_iob2 = n == 5 && str_find(line, '\t', 0) < line.len && is_number(column[0]);

	return n == 0 ? line : is_iob2 ? column[2] : column[n - 1];
}

static bool is_header(struct str line)
{
	bool has_tab = str_find(line, '\t', 0) < line.len;

	if (str_starts(line, "-DOCSTART-"))
		return true;
	return str_starts(line, "# ") && !has_tab &&
	       (memmem(line.at, line.len, " = ", 3) || str_starts(line, "# new"));
}

/* The state of a sentence while its tags go by. */
struct tag_cursor {
	struct str id;
	bool is_open;
	char before; /* prefix of the tag before */
	struct str type;
	uint64_t begin, at;
};

static void next_tag(struct tag_cursor *cursor, struct str tag, struct spans *out)
{
	size_t dash = str_find(tag, '-', 0);
	bool is_single = dash == 1 && tag.at[0] && strchr("BIOESLU", tag.at[0]);
	char prefix = is_single ? tag.at[0] : 'O';
	struct str type = is_single ? str_slice(tag, dash + 1, tag.len) : (struct str){ NULL, 0 };
	bool is_new = strchr("BSU", prefix) != NULL;

	if (strchr("IEL", prefix))
		is_new = !cursor->is_open || !str_eq(cursor->type, type) ||
		         strchr("ESLUO", cursor->before);
	if (cursor->is_open && (prefix == 'O' || is_new)) {
		out->span[out->n_spans++] =
		        (struct span){ cursor->id, cursor->begin, cursor->at, cursor->type };
		cursor->is_open = false;
	}
	if (is_new) {
		cursor->is_open = true;
		cursor->begin = cursor->at;
		cursor->type = type;
	}
	cursor->before = prefix;
	cursor->at++;
}

static void read_tags(struct str file, struct spans *out, struct arena *arena)
{
	struct tag_cursor cursor = { .before = 'O' };
	struct buf id = { 0 };
	size_t n_sentences = 0;
	struct str line;

	while (str_next_line(&file, &line)) {
		if (is_header(line))
			continue;
		if (str_trim(line).len == 0) {
			next_tag(&cursor, str_of("O"), out);
			cursor = (struct tag_cursor){ .before = 'O' };
			continue;
		}
		if (cursor.at == 0) {
			buf_clear(&id);
			buf_add_number(&id, ++n_sentences);
			cursor.id = arena_str(arena, buf_str(&id));
		}
		next_tag(&cursor, tag_of(line), out);
	}
	next_tag(&cursor, str_of("O"), out);
	buf_free(&id);
}

/* `FROM=TO,…`: the new name of a type; empty drops it. */
static struct str renamed(struct str type, const char *renames)
{
	struct str rest = str_of(renames);

	while (rest.len) {
		size_t comma = str_find(rest, ',', 0);
		struct str rule = str_slice(rest, 0, comma);
		size_t equals = str_find(rule, '=', 0);

		if (str_eq(str_slice(rule, 0, equals), type))
			return str_slice(rule, equals + 1, rule.len);
		rest = str_slice(rest, comma + 1, rest.len);
	}
	return type;
}

static bool is_listed(struct str type, const char *list)
{
	struct str rest = str_of(list);

	while (rest.len) {
		size_t comma = str_find(rest, ',', 0);

		if (str_eq(str_slice(rest, 0, comma), type))
			return true;
		rest = str_slice(rest, comma + 1, rest.len);
	}
	return false;
}

static int by_place(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	int order = str_cmp(x->id, y->id);

	if (order == 0)
		order = (x->begin > y->begin) - (x->begin < y->begin);
	if (order == 0)
		order = (x->end > y->end) - (x->end < y->end);
	return order ? order : str_cmp(x->type, y->type);
}

/* Applies the options, sorts, and leaves each span once. */
static void settle(const struct metric_input *input, struct spans *spans)
{
	size_t n = 0;

	for (size_t i = 0; i < spans->n_spans; i++) {
		struct span span = spans->span[i];

		if (input->option['m'])
			span.type = renamed(span.type, input->option['m']);
		if (span.type.len == 0 || (input->option['k'] && !is_listed(span.type, input->option['k'])))
			continue;
		if (input->option['u'])
			span.type = str_of("ANY");
		spans->span[n++] = span;
	}
	spans->n_spans = n;
	qsort(spans->span, n, sizeof *spans->span, by_place);
	n = 0;
	for (size_t i = 0; i < spans->n_spans; i++)
		if (n == 0 || by_place(&spans->span[n - 1], &spans->span[i]) != 0)
			spans->span[n++] = spans->span[i];
	spans->n_spans = n;
}

static bool read_file(const struct metric_input *input, struct str file, struct spans *spans,
                      struct buf *problem)
{
	size_t lines = 2;

	for (size_t at = 0; at < file.len; at = str_find(file, '\n', at) + 1)
		lines++;
	spans->span = arena_array(input->arena, struct span, lines);
	spans->n_spans = 0;
	if (!holds_spans(file))
		read_tags(file, spans, input->arena);
	else if (!read_spans(file, spans, problem))
		return false;
	settle(input, spans);
	return true;
}

struct type_line {
	struct str type;
	struct metric_counts counts;
};

/* One line a type, in the order they were met; `index` finds it. */
struct type_table {
	struct index index;
	struct type_line *lines;
	size_t n_lines;
};

static struct metric_counts *counts_of(struct type_table *table, struct str type)
{
	bool is_new;
	uint32_t at = *index_put(&table->index, type, (uint32_t)table->n_lines, &is_new);

	if (is_new)
		table->lines[table->n_lines++] = (struct type_line){ type, { 0 } };
	return &table->lines[at].counts;
}

static int by_type(const void *a, const void *b)
{
	return str_cmp(((const struct type_line *)a)->type, ((const struct type_line *)b)->type);
}

static void write_line(struct str type, struct metric_counts counts, struct buf *report)
{
	buf_printf(report, "%-8.*s %7zu %7zu %7zu %7.2f %7.2f %7.2f\n", STR_ARGS(type), counts.gold,
	           counts.system, counts.right, metric_precision(counts), metric_recall(counts),
	           metric_f1(counts));
}

static bool score_spans(const struct metric_input *input, struct buf *report, struct buf *problem)
{
	struct spans gold = { .name = input->gold_name }, system = { .name = input->system_name };
	struct type_table table = { .index.arena = input->arena };
	struct metric_counts all = { 0 };
	size_t i = 0, j = 0;

	if (!read_file(input, input->gold, &gold, problem) ||
	    !read_file(input, input->system, &system, problem))
		return false;
	table.lines = arena_array(input->arena, struct type_line, gold.n_spans + system.n_spans);
	while (i < gold.n_spans || j < system.n_spans) {
		int order = i == gold.n_spans     ? 1 :
		            j == system.n_spans ? -1 :
		                                  by_place(&gold.span[i], &system.span[j]);
		struct str type = order <= 0 ? gold.span[i].type : system.span[j].type;
		struct metric_counts *counts = counts_of(&table, type);

		counts->gold += order <= 0;
		counts->system += order >= 0;
		counts->right += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	qsort(table.lines, table.n_lines, sizeof *table.lines, by_type);
	buf_printf(report, "%-8s %7s %7s %7s %7s %7s %7s\n", "type", "gold", "system", "right", "P", "R",
	           "F1");
	for (size_t t = 0; t < table.n_lines; t++) {
		write_line(table.lines[t].type, table.lines[t].counts, report);
		all.gold += table.lines[t].counts.gold;
		all.system += table.lines[t].counts.system;
		all.right += table.lines[t].counts.right;
	}
	write_line(str_of("all"), all, report);
	return true;
}

const struct metric metric_spans = {
	.name = "spans",
	.summary = "exact spans with types (entities) of two files of spans or of IOB/BILOU tags",
	.letters = "um:k:",
	.options = "  -u              without the types\n"
	           "  -m FROM=TO,...  rename types in both files first; TO empty drops the type\n"
	           "  -k TYPE,...     keep only these types, after -m\n",
	.score = score_spans,
};
