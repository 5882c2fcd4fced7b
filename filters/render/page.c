/* page.c: the parts of the page, and what is the same for all documents on it. */
#include "page.h"

#include <stdlib.h>

#include "common/diag.h"
#include "graph.h"
#include "markup.h"
#include "text.h"

/* A name, a date or a document, copied: it outlives its document. */
struct page_name {
	enum story_group group;
	struct str name, kb, id;
	uint32_t n_mentions, n_documents, last_document;
};

struct page_date {
	struct str value, text;
	uint32_t document;
};

struct page_document {
	struct str title, published;
};

struct pages {
	struct arena arena;
	struct buf body;
	struct index by_id; /* kb, id -> position in names */
	struct page_name *names;
	size_t n_names, cap_names;
	struct page_date *dates;
	size_t n_dates, cap_dates;
	struct page_document *documents;
	size_t n_documents, cap_documents;
};

static const char style[] =
        ":root{--bg:#fffdf8;--fg:#1c1b19;--soft:#5b5750;--line:#d9d4c7;--card:#f5f1e6;--per:#9a3412;--org:#1d4ed8;--loc:#166534;"
        "--misc:#6b21a8;--when:#0e7490;--amount:#854d0e;--fix:#b91c1c;--sum:#fff0b3}"
        "@media(prefers-color-scheme:dark){:root{--bg:#171614;--fg:#ece8df;--soft:#aaa498;--line:#3a3733;--card:#211f1c;"
        "--per:#fdba74;--org:#93c5fd;--loc:#86efac;--misc:#d8b4fe;--when:#67e8f9;--amount:#fcd34d;--fix:#fca5a5;--sum:#4a3f12}}"
        "*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--fg);font:17px/1.6 Georgia,'Times New Roman',serif;overflow-wrap:break-word}"
        "main,nav,header,footer{max-width:76rem;margin:0 auto;padding:0 1.2rem}"
        "a{color:inherit}h1{font-size:1.9rem;line-height:1.2;margin:1.6rem 0 .4rem}h2,h3{font:600 .82rem/1.3 system-ui,sans-serif;"
        "letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:1.4rem 0 .4rem}"
        ".facts,.k-caption,.k-credit,.k-boiler{color:var(--soft);font-size:.9rem}.k-title{font-weight:700;font-size:1.15rem}"
        ".k-list{padding-left:1.2rem}.k-list::before{content:'• ';margin-left:-1rem}"
        ".columns{display:grid;grid-template-columns:minmax(0,1fr);gap:0 2.4rem}"
        "@media(min-width:60rem){.columns{grid-template-columns:minmax(0,1fr) 22rem}}"
        ".text p{margin:0 0 1rem}.long p{content-visibility:auto;contain-intrinsic-size:auto 6rem}"
        ".long p:hover,.long p:focus-within{content-visibility:visible}mark{background:var(--sum);color:inherit;padding:.08em 0}"
        ".m{position:relative;border-bottom:2px solid currentColor;text-decoration:none;cursor:help}"
        ".per{color:var(--per)}.org{color:var(--org)}.loc{color:var(--loc)}.misc{color:var(--misc)}.when{color:var(--when)}"
        ".amount{color:var(--amount)}.fix{border-bottom:2px dotted var(--fix)}.flag{border-bottom:2px wavy var(--fix);"
        "text-decoration:underline wavy var(--fix);border-bottom:0}.q{background:linear-gradient(transparent 88%,var(--line) 88%)}"
        ".note{display:none;position:absolute;left:0;top:1.7em;z-index:3;width:max-content;max-width:min(19rem,80vw);padding:.5rem .7rem;"
        "background:var(--card);color:var(--fg);border:1px solid var(--line);border-radius:.3rem;font:.82rem/1.5 system-ui,sans-serif;"
        "white-space:normal;overflow-wrap:anywhere;box-shadow:0 .2rem .8rem #0004}.m:hover>.note,.m:focus>.note,.m:focus-within>.note{display:block}"
        "ul,ol{margin:0;padding:0;list-style:none}li{padding:.12rem 0;overflow-wrap:anywhere}.side li{font-size:.95rem}"
        ".n{color:var(--soft);font:.8rem system-ui,sans-serif}.sum li{padding-left:1rem;border-left:3px solid var(--sum);margin:.5rem 0}"
        "table{border-collapse:collapse;width:100%;font-size:.95rem}th,td{text-align:left;padding:.2rem .6rem .2rem 0;border-bottom:1px solid var(--line)}"
        ".keys{display:flex;flex-wrap:wrap;gap:0 1rem}.n-of{text-align:right}.times li{border-left:3px solid var(--when);padding-left:.8rem}"
        ".legend{display:flex;flex-wrap:wrap;gap:.1rem .9rem;font:.8rem/1.7 system-ui,sans-serif;color:var(--soft)}"
        ".legend b{font-weight:400;border-bottom:2px solid currentColor}.legend .fix{border-bottom:2px dotted var(--fix)}"
        ".legend .flag{border-bottom:0;text-decoration:underline wavy var(--fix)}.legend .q{border:0}.legend mark{padding:0 .2em;color:var(--fg)}"
        "svg{max-width:100%;height:auto;font:13px system-ui,sans-serif}svg line{stroke:var(--line)}svg circle{fill:currentColor}svg text{fill:var(--fg)}"
        "article+article,nav~main>article{border-top:1px solid var(--line);margin-top:2rem}:focus-visible{outline:2px solid var(--org);outline-offset:2px}"
        ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.4rem}"
        "@media(max-width:40rem){body{font-size:16px}.note{position:fixed;left:.6rem;right:.6rem;top:auto;bottom:.6rem;width:auto;"
        "max-width:none;font-size:.95rem}}"
        "@media print{.note,.skip{display:none!important}.m{color:inherit}body{font-size:11pt}mark{print-color-adjust:exact;"
        "-webkit-print-color-adjust:exact}h1,h2,h3{break-after:avoid}svg{break-inside:avoid}article+article{break-before:page}}";

