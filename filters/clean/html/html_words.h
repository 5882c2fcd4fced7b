/*
 * html_words.h: English words that tell the text of a story from text about the page.
 */
#ifndef CLEAN_HTML_WORDS_H
#define CLEAN_HTML_WORDS_H

#include "common/str.h"

static inline bool html_is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool html_is_capital(unsigned char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool html_is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

/* Order of a name (any case) against a lower-case word; most differ in the first letter. */
static inline int html_compare(struct str name, const char *word)
{
	unsigned char first = name.len ? (unsigned char)name.at[0] : 0;

	if (html_is_capital(first))
		first |= 0x20;
	if (first != (unsigned char)word[0])
		return first < (unsigned char)word[0] ? -1 : 1;
	for (size_t i = 1; i < name.len; i++) {
		unsigned char c = (unsigned char)name.at[i], w = (unsigned char)word[i];

		if (html_is_capital(c))
			c |= 0x20;
		if (c != w || !w) /* a NUL of the page is no end of the word */
			return c < w ? -1 : 1;
	}
	return word[name.len] ? -1 : 0;
}

/* Whether a word is in a sorted list of lower-case words, case ignored. */
bool html_is_listed(const char *const *list, size_t n, struct str word);

#define HTML_LISTED(list, word) html_is_listed((list), sizeof(list) / sizeof *(list), (word))

bool html_is_stop_word(struct str word);

/* Of lines that speak of the page and not of the story: promotion, credits, services. */
bool html_is_service_word(struct str word);

/* With which lines begin that announce something else than a sentence of the story: read, photo, by … */
bool html_announces(struct str word);

/* you, your, we, our, us */
bool html_is_address(struct str word);

/* Capitals (and digits) throughout. */
bool html_is_upper(struct str word);

#endif
