/* signs.c: classes of byte pairs, and the pass that looks for them. */
#include "signs.h"

#include "common/bytes.h"

/* Bytes first..last after bytes before_first..before_last. */
static void add(struct signs *signs, uint32_t meaning, unsigned before_first, unsigned before_last,
                unsigned first, unsigned last)
{
	uint32_t bit = (uint32_t)1 << signs->n_classes;

	for (unsigned b = before_first; b <= before_last; b++)
		signs->after[b] |= bit;
	for (unsigned b = first; b <= last; b++)
		signs->here[b] |= bit;
	signs->meaning[signs->n_classes++] = meaning;
}

/* More bytes for the second place of the class added last. */
static void add_here(struct signs *signs, unsigned first, unsigned last)
{
	for (unsigned b = first; b <= last; b++)
		signs->here[b] |= (uint32_t)1 << (signs->n_classes - 1);
}

void signs_init(struct signs *signs)
{
	*signs = (struct signs){ .n_classes = 0 };

	/* characters U+0080–U+00BF: C1, no-break space, soft hyphen */
	add(signs, SIGN_CONTROL | SIGN_SPACE | SIGN_INVISIBLE, 0xC2, 0xC2, 0x80, 0xA0);
	add_here(signs, 0xAD, 0xAD);
	/* neighbours, and letters of misread text that stand alone: Ã, Â */
	add(signs, SIGN_MOJIBAKE, 0x80, 0xBF, 0xC2, 0xF4);
	add(signs, SIGN_MOJIBAKE, 0xC3, 0xC3, 0x82, 0x83);
	/* General Punctuation: E2 80 8B–8F, AA–AE; E2 81 A0–AF; FEFF, FFF9–FFFB; U+061C, U+180E */
	add(signs, SIGN_INVISIBLE, 0x80, 0x80, 0x8B, 0x8F);
	add_here(signs, 0xAA, 0xAE);
	add(signs, SIGN_INVISIBLE, 0x81, 0x81, 0xA0, 0xAF);
	add(signs, SIGN_INVISIBLE, 0xBB, 0xBB, 0xBF, 0xBF);
	add(signs, SIGN_INVISIBLE, 0xBF, 0xBF, 0xB9, 0xBB);
	add(signs, SIGN_PUNCT, 0xBF, 0xBF, 0xBD, 0xBD); /* U+FFFD */
	add(signs, SIGN_INVISIBLE, 0xD8, 0xD8, 0x9C, 0x9C);
	add(signs, SIGN_INVISIBLE, 0xA0, 0xA0, 0x8E, 0x8E);
	/* U+2000–U+200A, U+2028, U+2029, U+202F, U+205F, U+3000, U+1680 */
	add(signs, SIGN_SPACE, 0x80, 0x80, 0x80, 0x8A);
	add_here(signs, 0xA8, 0xA9);
	add_here(signs, 0xAF, 0xAF);
	add(signs, SIGN_SPACE, 0x81, 0x81, 0x9F, 0x9F);
	add(signs, SIGN_SPACE, 0x9A, 0x9A, 0x80, 0x80);
	add(signs, SIGN_LIGATURE, 0xAC, 0xAC, 0x80, 0x86);
	/* U+0300 and up but General Punctuation; U+2126, U+212A, U+212B, U+2329, U+232A, U+2ADC */
	add(signs, SIGN_NFC, 0, 255, 0xCC, 0xE1);
	add_here(signs, 0xE3, 0xF4);
	add(signs, SIGN_NFC, 0x84, 0x84, 0xA6, 0xAB);
	add(signs, SIGN_NFC, 0x8C, 0x8C, 0xA9, 0xAA);
	add(signs, SIGN_NFC, 0xAB, 0xAB, 0x9C, 0x9C);
	add(signs, SIGN_QUOTE, 0x9D, 0x9D, ' ', ' ');
	add(signs, SIGN_DASH, 0x80, 0x80, 0x93, 0x94);
	add(signs, SIGN_APOSTROPHE, 0x99, 0x99, 's', 's');
}

/* --- pairs of ASCII ------------------------------------------------------------------------ */

