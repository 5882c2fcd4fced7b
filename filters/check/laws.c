/* laws.c: see laws.h. */
#include "laws.h"

#include <stdlib.h>

#define FAULT_AT(line, ...) fault(claims->faults, (line), __VA_ARGS__)

static struct claim_par *pars(const struct claims *claims)
{
	return (struct claim_par *)(void *)claims->pars.at;
}

static struct claim_edit *edits(const struct claims *claims)
{
	return (struct claim_edit *)(void *)claims->edits.at;
}

static size_t n_pars(const struct claims *claims)
{
	return claims->pars.len / sizeof(struct claim_par);
}

static size_t n_edits(const struct claims *claims)
{
	return claims->edits.len / sizeof(struct claim_edit);
}

/* Repairs of text first, then gaps, then flags; each by place, those of one place as they came. */
static int edit_group(const struct claim_edit *edit)
{
	return !edit->is_repaired ? 2 : edit->is_gap;
}

static int compare_places(const struct claim_edit *a, uint32_t begin, uint32_t end)
{
	if (a->begin != begin)
		return a->begin < begin ? -1 : 1;
	return (a->end > end) - (a->end < end);
}

static int compare_edits(const void *left, const void *right)
{
	const struct claim_edit *a = left, *b = right;
	int order = edit_group(a) - edit_group(b);

	if (!order)
		order = compare_places(a, b->begin, b->end);
	return order ? order : (a->line > b->line) - (a->line < b->line);
}

static size_t n_in_group(const struct claims *claims, int group)
{
	size_t n = 0;

	for (size_t i = 0; i < n_edits(claims); i++)
		n += edit_group(&edits(claims)[i]) == group;
	return n;
}

/* The repair of a range; *n: how many have it. Edits are sorted. */
static const struct claim_edit *find_repair(const struct claims *claims, size_t n_repairs,
                                            const struct run *run, size_t *n)
{
	const struct claim_edit *all = edits(claims);
	uint32_t end = run->raw + run->raw_len;
	size_t low = 0, high = n_repairs;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_places(&all[middle], run->raw, end) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (*n = 0; low + *n < n_repairs && compare_places(&all[low + *n], run->raw, end) == 0; ++*n)
		;
	return *n ? &all[low] : NULL;
}

static void check_repairs(struct claims *claims)
{
	size_t n_repairs = n_in_group(claims, 0), n;

	for (size_t p = 0; p < n_pars(claims); p++) {
		const struct claim_text *at = &pars(claims)[p].at;

		for (size_t r = 0; r < at->runs.n; r++) {
			const struct run *run = runs_at(&claims->runs, at->runs) + r;
			struct str text = str_slice(at->text, run->text, run->text + run->text_len);
			const struct claim_edit *edit;

			if (!run->is_replaced)
				continue;
			edit = find_repair(claims, n_repairs, run, &n);
			if (n != 1)
				FAULT_AT(at->line, "found %zu edit rows for the replaced run %u-%u, expected 1", n,
				         run->raw, run->raw + run->raw_len);
			else if (!str_eq(edit->after, text))
				FAULT_AT(edit->line, "found \"%.*s\" after, expected \"%.*s\", the text of the run",
				         SHOWN(edit->after), SHOWN(text));
		}
	}
}

static int compare_chains(const void *left, const void *right)
{
	const struct claim_chain *a = left, *b = right;

	return (a->chain > b->chain) - (a->chain < b->chain);
}

static void check_chains(struct claims *claims)
{
	struct claim_chain *chains = (struct claim_chain *)(void *)claims->chains.at;
	const struct claim_chain *users = (struct claim_chain *)(void *)claims->users.at;
	size_t n_chains = claims->chains.len / sizeof *chains, n_users = claims->users.len / sizeof *users;

	if (n_chains == 0)
		return;
	qsort(chains, n_chains, sizeof *chains, compare_chains);
	for (size_t i = 0; i < n_users; i++)
		if (!bsearch(&users[i], chains, n_chains, sizeof *chains, compare_chains))
			FAULT_AT(users[i].line, "found chain %u, expected that of a link row", users[i].chain);
}