static const char *const group_titles[STORY_GROUPS] = { "Who", "Where", "Organisations", "Also named" };
static const char *const group_classes[STORY_GROUPS] = { "per", "loc", "org", "misc" };

struct pages *pages_new(void)
{
	struct pages *pages = diag_alloc(sizeof *pages);

	memset(pages, 0, sizeof *pages);
	pages->by_id.arena = &pages->arena;
	return pages;
}

void pages_delete(struct pages *pages)
{
	buf_free(&pages->body);
	free(pages->names);
	free(pages->dates);
	free(pages->documents);
	arena_free(&pages->arena);
	free(pages);
}

static void *more(void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	*cap = *cap ? 2 * *cap : 64;
	return diag_realloc(items, *cap * size);
}

/* --- what is gathered over all documents ------------------------------------------------------ */

static void gather_name(struct pages *pages, const struct story_name *name)
{
	struct buf key = { 0 };
	struct page_name *all;
	uint32_t at;
	bool is_new;

	if (name->id.len)
		buf_printf(&key, "%.*s\t%.*s", STR_ARGS(name->kb), STR_ARGS(name->id));
	else
		buf_printf(&key, "\t%.*s", STR_ARGS(name->name));
	at = *index_put(&pages->by_id, arena_str(&pages->arena, buf_str(&key)), (uint32_t)pages->n_names, &is_new);
	buf_free(&key);
	if (is_new) {
		pages->names = more(pages->names, pages->n_names, &pages->cap_names, sizeof *pages->names);
		pages->names[pages->n_names++] = (struct page_name){
			.group = name->group,
			.name = arena_str(&pages->arena, name->name),
			.kb = arena_str(&pages->arena, name->kb),
			.id = arena_str(&pages->arena, name->id),
		};
	}
	all = &pages->names[at];
	all->n_mentions += name->n_mentions;
	if (all->last_document != pages->n_documents) {
		all->last_document = (uint32_t)pages->n_documents;
		all->n_documents++;
	}
}