/* What has been seen so far. */
struct glance {
	bytes all; /* the bytes */
	bytes apostrophes, honorifics, hyphens;
	uint32_t signs; /* of pairs of which few texts have one */
};

/* Of one pair that glance_at has met. */
static uint32_t sign_of(unsigned char c, unsigned char next)
{
	if (c < ' ' || c == 0x7F)
		return c == '\t' ? 0 : SIGN_CONTROL;
	if (c == '&')
		return SIGN_ENTITY;
	if (c == '\\')
		return SIGN_ESCAPE;
	if (c == '`')
		return SIGN_QUOTE;
	if (c == '-')
		return SIGN_DASH;
	return c == ',' && next == ',' ? SIGN_PUNCT | SIGN_QUOTE : SIGN_PUNCT;
}

/* Sixteen pairs: of the bytes at b, and each with the one behind it. */
static inline void glance_at(struct glance *glance, const unsigned char *b)
{
	bytes v = bytes_load(b), next = bytes_load(b + 1), s = next == 's';
	bytes ends = ((v & ~2) == ',') | ((v & ~8) == '!') | ((v & ~4) == ';'); /* . , ! ) ? ; */
	bytes makeshift = (v == next) & (((v & ~1) == ',') | (v == '`')); /* two of , or - or ` */
	bytes rare = (v < ' ') | (v == 0x7F) | (v == '&') | (v == '\\') | makeshift | ((v == ' ') & (next == ',')) |
	             (ends & ((next & 0xC0) != 0)); /* nearly those from A on */

	glance->all |= v;
	glance->apostrophes |= (v == '\'') & s;
	glance->hyphens |= (v == '-') & (next == ' ');
	glance->honorifics |= (v == 'M') & (s | (next == 'r'));
	if (bytes_any(rare))
		for (unsigned mask = bytes_mask(rare); mask; mask &= mask - 1) {
			int i = __builtin_ctz(mask);

			glance->signs |= sign_of(b[i], b[i + 1]);
		}
}

/* --- all other pairs ------------------------------------------------------------------------ */

static uint32_t beyond_ascii(const struct signs *signs, const unsigned char *b, size_t len)
{
	uint32_t found = 0, after = signs->after[0], meanings = 0;

	for (size_t i = 0; i < len; i++) {
		uint64_t eight;

		found |= after & signs->here[b[i]];
		/* eight of ASCII: only the first could end a pair */
		while (len - i > sizeof eight) {
			memcpy(&eight, b + i, sizeof eight);
			if (eight & UINT64_C(0x8080808080808080))
				break;
			i += sizeof eight;
			found |= signs->after[b[i - 1]] & signs->here[b[i]];
		}
		after = signs->after[b[i]];
	}
	for (unsigned class = 0; found; class++, found >>= 1)
		if (found & 1)
			meanings |= signs->meaning[class];
	return meanings;
}

uint32_t signs_of(const struct signs *signs, struct str text)
{
	const unsigned char *b = (const unsigned char *)text.at;
	struct glance glance = { .signs = 0 };
	unsigned char last[2 * BYTES];
	size_t n = text.len < BYTES ? text.len : BYTES;

	/* the last sixteen, some of them again, with a blank behind */
	memset(last, ' ', sizeof last);
	if (n)
		memcpy(last, b + text.len - n, n);
	for (size_t i = 0; i < text.len; i += BYTES)
		glance_at(&glance, i + BYTES < text.len ? b + i : last);
	if (bytes_any(glance.apostrophes))
		glance.signs |= SIGN_APOSTROPHE;
	if (bytes_any(glance.hyphens))
		glance.signs |= SIGN_HYPHEN;
	if (bytes_any(glance.honorifics))
		glance.signs |= SIGN_HONORIFIC;
	/* a dateline, an initial, or blanks before them */
	if (text.len > 1 && (text.at[0] == '(' || b[0] <= ' ' || text.at[1] == ' '))
		glance.signs |= SIGN_PUNCT;
	if (bytes_any(glance.all & 0x80))
		glance.signs |= beyond_ascii(signs, b, text.len);
	return glance.signs;
}
