/*
 * links.c: linked names against gold ones.
 *
 * GOLD: a table with a header row and at least the columns doc, begin_byte, end_byte, surface, gold. gold is an
 * id: Q649, enwiki:Moscow, several that mean the same joined by `|`, or NIL. SYSTEM: rows with ent and
 * link rows. Titles are compared without case and accents; a Q number whose label is the title is right where the gold has
 * no Q number.
 *
 * Two readings. On gold mentions: a mention of the system with the same range is looked at; `covered`:
 * the entity is among its candidates (link --candidates shows them), `by name`: or among those of another mention of
 * the same entity in the document. End to end: ranges are compared without articles in front and
 * possessives behind, then as they stand; every link that the system gives counts, but for documents that the gold does not have.
 */
#include "common/utf8.h"
#include "mentions.h"

enum { G_DOC, G_BEGIN, G_END, G_SURFACE, G_GOLD, G_COLUMNS };

static const char *const columns[] = { "doc", "begin_byte", "end_byte", "surface", "gold", NULL };

struct range {
	uint64_t begin, end;
};

/* The range of a name without article and possessive. */
static struct range bare_range(struct str surface, uint64_t begin, uint64_t end)
{
	static const char *const articles[] = { "The ", "the ", "A ", "a ", "An ", "an " };
	static const char *const possessives[] = { "\xE2\x80\x99s", "'s", "\xE2\x80\x99", "'" };

	for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
		if (str_starts(surface, articles[i])) {
			begin += strlen(articles[i]);
			break;
		}
	}
	for (size_t i = 0; i < sizeof possessives / sizeof *possessives; i++) {
		if (str_ends(surface, possessives[i])) {
			end -= strlen(possessives[i]);
			break;
		}
	}
	return begin < end ? (struct range){ begin, end } : (struct range){ end, end };
}

static struct str folded(struct arena *arena, struct str title)
{
	struct buf buf = { 0 };
	struct str kept;

	utf8_add_folded(&buf, title);
	for (size_t i = 0; i < buf.len; i++)
		if (buf.at[i] == '_' || buf.at[i] == '-')
			buf.at[i] = ' ';
	kept = arena_str(arena, buf_str(&buf));
	buf_free(&buf);
	return kept;
}

static bool means(struct arena *arena, struct str gold, const struct mention_link *link)
{
	bool is_title = str_is(link->kb, "wikipedia");

	struct str label = is_title ? link->id : link->label;
	bool has_number = gold.len && (gold.at[0] == 'Q' || memmem(gold.at, gold.len, "|Q", 2));

	if (!is_title && !str_is(link->kb, "wikidata"))
		return false;
	for (size_t at = 0; at < gold.len;) {
		size_t end = str_find(gold, '|', at);
		struct str id = str_slice(gold, at, end);

		if (!is_title && str_eq(id, link->id))
			return true;
		if ((is_title || !has_number) && str_starts(id, "enwiki:") &&
		    str_eq(folded(arena, str_slice(id, 7, id.len)), folded(arena, label)))
			return true;
		at = end + 1;
	}
	return false;
}

static bool is_covered(struct arena *arena, const struct system_mentions *system, const struct system_mention *mention,
                       struct str gold)
{
	for (size_t at = mention->links; at != SIZE_MAX; at = system->links[at].next)
		if (means(arena, gold, &system->links[at]))
			return true;
	return false;
}

struct tally {
	size_t n, n_covered, n_by_name, n_covered_right, n_given, n_right;
	size_t n_nil, n_nil_linked;
};

static double percent(size_t part, size_t whole)
{
	return whole ? 100.0 * (double)part / (double)whole : 0;
}

static const struct system_mention *at_span(const struct metric_input *input, const struct system_mentions *system,
                                            const struct str cells[])
{
	uint64_t begin = 0, end = 0;
	const uint32_t *found;

	str_number(cells[G_BEGIN], UINT32_MAX, &begin);
	str_number(cells[G_END], UINT32_MAX, &end);
	found = index_find(&system->spans, span_key(input->arena, cells[G_DOC], begin, end));
	return found && !system->items[*found].is_reference ? &system->items[*found] : NULL;
}

/* doc TAB gold: entities of which a mention is covered. */
static struct str entity_key(struct arena *arena, const struct str cells[])
{
	struct buf buf = { 0 };
	struct str kept;

	buf_add_str(&buf, cells[G_DOC]);
	buf_add_byte(&buf, '\t');
	buf_add_str(&buf, cells[G_GOLD]);
	kept = arena_str(arena, buf_str(&buf));
	buf_free(&buf);
	return kept;
}

static void list(const struct metric_input *input, struct buf *report, const char *what, const struct str cells[],
                 const struct mention_link *link)
{
	if (input->option['v'])
		buf_printf(report, "%s\t%.*s\t%.*s\t%.*s\t%.*s\n", what, STR_ARGS(cells[G_DOC]), STR_ARGS(cells[G_SURFACE]),
		           STR_ARGS(cells[G_GOLD]), link ? (int)link->id.len : 3, link ? link->id.at : "nil");
}

static bool score_mentions(const struct metric_input *input, const struct system_mentions *system, struct tally *tally,
                           struct buf *report, struct buf *problem)
{
	struct index entities = { .arena = input->arena };
	struct gold_table table;
	struct str cells[G_COLUMNS];