static void gather(struct pages *pages, const struct document *document, const struct story *story)
{
	pages->documents = more(pages->documents, pages->n_documents, &pages->cap_documents, sizeof *pages->documents);
	pages->documents[pages->n_documents++] = (struct page_document){
		.title = arena_str(&pages->arena, story->title.len ? story->title : document->id),
		.published = arena_str(&pages->arena, story->published),
	};
	for (size_t i = 0; i < story->n_names; i++)
		gather_name(pages, &story->names[i]);
	for (size_t i = 0; i < story->n_dates; i++) {
		pages->dates = more(pages->dates, pages->n_dates, &pages->cap_dates, sizeof *pages->dates);
		pages->dates[pages->n_dates++] = (struct page_date){
			.value = arena_str(&pages->arena, story->dates[i].value),
			.text = arena_str(&pages->arena, story->dates[i].n_texts ? story->dates[i].texts[0] : str_of("")),
			.document = (uint32_t)pages->n_documents,
		};
	}
}

/* --- parts of a document ---------------------------------------------------------------------- */

/* A name, linked where there is a place to link to. */
static void add_linked(struct buf *out, struct str name, struct str kb, struct str id)
{
	size_t start = out->len;

	buf_add_str(out, str_of("<a href=\""));
	if (!markup_address(out, kb, id)) {
		out->len = start;
		markup_text(out, name);
		return;
	}
	buf_add_str(out, str_of("\">"));
	markup_text(out, name);
	buf_add_str(out, str_of("</a>"));
}

/* What the marks of a text mean. */
static const char legend[] =
        "<p class=\"legend\"><b class=\"per\">person</b> <b class=\"loc\">place</b> <b class=\"org\">organisation</b> "
        "<b class=\"misc\">other name</b> <b class=\"when\">date</b> <b class=\"amount\">amount</b> <b class=\"q\">quotation</b> "
        "<b class=\"fix\">repaired</b> <b class=\"flag\">suspected</b> <mark>summary</mark></p>\n";

/* Small print behind something; nothing where there is none. */
static void add_small(struct buf *out, struct str text)
{
	if (!text.len)
		return;
	buf_add_str(out, str_of(" <span class=\"n\">"));
	markup_text(out, text);
	buf_add_str(out, str_of("</span>"));
}

static void add_names(struct buf *out, const struct story *story)
{
	for (int group = 0; group < STORY_GROUPS; group++) {
		bool is_open = false;

		for (size_t i = 0; i < story->n_names; i++) {
			const struct story_name *name = &story->names[i];

			if ((int)name->group != group)
				continue;
			if (!is_open)
				buf_printf(out, "<h3>%s</h3>\n<ul>\n", group_titles[group]);
			is_open = true;
			buf_printf(out, "<li><span class=\"%s\">", group_classes[group]);
			add_linked(out, name->name, name->kb, name->id);
			buf_add_str(out, str_of("</span>"));
			add_small(out, name->id);
			if (name->n_mentions > 1)
				buf_printf(out, " <span class=\"n\">×%u</span>", name->n_mentions);
			buf_add_str(out, str_of("</li>\n"));
		}
		if (is_open)
			buf_add_str(out, str_of("</ul>\n"));
	}
}

static void add_timeline(struct buf *out, const struct story *story)
{
	if (!story->n_dates)
		return;
	buf_add_str(out, str_of("<h3>When</h3>\n<ol class=\"times\">\n"));
	for (size_t i = 0; i < story->n_dates; i++) {
		buf_add_str(out, str_of("<li><span class=\"when\">"));
		markup_text(out, story->dates[i].value);
		buf_add_str(out, str_of("</span>"));
		for (size_t t = 0; t < story->dates[i].n_texts; t++) {
			buf_add_str(out, str_of(t ? ";" : ""));
			add_small(out, story->dates[i].texts[t]);
		}
		buf_add_str(out, str_of("</li>\n"));
	}
	buf_add_str(out, str_of("</ol>\n"));
}

static void add_quotes(struct buf *out, const struct story *story)
{
	if (!story->n_quotes)
		return;
	buf_add_str(out, str_of("<h3>Who said what</h3>\n<ul>\n"));
	for (size_t i = 0; i < story->n_quotes; i++) {
		const struct story_quote *quote = &story->quotes[i];

		buf_add_str(out, str_of("<li>"));
		if (quote->speaker.len) {
			buf_add_str(out, str_of("<b>"));
			markup_text(out, quote->speaker);
			buf_add_str(out, str_of(quote->verb.len == 0           ? ":</b> "
			                        : str_starts(quote->verb, "'") ? "</b>"
			                                                       : "</b> "));
			markup_text(out, quote->verb);
			buf_add_str(out, str_of(quote->verb.len ? " " : ""));
		}
		buf_add_str(out, str_of(quote->is_direct ? "“" : ""));
		markup_text(out, quote->text);
		buf_add_str(out, str_of(quote->is_direct ? "”</li>\n" : "</li>\n"));
	}
	buf_add_str(out, str_of("</ul>\n"));
}

