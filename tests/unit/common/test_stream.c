/*
 * The loop of every filter, on a filter of three lines: for each document it adds a `key` row that
 * counts the document's `sent` rows.
 */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/layers.h"
#include "common/stream.h"

static enum filter_status count_sentences(struct document *document, struct row_writer *out, void *state)
{
	(void)state;
	row_begin(out, "key");
	row_number(out, 1);
	row_score(out, (double)document_count(document, "sent"));
	row_cstr(out, "count");
	row_str(out, document_first(document, "sent") ? row_get(document_first(document, "sent"), SENT_TEXT) :
	                                                str_of(""));
	row_empty(out);
	row_end(out);
	return FILTER_OK;
}

/* The forms, lemmas and tags of all tokens as they are told by layers, in a hash. */
static enum filter_status hash_tokens(struct document *document, struct row_writer *out, void *state)
{
	struct layers layers;
	uint64_t *hash = state;

	layers_read(document, out, &layers);
	for (size_t t = 0; t < layers.n_tokens; t++) {
		const struct token *token = &layers.tokens[t];
		struct str fields[] = { token->form, token->lemma, token->upos, token->xpos };

		for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
			for (size_t i = 0; i <= fields[f].len; i++)
				*hash = (*hash ^ (i < fields[f].len ? (unsigned char)fields[f].at[i] : 0)) * 0x100000001B3;
	}
	return FILTER_OK;
}

static const char *const reads[] = { "sent", NULL };
static const char *const adds[] = { "key", NULL };

/* The output of the filter over `input`, the exit code in *code. Caller frees. */
static struct buf run(const char *input, struct filter filter, struct stream_options options,
                      const char *drop, enum exit_code *code)
{
	char in_path[] = "/tmp/test_stream_in.XXXXXX", out_path[] = "/tmp/test_stream_out.XXXXXX";
	int in = mkstemp(in_path), out_fd = mkstemp(out_path);
	char *const paths[] = { in_path };
	struct row_writer out = { 0 };
	struct reader reader;
	struct buf got = { 0 };
	ssize_t n;

	cr_assert(write(in, input, strlen(input)) == (ssize_t)strlen(input));
	filter.name = "count";
	filter.reads = filter.reads ? filter.reads : reads;
	filter.adds = adds;
	filter.document = filter.document ? filter.document : count_sentences;
	writer_init(&out, &filter, ROW_MAX_BYTES);
	out.fd = out_fd;
	out.target = "out";
	if (drop)
		out.selection = (struct selection){ .types = { str_of(drop) }, .n_types = 1 };
	options.max_doc = options.max_doc ? options.max_doc : CONTRACT_MAX_DOC;
	options.stage = str_of("#stage\tcount\t1\t\t");
	reader_init(&reader, paths, 1, 200);
	*code = stream_run(&filter, &options, &reader, &out);
	lseek(out_fd, 0, SEEK_SET);
	while ((n = read(out_fd, buf_reserve(&got, 65536), 65536)) > 0)
		got.len += (size_t)n;
	reader_free(&reader);
	writer_free(&out);
	close(in);
	close(out_fd);
	unlink(in_path);
	unlink(out_path);
	return got;
}

#define HEAD "#copydesk\t1\n"
#define DOC(id) "doc\t" id "\t\t\t\t\t9\t\t\n"
#define SENT(id, n, text) "sent\t" id "\t" n "\t1\t0\t9\t\t" text "\n"
#define STAGE "#stage\tcount\t1\t\t\n"
#define COLS_KEY "#cols\tkey\tdoc\trank\tscore\ttype\ttext\tid\n"
#define COLS_ERR "#cols\terr\tdoc\tstage\tcode\tbegin\tend\tmessage\n"
#define COLS_END "#cols\tend\tdoc\tstatus\trows\n"
#define OURS STAGE COLS_END COLS_ERR COLS_KEY

