/*
 * quotes.c: who said what, against gold attributions.
 *
 * GOLD: a table `#doc attribution role begin_byte end_byte text kind head_begin head_end`, role
 * being content (a line a part), source or cue. SYSTEM: rows with quote rows.
 *
 * Content is compared as sets of raw bytes: a gold and a system quotation match when the bytes that
 * both have are at least half of those that one of them has; one to one, best first. The source is
 * right when the system's range touches the head of the gold source, none of the gold content, and
 * is at most 100 bytes longer; where gold names nobody, when the system names nobody.
 */
#include <stdlib.h>

#include "common/index.h"
#include "common/row.h"
#include "metric.h"

enum { GOLD_COLUMNS = 9, ROW_COLUMNS = 13, SOURCE_SLACK = 100 };

enum kind { KIND_DIRECT, KIND_MIXED, KIND_INDIRECT, N_KINDS };

static const char *const kind_names[] = { "direct", "mixed", "indirect" };

struct part {
	uint64_t begin, end;
	struct part *next;
};

struct quotation {
	struct str doc;
	uint64_t number;
	enum kind kind;
	struct part *parts;                /* in the order of the file */
	uint64_t source_begin, source_end; /* equal where nobody is named */
	uint64_t head_begin, head_end;
	bool is_matched, is_source_right;
};

struct quotations {
	struct quotation *items; /* grouped by document */
	size_t n;
	struct index docs; /* -> the first of the document */
};

/* --- reading -----------------------------------------------------------------------------------
 */

static enum kind kind_of(struct str name)
{
	return str_is(name, "direct")  ? KIND_DIRECT
	       : str_is(name, "mixed") ? KIND_MIXED
				       : KIND_INDIRECT;
}

/* The quotation of a number in the document that was begun last; a new one where there is none. */
static struct quotation *quotation_of(struct quotations *all, struct str doc, uint64_t number)
{
	const uint32_t *first = index_find(&all->docs, doc);

	for (size_t i = all->n; first && i-- > *first;)
		if (all->items[i].number == number)
			return &all->items[i];
	index_put(&all->docs, doc, (uint32_t)all->n, NULL);
	all->items[all->n] = (struct quotation){ .doc = doc, .number = number, .kind = N_KINDS };
	return &all->items[all->n++];
}

static void add_part(struct quotation *quotation, uint64_t begin, uint64_t end, struct arena *arena)
{
	struct part *part = arena_alloc(arena, sizeof *part);

	*part = (struct part){ begin, end, quotation->parts };
	quotation->parts = part;
}

static void begin_reading(struct quotations *all, struct str file, struct arena *arena)
{
	all->items = arena_array(arena, struct quotation, metric_count_lines(file));
	all->docs.arena = arena;
}

static bool read_gold(const struct metric_input *input, struct quotations *out, struct buf *problem)
{
	struct str rest = input->gold, line;

	begin_reading(out, rest, input->arena);
	for (size_t number = 1; str_next_line(&rest, &line); number++) {
		struct str field[GOLD_COLUMNS];
		struct quotation *quotation;
		uint64_t attribution, begin, end;

		if (line.len == 0 || line.at[0] == '#')
			continue;
		if (row_split(line, field, GOLD_COLUMNS) != GOLD_COLUMNS ||
		    !str_number(field[1], UINT32_MAX, &attribution) ||
		    !str_number(field[3], UINT32_MAX, &begin) ||
		    !str_number(field[4], UINT32_MAX, &end)) {
			buf_printf(problem, "%s:%zu: not a row of gold attributions",
				   input->gold_name, number);
			return false;
		}
		quotation = quotation_of(out, field[0], attribution);
		if (str_is(field[2], "content")) {
			add_part(quotation, begin, end, input->arena);
			quotation->kind = kind_of(field[6]);
		} else if (str_is(field[2], "source")) {
			if (quotation->source_begin == quotation->source_end)
				quotation->source_begin = begin;
			quotation->source_end = end;
			if (!str_number(field[7], UINT32_MAX, &quotation->head_begin) ||
			    !str_number(field[8], UINT32_MAX, &quotation->head_end)) {
				quotation->head_begin = quotation->source_begin;
				quotation->head_end = end;
			}
		}
	}
	return true;
}

static bool read_system(const struct metric_input *input, struct quotations *out,
			struct buf *problem)
{
	struct str rest = input->system, line;

	begin_reading(out, rest, input->arena);
	for (size_t number = 1; str_next_line(&rest, &line); number++) {
		struct str field[ROW_COLUMNS];
		size_t n = row_split(line, field, ROW_COLUMNS);
		struct quotation *quotation;
		uint64_t quote, begin, end;
		enum kind kind;

		if (!n || !str_is(field[0], "quote"))
			continue;
		if (n < 12 || !str_number(field[2], UINT32_MAX, &quote) ||
		    !str_number(field[4], UINT32_MAX, &begin) ||
		    !str_number(field[5], UINT32_MAX, &end)) {
			buf_printf(problem, "%s:%zu: not a quote row", input->system_name, number);
			return false;
		}
		quotation = quotation_of(out, field[1], quote);
		kind = kind_of(field[6]);
		quotation->kind =
			quotation->kind == N_KINDS || quotation->kind == kind ? kind : KIND_MIXED;
		add_part(quotation, begin, end, input->arena);
		if (str_number(field[8], UINT32_MAX, &begin) &&
		    str_number(field[9], UINT32_MAX, &end)) {
			quotation->source_begin = begin;
			quotation->source_end = end;
		}
	}
	return true;
}

/* --- comparing -----------------------------------------------------------------------------------
 */

