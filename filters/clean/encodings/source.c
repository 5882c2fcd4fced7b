/* source.c: what the text is made of is told once; a draft of a part is made when it is asked for. */
#include "source.h"

#include <stdlib.h>

#include "common/bytes.h"
#include "common/diag.h"
#include "common/utf8.h"

#include "filters/clean/kinds.h"

enum { SAMPLE = 8192 }; /* bytes looked at to tell text from binary data */

/* Formats that people feed to text tools by mistake, by their first bytes. */
static bool has_binary_magic(struct str raw)
{
	static const struct str magic[] = { STR("\x89PNG\r\n"), STR("\xFF\xD8\xFF"), STR("GIF8"),    STR("%PDF-"),
		                            STR("PK\x03\x04"),  STR("\x1F\x8B"),     STR("\x7F" "ELF"), STR("BZh9"),
		                            STR("\xFD" "7zXZ"), STR("\x28\xB5\x2F\xFD"), STR("RIFF") };

	for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
		if (raw.len > magic[i].len && memcmp(raw.at, magic[i].at, magic[i].len) == 0)
			return true;
	return false;
}

/*
 * More than one byte in ten is a control character that no text holds; or one in thirty, where other
 * bytes are no UTF-8 either.
 */
static bool is_binary(struct str raw)
{
	size_t n = raw.len < SAMPLE ? raw.len : SAMPLE, n_controls = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c;

		/* sixteen bytes above them all are passed at once */
		while (i + BYTES <= n && !bytes_any(bytes_load(raw.at + i) < ' '))
			i += BYTES;
		if (i == n)
			break;
		c = (unsigned char)raw.at[i];
		n_controls += c < 0x20 && (c < '\t' || c > '\r') && c != 0x1B;
	}
	return has_binary_magic(raw) ||
	       (n_controls > 16 && (10 * n_controls > n || (30 * n_controls > n && utf8_valid_prefix(str_slice(raw, 0, n)) + 4 < n)));
}

void source_init(struct source *source, struct str raw, const struct encoding *declared)
{
	const struct encoding *encoding = encoding_of(raw, declared);
	struct decoding decoding = { .raw_end = 0 };

	*source = (struct source){ .raw = raw, .text = raw, .kind = SOURCE_BYTES };
	if ((!encoding || !encoding_is_wide(encoding)) && is_binary(raw)) {
		source->kind = SOURCE_BINARY;
	} else if (encoding) {
		decoding.raw_end = encoding_mark(raw);
		encoding_decode(encoding, str_slice(raw, decoding.raw_end, raw.len), NULL, &decoding);
		source_init_decoding(source, raw, &decoding);
	} else {
		source->is_valid = utf8_is_valid(raw);
	}
}

void source_init_decoding(struct source *source, struct str raw, struct decoding *decoding)
{
	*source = (struct source){ .raw = raw, .text = buf_str(&decoding->text), .kind = SOURCE_DECODED,
		                   .is_valid = true, .decoding = *decoding };
	*decoding = (struct decoding){ .raw_end = 0 };
}

void source_init_draft(struct source *source, struct str raw, const struct draft *draft)
{
	size_t text = 0, at = draft->raw;

	*source = (struct source){ .raw = raw, .text = draft->text, .kind = SOURCE_DRAFT, .draft = *draft };
	source->is_valid = utf8_is_valid(draft->text);
	source->run_text = diag_alloc((draft->n_runs + 1) * sizeof *source->run_text);
	source->run_raw = diag_alloc((draft->n_runs + 1) * sizeof *source->run_raw);
	for (size_t i = 0; i < draft->n_runs; i++) {
		source->run_text[i] = text;
		source->run_raw[i] = at;
		text += draft->runs[i].text_len;
		at += draft->runs[i].raw_len;
	}
}

void source_free(struct source *source)
{
	free(source->run_text);
	free(source->run_raw);
	decoding_free(&source->decoding);
}