static const struct {
	const char *why, *in, *out;
	enum exit_code code;
} cases[] = {
	{ "rows pass byte for byte, ours stand before end, counts are new",
	  HEAD DOC("a") SENT("a", "1", "One\\ttwo.") "x-mood\ta\thappy\t\textra\n" "end\ta\tok\t4\n" "#eof\t1\t4\n",
	  HEAD OURS DOC("a") SENT("a", "1", "One\\ttwo.") "x-mood\ta\thappy\t\textra\n"
	  "key\ta\t1\t1.0000\tcount\tOne\\ttwo.\t\n" "end\ta\tok\t5\n" "#eof\t1\t5\n",
	  EXIT_OK },
	{ "no document at all", HEAD "#eof\t0\t0\n", HEAD OURS "#eof\t0\t0\n", EXIT_OK },
	{ "columns are found by name, trailing ones pass",
	  HEAD "#cols\tsent\tdoc\tsent\ttext\tpar\tbegin\tend\tmap\tmood\n" DOC("a") "sent\ta\t1\tHi.\t1\t0\t3\t\tglad\n"
	  "end\ta\tok\t3\n" "#eof\t1\t3\n",
	  HEAD "#cols\tsent\tdoc\tsent\ttext\tpar\tbegin\tend\tmap\tmood\n" OURS DOC("a") "sent\ta\t1\tHi.\t1\t0\t3\t\tglad\n"
	  "key\ta\t1\t1.0000\tcount\tHi.\t\n" "end\ta\tok\t4\n" "#eof\t1\t4\n",
	  EXIT_OK },
	{ "a document that has rows of ours gets no more",
	  HEAD OURS DOC("a") "key\ta\t1\t\tcount\tx\t\n" "end\ta\tok\t3\n" "#eof\t1\t3\n",
	  HEAD OURS DOC("a") "key\ta\t1\t\tcount\tx\t\n" "end\ta\tok\t3\n" "#eof\t1\t3\n", EXIT_OK },
	{ "two streams, one after the other",
	  HEAD DOC("a") "end\ta\tok\t2\n" "#eof\t1\t2\n" HEAD DOC("b") "end\tb\tok\t2\n" "#eof\t1\t2\n",
	  HEAD OURS DOC("a") "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tok\t3\n" DOC("b")
	  "key\tb\t1\t0.0000\tcount\t\t\n" "end\tb\tok\t3\n" "#eof\t2\t6\n",
	  EXIT_OK },
	{ "an empty count is not compared",
	  HEAD DOC("a") "end\ta\tok\t\n" "#eof\t\t\n",
	  HEAD OURS DOC("a") "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tok\t3\n" "#eof\t1\t3\n", EXIT_OK },
	{ "a lost row: the document is not closed",
	  HEAD DOC("a") "end\ta\tok\t3\n" "#eof\t1\t3\n", HEAD OURS DOC("a"), EXIT_DATA },
	{ "a lost document", HEAD DOC("a") "end\ta\tok\t2\n" "#eof\t2\t2\n",
	  HEAD OURS DOC("a") "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tok\t3\n", EXIT_DATA },
	{ "a lost row at the end", HEAD DOC("a") "end\ta\tok\t2\n" "#eof\t1\t3\n",
	  HEAD OURS DOC("a") "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tok\t3\n", EXIT_DATA },
	{ "no #eof: what is whole comes out", HEAD DOC("a") "end\ta\tok\t2\n",
	  HEAD OURS DOC("a") "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tok\t3\n", EXIT_DATA },
	{ "a document that is cut off gets no end", HEAD DOC("a") SENT("a", "1", "One."),
	  HEAD OURS DOC("a") SENT("a", "1", "One."), EXIT_DATA },
	{ "a last row that is cut off", HEAD DOC("a") "end\ta\tok\t2\n" "#eof\t1\t2",
	  HEAD OURS DOC("a") "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tok\t3\n", EXIT_DATA },
	{ "empty input", "", "", EXIT_DATA },
	{ "no header", DOC("a") "end\ta\tok\t2\n" "#eof\t1\t2\n", "", EXIT_DATA },
	{ "another version", "#copydesk\t2\n#eof\t0\t0\n", "", EXIT_DATA },
	{ "CRLF", "#copydesk\t1\r\n#eof\t0\t0\r\n", "", EXIT_DATA },
	{ "a column that is needed is missing: nothing behind it is read",
	  HEAD "#cols\tsent\tdoc\ttext\n" DOC("a") "end\ta\tok\t2\n" "#eof\t1\t2\n", HEAD, EXIT_DATA },
	{ "a malformed row costs an err row",
	  HEAD DOC("a") "sent\ta\t1\n" "end\ta\tok\t3\n" "#eof\t1\t3\n",
	  HEAD OURS DOC("a") "err\ta\tcount\tE_ROW\t\t\tline 3: sent row of 3 fields, expected 8\n"
	  "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tpartial\t4\n" "#eof\t1\t4\n",
	  EXIT_OK },
	{ "a number that is none", HEAD DOC("a") SENT("a", "one", "x") "end\ta\tok\t3\n" "#eof\t1\t3\n",
	  HEAD OURS DOC("a") "err\ta\tcount\tE_ROW\t\t\tline 3: sent row: found \"one\", expected a number\n"
	  "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tpartial\t4\n" "#eof\t1\t4\n",
	  EXIT_OK },
	{ "bad UTF-8 in a row nobody knows", HEAD DOC("a") "x-y\ta\t\xFF\n" "end\ta\tok\t3\n" "#eof\t1\t3\n",
	  HEAD OURS DOC("a") "err\ta\tcount\tE_UTF8\t\t\tline 3: x-y row: byte \\\\xFF at 6\n"
	  "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tpartial\t4\n" "#eof\t1\t4\n",
	  EXIT_OK },
	{ "a row of another document", HEAD DOC("a") "x-y\tb\t\n" "end\ta\tok\t3\n" "#eof\t1\t3\n",
	  HEAD OURS DOC("a") "err\ta\tcount\tE_ORDER\t\t\tline 3: x-y row of document b inside a\n"
	  "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tpartial\t4\n" "#eof\t1\t4\n",
	  EXIT_OK },
	{ "a type that is no word of ours nor begins with x-", HEAD DOC("a") "Note\ta\t1\n" "end\ta\tok\t3\n" "#eof\t1\t3\n",
	  HEAD OURS DOC("a") "err\ta\tcount\tE_ROW\t\t\tline 3: found \"Note\", expected a row type\n"
	  "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tpartial\t4\n" "#eof\t1\t4\n",
	  EXIT_OK },
	{ "an err row that came in is not written again",
	  HEAD DOC("a") "err\ta\tcount\tE_ROW\t\t\tline 4: sent row of 3 fields, expected 8\n" "sent\ta\t1\n"
	  "end\ta\tok\t4\n" "#eof\t1\t4\n",
	  HEAD OURS DOC("a") "err\ta\tcount\tE_ROW\t\t\tline 4: sent row of 3 fields, expected 8\n"
	  "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tpartial\t4\n" "#eof\t1\t4\n",
	  EXIT_OK },
	{ "a row like the one before is looked at all the same",
	  HEAD DOC("a") "x-y\ta\t1\n" "x-y\ta\t\xFF\n" "x-y\tb\t2\n" "x-y\ta\t3\n" "end\ta\tok\t6\n" "#eof\t1\t6\n",
	  HEAD OURS DOC("a") "x-y\ta\t1\n" "err\ta\tcount\tE_UTF8\t\t\tline 4: x-y row: byte \\\\xFF at 6\n"
	  "err\ta\tcount\tE_ORDER\t\t\tline 5: x-y row of document b inside a\n" "x-y\ta\t3\n"
	  "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tpartial\t7\n" "#eof\t1\t7\n",
	  EXIT_OK },
	{ "a row like those of a document that was cut off is outside",
	  HEAD DOC("a") "x-y\ta\t1\n" "#eof\t1\t2\n" "x-y\ta\t2\n", HEAD OURS DOC("a") "x-y\ta\t1\n" "x-y\ta\t2\n", EXIT_DATA },
	{ "a lost end", HEAD DOC("a") DOC("b") "end\tb\tok\t2\n" "#eof\t2\t3\n",
	  HEAD OURS DOC("a") DOC("b") "key\tb\t1\t0.0000\tcount\t\t\n" "end\tb\tok\t3\n", EXIT_DATA },
	{ "the worst status stays", HEAD DOC("a") "end\ta\tpartial\t2\n" "#eof\t1\t2\n",
	  HEAD OURS DOC("a") "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tpartial\t3\n" "#eof\t1\t3\n", EXIT_OK },
	{ "a skipped document is left alone", HEAD DOC("a") "end\ta\tskipped\t2\n" "#eof\t1\t2\n",
	  HEAD OURS DOC("a") "end\ta\tskipped\t2\n" "#eof\t1\t2\n", EXIT_OK },
};

