/* signs.c: classes of byte pairs, and the pass that looks for them. */
#include "signs.h"

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

static void add_after(struct signs *signs, unsigned first, unsigned last)
{
	for (unsigned b = first; b <= last; b++)
		signs->after[b] |= (uint32_t)1 << (signs->n_classes - 1);
}

void signs_init(struct signs *signs)
{
	*signs = (struct signs){ .n_classes = 0 };

	add(signs, SIGN_CONTROL, 0, 255, 0, 8); /* all of C0 but TAB; DEL */
	add_here(signs, 10, 31);
	add_here(signs, 127, 127);
	add(signs, SIGN_ENTITY, 0, 255, '&', '&');
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
	add(signs, SIGN_QUOTE, '`', '`', '`', '`');
	add(signs, SIGN_QUOTE | SIGN_PUNCT, ',', ',', ',', ',');
	add(signs, SIGN_DASH, 0x80, 0x80, 0x93, 0x94);
	add(signs, SIGN_DASH, '-', '-', '-', '-');
	add(signs, SIGN_PUNCT, ' ', ' ', ',', ',');
	add(signs, SIGN_APOSTROPHE, 0x99, 0x99, 's', 's');
	add_after(signs, '\'', '\'');
}

uint32_t signs_of(const struct signs *signs, struct str text)
{
	const unsigned char *b = (const unsigned char *)text.at;
	uint32_t found = 0, after = signs->after[0], meanings = 0;
	size_t i = 0;

	for (; i + 4 <= text.len; i += 4) {
		uint32_t one = after & signs->here[b[i]];
		uint32_t two = signs->after[b[i]] & signs->here[b[i + 1]];
		uint32_t three = signs->after[b[i + 1]] & signs->here[b[i + 2]];
		uint32_t four = signs->after[b[i + 2]] & signs->here[b[i + 3]];

		found |= (one | two) | (three | four);
		after = signs->after[b[i + 3]];
	}
	for (; i < text.len; i++) {
		found |= after & signs->here[b[i]];
		after = signs->after[b[i]];
	}
	for (unsigned class = 0; found; class++, found >>= 1)
		if (found & 1)
			meanings |= signs->meaning[class];
	return meanings;
}
