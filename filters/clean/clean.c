/*
 * clean.c: a document is walked piece by piece (walk.h); each becomes a draft, is repaired, told what
 * kind of paragraph it is, and queued.
 */
#include "clean.h"

#include <stdlib.h>

#include "common/diag.h"
#include "common/utf8.h"

#include "filters/clean/structure/credits.h"
#include "filters/clean/repairs/evidence.h"
#include "filters/clean/repairs/lines.h"
#include "filters/clean/html/html_features.h"
#include "filters/clean/inputs/item.h"
#include "language.h"
#include "filters/clean/inputs/mail.h"
#include "filters/clean/repairs/phrases.h"
#include "filters/clean/repairs/repairs.h"
#include "filters/clean/encodings/source.h"
#include "filters/clean/structure/structure.h"
#include "filters/clean/repairs/suspicions.h"
#include "walk.h"

enum {
	MAX_QUEUE = 2,  /* paragraphs that one piece can become */
	LANGUAGE_SAMPLE = 2048,
	MAX_PAGE_LINES = 1 << 16, /* of a page; what comes behind is text */
};

struct clean {
	struct clean_data data;
	struct clean_options options;
	struct repairs repairs;
	struct structure_model structure;
	struct languages *languages;
	struct credits *credits;
	struct html_trees blocks; /* which blocks of a web page are its article */
	struct arena arena;
};

struct clean_document {
	const struct clean *clean;
	bool has_title_line, is_mail;
	bool is_piece; /* of HTML, all of which is text */
	struct html_article *article; /* of a web page; NULL: text */
	struct source source;
	struct walk walk;
	struct arena arena;          /* of the current piece */
	struct arena document_arena;
	struct evidence *evidence;   /* NULL until something asks for it */
	enum par_kind *page_kinds;   /* of its paragraphs, where it is a saved page */
	size_t n_page_kinds;
	struct clean_paragraph queue[MAX_QUEUE];
	size_t n_queue, next;
	struct suspects suspects;    /* of the current piece */
	struct suspicions suspicions;
	struct buf map;              /* scratch: a map as it is written */
	struct buf verdict;
};

bool clean_prepare_pages(struct clean *clean)
{
	return clean->blocks.first.n_trees || html_trees_read(clean->data.blocks, &clean->arena, &clean->blocks);
}

struct clean *clean_new(const struct clean_data *data, const struct clean_options *options)
{
	struct clean *clean = diag_alloc(sizeof *clean);

	memset(clean, 0, sizeof *clean);
	clean->data = *data;
	clean->options = *options;
	clean->repairs.data = &clean->data;
	clean->repairs.kinds = options->kinds;
	clean->repairs.quotes = options->quotes;
	if (!structure_read_model(data->structure, &clean->arena, &clean->structure)) {
		clean_delete(clean);
		return NULL;
	}
	clean->credits = credits_new(data->agencies, &clean->arena);
	clean->languages = languages_new(data->languages, &clean->arena);
	signs_init(&clean->repairs.signs);
	charsets_init(&clean->repairs.charsets);
	if (options->kinds & (KIND_SET(KIND_PHRASE) | KIND_SET(KIND_CLASH)))
		clean->repairs.phrases = phrases_new(clean->data.phrases, 2, &clean->arena);
	return clean;
}

void clean_delete(struct clean *clean)
{
	if (!clean)
		return;
	arena_free(&clean->arena);
	free(clean);
}

struct str clean_fact(const struct clean *clean, struct str fact, struct arena *arena)
{
	struct draft draft = draft_of(str_trim(fact), 0, arena);

	repairs_run(&clean->repairs, &draft, true, false);
	draft_finish(&draft, str_trim(fact), true, true);
	return draft.text;
}

/* --- walking ------------------------------------------------------------------------------- */

static void begin_walk(struct walk *walk, const struct clean_document *document)
{
	const struct clean_options *options = &document->clean->options;

	walk_begin(walk, document->source.text, document->article, options->kinds & KIND_SET(KIND_WRAP), options->max_field);
}

static struct draft draft_piece(struct clean_document *document, const struct walk *walk,
                                const struct piece *piece, struct arena *arena, uint32_t *signs)
{
	struct draft draft = source_draft(&document->source, piece->begin, piece->end, arena);

	if (document->article) {
		struct edits edits = { .arena = arena };

		html_propose(draft.text, &edits);
		draft_apply(&draft, &edits);
	}
	*signs = repairs_run(&document->clean->repairs, &draft, walk->block.has_breaks,
	                     document->source.is_valid);
	return draft;
}