Test(stream, keeps_the_contract, .init = cr_redirect_stderr)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum exit_code code;
		struct buf got = run(cases[i].in, (struct filter){ 0 }, (struct stream_options){ 0 }, NULL, &code);

		cr_expect(str_is(buf_str(&got), cases[i].out), "%s:\n%.*s", cases[i].why, STR_ARGS(buf_str(&got)));
		cr_expect_eq(code, cases[i].code, "%s: exit %d", cases[i].why, (int)code);
		buf_free(&got);
	}
}

static struct str one_key(const struct document *document, void *state)
{
	(void)document;
	(void)state;
	return str_of("story");
}

static struct str first_letter(const struct document *document, void *state)
{
	(void)state;
	return str_is(document->id, "-") ? str_of("") : str_slice(document->id, 0, 1);
}

/* Appends `n: the texts of the first sentences` to the buffer that is the state. */
static void list_group(const struct document *const *documents, size_t n, void *state)
{
	buf_printf(state, "%zu:", n);
	for (size_t d = 0; d < n; d++)
		buf_printf(state, " %.*s", STR_ARGS(row_get(document_first(documents[d], "sent"), SENT_TEXT)));
	buf_printf(state, "\n");
}

static void see_nothing(const struct document *const *documents, size_t n, void *state)
{
	(void)documents;
	(void)state;
	cr_expect(n > 0);
}

