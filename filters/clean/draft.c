/*
 * draft.c: edits are carried out in groups. A group is one edit, or several that meet the same
 * replaced run; its extent is widened until it cuts no replaced run, and becomes one new run. What
 * lies between groups is copied.
 */
#include "draft.h"

void edits_add(struct edits *edits, size_t begin, size_t end, struct str after, kind_set kinds)
{
	edits->items = arena_room(edits->arena, edits->items, edits->n, &edits->cap, sizeof *edits->items);
	edits->items[edits->n++] = (struct edit){ begin, end, after, kinds };
}

struct draft draft_of(struct str text, size_t raw, struct arena *arena)
{
	struct draft draft = { .text = text, .raw = raw, .arena = arena };

	draft.runs = arena_array(arena, struct draft_run, 1);
	draft.runs[0] = (struct draft_run){ text.len, text.len, 0 };
	draft.n_runs = 1;
	return draft;
}

/* A place in the old runs: `text` is the text offset of what is left of runs[run]. */
struct place {
	size_t run, used, text;
};

struct application {
	const struct draft *old;
	struct place ahead; /* for looking where replaced runs end */
	struct place read;  /* all before it is in the new draft */

	char *out;
	size_t len;
	struct draft_run *runs;
	size_t n_runs;
};

static void put_run(struct application *a, struct draft_run run)
{
	struct draft_run *last = a->n_runs ? &a->runs[a->n_runs - 1] : NULL;

	if (last && !last->kinds && !run.kinds) {
		last->text_len += run.text_len;
		last->raw_len += run.raw_len;
	} else if (run.text_len || run.raw_len) {
		a->runs[a->n_runs++] = run;
	}
}

static void put_text(struct application *a, struct str s)
{
	if (s.len)
		memcpy(a->out + a->len, s.at, s.len);
	a->len += s.len;
}

/* The next piece of old runs that ends at or before `to`; replaced runs come whole. */
static bool next_piece(struct application *a, size_t to, bool with_empty, struct draft_run *piece)
{
	struct place *read = &a->read;
	size_t left;

	if (read->run == a->old->n_runs)
		return false;
	*piece = a->old->runs[read->run];
	left = piece->text_len - read->used;
	if (read->text + left > to)
		left = to - read->text;
	if (left == 0 && read->text == to && (piece->text_len || !with_empty))
		return false;
	if (!piece->kinds)
		*piece = (struct draft_run){ left, left, 0 };
	read->used += left;
	read->text += left;
	if (read->used == a->old->runs[read->run].text_len) {
		read->run++;
		read->used = 0;
	}
	return true;
}

static void copy_to(struct application *a, size_t to)
{
	struct draft_run piece;

	put_text(a, str_slice(a->old->text, a->read.text, to));
	while (next_piece(a, to, true, &piece))
		put_run(a, piece);
}

/* Moves `ahead` to the run that holds the text offset; NULL behind the last. */
static const struct draft_run *run_at(struct application *a, size_t text)
{
	const struct draft *old = a->old;
	struct place *ahead = &a->ahead;

	while (ahead->run < old->n_runs) {
		size_t end = ahead->text + old->runs[ahead->run].text_len;

		if (end > text)
			return &old->runs[ahead->run];
		ahead->text = end;
		ahead->run++;
	}
	return NULL;
}

/* The end of the replaced run that has `text` strictly inside, or `text`. */
static size_t widened_end(struct application *a, size_t text)
{
	const struct draft_run *run = run_at(a, text);

	return run && run->kinds && a->ahead.text < text ? a->ahead.text + run->text_len : text;
}

static size_t widened_begin(struct application *a, size_t text)
{
	const struct draft_run *run = run_at(a, text);

	return run && run->kinds && a->ahead.text < text ? a->ahead.text : text;
}

/* Carries out the edits from `first` that share a run; returns the first that does not. */
static size_t apply_group(struct application *a, const struct edits *edits, size_t first)
{
	const struct edit *edit = &edits->items[first];
	struct str text = a->old->text;
	size_t begin = widened_begin(a, edit->begin), end = begin, next = first, from;
	struct draft_run group = { 0, 0, 0 }, piece;

	copy_to(a, begin);
	from = a->len;
	if (edit->begin == edit->end && a->n_runs && a->runs[a->n_runs - 1].kinds) {
		/* what is put in behind a replaced run belongs to it */
		group = a->runs[--a->n_runs];
		from -= group.text_len;
	}
	do {
		edit = &edits->items[next++];
		put_text(a, str_slice(text, begin, edit->begin));
		put_text(a, edit->after);
		group.kinds |= edit->kinds;
		begin = edit->end;
		end = widened_end(a, begin > end ? begin : end);
	} while (next < edits->n && edits->items[next].begin < end);
	if (end == edit->begin) { /* put in: the replaced run behind it joins as well */
		const struct draft_run *run = run_at(a, end);

		if (run && run->kinds && a->ahead.text == end)
			end += run->text_len;
	}
	put_text(a, str_slice(text, begin, end));
	while (next_piece(a, end, false, &piece)) {
		group.raw_len += piece.raw_len;
		group.kinds |= piece.kinds;
	}
	group.text_len = a->len - from;
	put_run(a, group);
	return next;
}