/* --- evidence -------------------------------------------------------------------------------- */

/* Walks the whole document twice: what is turned round, then how often it stands as it should. */
static void gather_evidence(struct clean_document *document)
{
	const struct clean_data *data = &document->clean->data;
	struct evidence *evidence = arena_alloc(&document->document_arena, sizeof *evidence);
	struct arena scratch = { 0 };
	struct walk walk;
	struct piece piece;
	uint32_t signs;

	evidence_init(evidence, &document->document_arena);
	begin_walk(&walk, document);
	while (walk_next(&walk, &piece)) {
		struct draft draft = draft_piece(document, &walk, &piece, &scratch, &signs);

		evidence_add(evidence, data->names, data->words, draft.text);
		arena_reset(&scratch);
	}
	if (evidence->n_names) {
		begin_walk(&walk, document);
		while (walk_next(&walk, &piece)) {
			struct draft draft = draft_piece(document, &walk, &piece, &scratch, &signs);

			evidence_count_whole(evidence, draft.text, walk.n_blocks == 1);
			arena_reset(&scratch);
		}
	}
	arena_free(&scratch);
	document->evidence = evidence;
}

/* --- paragraphs ------------------------------------------------------------------------------ */

static size_t escaped_length(struct str text)
{
	size_t len = text.len;

	for (size_t i = 0; i < text.len; i++)
		len += text.at[i] == '\\' || text.at[i] == '\t' || text.at[i] == '\n';
	return len;
}

/* Whether the rows of a draft keep within the limit. */
static bool fits(struct clean_document *document, const struct draft *draft)
{
	size_t limit = document->clean->options.max_field, len = draft->text.len;
	struct map map;

	if (len > limit / 2)
		len = escaped_length(draft->text);
	if (draft_is_verbatim(draft))
		return len <= limit;
	map = draft_map(draft, &document->arena);
	buf_clear(&document->map);
	map_write(&map, &document->map);
	for (size_t i = 0; i < draft->n_runs; i++)
		if (draft->runs[i].kinds && 4 * draft->runs[i].raw_len + 2 * draft->runs[i].text_len > limit)
			return false;
	return len + document->map.len <= limit;
}

static struct clean_paragraph *enqueue(struct clean_document *document, enum par_kind kind,
                                       const struct draft *draft)
{
	struct clean_paragraph *paragraph = &document->queue[document->n_queue++];

	*paragraph = (struct clean_paragraph){ .kind = kind,
		                               .draft = *draft,
		                               .has_phrases = document->suspects.has_phrases,
		                               .has_honorifics = document->suspects.has_honorifics };
	if (document->suspects.has_scars || document->suspects.has_phrases)
		paragraph->n_flags = repairs_flags(&document->clean->repairs, draft->text, &document->arena,
		                                   &paragraph->flags);
	return paragraph;
}

/* A caption with a credit glued to it becomes two paragraphs, the credit flagged. */
static bool split_credit(struct clean_document *document, const struct draft *draft)
{
	size_t cut = credits_glued(document->clean->credits, draft->text), raw;
	struct clean_paragraph *credit;
	struct draft head, tail;

	if (!(document->clean->options.kinds & KIND_SET(KIND_CREDIT)) || cut == draft->text.len ||
	    !draft_raw_at(draft, cut, &raw))
		return false;
	draft_split(draft, cut, &head, &tail);
	enqueue(document, PAR_CAPTION, &head);
	credit = enqueue(document, PAR_CREDIT, &tail);
	credit->flags = arena_array(&document->arena, struct clean_flag, 1);
	credit->flags[0] = (struct clean_flag){ 0, tail.text.len, { "", 0 }, KIND_CREDIT };
	credit->n_flags = 1;
	return true;
}

/*
 * Of a web page what its markup says, of a piece of HTML what its text says beside it. Of a saved page what its lines together say, unless the
 * paragraph itself says more.
 */
