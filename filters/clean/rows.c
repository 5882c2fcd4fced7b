/* rows.c: par rows as they are found, the edits of each behind it, gaps where they are not `\n\n`. */
#include "rows.h"

#include "common/bytes.h"
#include "common/utf8.h"

#include "filters/clean/inputs/facts.h"
#include "filters/clean/html/html_facts.h"
#include "filters/clean/inputs/item.h"

enum { ID_AND_NUMBERS = 1400 }; /* an id of 1 KiB, numbers and names of columns */

struct writing {
	struct row_writer *out;
	const struct rows_options *options;
	struct str raw;
	size_t n_pars, n_edits;
	size_t done; /* raw bytes that rows stand for so far */
	struct buf map, field;
	struct arena arena;
};

size_t rows_overhead(size_t max_row)
{
	return max_row > 4 * ID_AND_NUMBERS ? ID_AND_NUMBERS : max_row / 4;
}

/* Bytes at the begin that are no control characters but TAB, LF and CR. */
static size_t readable_prefix(struct str s)
{
	size_t n = 0;

	for (; n + BYTES <= s.len; n += BYTES) {
		bytes v = bytes_load(s.at + n);

		if (bytes_any(((v < ' ') & (v != '\t') & (v != '\n') & (v != '\r')) | (v == 0x7F)))
			break;
	}
	while (n < s.len && s.at[n] && ((unsigned char)s.at[n] >= ' ' || strchr("\t\n\r", s.at[n])) && s.at[n] != 0x7F)
		n++;
	return n;
}

static void add_hex(unsigned char byte, struct buf *out)
{
	static const char digits[] = "0123456789ABCDEF";
	const char escape[] = { '\\', 'x', digits[byte >> 4], digits[byte & 15] };

	buf_add(out, escape, sizeof escape);
}

/* Appends raw bytes as the column `before` has them: escapes, and \xHH where text is not valid. */
static void add_raw(struct str raw, struct buf *out)
{
	while (raw.len) {
		size_t valid = utf8_valid_prefix(raw);

		for (struct str text = str_slice(raw, 0, valid); text.len;) {
			size_t n = readable_prefix(text);

			row_escape(str_slice(text, 0, n), out);
			if (n < text.len)
				add_hex((unsigned char)text.at[n++], out);
			text = str_slice(text, n, text.len);
		}
		if (valid < raw.len)
			add_hex((unsigned char)raw.at[valid++], out);
		raw = str_slice(raw, valid, raw.len);
	}
}

static void write_edit(struct writing *w, struct str kind, const char *action, size_t begin, size_t end,
                       struct str after)
{
	buf_clear(&w->field);
	add_raw(str_slice(w->raw, begin, end), &w->field);
	row_begin(w->out, "edit");
	row_number(w->out, ++w->n_edits);
	row_str(w->out, kind);
	row_cstr(w->out, action);
	row_number(w->out, begin);
	row_number(w->out, end);
	row_plain(w->out, buf_str(&w->field));
	row_str(w->out, after);
	row_end(w->out);
}

/* What stands in [done, end) and is no text, where the contract does not know it anyway. */
static void write_gap(struct writing *w, size_t end, bool is_last)
{
	struct str gap = str_slice(w->raw, w->done, end), nothing = { NULL, 0 };
	struct str usual = str_at("\n\n", w->n_pars == 0 ? 0 : is_last ? 1 : 2);
	size_t most = (w->options->max_row - rows_overhead(w->options->max_row)) / 4;

	if (w->options->has_undo && !str_eq(gap, usual)) {
		do {
			size_t to = end - w->done > most ? w->done + most : end;

			/* a character that is cut would be written as bytes, which is as good */
			write_edit(w, str_of("gap"), "repaired", w->done, to, nothing);
			w->done = to;
		} while (w->done < end);
	}
	w->done = end;
}

static void write_flag(struct writing *w, const struct map *map, const struct clean_flag *flag)
{
	struct map_range range = map_raw(map, flag->begin, flag->end);

	write_edit(w, str_of(kind_table[flag->kind].name), "flagged", range.begin, range.end, flag->after);
}

/* The repairs and suspicions of a paragraph, in the order of its text. */
static void write_edits(struct writing *w, const struct clean_paragraph *paragraph, const struct map *map)
{
	size_t flag = 0;

	for (size_t i = 0; i < map->n_runs; i++) {
		const struct map_run *run = &map->runs[i];
		struct buf kind = { 0 };

		if (!run->is_replaced)
			continue;
		while (flag < paragraph->n_flags && paragraph->flags[flag].begin < run->text)
			write_flag(w, map, &paragraph->flags[flag++]);
		kinds_write(paragraph->draft.runs[i].kinds, &kind);
		write_edit(w, buf_str(&kind), "repaired", run->raw, run->raw + run->raw_len,
		           str_slice(paragraph->draft.text, run->text, run->text + run->text_len));
		buf_free(&kind);
	}
	while (flag < paragraph->n_flags)
		write_flag(w, map, &paragraph->flags[flag++]);
}

static void write_paragraph(struct writing *w, const struct clean_paragraph *paragraph)
{
	const struct draft *draft = &paragraph->draft;
	size_t end = draft_raw_end(draft);
	bool is_plain = draft_is_verbatim(draft) && paragraph->n_flags == 0;
	struct map map;

	write_gap(w, draft->raw, false);
	buf_clear(&w->map);
	if (!is_plain) {
		arena_reset(&w->arena);
		map = draft_map(draft, &w->arena);
		map_write(&map, &w->map);
	}
	row_begin(w->out, "par");
	row_number(w->out, ++w->n_pars);
	row_plain(w->out, str_of(par_kind_names[paragraph->kind]));
	row_number(w->out, draft->raw);
	row_number(w->out, end);
	row_plain(w->out, buf_str(&w->map));
	row_str(w->out, draft->text);
	row_end(w->out);
	if (!is_plain)
		write_edits(w, paragraph, &map);
	w->done = end;
}