Test(stream, waiting_for_a_group_changes_no_row, .init = cr_redirect_stderr)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct filter filter = { .group_key = one_key, .group = see_nothing };
		enum exit_code code;
		struct buf got = run(cases[i].in, filter, (struct stream_options){ 0 }, NULL, &code);

		cr_expect(str_is(buf_str(&got), cases[i].out), "%s:\n%.*s", cases[i].why, STR_ARGS(buf_str(&got)));
		cr_expect_eq(code, cases[i].code, "%s: exit %d", cases[i].why, (int)code);
		buf_free(&got);
	}
}

#define DOCUMENT(id, text) DOC(id) SENT(id, "1", text) "end\t" id "\tok\t3\n"

Test(stream, a_group_is_a_run_of_documents_of_one_key, .init = cr_redirect_stderr)
{
	static const struct {
		const char *why, *in, *groups;
	} groups[] = {
		{ "runs", HEAD DOCUMENT("a1", "One.") DOCUMENT("a2", "Two.") DOCUMENT("b1", "Three.") DOCUMENT("a3", "Four.")
		          "#eof\t4\t12\n", "2: One. Two.\n1: Three.\n1: Four.\n" },
		{ "no key, no group", HEAD DOCUMENT("-", "One.") DOCUMENT("-", "Two.") "#eof\t2\t6\n", "1: One.\n1: Two.\n" },
		{ "over the seam of two streams", HEAD DOCUMENT("a1", "One.") "#eof\t1\t3\n" HEAD DOCUMENT("a2", "Two.") "#eof\t1\t3\n",
		  "2: One. Two.\n" },
		{ "not over a change of columns", HEAD "#cols\tsent\tdoc\tsent\tpar\tbegin\tend\tmap\ttext\n" DOCUMENT("a1", "One.")
		  "#cols\tsent\tdoc\tsent\tpar\tend\tbegin\tmap\ttext\n" DOCUMENT("a2", "Two.") "#eof\t2\t6\n",
		  "1: One.\n1: Two.\n" },
		{ "a document passed over is not shown", HEAD DOCUMENT("a1", "One.") DOC("a2") "end\ta2\tskipped\t2\n"
		  DOCUMENT("a3", "Two.") "#eof\t3\t8\n", "2: One. Two.\n" },
		{ "a document that is cut off is not shown", HEAD DOCUMENT("a1", "One.") DOC("a2"), "1: One.\n" },
	};

	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		struct buf seen = { 0 };
		struct filter filter = { .group_key = first_letter, .group = list_group, .state = &seen };
		enum exit_code code;
		struct buf got = run(groups[i].in, filter, (struct stream_options){ 0 }, NULL, &code);

		cr_expect(str_is(buf_str(&seen), groups[i].groups), "%s:\n%.*s", groups[i].why, STR_ARGS(buf_str(&seen)));
		buf_free(&seen);
		buf_free(&got);
	}
}