static enum par_kind kind_of(const struct clean_document *document, struct str text,
                             const struct structure_place *place)
{
	size_t block = document->walk.n_blocks - 1;
	enum par_kind kind;

	if (document->article) {
		kind = document->article->paragraphs[block].kind;
		return document->is_piece && kind == PAR_P ? structure_kind(document->clean->credits, text, place) : kind;
	}
	kind = structure_kind(document->clean->credits, text, place);
	if (document->is_mail)
		return kind == PAR_LIST ? PAR_LIST : PAR_P;
	if (block >= document->n_page_kinds || kind == PAR_CREDIT || (kind == PAR_TITLE && place->is_first))
		return kind;
	return document->page_kinds[block] == PAR_P && kind == PAR_LIST ? kind : document->page_kinds[block];
}

/* Whether the line right behind the first paragraph, or behind its byline, is text. */
static bool is_above_text(const struct clean_document *document)
{
	struct str text = document->source.text, line = { NULL, 0 };
	size_t end = document->walk.block.end;

	for (int i = 0; i < 2 && (i == 0 || structure_is_byline(line)); i++) {
		while (end < text.len && (text.at[end] == '\r' || text.at[end] == ' '))
			end++;
		if (end == text.len || text.at[end] != '\n')
			return false;
		line = str_slice(text, end + 1, str_find(text, '\n', end + 1));
		end = end + 1 + line.len;
		line = str_trim(line);
	}
	return structure_is_prose(line);
}

/* One piece of the document into the queue; nothing where no text is left of it. */
static void process(struct clean_document *document, const struct piece *piece)
{
	const struct clean *clean = document->clean;
	uint32_t signs;
	struct draft draft = draft_piece(document, &document->walk, piece, &document->arena, &signs);

	document->suspects = repairs_suspects(&clean->repairs, draft.text, signs);
	if (document->suspects.has_scars) {
		if (!document->evidence)
			gather_evidence(document);
		repairs_scars(&clean->repairs, document->evidence, &draft);
	}
	draft_finish(&draft, document->source.raw, piece->is_first, piece->is_last);
	if (lines_is_blank(draft.text))
		return;
	if (!fits(document, &draft) && walk_halve(&document->walk, piece))
		return;
	if (!split_credit(document, &draft)) {
		struct structure_place place = {
			.is_first = document->walk.n_blocks == 1,
			.is_alone = piece->is_first && piece->is_last && document->walk.block.is_after_blank &&
			            document->walk.block.is_before_blank &&
			            document->walk.block.end < document->source.text.len,
			.is_above_text = document->walk.n_blocks == 1 && piece->is_last && is_above_text(document),
			.is_on_page = document->n_page_kinds > 0,
			.has_title_line = document->has_title_line,
		};

		enqueue(document, kind_of(document, draft.text, &place), &draft);
	}
}

/* --- documents ------------------------------------------------------------------------------- */

/* Looks at the lines together, where they are those of a page. */
static void look_at_page(struct clean_document *document)
{
	struct arena *arena = &document->document_arena;
	struct str text = document->source.text;
	size_t n_lines = 0, n_short = 0;
	struct line_look *looks;
	struct block block;
	struct walk walk;

	begin_walk(&walk, document);
	while (n_lines < MAX_PAGE_LINES && lines_next(&walk.lines, &block)) {
		n_lines++;
		n_short += structure_is_short(str_slice(text, block.begin, block.end));
	}
	if (!structure_is_page(n_lines, n_short))
		return;
	looks = arena_array(arena, struct line_look, n_lines);
	begin_walk(&walk, document);
	for (size_t i = 0; i < n_lines && lines_next(&walk.lines, &block); i++)
		structure_look(str_slice(text, block.begin, block.end), arena, &looks[i]);
	document->page_kinds = arena_array(arena, enum par_kind, n_lines);
	document->n_page_kinds = n_lines;
	structure_page(&document->clean->structure, looks, n_lines, arena, document->page_kinds);
}

struct clean_document *clean_open_page(const struct clean *clean, struct str raw, const struct encoding *encoding)
{
	struct clean_document *document = diag_alloc(sizeof *document);

	memset(document, 0, sizeof *document);
	document->clean = clean;
	source_init(&document->source, raw, encoding ? encoding : encoding_declared(raw));
	if (!clean_is_binary(document)) {
		document->article = arena_alloc(&document->document_arena, sizeof *document->article);
		html_article(document->source.text, &clean->blocks, clean->options.has_boiler,
		             &document->document_arena, document->article);
	}
	begin_walk(&document->walk, document);
	return document;
}