static int compare_numbers(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

static void check_ranks(struct claims *claims)
{
	uint32_t *ranks = (uint32_t *)(void *)claims->ranks.at;
	size_t n = claims->ranks.len / sizeof *ranks;

	if (n == 0 || claims->has_errors)
		return;
	qsort(ranks, n, sizeof *ranks, compare_numbers);
	for (size_t i = 0; i < n; i++) {
		if (ranks[i] != i + 1) {
			FAULT_AT(claims->line, "found rank %u among %zu sum rows, expected each of 1 to %zu once",
			         ranks[i], n, n);
			return;
		}
	}
}

void laws_check(struct claims *claims)
{
	if (n_edits(claims)) {
		qsort(edits(claims), n_edits(claims), sizeof *edits(claims), compare_edits);
		check_repairs(claims);
	}
	check_chains(claims);
	check_ranks(claims);
}

/* --- against the raw document --------------------------------------------------------------- */

/* Verbatim runs are slices of the raw document. */
static void check_slices(struct claims *claims, const struct claim_text *at, struct str raw)
{
	for (size_t r = 0; r < at->runs.n; r++) {
		const struct run *run = runs_at(&claims->runs, at->runs) + r;
		struct str text = str_slice(at->text, run->text, run->text + run->text_len);
		struct str there = str_slice(raw, run->raw, run->raw + (size_t)run->raw_len);

		if (!run->is_replaced && !str_eq(text, there)) {
			FAULT_AT(at->line, "found \"%.*s\", expected \"%.*s\", bytes %u-%u of the document",
			         SHOWN(text), SHOWN(there), run->raw, run->raw + run->raw_len);
			return;
		}
	}
}

/* One piece of the document given back; tells the first byte that is another. */
static bool put_back(struct claims *claims, uint64_t line, struct str raw, size_t *at, struct str piece)
{
	if (!str_eq(str_slice(raw, *at, *at + piece.len), piece)) {
		FAULT_AT(line, "found \"%.*s\" put back at byte %zu, expected \"%.*s\"", SHOWN(piece), *at,
		         SHOWN(str_slice(raw, *at, *at + piece.len)));
		return false;
	}
	*at += piece.len;
	return true;
}

/* What stands before a paragraph (or the end): gap rows that begin here, else what is usual. */
static bool put_gap_back(struct claims *claims, const struct claim_edit **gap,
                         const struct claim_edit *gaps_end, uint64_t line, struct str raw, size_t *at,
                         size_t end, const char *usual)
{
	bool is_told = false;

	for (; *gap < gaps_end && (*gap)->begin == *at && (*gap)->end <= end; ++*gap) {
		is_told = true;
		if (!put_back(claims, (*gap)->line, raw, at, (*gap)->before))
			return false;
	}
	return is_told || put_back(claims, line, raw, at, str_of(usual));
}

static bool put_par_back(struct claims *claims, const struct claim_text *par, size_t n_repairs,
                         struct str raw, size_t *at)
{
	size_t n;

	for (size_t r = 0; r < par->runs.n; r++) {
		const struct run *run = runs_at(&claims->runs, par->runs) + r;
		const struct claim_edit *edit = run->is_replaced ? find_repair(claims, n_repairs, run, &n) : NULL;

		if (run->is_replaced && !edit)
			return false; /* told by check_repairs, or the edit rows are not here */
		if (!put_back(claims, par->line, raw, at,
		              edit ? edit->before :
		                     str_slice(par->text, run->text, run->text + run->text_len)))
			return false;
	}
	return true;
}

static void check_undo(struct claims *claims, struct str raw)
{
	size_t n_repairs = n_in_group(claims, 0), at = 0;
	const struct claim_edit *gap = edits(claims) + n_repairs, *gaps_end = gap + n_in_group(claims, 1);

	for (size_t p = 0; p < n_pars(claims); p++) {
		const struct claim_text *par = &pars(claims)[p].at;

		if (!put_gap_back(claims, &gap, gaps_end, par->line, raw, &at, par->begin, p ? "\n\n" : ""))
			return;
		if (at != par->begin) {
			FAULT_AT(par->line, "found %zu bytes before the par, expected %u by its begin", at,
			         par->begin);
			return;
		}
		if (!put_par_back(claims, par, n_repairs, raw, &at))
			return;
	}
	if (!put_gap_back(claims, &gap, gaps_end, claims->line, raw, &at, raw.len, n_pars(claims) ? "\n" : ""))
		return;
	if (at != raw.len)
		FAULT_AT(claims->line, "found %zu bytes given back by par and edit rows, expected %zu", at,
		         raw.len);
}

void laws_check_raw(struct claims *claims, struct str raw, bool undo)
{
	const struct claim_sent *sents = (struct claim_sent *)(void *)claims->sents.at;

	if (claims->bytes != raw.len) {
		FAULT_AT(claims->line, "found %llu bytes in the doc row, expected %zu",
		         (unsigned long long)claims->bytes, raw.len);
		return;
	}
	for (size_t p = 0; p < n_pars(claims); p++)
		check_slices(claims, &pars(claims)[p].at, raw);
	for (size_t s = 0; s < claims->sents.len / sizeof *sents; s++)
		check_slices(claims, &sents[s].at, raw);
	for (size_t e = 0; e < n_edits(claims); e++) {
		const struct claim_edit *edit = &edits(claims)[e];
		struct str there = str_slice(raw, edit->begin, edit->end);

		if (edit->is_repaired && !str_eq(edit->before, there))
			FAULT_AT(edit->line, "found \"%.*s\" before, expected \"%.*s\", bytes %u-%u of the document",
			         SHOWN(edit->before), SHOWN(there), edit->begin, edit->end);
	}
	if (undo)
		check_undo(claims, raw);
}