	if (!gold_open(input, columns, &table, problem))
		return false;
	while (gold_next(&table, cells)) {
		const struct system_mention *mention = at_span(input, system, cells);

		if (mention && is_covered(input->arena, system, mention, cells[G_GOLD]))
			index_put(&entities, entity_key(input->arena, cells), 1, NULL);
	}
	gold_open(input, columns, &table, problem);
	while (gold_next(&table, cells)) {
		const struct system_mention *mention = at_span(input, system, cells);
		const struct mention_link *link = mention ? mentions_chosen(system, mention) : NULL;
		bool covered, is_right;

		if (str_is(cells[G_GOLD], "NIL")) {
			tally->n_nil++;
			tally->n_nil_linked += link != NULL;
			if (link)
				list(input, report, "linked-nil", cells, link);
			continue;
		}
		covered = mention && is_covered(input->arena, system, mention, cells[G_GOLD]);
		is_right = link && means(input->arena, cells[G_GOLD], link);
		tally->n++;
		tally->n_covered += covered;
		tally->n_by_name += index_find(&entities, entity_key(input->arena, cells)) != NULL;
		tally->n_given += link != NULL;
		tally->n_right += is_right;
		tally->n_covered_right += covered && is_right;
		if (!is_right)
			list(input, report, link ? "wrong" : covered ? "missed" : "not-covered", cells, link);
	}
	return true;
}

/* is_strict: ranges as they stand, with articles and possessives. */
static bool score_end_to_end(const struct metric_input *input, const struct system_mentions *system, bool is_strict,
                             struct metric_counts *counts, struct buf *problem)
{
	struct index gold = { .arena = input->arena }, docs = { .arena = input->arena };
	struct gold_table table;
	struct str cells[G_COLUMNS];

	if (!gold_open(input, columns, &table, problem))
		return false;
	while (gold_next(&table, cells)) {
		uint64_t begin = 0, end = 0;
		struct range range;
		bool is_new;

		str_number(cells[G_BEGIN], UINT32_MAX, &begin);
		str_number(cells[G_END], UINT32_MAX, &end);
		range = is_strict ? (struct range){ begin, end } : bare_range(cells[G_SURFACE], begin, end);
		/* The value is where the gold id stands in the file. */
		index_put(&gold, span_key(input->arena, cells[G_DOC], range.begin, range.end),
		          (uint32_t)(cells[G_GOLD].at - input->gold.at), &is_new);
		counts->gold += is_new && !str_is(cells[G_GOLD], "NIL");
		index_put(&docs, cells[G_DOC], 1, NULL);
	}
	for (size_t i = 0; i < system->n; i++) {
		const struct system_mention *mention = &system->items[i];
		const struct mention_link *link = mentions_chosen(system, mention);
		struct range range = is_strict ? (struct range){ mention->begin, mention->end } :
		                                 bare_range(mention->text, mention->begin, mention->end);
		const uint32_t *at;
		struct str rest;

		if (mention->is_reference || !link || !index_find(&docs, mention->doc))
			continue;
		counts->system++;
		at = index_find(&gold, span_key(input->arena, mention->doc, range.begin, range.end));
		if (!at)
			continue;
		rest = str_slice(input->gold, *at, str_find(input->gold, '\n', *at));
		counts->right += means(input->arena, str_slice(rest, 0, str_find(rest, '\t', 0)), link);
	}
	return true;
}

static bool score_links(const struct metric_input *input, struct buf *report, struct buf *problem)
{
	struct system_mentions system;
	struct tally tally = { 0 };
	struct metric_counts counts = { 0 }, strict = { 0 };

	if (!mentions_read(input, &system, problem) || !score_mentions(input, &system, &tally, report, problem) ||
	    !score_end_to_end(input, &system, false, &counts, problem) ||
	    !score_end_to_end(input, &system, true, &strict, problem))
		return false;
	buf_printf(report, "mentions: %zu of an entity, %zu NIL\n", tally.n, tally.n_nil);
	buf_printf(report, "covered: %.2f %%, by name in the document: %.2f %%\n", percent(tally.n_covered, tally.n),
	           percent(tally.n_by_name, tally.n));
	buf_printf(report, "right: %.2f %% of covered, %.2f %% of all, %.2f %% of links given\n",
	           percent(tally.n_covered_right, tally.n_covered), percent(tally.n_right, tally.n),
	           percent(tally.n_right, tally.n_given + tally.n_nil_linked));
	buf_printf(report, "NIL linked: %zu, %.2f %%\n", tally.n_nil_linked, percent(tally.n_nil_linked, tally.n_nil));
	buf_printf(report, "end to end: P %.2f R %.2f F1 %.2f\n", metric_precision(counts), metric_recall(counts),
	           metric_f1(counts));
	buf_printf(report, "end to end, the very same range: P %.2f R %.2f F1 %.2f\n", metric_precision(strict),
	           metric_recall(strict), metric_f1(strict));
	return true;
}

const struct metric metric_links = {
	.name = "links",
	.summary = "linked names (ent and link rows) against a table of gold ids",
	.letters = "v",
	.options = "  -v              list what is wrong, missed, not covered and linked though NIL\n",
	.score = score_links,
};
