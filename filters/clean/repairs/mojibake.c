/*
 * mojibake.c: candidates are collected for one code page at a time, judged alone, then judged by
 * their company; the code page that explains most is used.
 *
 * A candidate is a row of characters whose bytes are one UTF-8 sequence. Alone it is SURE where no
 * writer would set these characters side by side (â€™), UNLIKELY where they are ordinary
 * (MARQUÉ…), else LIKELY or, for letters of other scripts, IN_RUN: sure only beside another of its
 * script. Where the theory leaves no letter of the paragraph unexplained, LIKELY ones are believed
 * beside a sure one or another likely one, and IN_RUN ones beside two sure ones.
 */
#include "mojibake.h"

#include "filters/clean/kinds.h"
#include "filters/clean/peek.h"

enum verdict { UNLIKELY, IN_RUN, LIKELY, SURE };

struct candidate {
	size_t begin, end;
	uint32_t cp;
	enum verdict verdict;
	bool is_lossy; /* a byte of it is gone: stands for U+FFFD */
};

struct neighbours {
	uint32_t before, after; /* characters beside it; ' ' at the edges */
	uint32_t chars[4];
	size_t n_chars;
};

/* C1 numbers count as themselves: Latin-1 and Windows-1252 are mixed freely in the wild. */
static unsigned char byte_of(const struct charsets *charsets, enum charset charset, uint32_t cp)
{
	if (charset == CHARSET_WINDOWS_1252 && cp >= 0x80 && cp <= 0x9F)
		return (unsigned char)cp;
	return charset_encode(charsets, charset, cp);
}