/* Characters of one class make up one run: words, blanks; all others stand alone. */
static int class_of(uint32_t cp)
{
	if (cp < 0x80)
		return (cp | 0x20) - 'a' < 26 || cp - '0' < 10 ? 1 : cp == ' ' ? 2 : 0;
	if (utf8_is_letter(cp) || utf8_is_digit(cp))
		return 1;
	return 0;
}

/* The last run that begins at or before a text offset. */
static size_t run_at(const struct source *source, size_t text)
{
	size_t low = 0, high = source->draft.n_runs;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (source->run_text[middle] <= text)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The runs of [begin, end), those at its edges cut where they are verbatim. */
static struct draft part_of_draft(const struct source *source, size_t begin, size_t end, struct arena *arena)
{
	struct draft part = draft_of(str_slice(source->text, begin, end), 0, arena);
	size_t first = run_at(source, begin), last = first;

	while (last < source->draft.n_runs && source->run_text[last] < end)
		last++;
	part.runs = arena_array(arena, struct draft_run, last - first + 1);
	part.n_runs = 0;
	for (size_t i = first; i < last; i++) {
		struct draft_run run = source->draft.runs[i];
		size_t from = source->run_text[i] < begin ? begin - source->run_text[i] : 0;
		size_t past = source->run_text[i] + run.text_len > end ? source->run_text[i] + run.text_len - end : 0;

		if (!run.kinds) {
			run.text_len -= from + past;
			run.raw_len = run.text_len;
		}
		if (i == first)
			part.raw = source->run_raw[i] + (run.kinds ? 0 : from);
		part.runs[part.n_runs++] = run;
	}
	return part;
}

/*
 * Characters that stand for themselves make up one run; so do those of a word that do not. In base64 the blank
 * behind a word is in its run: its bytes are shared with its neighbours all the same, and a map and an edit row
 * for every blank would be half of all that is written.
 */
static struct draft part_of_decoding(const struct source *source, size_t begin, size_t end, struct arena *arena)
{
	struct str text = str_slice(source->text, begin, end);
	struct draft draft = draft_of(text, decoding_raw(&source->decoding, begin), arena);
	size_t raw = draft.raw, n = 0, cap = 16;
	bool is_packed = source->decoding.is_packed;
	int last = 0;

	draft.runs = arena_array(arena, struct draft_run, cap);
	for (size_t at = 0; at < text.len;) {
		size_t from = at, width = decoding_width(&source->decoding, begin + at);
		struct str here;
		kind_set kinds = 0;
		int class = 0;

		if (is_packed) {
			class = class_of((unsigned char)text.at[at] < 0x80 ? (unsigned char)text.at[at++] : utf8_next(text, &at));
			kinds = KIND_SET(KIND_ENCODING);
		} else if (width == 1 && (unsigned char)text.at[at] < 0x80 && text.at[at] == source->raw.at[raw]) {
			at++;
		} else {
			class = class_of(utf8_next(text, &at));
			if (at - from != width || memcmp(text.at + from, source->raw.at + raw, width) != 0)
				kinds = KIND_SET(KIND_ENCODING);
		}
		here = str_slice(text, from, at);
		if (n && draft.runs[n - 1].kinds == kinds && (!kinds || (class && class == last) || (is_packed && text.at[from] == ' '))) {
			draft.runs[n - 1].text_len += here.len;
			draft.runs[n - 1].raw_len += width;
		} else {
			if (n == cap) {
				struct draft_run *more = arena_array(arena, struct draft_run, 2 * cap);

				memcpy(more, draft.runs, n * sizeof *more);
				draft.runs = more;
				cap *= 2;
			}
			draft.runs[n++] = (struct draft_run){ here.len, width, kinds };
		}
		raw += width;
		last = class;
	}
	draft.n_runs = n;
	return draft;
}

struct draft source_draft(const struct source *source, size_t begin, size_t end, struct arena *arena)
{
	if (source->kind == SOURCE_DECODED && begin < end)
		return part_of_decoding(source, begin, end, arena);
	if (source->kind == SOURCE_DRAFT && begin < end)
		return part_of_draft(source, begin, end, arena);
	return draft_of(str_slice(source->text, begin, end), begin, arena);
}