struct clean_document *clean_open_item(const struct clean *clean, struct str raw, const struct item *item)
{
	struct clean_document *document = diag_alloc(sizeof *document);

	memset(document, 0, sizeof *document);
	document->clean = clean;
	source_init_draft(&document->source, raw, &item->text);
	document->article = arena_alloc(&document->document_arena, sizeof *document->article);
	html_article_whole(document->source.text, &document->document_arena, document->article);
	begin_walk(&document->walk, document);
	return document;
}

struct clean_document *clean_open_piece(const struct clean *clean, struct str raw, bool has_title_line)
{
	struct clean_document *document = diag_alloc(sizeof *document);

	memset(document, 0, sizeof *document);
	document->clean = clean;
	document->has_title_line = has_title_line;
	document->is_piece = true;
	source_init(&document->source, raw, NULL);
	document->article = arena_alloc(&document->document_arena, sizeof *document->article);
	html_article_whole(document->source.text, &document->document_arena, document->article);
	begin_walk(&document->walk, document);
	return document;
}

struct clean_document *clean_open_mail(const struct clean *clean, struct str raw, const struct mail *mail)
{
	struct clean_document *document = diag_alloc(sizeof *document);
	struct decoding text = { .raw_end = 0 };

	memset(document, 0, sizeof *document);
	document->clean = clean;
	document->is_mail = true;
	mail_decode(mail, raw, &text);
	source_init_decoding(&document->source, raw, &text);
	if (mail->is_html) {
		document->article = arena_alloc(&document->document_arena, sizeof *document->article);
		html_article_whole(document->source.text, &document->document_arena, document->article);
	}
	begin_walk(&document->walk, document);
	return document;
}

const struct html_facts *clean_page_facts(const struct clean_document *document)
{
	return document->article ? &document->article->facts : NULL;
}

bool clean_page_is_thin(const struct clean_document *document)
{
	enum { THIN = 60 }; /* words; a stub of fewer is an article where it has a sentence */
	const struct html_article *article = document->article;

	return article && article->n_words < THIN && !article->has_sentence;
}

bool clean_page_is_cut(const struct clean_document *document)
{
	return document->article && document->article->is_cut;
}

struct clean_document *clean_open(const struct clean *clean, struct str raw, const struct encoding *encoding,
                                  bool has_title_line)
{
	struct clean_document *document = diag_alloc(sizeof *document);

	memset(document, 0, sizeof *document);
	document->clean = clean;
	document->has_title_line = has_title_line;
	source_init(&document->source, raw, encoding);
	if (!clean_is_binary(document))
		look_at_page(document);
	begin_walk(&document->walk, document);
	return document;
}

void clean_close(struct clean_document *document)
{
	source_free(&document->source);
	arena_free(&document->arena);
	arena_free(&document->document_arena);
	suspicions_free(&document->suspicions);
	buf_free(&document->map);
	buf_free(&document->verdict);
	free(document);
}

struct str clean_language(struct clean_document *document)
{
	struct str sample = str_slice(document->source.text, 0, LANGUAGE_SAMPLE);

	if (document->article)
		sample = html_article_sample(document->source.text, document->article, LANGUAGE_SAMPLE,
		                             &document->document_arena);
	return language_detect(document->clean->languages, sample);
}

bool clean_is_binary(const struct clean_document *document)
{
	return document->source.kind == SOURCE_BINARY;
}

bool clean_is_guess(const struct clean_document *document)
{
	return document->source.decoding.is_guess;
}

bool clean_next(struct clean_document *document, struct clean_paragraph *paragraph)
{
	struct piece piece;

	while (document->next == document->n_queue) {
		if (clean_is_binary(document) || !walk_next(&document->walk, &piece))
			return false;
		document->next = document->n_queue = 0;
		arena_reset(&document->arena);
		process(document, &piece);
	}
	*paragraph = document->queue[document->next++];
	suspicions_add(&document->suspicions, document->clean->repairs.phrases,
	               document->clean->options.kinds, paragraph);
	return true;
}

const struct clean_suspicion *clean_suspicions(struct clean_document *document, size_t *n)
{
	return suspicions_close(&document->suspicions, n);
}

struct str clean_verdict(struct clean_document *document)
{
	buf_clear(&document->verdict);
	if (document->clean->options.kinds & KIND_SET(KIND_SPUN))
		suspicions_verdict(&document->suspicions, &document->verdict);
	return buf_str(&document->verdict);
}