static void add_list(struct buf *out, const char *heading, const char *title, const char *class, const struct str *items, size_t n)
{
	if (!n)
		return;
	buf_printf(out, "<%s>%s</%s>\n<ul class=\"%s\">\n", heading, title, heading, class);
	for (size_t i = 0; i < n; i++) {
		buf_add_str(out, str_of("<li>"));
		markup_text(out, items[i]);
		buf_add_str(out, str_of("</li>\n"));
	}
	buf_add_str(out, str_of("</ul>\n"));
}

static void add_repairs(struct buf *out, const struct story *story)
{
	if (!story->n_repairs)
		return;
	buf_add_str(out, str_of("<h3>Repaired and suspected</h3>\n<ul>\n"));
	for (size_t i = 0; i < story->n_repairs; i++) {
		const struct story_repair *repair = &story->repairs[i];

		buf_printf(out, "<li>%s ", repair->is_repaired ? "repaired" : "suspected");
		markup_text(out, repair->kind);
		if (repair->n > 1)
			buf_printf(out, " ×%zu", repair->n);
		if (repair->before.len || repair->after.len) {
			buf_add_str(out, str_of(" <span class=\"n\">"));
			markup_visible(out, repair->before);
			buf_add_str(out, str_of(!repair->after.len ? repair->is_repaired ? " taken out" : ""
			                        : repair->before.len ? " → " : repair->is_repaired ? "+ " : ""));
			markup_visible(out, repair->after);
			buf_add_str(out, str_of("</span>"));
		}
		buf_add_str(out, str_of("</li>\n"));
	}
	buf_add_str(out, str_of("</ul>\n"));
}

static void add_facts(struct buf *out, const struct story *story)
{
	static const size_t facts[] = { DOC_PUBLISHED, DOC_AUTHOR, DOC_SOURCE, DOC_URL };
	bool is_first = true;

	buf_add_str(out, str_of("<p class=\"facts\">"));
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		struct str fact = facts[i] == DOC_PUBLISHED ? story->published : document_fact(story->document, facts[i]);

		if (!fact.len || str_eq(fact, story->title))
			continue;
		buf_add_str(out, str_of(is_first ? "" : " · "));
		markup_text(out, fact);
		is_first = false;
	}
	buf_add_str(out, str_of("</p>\n"));
}

void pages_add(struct pages *pages, const struct document *document, const struct layers *layers,
               const struct story *story)
{
	enum { LONG_TEXT = 100000 }; /* of such a text browsers lay out the paragraphs in view alone */
	struct buf *out = &pages->body;
	struct surface surface;
	struct graph graph;

	gather(pages, document, story);
	surface_make(layers, document->arena, &surface);
	graph_read(layers, story, document->arena, &graph);
	buf_printf(out, "<article id=\"d%zu\">\n<h1>", pages->n_documents);
	markup_text(out, pages->documents[pages->n_documents - 1].title);
	buf_add_str(out, str_of("</h1>\n"));
	add_facts(out, story);
	add_list(out, "h2", "Summary", "sum", story->summary, story->n_summary);
	buf_printf(out, "<div class=\"columns\">\n<section class=\"text%s\" aria-label=\"Text of document %zu\">\n<h2>Text</h2>\n%s",
	           surface.text.len > LONG_TEXT ? " long" : "", pages->n_documents, legend);
	text_write(document, layers, &surface, out);
	if (graph.n > 1)
		buf_add_str(out, str_of("<h2>Who appears with whom</h2>\n"));
	graph_draw(&graph, story, out);
	buf_printf(out, "</section>\n<section class=\"side\" aria-label=\"Annotations of document %zu\">\n<h2>What is in it</h2>\n",
	           pages->n_documents);
	add_names(out, story);
	add_timeline(out, story);
	add_quotes(out, story);
	add_list(out, "h3", "Key phrases", "keys", story->phrases, story->n_phrases);
	add_repairs(out, story);
	buf_add_str(out, str_of("</section>\n</div>\n"));
	buf_add_str(out, str_of("</article>\n"));
}

