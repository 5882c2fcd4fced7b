#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>
#include <xxhash.h>

#include "common/outline.h"

/* The outline of a text that comes in pieces of a length, as it stands in its file. */
static size_t outline_of(struct str text, size_t piece, bool is_whole, char *out, size_t room)
{
	char path[] = "/tmp/outline-XXXXXX";
	int fd = mkstemp(path);
	struct outline *outline = outline_open(path);
	ssize_t n;

	cr_assert(fd >= 0 && outline);
	for (size_t at = 0; at < text.len; at += piece)
		outline_add(outline, str_slice(text, at, at + piece));
	cr_expect(outline_close(outline, is_whole));
	n = read(fd, out, room);
	close(fd);
	unlink(path);
	return n < 0 ? 0 : (size_t)n;
}

static const struct {
	struct str text;
	const char *rows;
	int n_headers;
} cases[] = {
	{ STR(""), "", 0 },
	{ STR("#a\n#b\nend\tx\tok\t2\n#c\n"), "end\tx\tok\t2\n", 3 },
	{ STR("doc\tend\ntok\tend\t1\nend\tx\t\t\nending\tx\n\nend\n"), "end\tx\t\t\n", 0 },
	{ STR("en\nend\tx\tok\t9\nen"), "end\tx\tok\t9\n", 0 },
	{ STR("tok\tx#\n#eof\t1\t2\nend\ty\tok\t1"), "", 1 },
};

Test(outline, is_the_same_in_pieces_of_any_length)
{
	char out[256], want[256];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = cases[i].text;
		int len = snprintf(want, sizeof want, "%s#outline\t%d\t%016llx\n", cases[i].rows, cases[i].n_headers,
		                   (unsigned long long)XXH3_64bits(text.at, text.len));

		for (size_t piece = 1; piece < 20; piece++) {
			size_t n = outline_of(text, piece, true, out, sizeof out);

			cr_expect(str_eq(str_at(out, n), str_at(want, (size_t)len)), "case %zu, pieces of %zu: %.*s", i,
			          piece, (int)n, out);
		}
		cr_expect_eq(outline_of(text, 7, false, out, sizeof out), strlen(cases[i].rows), "case %zu", i);
	}
}
