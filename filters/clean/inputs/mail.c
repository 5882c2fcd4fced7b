/* mail.c: parts by their boundaries, the best text of them, then its layers from the outside in. */
#include "mail.h"

#include "common/utf8.h"

#include "header.h"
#include "filters/clean/html/html_facts.h"
#include "filters/clean/html/html_tokens.h"

enum { MAX_DEPTH = 16 }; /* of parts in parts; deeper ones are passed over */

struct part {
	struct str head;
	size_t begin, end; /* of its body in the message */
};

/* --- parts ----------------------------------------------------------------------------------- */

/* Where the next line `--boundary` begins at or behind `at`; the end where there is none. */
static size_t find_boundary(struct str message, size_t at, size_t end, struct str boundary)
{
	while (at < end) {
		struct str line = str_slice(message, at, end);

		if (str_starts(line, "--") && line.len >= 2 + boundary.len &&
		    memcmp(line.at + 2, boundary.at, boundary.len) == 0)
			return at;
		at = str_find(str_slice(message, 0, end), '\n', at) + 1;
	}
	return end;
}

/* Without the line end before a boundary, which belongs to it. */
static size_t before_line_end(struct str message, size_t begin, size_t at)
{
	if (at > begin && message.at[at - 1] == '\n')
		at--;
	if (at > begin && message.at[at - 1] == '\r')
		at--;
	return at;
}

static struct part part_of(struct str message, size_t begin, size_t end)
{
	size_t head = header_length(str_slice(message, begin, end));

	if (!head) /* a head without a body */
		head = end - begin;
	return (struct part){ str_slice(message, begin, begin + head), begin + head, end };
}

static void take(const struct part *part, struct str type, bool is_html, struct mail *mail)
{
	mail->begin = part->begin;
	mail->end = part->end;
	mail->is_html = is_html;
	mail->transfer = transfer_find(header_value(header_field(part->head, "content-transfer-encoding")));
	mail->charset = header_parameter(type, "charset");
	mail->is_flowed = html_is(header_parameter(type, "format"), "flowed");
	mail->deletes_space = html_is(header_parameter(type, "delsp"), "yes");
}

/* Whether a plain text has been found, which ends the search. */
static bool look_at(struct str message, const struct part *part, int depth, struct mail *mail)
{
	struct str type = header_field(part->head, "content-type"), name = header_value(type);
	struct str disposition = header_value(header_field(part->head, "content-disposition"));
	struct str boundary = header_parameter(type, "boundary");
	bool has_text = mail->begin < mail->end;

	if (html_is(str_slice(name, 0, 10), "multipart/") && boundary.len && depth < MAX_DEPTH) {
		size_t at = find_boundary(message, part->begin, part->end, boundary);

		while (at < part->end) {
			size_t begin = str_find(str_slice(message, 0, part->end), '\n', at) + 1, next;
			struct part inner;

			if (str_starts(str_slice(message, at + 2 + boundary.len, part->end), "--") || begin >= part->end)
				break;
			next = find_boundary(message, begin, part->end, boundary);
			inner = part_of(message, begin, before_line_end(message, begin, next));
			if (look_at(message, &inner, depth + 1, mail))
				return true;
			at = next;
		}
		return false;
	}
	if (html_is(disposition, "attachment") || part->begin >= part->end)
		return false;
	if (html_is(name, "text/html") && !has_text)
		take(part, type, true, mail);
	else if (name.len == 0 || html_is(name, "text/plain") || html_is(name, "text"))
		take(part, type, false, mail);
	return mail->begin < mail->end && !mail->is_html;
}

/* --- facts ------------------------------------------------------------------------------------ */

/* The name of `"Ada Moe" <ada@a.example>`, `ada@a.example (Ada Moe)`; the address where it has none. */
static struct str name_of(struct str from)
{
	size_t angle = str_find(from, '<', 0), round = str_find(from, '(', 0);
	struct str name = str_trim(str_slice(from, 0, angle));

	if (name.len >= 2 && name.at[0] == '"' && name.at[name.len - 1] == '"')
		name = str_trim(str_slice(name, 1, name.len - 1));
	if (angle < from.len && name.len == 0)
		return str_trim(str_slice(from, angle + 1, str_find(from, '>', angle)));
	if (angle == from.len && round < from.len && str_find(from, ')', round) > round + 1)
		return str_trim(str_slice(from, round + 1, str_find(from, ')', round)));
	return name;
}

void mail_read(struct str message, struct arena *arena, struct mail *mail)
{
	struct part whole = part_of(message, 0, message.len);
	struct str from = header_field(whole.head, "from"), subject = header_field(whole.head, "subject");

	*mail = (struct mail){ .begin = 0 };
	if (subject.at)
		mail->subject = header_text(subject, arena);
	mail->author = name_of(header_text(from, arena));
	mail->published = html_date(header_field(whole.head, "date"), arena);
	look_at(message, &whole, 0, mail);
}

/* --- text ------------------------------------------------------------------------------------- */

/* What a soft line end is followed by, if the two lines are one. */
static bool goes_on(struct str text, size_t next)
{
	return next < text.len && text.at[next] != '>' && text.at[next] != '\n' && text.at[next] != '\r';
}

/* Joins the lines of format=flowed that end with a blank; quoted lines and signatures stay. */
static void flow(const struct decoding *in, bool deletes_space, struct decoding *out)
{
	struct str text = buf_str(&in->text);
	size_t skipped = 0, line = 0;

	for (size_t at = 0; at < text.len;) {
		size_t begin = at, width = decoding_width(in, at), end;

		utf8_next(text, &at);
		end = at < text.len && text.at[at] == '\r' ? at + 1 : at;
		if (text.at[begin] == ' ' && end < text.len && text.at[end] == '\n' && goes_on(text, end + 1) &&
		    text.at[line] != '>' && !str_is(str_slice(text, line, at), "-- ")) {
			if (deletes_space)
				skipped += width;
			else
				decoding_add(out, " ", 1, skipped + width);
			if (!deletes_space)
				skipped = 0;
			for (; at <= end; at++)
				skipped += decoding_width(in, at);
			line = at;
			continue;
		}
		if (begin == line && text.at[begin] == ' ' && text.len > at) { /* stuffed */
			skipped += width;
			continue;
		}
		decoding_add(out, text.at + begin, at - begin, skipped + width);
		skipped = 0;
		if (text.at[begin] == '\n')
			line = at;
	}
}

void mail_decode(const struct mail *mail, struct str message, struct decoding *out)
{
	struct decoding bytes = { .raw_end = mail->begin };
	struct decoding text = { .raw_end = mail->begin };
	struct str found;
	const struct encoding *declared = encoding_find(mail->charset);

	transfer_decode(mail->transfer, str_slice(message, mail->begin, mail->end), &bytes);
	found = buf_str(&bytes.text);
	if (!declared && mail->is_html)
		declared = encoding_declared(found);
	encoding_decode(encoding_of(found, declared), found, &bytes, &text);
	decoding_free(&bytes);
	out->raw_end = mail->begin;
	if (mail->is_flowed && !mail->is_html) {
		flow(&text, mail->deletes_space, out);
		out->is_guess = text.is_guess;
		decoding_free(&text);
	} else {
		*out = text;
	}
	out->is_packed = mail->transfer == TRANSFER_BASE64;
}
