/* brief.c: the sections of a brief, each left out where it has nothing to say. */
#include "brief.h"


enum {
	MAX_ITEMS = 12,  /* of a section; the rest is counted */
	MAX_REPAIRS = 20,
	MAX_QUOTES = 8,
	MAX_PHRASES = 10,
	NAME_COLUMNS = 36,
	EDIT_COLUMNS = 44,
	QUOTE_COLUMNS = 160,
};

static void literal(struct lines *lines, const char *text)
{
	buf_add_str(lines->out, str_of(text));
}

static void heading(struct lines *lines, const char *text)
{
	literal(lines, "\n");
	lines_styled(lines, STYLE_HEADING, str_of(text));
	literal(lines, "\n");
}

static void and_more(struct lines *lines, size_t n, size_t shown)
{
	if (n > shown) {
		literal(lines, "  ");
		buf_printf(lines->out, "… and %zu more\n", n - shown);
	}
}

/* Source, date and author, in one faint line. */
static void write_facts(const struct story *story, struct lines *lines)
{
	static const size_t columns[] = { DOC_SOURCE, DOC_PUBLISHED, DOC_AUTHOR, DOC_URL };
	struct buf facts = { 0 };

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		struct str fact = columns[i] == DOC_PUBLISHED ? story->published : document_fact(story->document, columns[i]);

		if (!fact.len || str_eq(fact, story->title))
			continue;
		if (facts.len)
			buf_add_str(&facts, str_of(" · "));
		buf_add_str(&facts, fact);
	}
	if (facts.len) {
		lines_styled(lines, STYLE_FAINT, buf_str(&facts));
		literal(lines, "\n");
	}
	buf_free(&facts);
}

static void write_summary(const struct story *story, struct lines *lines)
{
	if (!story->n_summary)
		return;
	heading(lines, "Summary");
	for (size_t i = 0; i < story->n_summary; i++)
		lines_paragraph(lines, "  • ", story->summary[i]);
}

/* The id as people know it: Q7747; of another KB with its name before it. */
static void add_id(const struct story_name *name, struct buf *out)
{
	if (!name->id.len)
		buf_add_str(out, str_of("–"));
	else if (!str_is(name->kb, "wikidata"))
		buf_printf(out, "%.*s:", STR_ARGS(name->kb));
	buf_add_str(out, name->id);
}

static void write_id(const struct story_name *name, struct lines *lines)
{
	struct buf id = { 0 };

	add_id(name, &id);
	lines_styled(lines, STYLE_ID, buf_str(&id));
	buf_free(&id);
}

static int digits_of(uint32_t number)
{
	int n = 1;

	while (number /= 10)
		n++;
	return n;
}

static void write_names(const struct story *story, enum story_group group, const char *title,
                        struct lines *lines)
{
	size_t n = 0, columns = 0;
	int count_columns = 0;

	for (size_t i = 0; i < story->n_names; i++) {
		const struct story_name *name = &story->names[i];

		if (name->group != group || (group == STORY_ALSO && !name->id.len))
			continue;
		if (++n <= MAX_ITEMS) {
			size_t width = lines_width(name->name);
			int n_digits = name->n_mentions > 1 ? digits_of(name->n_mentions) : 0;

			columns = width > columns ? width : columns;
			count_columns = n_digits > count_columns ? n_digits : count_columns;
		}
	}
	if (!n)
		return;
	columns = columns < NAME_COLUMNS ? columns : NAME_COLUMNS;
	heading(lines, title);
	for (size_t i = 0, shown = 0; i < story->n_names && shown < MAX_ITEMS; i++) {
		const struct story_name *name = &story->names[i];

		if (name->group != group || (group == STORY_ALSO && !name->id.len))
			continue;
		shown++;
		literal(lines, "  ");
		lines_padded(lines, name->name, columns);
		literal(lines, "  ");
		if (name->n_mentions > 1)
			buf_printf(lines->out, "%*u×  ", count_columns, name->n_mentions);
		else if (count_columns)
			buf_printf(lines->out, "%*s   ", count_columns, "");
		write_id(name, lines);
		literal(lines, "\n");
	}
	and_more(lines, n, MAX_ITEMS);
}

static void write_dates(const struct story *story, struct lines *lines)
{
	size_t columns = 0;

	if (!story->n_dates)
		return;
	heading(lines, "When");
	for (size_t i = 0; i < story->n_dates && i < MAX_ITEMS; i++) {
		size_t width = lines_width(story->dates[i].value);

		columns = width > columns ? width : columns;
	}
	for (size_t i = 0; i < story->n_dates && i < MAX_ITEMS; i++) {
		const struct story_date *date = &story->dates[i];

		literal(lines, "  ");
		lines_padded(lines, date->value, columns);
		for (size_t t = 0; t < date->n_texts; t++) {
			literal(lines, t ? "; " : "  ");
			lines_short(lines, date->texts[t], NAME_COLUMNS);
		}
		literal(lines, "\n");
	}
	and_more(lines, story->n_dates, MAX_ITEMS);
}