/* The rest of a document whose first paragraph (if it has one) has been read. */
static enum filter_status write_body(struct row_writer *out, struct clean_document *document,
                                     const struct rows_options *options, struct str raw,
                                     struct clean_paragraph *paragraph, bool has_paragraph)
{
	struct writing w = { .out = out, .options = options, .raw = raw };
	enum filter_status status = FILTER_OK;
	const struct clean_suspicion *suspicions;
	size_t n_suspicions;
	struct str verdict;

	for (; has_paragraph; has_paragraph = clean_next(document, paragraph))
		write_paragraph(&w, paragraph);
	write_gap(&w, raw.len, true);
	suspicions = clean_suspicions(document, &n_suspicions);
	for (size_t i = 0; i < n_suspicions; i++)
		write_edit(&w, str_of(kind_table[suspicions[i].kind].name), "flagged", suspicions[i].begin,
		           suspicions[i].end, suspicions[i].after);
	verdict = clean_verdict(document);
	if (verdict.len)
		write_edit(&w, str_of(kind_table[KIND_SPUN].name), "flagged", 0, 0, verdict);
	if (clean_page_facts(document) && clean_page_facts(document)->is_paywalled)
		write_edit(&w, str_of("paywall"), "flagged", 0, 0, (struct str){ NULL, 0 });
	if (options->item && options->item->is_teaser)
		write_edit(&w, str_of("teaser"), "flagged", 0, 0, (struct str){ NULL, 0 });
	if (clean_is_binary(document)) {
		filter_error(out, "E_FORMAT", FILTER_NOWHERE, FILTER_NOWHERE, "binary data, no text");
		status = FILTER_SKIPPED;
	} else if (w.n_pars == 0) {
		filter_error(out, "E_EMPTY", FILTER_NOWHERE, FILTER_NOWHERE, "no text in the document");
	} else if (clean_page_is_thin(document)) {
		filter_error(out, "E_EMPTY", FILTER_NOWHERE, FILTER_NOWHERE, "a page without an article");
	}
	if (clean_is_guess(document))
		filter_error(out, "E_ENCODING", FILTER_NOWHERE, FILTER_NOWHERE, "no converter for its encoding: read as Windows-1252");
	if (clean_page_is_cut(document))
		filter_error(out, "E_LIMIT", FILTER_NOWHERE, FILTER_NOWHERE, "a page of too many blocks: its end was not looked at");
	buf_free(&w.map);
	buf_free(&w.field);
	arena_free(&w.arena);
	return status;
}

enum filter_status rows_write_body(struct row_writer *out, struct clean_document *document,
                                   const struct rows_options *options, struct str raw)
{
	struct clean_paragraph paragraph;
	bool has_paragraph = clean_next(document, &paragraph);

	return write_body(out, document, options, raw, &paragraph, has_paragraph);
}

/* What the caller did not say and the page does. */
static void add_page_facts(const struct clean *clean, const struct clean_document *document,
                           struct document_facts *facts, struct arena *arena)
{
	const struct html_facts *page = clean_page_facts(document);

	if (!page)
		return;
	if (!facts->title.len)
		facts->title = clean_fact(clean, page->title, arena);
	if (!facts->author.len)
		facts->author = clean_fact(clean, page->author, arena);
	if (!facts->url.len)
		facts->url = clean_fact(clean, page->url, arena);
	if (!facts->published.len)
		facts->published = page->published;
	if (!facts->lang.len && fact_is_language(page->lang))
		facts->lang = page->lang;
}

static struct clean_document *open_document(const struct clean *clean, const struct rows_options *options,
                                            struct str raw)
{
	if (options->item)
		return clean_open_item(clean, raw, options->item);
	if (options->mail)
		return clean_open_mail(clean, raw, options->mail);
	if (options->is_piece)
		return clean_open_piece(clean, raw, options->has_title_line);
	return options->is_page ? clean_open_page(clean, raw, options->encoding)
	                        : clean_open(clean, raw, options->encoding, options->has_title_line);
}

void rows_write(struct row_writer *out, const struct clean *clean, const struct rows_options *options,
                const struct document_facts *given, struct str raw)
{
	struct clean_document *document = open_document(clean, options, raw);
	struct document_facts facts = *given;
	struct clean_paragraph paragraph;
	bool has_paragraph = clean_next(document, &paragraph);
	struct arena arena = { 0 };
	char id[16];

	facts.bytes = raw.len;
	add_page_facts(clean, document, &facts, &arena);
	if (facts.id.len == 0)
		facts.id = filter_document_id(raw, id);
	if (facts.lang.len == 0)
		facts.lang = clean_language(document);
	if (facts.title.len == 0 && has_paragraph && paragraph.kind == PAR_TITLE)
		facts.title = paragraph.draft.text;
	filter_document(out, &facts);
	if (options->complaint)
		filter_error(out, options->complaint_code, FILTER_NOWHERE, FILTER_NOWHERE, "%s", options->complaint);
	filter_document_end(out, write_body(out, document, options, raw, &paragraph, has_paragraph));
	arena_free(&arena);
	clean_close(document);
}