static uint64_t total(const struct quotation *q)
{
	uint64_t n = 0;

	for (const struct part *p = q->parts; p; p = p->next)
		n += p->end - p->begin;
	return n;
}

static uint64_t overlap(const struct part *parts, uint64_t begin, uint64_t end)
{
	uint64_t n = 0;

	for (const struct part *p = parts; p; p = p->next) {
		uint64_t a = p->begin > begin ? p->begin : begin, b = p->end < end ? p->end : end;

		n += b > a ? b - a : 0;
	}
	return n;
}

static uint64_t common(const struct quotation *a, const struct quotation *b)
{
	uint64_t n = 0;

	for (const struct part *p = a->parts; p; p = p->next)
		n += overlap(b->parts, p->begin, p->end);
	return n;
}

static bool source_right(const struct quotation *gold, const struct quotation *system)
{
	bool is_named = gold->source_begin < gold->source_end,
	     has_source = system->source_begin < system->source_end;

	if (!is_named || !has_source)
		return is_named == has_source;
	return system->source_begin < gold->head_end && gold->head_begin < system->source_end &&
	       system->source_end - system->source_begin <=
		       gold->source_end - gold->source_begin + SOURCE_SLACK &&
	       overlap(gold->parts, system->source_begin, system->source_end) == 0;
}

struct pair {
	struct quotation *gold, *system;
	double share;
};

static int better_first(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->share != y->share)
		return x->share < y->share ? 1 : -1;
	if (x->gold != y->gold)
		return x->gold < y->gold ? -1 : 1;
	return x->system < y->system ? -1 : x->system > y->system;
}

/* Pairs the quotations of one document. */
static void match_document(struct quotation *gold, size_t n_gold, struct quotation *system,
			   size_t n_system, struct arena *arena)
{
	struct pair *pairs;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < n_gold; i++)
		for (size_t j = 0; j < n_system; j++)
			cap += common(&gold[i], &system[j]) > 0;
	pairs = arena_array(arena, struct pair, cap);
	for (size_t i = 0; i < n_gold; i++)
		for (size_t j = 0; j < n_system; j++) {
			uint64_t both = common(&gold[i], &system[j]),
				 either = total(&gold[i]) + total(&system[j]) - both;

			if (both && 2 * both >= either)
				pairs[n++] = (struct pair){ &gold[i], &system[j],
							    (double)both / (double)either };
		}
	qsort(pairs, n, sizeof *pairs, better_first);
	for (size_t i = 0; i < n; i++) {
		if (pairs[i].gold->is_matched || pairs[i].system->is_matched)
			continue;
		pairs[i].gold->is_matched = pairs[i].system->is_matched = true;
		pairs[i].gold->is_source_right = pairs[i].system->is_source_right =
			source_right(pairs[i].gold, pairs[i].system);
	}
}

/* The quotations from `first` on that are of its document. */
static size_t count_document(const struct quotations *all, size_t first)
{
	size_t n = first;

	while (n < all->n && str_eq(all->items[n].doc, all->items[first].doc))
		n++;
	return n - first;
}

static void write_line(const char *name, struct metric_counts p, struct metric_counts r,
		       struct buf *report)
{
	double precision = metric_precision(p), recall = metric_recall(r);

	buf_printf(report, "%-10s %6zu %6zu %7.2f %7.2f %7.2f\n", name, r.gold, p.system, precision,
		   recall,
		   precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0);
}

static bool score_quotes(const struct metric_input *input, struct buf *report, struct buf *problem)
{
	struct quotations gold = { 0 }, system = { 0 };
	struct metric_counts by_system[N_KINDS + 2] = { 0 }, by_gold[N_KINDS + 2] = { 0 };
	size_t n_matched = 0, n_right = 0;

	if (!read_gold(input, &gold, problem) || !read_system(input, &system, problem))
		return false;
	for (size_t i = 0; i < gold.n;) {
		size_t n = count_document(&gold, i);
		const uint32_t *first = index_find(&system.docs, gold.items[i].doc);

		if (first)
			match_document(&gold.items[i], n, &system.items[*first],
				       count_document(&system, *first), input->arena);
		i += n;
	}
	for (size_t i = 0; i < gold.n; i++) {
		const struct quotation *q = &gold.items[i];

		for (int k = 0; k < N_KINDS + 2; k++) {
			if (k < N_KINDS && k != (int)q->kind)
				continue;
			by_gold[k].gold++;
			by_gold[k].right += q->is_matched && (k <= N_KINDS || q->is_source_right);
		}
		n_matched += q->is_matched;
		n_right += q->is_matched && q->is_source_right;
	}
	for (size_t i = 0; i < system.n; i++) {
		const struct quotation *q = &system.items[i];

		for (int k = 0; k < N_KINDS + 2; k++) {
			if (k < N_KINDS && k != (int)q->kind)
				continue;
			by_system[k].system++;
			by_system[k].right += q->is_matched && (k <= N_KINDS || q->is_source_right);
		}
	}
	buf_printf(report, "%-10s %6s %6s %7s %7s %7s\n", "content", "gold", "system", "P", "R",
		   "F1");
	for (int k = 0; k < N_KINDS; k++)
		write_line(kind_names[k], by_system[k], by_gold[k], report);
	write_line("all", by_system[N_KINDS], by_gold[N_KINDS], report);
	write_line("and source", by_system[N_KINDS + 1], by_gold[N_KINDS + 1], report);
	buf_printf(report, "source right: %.2f %% of %zu matched\n",
		   n_matched ? 100.0 * (double)n_right / (double)n_matched : 0, n_matched);
	return true;
}

const struct metric metric_quotes = {
	.name = "quotes",
	.summary = "who said what (quote rows) against a table of gold attributions",
	.letters = "",
	.options = "",
	.score = score_quotes,
};