/* Quotations of somebody, in text order; where there are too many, those in other words give way. */
static void write_quotes(const struct story *story, struct lines *lines)
{
	size_t n = 0, n_verbatim = 0, room, shown = 0;

	for (size_t i = 0; i < story->n_quotes; i++) {
		n += story->quotes[i].speaker.len > 0;
		n_verbatim += story->quotes[i].speaker.len && story->quotes[i].is_verbatim;
	}
	if (!n)
		return;
	room = n_verbatim < MAX_QUOTES ? MAX_QUOTES - n_verbatim : 0;
	heading(lines, "Who said what");
	for (size_t i = 0; i < story->n_quotes && shown < MAX_QUOTES; i++) {
		const struct story_quote *quote = &story->quotes[i];
		struct buf line = { 0 };
		struct lines safe = { .out = &line };

		if (!quote->speaker.len || (!quote->is_verbatim && !room))
			continue;
		room -= !quote->is_verbatim;
		shown++;
		lines_text(&safe, quote->speaker);
		if (quote->verb.len) {
			literal(&safe, str_starts(quote->verb, "'") ? "" : " ");
			lines_text(&safe, quote->verb);
		}
		literal(&safe, quote->verb.len ? " " : quote->is_direct ? ": “" : ": ");
		lines_short(&safe, quote->text, QUOTE_COLUMNS);
		literal(&safe, quote->is_direct ? "”" : "");
		lines_paragraph(lines, "  ", buf_str(&line));
		buf_free(&line);
	}
	and_more(lines, n, shown);
}

static void write_phrases(const struct story *story, struct lines *lines)
{
	struct buf line = { 0 };
	struct lines safe = { .out = &line };

	if (!story->n_phrases)
		return;
	heading(lines, "Key phrases");
	for (size_t i = 0; i < story->n_phrases && i < MAX_PHRASES; i++) {
		literal(&safe, i ? " · " : "");
		lines_text(&safe, story->phrases[i]);
	}
	lines_paragraph(lines, "  ", buf_str(&line));
	buf_free(&line);
}

/* Before and after; a suspicion asks, one about no place in particular only tells its evidence. */
static void write_change(const struct story_repair *repair, struct lines *lines)
{
	if (!repair->is_repaired && !repair->before.len) {
		lines_short(lines, repair->after, QUOTE_COLUMNS);
		return;
	}
	lines_visible(lines, repair->before, EDIT_COLUMNS);
	if (repair->before.len && repair->after.len)
		literal(lines, " → ");
	if (repair->after.len) {
		literal(lines, repair->before.len ? "" : "+ ");
		if (str_is(repair->after, " "))
			literal(lines, "a space");
		else
			lines_visible(lines, repair->after, EDIT_COLUMNS);
	} else if (repair->is_repaired && repair->before.len) {
		literal(lines, " taken out");
	}
	literal(lines, repair->is_repaired || !repair->after.len ? "" : "?");
}

/* Repairs by kind: how many, and the first of them. Suspicions one by one. */
static void write_repairs(const struct story *story, bool is_repaired, const char *title,
                          struct lines *lines)
{
	size_t n = 0, columns = 0;

	for (size_t i = 0; i < story->n_repairs; i++) {
		if (story->repairs[i].is_repaired != is_repaired)
			continue;
		if (n++ < MAX_REPAIRS) {
			size_t width = lines_width(story->repairs[i].kind);

			columns = width > columns ? width : columns;
		}
	}
	if (!n)
		return;
	columns = columns < NAME_COLUMNS ? columns : NAME_COLUMNS;
	heading(lines, title);
	for (size_t i = 0, shown = 0; i < story->n_repairs && shown < MAX_REPAIRS; i++) {
		const struct story_repair *repair = &story->repairs[i];

		if (repair->is_repaired != is_repaired)
			continue;
		shown++;
		literal(lines, "  ");
		lines_padded(lines, repair->kind, columns);
		if (is_repaired || repair->n > 1)
			buf_printf(lines->out, "  %3zu×  ", repair->n);
		else
			literal(lines, "  ");
		write_change(repair, lines);
		literal(lines, "\n");
	}
	and_more(lines, n, MAX_REPAIRS);
}

static void write_errors(const struct story *story, struct lines *lines)
{
	if (!story->n_errors)
		return;
	heading(lines, "Problems");
	for (size_t i = 0; i < story->n_errors && i < MAX_ITEMS; i++) {
		literal(lines, "  ");
		lines_text(lines, story->errors[2 * i]);
		literal(lines, "  ");
		lines_text(lines, story->errors[2 * i + 1]);
		literal(lines, "\n");
	}
	and_more(lines, story->n_errors, MAX_ITEMS);
}

void brief_write(const struct story *story, struct lines *lines)
{
	lines_styled(lines, STYLE_TITLE, story->title);
	literal(lines, "\n");
	write_facts(story, lines);
	write_summary(story, lines);
	write_names(story, STORY_WHO, "Who", lines);
	write_names(story, STORY_WHERE, "Where", lines);
	write_names(story, STORY_ORGANISATIONS, "Organisations", lines);
	write_names(story, STORY_ALSO, "Also", lines);
	write_dates(story, lines);
	write_quotes(story, lines);
	write_phrases(story, lines);
	write_repairs(story, true, "Repaired", lines);
	write_repairs(story, false, "Suspected", lines);
	write_errors(story, lines);
}
