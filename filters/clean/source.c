/* source.c: UTF-16 is walked twice, once to decode it and once for each draft. */
#include "source.h"

#include <stdlib.h>

#include "common/diag.h"
#include "common/utf8.h"

#include "kinds.h"

enum {
	CHECKPOINT = 4096,
	SAMPLE = 8192, /* bytes looked at to tell text from binary data */
};

static uint32_t unit_at(const struct source *source, size_t raw)
{
	const unsigned char *b = (const unsigned char *)source->raw.at + raw;

	return source->kind == SOURCE_UTF16_LE ? b[0] | (uint32_t)b[1] << 8 : b[1] | (uint32_t)b[0] << 8;
}

/* Decodes the character at *raw; half a pair or half a unit is U+FFFD. */
static uint32_t next_character(const struct source *source, size_t *raw)
{
	uint32_t unit, second;

	if (source->raw.len - *raw < 2) {
		*raw = source->raw.len;
		return 0xFFFD;
	}
	unit = unit_at(source, *raw);
	*raw += 2;
	if (unit < 0xD800 || unit > 0xDFFF)
		return unit;
	if (unit > 0xDBFF || source->raw.len - *raw < 2)
		return 0xFFFD;
	second = unit_at(source, *raw);
	if (second < 0xDC00 || second > 0xDFFF)
		return 0xFFFD;
	*raw += 2;
	return 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00);
}

static void decode(struct source *source)
{
	size_t cap = 0;

	for (size_t raw = 2; raw < source->raw.len;) {
		if (source->n_checkpoints * CHECKPOINT <= source->decoded.len) {
			if (source->n_checkpoints == cap) {
				cap = cap ? 2 * cap : 64;
				source->checkpoints = diag_realloc(source->checkpoints, cap * sizeof *source->checkpoints);
			}
			source->checkpoints[source->n_checkpoints++] = raw;
		}
		utf8_add(&source->decoded, next_character(source, &raw));
	}
	source->text = buf_str(&source->decoded);
}

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

/* More than one byte in ten is a control character that no text holds. */
static bool is_binary(struct str raw)
{
	size_t n = raw.len < SAMPLE ? raw.len : SAMPLE, n_controls = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)raw.at[i];

		n_controls += c < 0x20 && (c < '\t' || c > '\r') && c != 0x1B;
	}
	return has_binary_magic(raw) || (n_controls > 16 && 10 * n_controls > n);
}

void source_init(struct source *source, struct str raw)
{
	*source = (struct source){ .raw = raw, .text = raw, .kind = SOURCE_BYTES, .is_valid = true };
	if (raw.len >= 2 && memcmp(raw.at, "\xFF\xFE", 2) == 0)
		source->kind = SOURCE_UTF16_LE;
	else if (raw.len >= 2 && memcmp(raw.at, "\xFE\xFF", 2) == 0)
		source->kind = SOURCE_UTF16_BE;
	else if (is_binary(raw))
		source->kind = SOURCE_BINARY;
	if (source->kind == SOURCE_BYTES)
		source->is_valid = utf8_is_valid(raw);
	else if (source->kind != SOURCE_BINARY)
		decode(source);
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
	buf_free(&source->decoded);
	free(source->checkpoints);
}

/* Characters of one class make up one run: words, blanks; all others stand alone. */
static int class_of(uint32_t cp)
{
	if (utf8_is_letter(cp) || utf8_is_digit(cp))
		return 1;
	return cp == ' ' ? 2 : 0;
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

size_t source_raw(const struct source *source, size_t text)
{
	size_t at, raw;

	if (source->text.at == source->raw.at || source->text.len == 0)
		return text;
	/* the checkpoint's character begins at or behind its text offset */
	for (size_t i = text / CHECKPOINT + 1; i-- > 0;) {
		if (i >= source->n_checkpoints)
			continue;
		at = i * CHECKPOINT;
		while (at < source->text.len && ((unsigned char)source->text.at[at] & 0xC0) == 0x80)
			at++;
		if (at <= text) {
			raw = source->checkpoints[i];
			while (at < text) {
				next_character(source, &raw);
				utf8_next(source->text, &at);
			}
			return raw;
		}
	}
	return 2;
}

struct draft source_draft(const struct source *source, size_t begin, size_t end, struct arena *arena)
{
	struct str text = str_slice(source->text, begin, end);
	struct draft draft = draft_of(text, begin, arena);
	size_t raw, n = 0;
	int last = 0;

	if (source->kind == SOURCE_BYTES || begin == end)
		return draft;
	if (source->kind == SOURCE_DRAFT)
		return part_of_draft(source, begin, end, arena);
	draft.raw = raw = source_raw(source, begin);
	draft.runs = arena_array(arena, struct draft_run, text.len);
	for (size_t at = 0; at < text.len;) {
		size_t from = at, raw_from = raw;
		int class = class_of(utf8_next(text, &at));

		next_character(source, &raw);
		if (n && class && class == last) {
			draft.runs[n - 1].text_len += at - from;
			draft.runs[n - 1].raw_len += raw - raw_from;
		} else {
			draft.runs[n++] = (struct draft_run){ at - from, raw - raw_from, KIND_SET(KIND_ENCODING) };
		}
		last = class;
	}
	draft.n_runs = n;
	return draft;
}
