/*
 * Laws of cleaning on random and damaged bytes: runs cover the raw bytes of their paragraph, what
 * is verbatim is so, the text is valid, and cleaning what came out repairs nothing.
 */
#include <criterion/criterion.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/utf8.h"

#include "data.h"

static const char *const fragments[] = {
	"\u201D ", "\u201C", "\u00A0", "\u200B", "&amp;", "&amp;lt;", "&nbsp;", "&#10;", "â€™", "Ã©", "ÃƒÂ©", "\r\n", "\r", "\n",
	"\n\n", "-\n", "\u00AD\n", " ", "  ", "\t", "\\", "Korea\u2019s Northn", "Korea's North", "North Korea", "Mr. Kim", "Mrs. Kim",
	"e\u0301", "\uFB01", "\uFEFF", "\xFF\xFE", "\xE9", "\x93x\x94", "\u2014 ", " \u2014a", "\u2014\u2014", " -- ", ",,", "''", "``",
	"2023Reuters", "hands agreement", "\x1B[31m", "\u2028", "\xED\xA0\xBD\xED\xB8\x8D", "\U0001F600", "a", "B", ".", "word ", "the ",
	"\f", "\x7F", "<b>", "Ã ", "\xE0", "\x80", " ,b", "\u2019", "â€", "вЂ", "√©", "\u0645\u200C\u062E", "\x01",
	"ended.The town", " now,people", " , and", ".\u201DThe ", ".\u201CThe", "?I ", "Renard", " ended.Renard", "\u2014x ", " y\u2014",
	"\\u2019", "\\xe2\\x80\\x99", "\\n", "\\\"", "\\ud83d", "\\'s", "it?s ", "\xEF\xBF\xBDt ", "(CNN)The ", "> ", "\n>\n", "</p>", "<br>", "- ",
	"* * *", "left.He ", "; ", "govern- ment", "T he ",
};

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void make_input(uint32_t *state, struct buf *out)
{
	size_t n = next_random(state) % 60;
	unsigned bytes_in_ten = next_random(state) % 4;

	buf_clear(out);
	for (size_t i = 0; i < n; i++)
		if (next_random(state) % 10 < bytes_in_ten)
			buf_add_byte(out, (char)next_random(state));
		else
			buf_add_str(out, str_of(fragments[next_random(state) % (sizeof fragments / sizeof *fragments)]));
}

/* Cleans and checks one document; appends its texts, joined as paragraphs. Returns repaired runs. */
static size_t clean_and_check(const struct clean *clean, struct str raw, struct buf *texts)
{
	struct clean_document *document = clean_open(clean, raw, NULL, true);
	struct clean_paragraph paragraph;
	size_t done = 0, n_repaired = 0;

	while (clean_next(document, &paragraph)) {
		const struct draft *draft = &paragraph.draft;
		size_t text = 0, at = draft->raw;

		cr_assert(at >= done, "paragraphs overlap");
		cr_assert(utf8_is_valid(draft->text), "the text is not valid");
		cr_assert(draft->text.len > 0, "an empty paragraph");
		for (size_t i = 0; i < draft->n_runs; i++) {
			struct draft_run run = draft->runs[i];

			cr_assert(at + run.raw_len <= raw.len, "a run leaves the document");
			if (run.kinds)
				n_repaired++;
			else
				cr_assert(run.text_len == run.raw_len &&
				          memcmp(draft->text.at + text, raw.at + at, run.raw_len) == 0,
				          "a verbatim run is not");
			text += run.text_len;
			at += run.raw_len;
		}
		cr_assert_eq(text, draft->text.len, "runs do not cover the text");
		for (size_t i = 0; i < paragraph.n_flags; i++)
			cr_assert(paragraph.flags[i].begin < paragraph.flags[i].end &&
			          paragraph.flags[i].end <= draft->text.len, "a flag leaves the text");
		done = at;
		if (texts->len)
			buf_add_str(texts, str_of("\n\n"));
		buf_add_str(texts, draft->text);
	}
	clean_close(document);
	return n_repaired;
}

Test(laws, hold_for_ten_thousand_inputs, .timeout = 120)
{
	struct clean *clean = test_clean(KINDS_DEFAULT);
	struct buf input = { 0 }, once = { 0 }, twice = { 0 };
	uint32_t state = 20240517;

	for (int i = 0; i < 10000; i++) {
		make_input(&state, &input);
		buf_clear(&once);
		buf_clear(&twice);
		clean_and_check(clean, buf_str(&input), &once);
		cr_assert_eq(clean_and_check(clean, buf_str(&once), &twice), 0u, "input %d: cleaned twice is not once", i);
		cr_assert(str_eq(buf_str(&once), buf_str(&twice)), "input %d: the text changes", i);
	}
	buf_free(&input);
	buf_free(&once);
	buf_free(&twice);
	clean_delete(clean);
}

Test(laws, hold_where_paragraphs_are_cut, .timeout = 60)
{
	static struct clean_data data;
	struct clean_options options = { .kinds = KINDS_DEFAULT, .max_field = 200 };
	struct clean *clean;
	struct buf input = { 0 }, once = { 0 }, twice = { 0 };
	uint32_t state = 7;

	data.entities = test_file("entities.tsv");
	for (size_t i = 0; i < STRUCTURE_TABLES; i++)
		data.structure[i] = test_file(structure_tables[i]);
	clean = clean_new(&data, &options);
	for (int i = 0; i < 500; i++) {
		make_input(&state, &input);
		for (int more = 0; more < 4; more++) {
			buf_reserve(&input, input.len); /* so that it does not move while it is read */
			buf_add_str(&input, buf_str(&input));
		}
		buf_clear(&once);
		buf_clear(&twice);
		clean_and_check(clean, buf_str(&input), &once);
		cr_assert_eq(clean_and_check(clean, buf_str(&once), &twice), 0u, "input %d: cleaned twice is not once", i);
	}
	clean_delete(clean);
}