static const char two_documents[] =
        HEAD DOC("a") SENT("a", "1", "One.") "key\ta\t1\t\tcount\told\t\n" "end\ta\tok\t4\n" "#eof\t1\t4\n";

Test(stream, redo_drops_the_rows_it_makes_anew, .init = cr_redirect_stderr)
{
	enum exit_code code;
	struct buf got = run(two_documents, (struct filter){ .redo = true }, (struct stream_options){ 0 }, NULL, &code);

	cr_expect(str_is(buf_str(&got), HEAD OURS DOC("a") SENT("a", "1", "One.")
	                 "key\ta\t1\t1.0000\tcount\tOne.\t\n" "end\ta\tok\t4\n" "#eof\t1\t4\n"),
	          "%.*s", STR_ARGS(buf_str(&got)));
	buf_free(&got);
}

Test(stream, drop_leaves_types_out_but_reads_them, .init = cr_redirect_stderr)
{
	enum exit_code code;
	struct buf got = run(HEAD DOC("a") SENT("a", "1", "One.") "end\ta\tok\t3\n" "#eof\t1\t3\n",
	                     (struct filter){ 0 }, (struct stream_options){ 0 }, "sent", &code);

	cr_expect(str_is(buf_str(&got), HEAD OURS DOC("a") "key\ta\t1\t1.0000\tcount\tOne.\t\n"
	                                "end\ta\tok\t3\n" "#eof\t1\t3\n"),
	          "%.*s", STR_ARGS(buf_str(&got)));
	buf_free(&got);
}

Test(stream, a_fragment_may_lack_header_and_eof, .init = cr_redirect_stderr)
{
	enum exit_code code;
	struct buf got = run(DOC("a") "end\ta\tok\t2\n", (struct filter){ 0 },
	                     (struct stream_options){ .is_fragment = true }, NULL, &code);

	cr_expect_eq(code, EXIT_OK);
	cr_expect(str_is(buf_str(&got), HEAD OURS DOC("a") "key\ta\t1\t0.0000\tcount\t\t\n"
	                                "end\ta\tok\t3\n" "#eof\t1\t3\n"),
	          "%.*s", STR_ARGS(buf_str(&got)));
	buf_free(&got);
}

Test(stream, strict_makes_any_err_row_65_and_still_ends_the_stream, .init = cr_redirect_stderr)
{
	enum exit_code code;
	struct buf got = run(HEAD DOC("a") "err\ta\tclean\tE_UTF8\t\t\tx\n" "end\ta\tpartial\t3\n" "#eof\t1\t3\n",
	                     (struct filter){ 0 }, (struct stream_options){ .is_strict = true }, NULL, &code);

	cr_expect_eq(code, EXIT_DATA);
	cr_expect(str_ends(buf_str(&got), "#eof\t1\t4\n"), "%.*s", STR_ARGS(buf_str(&got)));
	buf_free(&got);
}

