/* mentions.c: rows to mentions, and gold tables by column name. */
#include "mentions.h"

#include <stdio.h>

#include "common/row.h"

enum { ROW_FIELDS = 12 };

struct str span_key(struct arena *arena, struct str doc, uint64_t begin, uint64_t end)
{
	char numbers[48];
	int len = snprintf(numbers, sizeof numbers, "\t%llu\t%llu", (unsigned long long)begin, (unsigned long long)end);
	char *at = arena_alloc(arena, doc.len + (size_t)len);

	if (doc.len)
		memcpy(at, doc.at, doc.len);
	memcpy(at + doc.len, numbers, (size_t)len);
	return str_at(at, doc.len + (size_t)len);
}

static bool add_mention(const struct metric_input *input, struct system_mentions *mentions, const struct str *field,
                        bool is_reference)
{
	struct system_mention mention = { .doc = field[1], .links = SIZE_MAX, .is_reference = is_reference };

	if (!str_number(field[6], UINT32_MAX, &mention.begin) || !str_number(field[7], UINT32_MAX, &mention.end))
		return false;
	mention.text = field[is_reference ? 8 : 10];
	if (is_reference)
		mention.chain = field[2];
	index_put(&mentions->spans, span_key(input->arena, mention.doc, mention.begin, mention.end),
	          (uint32_t)mentions->n, NULL);
	mentions->items[mentions->n++] = mention;
	return true;
}

static void add_link(struct system_mentions *mentions, struct system_mention *mention, const struct str *field)
{
	struct mention_link *link = &mentions->links[mentions->n_links];
	size_t *last = &mention->links;

	*link = (struct mention_link){ .kb = field[5], .id = field[6], .label = field[8], .next = SIZE_MAX };
	if (!str_number(field[3], UINT32_MAX, &link->rank))
		return;
	while (*last != SIZE_MAX)
		last = &mentions->links[*last].next;
	*last = mentions->n_links++;
	if (mention->chain.len == 0)
		mention->chain = field[4];
}

bool mentions_read(const struct metric_input *input, struct system_mentions *mentions, struct buf *problem)
{
	struct str rest = input->system, line;
	struct index ents = { .arena = input->arena };
	size_t n_lines = metric_count_lines(rest);

	*mentions = (struct system_mentions){ .spans = { .arena = input->arena } };
	mentions->items = arena_array(input->arena, struct system_mention, n_lines);
	mentions->links = arena_array(input->arena, struct mention_link, n_lines);
	for (size_t number = 1; str_next_line(&rest, &line); number++) {
		struct str field[ROW_FIELDS];
		size_t n = row_split(line, field, ROW_FIELDS);
		bool is_good = true;

		if (n && str_is(field[0], "doc")) {
			ents = (struct index){ .arena = input->arena };
		} else if (n >= 11 && str_is(field[0], "ent")) {
			index_put(&ents, field[2], (uint32_t)mentions->n, NULL);
			is_good = add_mention(input, mentions, field, false);
		} else if (n >= 9 && str_is(field[0], "ref")) {
			is_good = add_mention(input, mentions, field, true);
		} else if (n >= 9 && str_is(field[0], "link") && !str_is(field[5], "timex3") && !str_is(field[5], "amount")) {
			const uint32_t *mention = index_find(&ents, field[2]);

			if (mention)
				add_link(mentions, &mentions->items[*mention], field);
		}
		if (!is_good) {
			buf_printf(problem, "%s:%zu: a row without a range", input->system_name, number);
			return false;
		}
	}
	return true;
}

const struct mention_link *mentions_chosen(const struct system_mentions *mentions, const struct system_mention *mention)
{
	for (size_t at = mention->links; at != SIZE_MAX; at = mentions->links[at].next)
		if (mentions->links[at].rank == 1)
			return str_is(mentions->links[at].kb, "nil") ? NULL : &mentions->links[at];
	return NULL;
}

bool gold_open(const struct metric_input *input, const char *const *wanted, struct gold_table *table,
               struct buf *problem)
{
	struct str field[TABLE_MAX_COLUMNS], line = { NULL, 0 };
	size_t n;

	*table = (struct gold_table){ .rest = input->gold, .line = 1 };
	str_next_line(&table->rest, &line);
	n = row_split(line, field, TABLE_MAX_COLUMNS);
	if (n && str_starts(field[0], "#"))
		field[0] = str_slice(field[0], 1, field[0].len);
	for (size_t w = 0; wanted[w]; w++) {
		table->position[w] = SIZE_MAX;
		for (size_t i = 0; i < n && i < TABLE_MAX_COLUMNS; i++)
			if (str_is(field[i], wanted[w]))
				table->position[w] = i;
		if (table->position[w] == SIZE_MAX) {
			buf_printf(problem, "%s:1: no column '%s'", input->gold_name, wanted[w]);
			return false;
		}
		table->position[w + 1] = SIZE_MAX;
	}
	return true;
}

bool gold_next(struct gold_table *table, struct str *cells)
{
	struct str field[TABLE_MAX_COLUMNS], line;
	size_t n;

	if (!str_next_line(&table->rest, &line))
		return false;
	n = row_split(line, field, TABLE_MAX_COLUMNS);
	table->line++;
	for (size_t w = 0; table->position[w] != SIZE_MAX; w++)
		cells[w] = table->position[w] < n ? field[table->position[w]] : (struct str){ NULL, 0 };
	return true;
}
