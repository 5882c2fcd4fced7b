#include <criterion/criterion.h>

#include "common/buf.h"
#include "filters/clean/inputs/header.h"
#include "filters/clean/inputs/http.h"
#include "filters/clean/inputs/mail.h"
#include "filters/clean/inputs/mbox.h"

static const struct {
	const char *why, *head, *name, *value;
} fields[] = {
	{ "case is ignored", "A: x\r\nSubject:  y \r\n\r\n", "subject", "y" },
	{ "a folded line", "A: x\n y\n\tz\nB: w\n\n", "a", "x\n y\n\tz" },
	{ "the first of a name", "A: x\nA: y\n\n", "a", "x" },
	{ "a line that is none", "nothing\nA: x\n\n", "a", "x" },
	{ "an empty one", "A:\nB: x\n\n", "a", "" },
};

Test(header, fields)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		struct str value = header_field(str_of(fields[i].head), fields[i].name);

		cr_expect(value.at && str_is(value, fields[i].value), "%s: got %.*s", fields[i].why, STR_ARGS(value));
		cr_expect_eq(header_length(str_of(fields[i].head)), strlen(fields[i].head), "%s", fields[i].why);
	}
	cr_expect_null(header_field(str_of("A: x\n\nB: y\n"), "c").at);
	cr_expect_eq(header_length(str_of("A: x\n")), 0u);
}

static const struct {
	const char *value, *name, *want;
} parameters[] = {
	{ "text/plain; charset=utf-8", "charset", "utf-8" },
	{ "text/plain;\n Charset = \"utf-8\" ; x=y", "charset", "utf-8" },
	{ "multipart/mixed; a=\"x; boundary=y\"; boundary=z", "boundary", "z" },
	{ "text/plain; boundary=\"open", "boundary", "\"open" },
	{ "text/plain", "charset", NULL },
	{ "", "charset", NULL },
};

Test(header, parameters)
{
	for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
		struct str got = header_parameter(str_of(parameters[i].value), parameters[i].name);

		cr_expect(parameters[i].want ? str_is(got, parameters[i].want) : !got.at, "%s: got %.*s", parameters[i].value, STR_ARGS(got));
	}
}

static const struct {
	const char *value, *want;
} words[] = {
	{ "plain \r\n\ttext", "plain text" },
	{ "=?utf-8?Q?caf=C3=A9_on?= the quay", "café on the quay" },
	{ "=?iso-8859-1?q?caf=E9?=\r\n =?UTF-8?B?4oCcc2/igJ0=?= x", "café“so” x" },
	{ "=?utf-8*en?Q?so?=", "so" },
	{ "a =?utf-8?X?so?= b", "a =?utf-8?X?so?= b" },
	{ "=?utf-8?Q?open", "=?utf-8?Q?open" },
	{ "=?", "=?" },
	{ "=?utf-8?Q?\?= x", "x" },
};

Test(header, encoded_words)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str got = header_text(str_of(words[i].value), &arena);

		cr_expect(str_is(got, words[i].want), "%s: got %.*s", words[i].value, STR_ARGS(got));
	}
	arena_free(&arena);
}

Test(header, begins_of_messages)
{
	cr_expect(header_begins_message(str_of("Received: a\n b\nFrom: x\nSubject: y\n\nText")));
	cr_expect(header_begins_message(str_of("From: x\r\nDate: y\r\n\r\n")));
	cr_expect_not(header_begins_message(str_of("From: the desk\n\nA text.")), "one field is a line of text");
	cr_expect_not(header_begins_message(str_of("Title\n\nFrom: x\nDate: y\n\n")));
	cr_expect_not(header_begins_message(str_of("Two words: a\nFrom: x\nDate: y\n\n")));
	cr_expect_not(header_begins_message(str_of("")));
	cr_expect(mbox_is_separator(str_of("From a@a.example Tue Mar  5 08:30:00 2024")));
	cr_expect_not(mbox_is_separator(str_of("From here on: nothing")));
	cr_expect_not(mbox_is_separator(str_of("From ")));
}