Test(stream, a_row_too_long_costs_an_err_row, .init = cr_redirect_stderr)
{
	struct buf in = { 0 }, got;
	enum exit_code code;

	buf_printf(&in, "%s%sx-y\ta\t", HEAD, DOC("a"));
	memset(buf_reserve(&in, 600000), 'y', 600000);
	in.len += 600000;
	buf_printf(&in, "\nend\ta\tok\t3\n#eof\t1\t3\n");
	buf_add_byte(&in, '\0');
	got = run(in.at, (struct filter){ 0 }, (struct stream_options){ 0 }, NULL, &code);
	cr_expect_eq(code, EXIT_OK);
	cr_expect(str_is(buf_str(&got), HEAD OURS DOC("a") "err\ta\tcount\tE_LONG\t\t\tline 3: x-y row longer than 200 bytes\n"
	                                "key\ta\t1\t0.0000\tcount\t\t\n" "end\ta\tpartial\t4\n" "#eof\t1\t4\n"),
	          "%.*s", STR_ARGS(buf_str(&got)));
	buf_free(&in);
	buf_free(&got);
}

static enum filter_status write_long_row(struct document *document, struct row_writer *out, void *state)
{
	size_t len = ROW_MAX_BYTES;
	char *text = arena_alloc(document->arena, len);

	(void)state;
	memset(text, 'y', len);
	row_begin(out, "key");
	row_str(out, str_at(text, len));
	row_end(out);
	return FILTER_OK;
}

Test(stream, a_row_of_ours_too_long_costs_an_err_row, .init = cr_redirect_stderr)
{
	enum exit_code code;
	struct buf got = run(HEAD DOC("a") "end\ta\tok\t2\n" "#eof\t1\t2\n", (struct filter){ .document = write_long_row },
	                     (struct stream_options){ 0 }, NULL, &code);

	cr_expect_eq(code, EXIT_OK);
	cr_expect(str_is(buf_str(&got), HEAD OURS DOC("a")
	                 "err\ta\tcount\tE_LONG\t\t\tkey row of 1048582 bytes left out, at most 1048576\n"
	                 "end\ta\tpartial\t3\n" "#eof\t1\t3\n"),
	          "%.*s", got.len < 1000 ? (int)got.len : 1000, got.at);
	buf_free(&got);
}

#define COLS_SENT "#cols\tsent\tdoc\tsent\tpar\tbegin\tend\tmap\ttext"

Test(stream, columns_change_between_two_rows_alike, .init = cr_redirect_stderr)
{
	enum exit_code code;
	struct buf got = run(HEAD COLS_SENT "\n" DOC("a") SENT("a", "1", "One.") COLS_SENT "\tx\n"
	                     "sent\ta\t2\t1\t0\t9\t\tTwo.\t\n" "end\ta\tok\t4\n" "#eof\t1\t4\n",
	                     (struct filter){ 0 }, (struct stream_options){ 0 }, NULL, &code);

	cr_expect_eq(code, EXIT_OK);
	cr_expect(str_is(buf_str(&got), HEAD COLS_SENT "\n" OURS DOC("a") SENT("a", "1", "One.") COLS_SENT "\tx\n"
	                                "sent\ta\t2\t1\t0\t9\t\tTwo.\t\n" "key\ta\t1\t2.0000\tcount\tOne.\t\n"
	                                "end\ta\tok\t5\n" "#eof\t1\t5\n"),
	          "%.*s", STR_ARGS(buf_str(&got)));
	buf_free(&got);
}