void draft_apply(struct draft *draft, const struct edits *edits)
{
	struct application a = { .old = draft };
	size_t room = draft->text.len;

	if (edits->n == 0)
		return;
	for (size_t i = 0; i < edits->n; i++)
		room += edits->items[i].after.len;
	a.out = arena_alloc(draft->arena, room);
	a.runs = arena_array(draft->arena, struct draft_run, draft->n_runs + 2 * edits->n + 1);
	for (size_t next = 0; next < edits->n;)
		next = apply_group(&a, edits, next);
	copy_to(&a, draft->text.len);
	draft->text = str_at(a.out, a.len);
	draft->runs = a.runs;
	draft->n_runs = a.n_runs;
}

/* Replaced runs that changed nothing become verbatim; neighbours are joined. */
static void drop_null_edits(struct draft *draft, struct str document)
{
	size_t n = 0, text = 0, raw = draft->raw;

	for (size_t i = 0; i < draft->n_runs; i++) {
		struct draft_run run = draft->runs[i];

		if (run.kinds && str_eq(str_at(draft->text.at + text, run.text_len),
		                        str_at(document.at + raw, run.raw_len)))
			run.kinds = 0;
		text += run.text_len;
		raw += run.raw_len;
		if (n && !run.kinds && !draft->runs[n - 1].kinds) {
			draft->runs[n - 1].text_len += run.text_len;
			draft->runs[n - 1].raw_len += run.raw_len;
		} else if (run.text_len || run.raw_len) {
			draft->runs[n++] = run;
		}
	}
	draft->n_runs = n;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void trim_front(struct draft *draft)
{
	while (draft->n_runs && (draft->text.len == 0 || is_blank(draft->text.at[0]))) {
		struct draft_run *run = &draft->runs[0];
		size_t blanks = 0;

		while (blanks < run->text_len && is_blank(draft->text.at[blanks]))
			blanks++;
		draft->text = str_slice(draft->text, blanks, draft->text.len);
		if (blanks < run->text_len) {
			run->text_len -= blanks;
			if (!run->kinds) { /* a replaced one keeps all its raw bytes */
				draft->raw += blanks;
				run->raw_len -= blanks;
			}
			return;
		}
		draft->raw += run->raw_len;
		draft->runs++;
		draft->n_runs--;
	}
}

static void trim_back(struct draft *draft)
{
	while (draft->n_runs && (draft->text.len == 0 || is_blank(draft->text.at[draft->text.len - 1]))) {
		struct draft_run *run = &draft->runs[draft->n_runs - 1];
		size_t blanks = 0;

		while (blanks < run->text_len && is_blank(draft->text.at[draft->text.len - 1 - blanks]))
			blanks++;
		draft->text.len -= blanks;
		if (blanks < run->text_len) {
			run->text_len -= blanks;
			run->raw_len -= run->kinds ? 0 : blanks;
			return;
		}
		draft->n_runs--;
	}
}

void draft_finish(struct draft *draft, struct str document, bool trim_begin, bool trim_end)
{
	if (!draft_is_verbatim(draft))
		drop_null_edits(draft, document);
	if (trim_begin)
		trim_front(draft);
	if (trim_end)
		trim_back(draft);
}

size_t draft_raw_end(const struct draft *draft)
{
	size_t raw = draft->raw;

	for (size_t i = 0; i < draft->n_runs; i++)
		raw += draft->runs[i].raw_len;
	return raw;
}

struct map draft_map(const struct draft *draft, struct arena *arena)
{
	struct map map = { .n_runs = draft->n_runs, .text_len = draft->text.len };
	size_t text = 0, raw = draft->raw;

	map.runs = arena_array(arena, struct map_run, draft->n_runs);
	for (size_t i = 0; i < draft->n_runs; i++) {
		const struct draft_run *run = &draft->runs[i];

		map.runs[i] = (struct map_run){ text, run->text_len, raw, run->raw_len, run->kinds != 0 };
		text += run->text_len;
		raw += run->raw_len;
	}
	return map;
}

/* The run that a text offset cuts or begins (n_runs for the end); its text and raw offset. */
static size_t locate(const struct draft *draft, size_t at, size_t *text, size_t *raw)
{
	size_t i = 0;

	*text = 0;
	*raw = draft->raw;
	while (i < draft->n_runs && *text + draft->runs[i].text_len <= at) {
		*text += draft->runs[i].text_len;
		*raw += draft->runs[i].raw_len;
		i++;
	}
	return i;
}

bool draft_raw_at(const struct draft *draft, size_t at, size_t *raw)
{
	size_t text, i = locate(draft, at, &text, raw);

	if (i < draft->n_runs && draft->runs[i].kinds && text < at)
		return false;
	*raw += at - text;
	return true;
}

void draft_split(const struct draft *draft, size_t at, struct draft *head, struct draft *tail)
{
	size_t text, raw, i = locate(draft, at, &text, &raw), cut = at - text;

	*head = *tail = *draft;
	head->text = str_slice(draft->text, 0, at);
	tail->text = str_slice(draft->text, at, draft->text.len);
	head->n_runs = i + (cut > 0);
	head->runs = arena_array(draft->arena, struct draft_run, head->n_runs);
	memcpy(head->runs, draft->runs, head->n_runs * sizeof *head->runs);
	tail->n_runs = draft->n_runs - i;
	tail->runs = arena_array(draft->arena, struct draft_run, tail->n_runs);
	memcpy(tail->runs, draft->runs + i, tail->n_runs * sizeof *tail->runs);
	tail->raw = raw + cut;
	if (cut) {
		head->runs[i].text_len = head->runs[i].raw_len = cut;
		tail->runs[0].text_len -= cut;
		tail->runs[0].raw_len -= cut;
	}
}
