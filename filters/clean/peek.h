/*
 * peek.h: the characters beside a place in a text.
 */
#ifndef CLEAN_PEEK_H
#define CLEAN_PEEK_H

#include "common/utf8.h"

/* The character at `at`; a blank behind the end. */
static inline uint32_t peek_next(struct str text, size_t at)
{
	return at < text.len ? utf8_next(text, &at) : ' ';
}

/* The character that ends at `at`; a blank before the begin. */
static inline uint32_t peek_previous(struct str text, size_t at)
{
	return at > 0 ? utf8_previous(text, &at) : ' ';
}

static inline bool is_ascii_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static inline bool is_ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What a hexadecimal digit says; -1 for another character. */
static inline int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

#endif