/* Rows that lie across the ends of what is read at once, in documents larger than that. */
Test(stream, rows_pass_whatever_is_read_at_once, .init = cr_redirect_stderr)
{
	struct buf in = { 0 }, want = { 0 }, got;
	uint64_t rows = 0;
	enum exit_code code;

	buf_printf(&in, HEAD OURS);
	buf_printf(&want, HEAD OURS);
	for (size_t d = 0; d < 3; d++) {
		size_t begin = in.len;

		buf_printf(&in, "doc\td%zu\t\t\t\t\t9\t\t\n", d);
		for (size_t i = 0; i < 20000; i++)
			buf_printf(&in, "%s\td%zu\t%zu\t%.*s\n", i % 7 ? "x-y" : "x-zz", d, i, (int)(i % 61),
			           "a row of this and that, which is now longer and now shorter");
		buf_add_str(&want, str_slice(buf_str(&in), begin, in.len));
		buf_printf(&in, "end\td%zu\tok\t20002\n", d);
		buf_printf(&want, "key\td%zu\t1\t0.0000\tcount\t\t\nend\td%zu\tok\t20003\n", d, d);
		rows += 20002;
	}
	buf_printf(&in, "#eof\t3\t%llu\n", (unsigned long long)rows);
	buf_printf(&want, "#eof\t3\t%llu\n", (unsigned long long)rows + 3);
	buf_add_byte(&in, '\0');
	got = run(in.at, (struct filter){ 0 }, (struct stream_options){ 0 }, NULL, &code);
	cr_expect_eq(code, EXIT_OK);
	cr_expect(str_eq(buf_str(&got), buf_str(&want)), "%zu bytes, expected %zu", got.len, want.len);
	buf_free(&in);
	buf_free(&want);
	buf_free(&got);
}

Test(stream, another_language_is_passed_over, .init = cr_redirect_stderr)
{
	enum exit_code code;
	struct buf got = run(HEAD "doc\ta\t\t\t\tde\t9\t\t\n" "end\ta\tok\t2\n" "#eof\t1\t2\n",
	                     (struct filter){ .is_english_only = true }, (struct stream_options){ 0 }, NULL, &code);

	cr_expect_eq(code, EXIT_OK);
	cr_expect(str_ends(buf_str(&got), "err\ta\tcount\tE_LANG\t\t\tpassed over: lang is de, count knows English\n"
	                                  "end\ta\tskipped\t3\n" "#eof\t1\t3\n"),
	          "%.*s", STR_ARGS(buf_str(&got)));
	buf_free(&got);
}

Test(stream, a_document_above_the_limit_is_passed_over, .init = cr_redirect_stderr)
{
	enum exit_code code;
	struct buf got = run(HEAD DOC("a") "end\ta\tok\t2\n" "#eof\t1\t2\n", (struct filter){ 0 },
	                     (struct stream_options){ .max_doc = 8 }, NULL, &code);

	cr_expect(str_ends(buf_str(&got), "E_LIMIT\t\t\tpassed over: 9 bytes, at most 8\nend\ta\tskipped\t3\n#eof\t1\t3\n"),
	          "%.*s", STR_ARGS(buf_str(&got)));
	buf_free(&got);
}

Test(stream, tok_rows_that_are_given_back_say_the_same)
{
	enum { TOKENS = 300000 };
	static const char *const tokens_too[] = { "sent", "tok", NULL };
	static const char *const tags[] = { "NOUN\tNN", "VERB\tVBZ", "ADJ\t", "\tJJR", "NUM\tCD", "X\tFW" };
	struct buf input = { 0 };
	uint64_t hash[2] = { 0 };

	buf_printf(&input, HEAD DOC("d") "sent\td\t1\t1\t0\t9\t\tab\n");
	for (size_t t = 1; t <= TOKENS; t++)
		buf_printf(&input, "tok\td\t1\t%zu\t0\t9\tf%zu\t%s%zu\t%s\t\n", t, t % 977, t % 3 ? "f" : "l", t % 977,
		           tags[t * t % 6]);
	buf_printf(&input, "end\td\tok\t%d\n#eof\t1\t%d\n", TOKENS + 3, TOKENS + 3);
	buf_add_byte(&input, '\0');
	for (int i = 0; i < 2; i++) {
		struct filter filter = { .reads = tokens_too, .document = hash_tokens, .state = &hash[i], .takes_tokens = i };
		enum exit_code code;
		struct buf got = run(input.at, filter, (struct stream_options){ 0 }, "tok", &code);

		cr_expect_eq(code, EXIT_OK);
		buf_free(&got);
	}
	cr_expect_neq(hash[0], 0);
	cr_expect_eq(hash[0], hash[1]);
	buf_free(&input);
}