static const struct {
	const char *why, *message, *want; /* author|subject|text */
} messages[] = {
	{ "a name", "From: \"A B\" <a@a.example>\nSubject: s\n\nx\n", "A B|s|x\n" },
	{ "an address alone", "From: <a@a.example>\n\nx\n", "a@a.example||x\n" },
	{ "a name in brackets", "From: a@a.example (A B)\n\nx\n", "A B||x\n" },
	{ "no body", "From: a\nSubject: s", "a|s|" },
	{ "plain before HTML", "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>h\n--b\nContent-Type: text/plain\n\np\n--b--\n",
	  "||p" },
	{ "HTML alone", "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>h\n--b--\n", "||<p>h" },
	{ "parts in parts", "Content-Type: multipart/mixed; boundary=a\n\nx\n--a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\np\n--b--\n--a--\n",
	  "||p" },
	{ "an attachment is none", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Disposition: attachment\n\na\n--b\n\np\n--b--\n", "||p" },
	{ "a boundary that never comes", "Content-Type: multipart/mixed; boundary=b\n\nx\n", "||" },
	{ "a part that never ends", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\np", "||p" },
	{ "a picture", "Content-Type: image/png\n\nx\n", "||" },
	{ "flowed lines", "Content-Type: text/plain; format=flowed\n\na \nb\n> c \n> d\n-- \ne \n f\n", "||a b\n> c \n> d\n-- \ne f\n" },
	{ "flowed lines without their blank", "Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\na \r\nb\r\n", "||ab\r\n" },
	{ "its encoding", "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n\xED\xDC\xD2\n", "||Мэр\n" },
	{ "nothing", "", "||" },
};

Test(mail, facts_and_text)
{
	for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
		struct str message = str_of(messages[i].message);
		struct arena arena = { 0 };
		struct decoding text = { .raw_end = 0 };
		struct buf got = { 0 };
		struct mail mail;

		mail_read(message, &arena, &mail);
		mail_decode(&mail, message, &text);
		buf_printf(&got, "%.*s|%.*s|", STR_ARGS(mail.author), STR_ARGS(mail.subject));
		buf_add_str(&got, buf_str(&text.text));
		cr_expect(str_is(buf_str(&got), messages[i].want), "%s: got %.*s", messages[i].why, STR_ARGS(buf_str(&got)));
		buf_free(&got);
		decoding_free(&text);
		arena_free(&arena);
	}
}

static const struct {
	const char *why, *head, *body, *want;
	enum http_status status;
} bodies[] = {
	{ "as it is", "Content-Type: text/html", "abc", "abc", HTTP_OK },
	{ "chunks", "Transfer-Encoding: chunked", "2\r\nab\r\nA;x=y\r\ncdefghijkl\r\n0\r\n\r\n", "abcdefghijkl", HTTP_OK },
	{ "chunks that break off", "Transfer-Encoding: chunked", "2\r\nab\r\n5\r\ncd", "abcd", HTTP_CUT },
	{ "chunks without an end", "Transfer-Encoding: chunked", "2\r\nab\r\n", "ab", HTTP_CUT },
	{ "chunked by name alone", "Transfer-Encoding: chunked", "<p>abc", "<p>abc", HTTP_OK },
	{ "packed by name alone", "Content-Encoding: gzip", "<p>abc", "<p>abc", HTTP_OK },
	{ "a packing that is not known", "Content-Encoding: br", "abc", "", HTTP_UNKNOWN },
	{ "damage", "Content-Encoding: gzip", "\x1F\x8B\x08\x01zzzzzz\x07", "", HTTP_DAMAGED },
};

Test(http, payloads)
{
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		struct buf bytes = { 0 }, out = { 0 };
		struct str payload;
		struct http http;
		enum http_status status;

		buf_printf(&bytes, "HTTP/1.1 200 OK\r\n%s\r\n\r\n%s", bodies[i].head, bodies[i].body);
		cr_assert(http_read(buf_str(&bytes), &http) && http.status == 200, "%s", bodies[i].why);
		status = http_payload(&http, 1000, &out, &payload);
		cr_expect_eq(status, bodies[i].status, "%s: status %d", bodies[i].why, status);
		cr_expect(str_is(payload, bodies[i].want), "%s: got %.*s", bodies[i].why, STR_ARGS(payload));
		buf_free(&bytes);
		buf_free(&out);
	}
}