/* --- the index of several documents ------------------------------------------------------------ */

static int by_documents(const void *left, const void *right)
{
	const struct page_name *a = left, *b = right;

	if (a->n_documents != b->n_documents)
		return a->n_documents > b->n_documents ? -1 : 1;
	if (a->n_mentions != b->n_mentions)
		return a->n_mentions > b->n_mentions ? -1 : 1;
	return str_cmp(a->name, b->name);
}

static int by_value(const void *left, const void *right)
{
	const struct page_date *a = left, *b = right;
	int order = str_cmp(a->value, b->value);

	return order ? order : (a->document > b->document) - (a->document < b->document);
}

static void write_index(const struct pages *pages, struct buf *out)
{
	enum { MOST_NAMES = 200 };
	size_t n_names = pages->n_names < MOST_NAMES ? pages->n_names : MOST_NAMES;

	if (pages->n_names)
		qsort(pages->names, pages->n_names, sizeof *pages->names, by_documents);
	if (pages->n_dates)
		qsort(pages->dates, pages->n_dates, sizeof *pages->dates, by_value);
	buf_printf(out, "<nav aria-label=\"Documents\">\n<h1>%zu documents</h1>\n<ol>\n", pages->n_documents);
	for (size_t i = 0; i < pages->n_documents; i++) {
		buf_printf(out, "<li><a href=\"#d%zu\">", i + 1);
		markup_text(out, pages->documents[i].title);
		buf_add_str(out, str_of("</a>"));
		add_small(out, pages->documents[i].published);
		buf_add_str(out, str_of("</li>\n"));
	}
	buf_add_str(out, str_of("</ol>\n<h2>Names</h2>\n<table><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Id</th>"
	                        "<th scope=\"col\" class=\"n-of\">Documents</th><th scope=\"col\" class=\"n-of\">Mentions</th></tr></thead><tbody>\n"));
	for (size_t i = 0; i < n_names; i++) {
		const struct page_name *name = &pages->names[i];

		buf_printf(out, "<tr><td class=\"%s\">", group_classes[name->group < STORY_GROUPS ? name->group : STORY_ALSO]);
		add_linked(out, name->name, name->kb, name->id);
		buf_add_str(out, str_of("</td><td>"));
		markup_text(out, name->id);
		buf_printf(out, "</td><td class=\"n-of\">%u</td><td class=\"n-of\">%u</td></tr>\n", name->n_documents, name->n_mentions);
	}
	buf_add_str(out, str_of("</tbody></table>\n"));
	if (pages->n_dates)
		buf_add_str(out, str_of("<h2>Timeline</h2>\n<ol class=\"times\">\n"));
	for (size_t i = 0; i < pages->n_dates; i++) {
		const struct page_date *date = &pages->dates[i];

		buf_add_str(out, str_of("<li><span class=\"when\">"));
		markup_text(out, date->value);
		buf_printf(out, "</span> <a class=\"n\" href=\"#d%u\">", date->document);
		markup_text(out, pages->documents[date->document - 1].title);
		buf_add_str(out, str_of("</a>"));
		add_small(out, date->text);
		buf_add_str(out, str_of("</li>\n"));
	}
	buf_add_str(out, str_of(pages->n_dates ? "</ol>\n</nav>\n" : "</nav>\n"));
}

void pages_write(const struct pages *pages, struct buf *out)
{
	buf_add_str(out, str_of("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	                        "<title>"));
	if (pages->n_documents == 1)
		markup_text(out, pages->documents[0].title);
	else
		buf_printf(out, "%zu documents", pages->n_documents);
	buf_printf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n", style);
	if (pages->n_documents != 1) {
		buf_add_str(out, str_of("<a class=\"skip\" href=\"#documents\">Skip the index</a>\n"));
		write_index(pages, out);
	}
	buf_add_str(out, str_of("<main id=\"documents\">\n"));
	buf_add_str(out, buf_str(&pages->body));
	buf_add_str(out, str_of("</main>\n</body>\n</html>\n"));
}