static size_t sequence_length(unsigned char lead)
{
	return lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

/* Marks that ordinary text sets right behind a letter. */
static bool is_closer(uint32_t cp)
{
	switch (cp) {
	case 0x2018: /* ‘ */
	case 0x2019: /* ’ */
	case 0x201A: /* ‚ */
	case 0x201C: /* “ */
	case 0x201D: /* ” */
	case 0x201E: /* „ */
	case 0x2026: /* … */
	case 0x2013: /* – */
	case 0x2014: /* — */
	case 0x203A: /* › */
	case 0xBB:   /* » */
	case 0x2122: /* ™ */
	case 0xAE:   /* ® */
	case 0xA9:   /* © */
	case 0xAA:   /* ª */
	case 0xBA:   /* º */
	case 0xB4:   /* ´ */
	case 0xA3:   /* £ */
	case 0xB0:   /* ° */
	case 0xA0:
		return true;
	default:
		return false;
	}
}

static unsigned script_of(uint32_t cp)
{
	if (cp < 0x370)
		return utf8_is_letter(cp) ? 1 : 0;
	if (cp < 0x400)
		return 2;
	if (cp < 0x590)
		return 3;
	if (cp < 0x600)
		return 4;
	if (cp < 0x900)
		return 5;
	if (cp < 0x1100)
		return 6;
	if (cp < 0x1E00)
		return 7;
	if (cp < 0x2000)
		return 1;
	if (cp < 0x2E80)
		return 0;
	return cp < 0xE000 ? 8 : 0;
}

static bool is_known(uint32_t cp)
{
	return utf8_is_letter(cp) || utf8_is_digit(cp) || utf8_is_punct(cp) || utf8_is_symbol(cp) ||
	       utf8_is_space(cp) || utf8_may_compose(cp) || cp == 0xAD || cp == 0xFEFF || cp == 0xFFFD ||
	       (cp >= 0x80 && cp < 0xC0) || (cp >= 0x200B && cp < 0x2070) || (cp >= 0xFE00 && cp < 0xFE10) ||
	       cp >= 0x1F000;
}

/* --- a candidate alone ------------------------------------------------------------------- */

static enum verdict judge_latin(const struct neighbours *at, unsigned char lead, uint32_t cp)
{
	uint32_t second = at->chars[1];
	bool is_shouted = utf8_is_upper(at->before) || (!utf8_is_letter(at->before) && utf8_is_upper(at->after));
	bool in_lower_word = utf8_is_lower(at->before);

	switch (lead) {
	case 0xC2: /* Â */
		return cp < 0xA0 ? IN_RUN : utf8_is_upper(at->before) ? UNLIKELY : SURE;
	case 0xC3: /* Ã */
		if (is_closer(second) && !utf8_is_letter(at->after) && is_shouted)
			return UNLIKELY;
		if (second == 0xA5)
			return LIKELY;
		return SURE;
	case 0xC4: /* Ä Å */
	case 0xC5:
		if (in_lower_word && utf8_is_letter(at->after))
			return SURE;
		return is_closer(second) || is_shouted ? LIKELY : SURE;
	case 0xCC: /* Ì Í: accents of decomposed letters */
	case 0xCD:
		return in_lower_word || (!is_closer(second) && !utf8_is_letter(second)) ? SURE : IN_RUN;
	case 0xCE: /* Î Ï: Greek */
	case 0xCF:
		return is_closer(second) ? IN_RUN : SURE;
	default:
		return IN_RUN;
	}
}

static enum verdict judge_latin_long(const struct neighbours *at, unsigned char lead)
{
	unsigned n_closers = is_closer(at->chars[1]) + is_closer(at->chars[2]);

	if (at->n_chars == 4)
		return SURE;
	if (lead == 0xE2 && (at->chars[1] == 0x20AC || at->chars[1] == 0x80)) /* â€ */
		return SURE;
	if (lead == 0xE1 && (at->chars[1] == 0xBA || at->chars[1] == 0xBB)) /* áº á»: Vietnamese */
		return utf8_is_letter(at->before) || utf8_is_letter(at->after) ? SURE : IN_RUN;
	if (n_closers == 2)
		return lead == 0xE2 ? UNLIKELY : IN_RUN;
	return n_closers == 1 && lead != 0xE2 ? IN_RUN : SURE;
}

static enum verdict judge_mac(const struct neighbours *at, unsigned char lead)
{
	bool in_word = utf8_is_letter(at->before) || utf8_is_letter(at->after);

	if (lead == 0xE2 && at->chars[1] != 0x201C) /* ‚Ä, ‚à */
		return SURE;
	if (lead == 0xC3)
		return in_word ? SURE : LIKELY;
	return lead == 0xC2 || lead == 0xC4 || lead == 0xC5 || at->n_chars > 2 ? LIKELY : IN_RUN;
}

/* A letter, spacing accents not counted. */
static bool is_full_letter(uint32_t cp)
{
	return utf8_is_letter(cp) && (cp < 0x2B0 || cp > 0x2FF);
}

/* Windows-1250 and its relatives: Ă and Ĺ in front of a mark and lower case. */
static enum verdict judge_eastern(const struct neighbours *at, unsigned char lead)
{
	uint32_t second = at->chars[1];
	bool in_lower_word = utf8_is_lower(at->before) && is_full_letter(at->after);

	if (lead == 0xE2)
		return judge_latin_long(at, lead);
	if (at->n_chars != 2 || lead < 0xC3 || lead > 0xC5)
		return IN_RUN;
	if (is_full_letter(second))
		return utf8_is_lower(at->after) ? LIKELY : IN_RUN;
	if (utf8_is_lower(at->after) || in_lower_word)
		return SURE;
	return utf8_is_upper(at->before) ? IN_RUN : LIKELY;
}

static bool is_latin_letter(uint32_t cp)
{
	return cp < 0x250 && utf8_is_letter(cp);
}

static enum verdict judge_cyrillic(const struct neighbours *at, unsigned char lead)
{
	bool in_latin = is_latin_letter(at->before) || is_latin_letter(at->after);

	if ((lead == 0xE2 && at->chars[1] == 0x402) || at->n_chars == 4) /* вЂ, рџ */
		return SURE;
	if (lead == 0xE2 && !utf8_is_letter(at->before) && !utf8_is_letter(at->chars[2]))
		return SURE;
	if (at->n_chars != 2)
		return IN_RUN;
	if (lead <= 0xC5 && is_latin_letter(at->before) && is_latin_letter(at->after))
		return SURE; /* Cyrillic inside a Latin word */
	if (lead < 0xC3 || lead > 0xC5 || !in_latin)
		return IN_RUN;
	return utf8_is_letter(at->chars[1]) ? LIKELY : SURE;
}

static enum verdict judge_dos(const struct neighbours *at, unsigned char lead)
{
	bool in_word = utf8_is_letter(at->before) || utf8_is_letter(at->after);
	bool is_box = at->chars[1] >= 0x2500;

	if (lead == 0xE2 && at->chars[1] == 0xC7) /* ΓÇ */
		return SURE;
	return lead >= 0xC3 && lead <= 0xC5 && in_word && !is_box ? SURE : IN_RUN;
}

static enum verdict judge(enum charset charset, const struct neighbours *at, unsigned char lead,
                          uint32_t cp)
{
	if (!is_known(cp))
		return UNLIKELY;
	switch (charset) {
	case CHARSET_WINDOWS_1252:
	case CHARSET_WINDOWS_1254:
		return at->n_chars == 2 ? judge_latin(at, lead, cp) : judge_latin_long(at, lead);
	case CHARSET_MAC_ROMAN:
		return judge_mac(at, lead);
	case CHARSET_WINDOWS_1251:
		return judge_cyrillic(at, lead);
	case CHARSET_CP437:
		return judge_dos(at, lead);
	default:
		return judge_eastern(at, lead);
	}
}

/* --- finding candidates ------------------------------------------------------------------ */

/* Two surrogates, each as three bytes (CESU-8). */
static bool read_surrogates(const unsigned char *b, uint32_t *cp)
{
	if (b[0] != 0xED || b[1] < 0xA0 || b[1] > 0xAF || b[3] != 0xED || b[4] < 0xB0)
		return false;
	*cp = 0x10000 + ((((uint32_t)b[1] & 15) << 6 | (b[2] & 63)) << 10) + (((uint32_t)b[4] & 15) << 6 | (b[5] & 63));
	return true;
}

/*
 * A lead whose second byte was A0 and has become a plain blank: à, Š and Р, the most frequent letters
 * of that kind. The blank of an à that was a word of its own stays, that of a broken word goes.
 */
static bool read_blank(struct str text, unsigned char lead, uint32_t before, struct candidate *found)
{
	size_t blank = found->end, at = blank + 1;
	uint32_t after = peek_next(text, at);

	found->verdict = LIKELY;
	if (lead == 0xC3) {
		struct str rest = str_slice(text, at, text.len);

		found->cp = 0xE0;
		if (after == ' ' && utf8_is_lower(before))
			found->verdict = SURE;
		if (after == ' ' || str_starts(rest, "s "))
			found->end = at;
		return utf8_is_lower(after) || after == ' ';
	}
	found->end = at;
	if (lead == 0xD0) {
		found->cp = 0x420; /* Р */
		found->verdict = IN_RUN;
		return true;
	}
	found->cp = 0x160;
	return lead == 0xC5 && !utf8_is_letter(before) && utf8_is_lower(after);
}

/*
 * The candidate that begins at `begin`, where a character stands whose byte is `lead`. A sequence
 * that breaks off at U+FFFD, or at `?` behind â€, has lost a byte.
 */
static bool read_candidate(const struct charsets *charsets, enum charset charset, struct str text,
                           size_t begin, unsigned char lead, struct candidate *found)
{
	size_t need = sequence_length(lead), at = begin, n = 0, valid;
	unsigned char bytes[6];
	struct neighbours near = { .before = peek_previous(text, begin) };

	*found = (struct candidate){ .begin = begin };
	while (n < need || (n < 6 && bytes[0] == 0xED && bytes[1] >= 0xA0)) {
		size_t next = at;
		uint32_t cp = peek_next(text, next);
		unsigned char byte;
		bool is_second;

		if (at == text.len)
			break;
		byte = byte_of(charsets, charset, utf8_next(text, &next));
		if (n >= 1 && (cp == 0xFFFD || (cp == '?' && lead == 0xE2 && n == 2 && near.chars[1] == 0x20AC))) {
			found->is_lossy = true;
			found->cp = 0xFFFD;
			at = next;
			break;
		}
		is_second = n == 3 && need == 3; /* the lead of a second surrogate */
		if (n > 0 && (is_second ? byte != 0xED : (byte & 0xC0) != 0x80))
			break;
		if (n < 4)
			near.chars[n] = cp;
		bytes[n++] = byte;
		at = next;
	}
	found->end = at;
	near.n_chars = need;
	near.after = peek_next(text, at);
	if (n == 6 && read_surrogates(bytes, &found->cp)) {
		found->verdict = SURE;
		return true;
	}
	if (found->is_lossy) {
		bool is_sure = n >= 2 && (lead == 0xE2 || lead == 0xF0);

		found->verdict = is_sure ? judge_latin_long(&near, lead) : n + 1 == need ? LIKELY : IN_RUN;
		return true;
	}
	if (n == 2 && need == 3 && lead == 0xE2 && (near.chars[1] == 0x20AC || near.chars[1] == 0x80)) {
		/* â€ alone: the third byte is not in the code page, and only ” is that common; elsewhere it is gone */
		bool is_inside = utf8_is_letter(near.before) && utf8_is_lower(near.after);

		found->cp = is_inside ? 0xFFFD : near.before == ' ' && utf8_is_letter(near.after) ? 0x201C : 0x201D;
		found->verdict = SURE;
		return true;
	}
	if (n == 1 && at < text.len && text.at[at] == ' ')
		return read_blank(text, lead, near.before, found);
	if (n != need)
		return false;
	valid = 0;
	if (utf8_valid_prefix(str_at((char *)bytes, n)) != n)
		return false;
	found->cp = utf8_next(str_at((char *)bytes, n), &valid);
	found->verdict = judge(charset, &near, lead, found->cp);
	return true;
}

/* A letter of the code page's upper half: what a theory of misreading must explain. */
static bool wants_explanation(uint32_t cp)
{
	return cp >= 0xC0 && utf8_is_letter(cp);
}

struct theory {
	struct candidate *candidates;
	size_t n, n_unexplained;
	size_t weight; /* bytes of text that it explains */
};

static struct theory collect(const struct charsets *charsets, enum charset charset, struct str text,
                             struct arena *arena)
{
	struct theory theory = { 0 };
	size_t cap = 0;

	for (size_t i = 0; i < text.len;) {
		size_t begin = i;
		struct candidate found;
		unsigned char lead;
		uint32_t cp;

		if ((unsigned char)text.at[i] < 0x80) {
			i++;
			continue;
		}
		cp = utf8_next(text, &i);
		lead = byte_of(charsets, charset, cp);
		if (sequence_length(lead) &&
		    read_candidate(charsets, charset, text, begin, lead, &found) && found.verdict != UNLIKELY) {
			if (theory.n == cap) {
				struct candidate *more = arena_array(arena, struct candidate, cap ? 2 * cap : 16);

				if (cap)
					memcpy(more, theory.candidates, cap * sizeof *more);
				theory.candidates = more;
				cap = cap ? 2 * cap : 16;
			}
			theory.candidates[theory.n++] = found;
			i = found.end;
		} else if (wants_explanation(cp)) {
			theory.n_unexplained++;
		}
	}
	return theory;
}

/* --- candidates in company ---------------------------------------------------------------- */

static bool is_companion(const struct candidate *a, const struct candidate *b)
{
	return a->end == b->begin &&
	       (a->is_lossy || b->is_lossy || script_of(a->cp) == script_of(b->cp) || a->verdict == SURE ||
	        b->verdict == SURE || (a->cp < 0x100 && b->cp < 0x100));
}

static void weigh(struct theory *theory)
{
	size_t n_sure = 0, n_likely = 0, kept = 0;

	for (size_t i = 0; i < theory->n; i++) {
		struct candidate *c = &theory->candidates[i];

		if (c->verdict == IN_RUN && i > 0 && is_companion(c - 1, c))
			c->verdict = SURE;
		if (c->verdict == IN_RUN && i + 1 < theory->n && is_companion(c, c + 1))
			c->verdict = SURE;
		n_sure += c->verdict == SURE;
		n_likely += c->verdict == LIKELY;
	}
	for (size_t i = 0; i < theory->n; i++) {
		struct candidate c = theory->candidates[i];
		bool is_believed = c.verdict == SURE;

		if (c.verdict == LIKELY && (n_sure || n_likely > 1))
			is_believed = theory->n_unexplained == 0;
		if (c.verdict == IN_RUN && n_sure > 1)
			is_believed = theory->n_unexplained == 0;
		if (!is_believed)
			continue;
		theory->weight += c.end - c.begin;
		theory->candidates[kept++] = c;
	}
	theory->n = kept;
}

void mojibake_propose(const struct charsets *charsets, struct str text, struct edits *edits)
{
	struct theory best = { 0 };

	for (enum charset charset = 0; charset < N_CHARSETS; charset++) {
		struct theory theory = collect(charsets, charset, text, edits->arena);

		weigh(&theory);
		if (theory.weight > best.weight)
			best = theory;
	}
	for (size_t i = 0; i < best.n; i++) {
		const struct candidate *c = &best.candidates[i];
		char *at = arena_alloc(edits->arena, 4);

		edits_add(edits, c->begin, c->end, str_at(at, utf8_encode(c->cp, at)), KIND_SET(KIND_MOJIBAKE));
	}
}
