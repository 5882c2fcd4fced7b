/*
 * chains.c: name chains and references against a table of coreference.
 *
 * GOLD: a table with a header row and at least the columns doc, begin_byte, end_byte, chain, etype, kind (named,
 * nominal, pron). SYSTEM: rows with ent, link and ref rows. Name chains: B-cubed (Bagga and Baldwin,
 * "Algorithms for Scoring Coreference Chains", LREC 1998) over the named mentions of persons that both
 * have; -t TYPE takes another type, `all` every one. References: a ref row is right when its chain has
 * a name of the gold chain that the mention at its range belongs to.
 */
#include "mentions.h"

enum { C_DOC, C_BEGIN, C_END, C_CHAIN, C_TYPE, C_KIND, C_COLUMNS };

static const char *const columns[] = { "doc", "begin_byte", "end_byte", "chain", "etype", "kind", NULL };

/* Numbers for strings of a document: `doc TAB name`. */
static uint32_t number_of(struct arena *arena, struct index *index, struct str doc, struct str name)
{
	struct buf key = { 0 };
	uint32_t number;

	buf_add_str(&key, doc);
	buf_add_byte(&key, '\t');
	buf_add_str(&key, name);
	number = *index_put(index, arena_str(arena, buf_str(&key)), (uint32_t)index->n_keys, NULL);
	buf_free(&key);
	return number;
}

/* A mention that both have; gold and system: the numbers of its chains. */
struct pair {
	uint32_t gold, system;
};

struct pairs {
	struct pair *items;
	size_t n;
	struct index gold, system; /* chains */
	struct index both;         /* `gold TAB system` -> how many mentions */
	uint32_t *n_gold, *n_system, *n_both;
};

static uint32_t both_of(struct arena *arena, struct pairs *pairs, struct pair pair)
{
	struct str key = span_key(arena, (struct str){ NULL, 0 }, pair.gold, pair.system);

	return *index_put(&pairs->both, key, (uint32_t)pairs->both.n_keys, NULL);
}

static bool collect(const struct metric_input *input, const struct system_mentions *system, struct pairs *pairs,
                    struct buf *problem)
{
	const char *type = input->option['t'] ? input->option['t'] : "person";
	struct index seen = { .arena = input->arena };
	struct gold_table table;
	struct str cells[C_COLUMNS];

	if (!gold_open(input, columns, &table, problem))
		return false;
	while (gold_next(&table, cells)) {
		uint64_t begin = 0, end = 0;
		const uint32_t *found;
		struct str key;
		bool is_new;

		if (!str_is(cells[C_KIND], "named") || (!str_is(cells[C_TYPE], type) && strcmp(type, "all") != 0))
			continue;
		str_number(cells[C_BEGIN], UINT32_MAX, &begin);
		str_number(cells[C_END], UINT32_MAX, &end);
		key = span_key(input->arena, cells[C_DOC], begin, end);
		found = index_find(&system->spans, key);
		index_put(&seen, key, 1, &is_new);
		if (!found || !is_new || system->items[*found].chain.len == 0)
			continue;
		pairs->items[pairs->n++] =
		        (struct pair){ number_of(input->arena, &pairs->gold, cells[C_DOC], cells[C_CHAIN]),
			               number_of(input->arena, &pairs->system, cells[C_DOC], system->items[*found].chain) };
	}
	return true;
}

static void b_cubed(const struct metric_input *input, struct pairs *pairs, struct buf *report)
{
	double precision = 0, recall = 0;

	pairs->n_gold = arena_zeroed(input->arena, (pairs->n + 1) * sizeof *pairs->n_gold);
	pairs->n_system = arena_zeroed(input->arena, (pairs->n + 1) * sizeof *pairs->n_system);
	pairs->n_both = arena_zeroed(input->arena, (pairs->n + 1) * sizeof *pairs->n_both);
	for (size_t i = 0; i < pairs->n; i++) {
		pairs->n_gold[pairs->items[i].gold]++;
		pairs->n_system[pairs->items[i].system]++;
		pairs->n_both[both_of(input->arena, pairs, pairs->items[i])]++;
	}
	for (size_t i = 0; i < pairs->n; i++) {
		double both = pairs->n_both[both_of(input->arena, pairs, pairs->items[i])];

		precision += both / pairs->n_system[pairs->items[i].system];
		recall += both / pairs->n_gold[pairs->items[i].gold];
	}
	if (pairs->n) {
		precision *= 100.0 / (double)pairs->n;
		recall *= 100.0 / (double)pairs->n;
	}
	buf_printf(report, "name chains: %zu mentions, B3 P %.2f R %.2f F1 %.2f\n", pairs->n, precision, recall,
	           precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0);
}

/* ref rows at gold mentions: right where a name of the same gold chain has their chain. */
static bool score_references(const struct metric_input *input, const struct system_mentions *system, struct buf *report,
                             struct buf *problem)
{
	struct index named = { .arena = input->arena }, docs = { .arena = input->arena };
	struct gold_table table;
	struct str cells[C_COLUMNS];
	size_t n_right = 0, n_given = 0, n_wanted = 0;

	for (int pass = 0; pass < 2; pass++) {
		if (!gold_open(input, columns, &table, problem))
			return false;
		while (gold_next(&table, cells)) {
			uint64_t begin = 0, end = 0;
			const uint32_t *found;
			const struct system_mention *mention;
			struct buf key = { 0 };

			str_number(cells[C_BEGIN], UINT32_MAX, &begin);
			str_number(cells[C_END], UINT32_MAX, &end);
			found = index_find(&system->spans, span_key(input->arena, cells[C_DOC], begin, end));
			mention = found ? &system->items[*found] : NULL;
			index_put(&docs, cells[C_DOC], 1, NULL);
			buf_printf(&key, "%.*s\t%.*s\t%.*s", STR_ARGS(cells[C_DOC]), STR_ARGS(cells[C_CHAIN]),
			           mention ? (int)mention->chain.len : 0, mention && mention->chain.len ? mention->chain.at : "");
			if (pass == 0 && str_is(cells[C_KIND], "named") && mention && !mention->is_reference)
				index_put(&named, arena_str(input->arena, buf_str(&key)), 1, NULL);
			if (pass == 1 && str_is(cells[C_KIND], "pron"))
				n_wanted++;
			if (pass == 1 && mention && mention->is_reference)
				n_right += index_find(&named, buf_str(&key)) != NULL;
			buf_free(&key);
		}
	}
	for (size_t i = 0; i < system->n; i++)
		n_given += system->items[i].is_reference && index_find(&docs, system->items[i].doc);
	buf_printf(report, "references: %zu given, %zu right, %.2f %% (%zu pronouns in the gold)\n", n_given, n_right,
	           n_given ? 100.0 * (double)n_right / (double)n_given : 0, n_wanted);
	return true;
}

static bool score_chains(const struct metric_input *input, struct buf *report, struct buf *problem)
{
	struct system_mentions system;
	struct pairs pairs = { .gold = { .arena = input->arena },
		               .system = { .arena = input->arena },
		               .both = { .arena = input->arena } };

	if (!mentions_read(input, &system, problem))
		return false;
	pairs.items = arena_array(input->arena, struct pair, system.n + 1);
	if (!collect(input, &system, &pairs, problem))
		return false;
	b_cubed(input, &pairs, report);
	return score_references(input, &system, report, problem);
}

const struct metric metric_chains = {
	.name = "chains",
	.summary = "chains of names (B-cubed) and references against a table of coreference",
	.letters = "t:",
	.options = "  -t TYPE         chains of this type (default: person; all: every one)\n",
	.score = score_chains,
};
