/*
 * html_names.h: what the names of an element (its class, id, role, itemprop) say of it.
 *
 * Names are cut into words where a letter is none and where a capital follows a small letter; lists
 * tell the words of content from those of what surrounds it.
 */
#ifndef CLEAN_HTML_NAMES_H
#define CLEAN_HTML_NAMES_H

#include "html_blocks.h"

/* Counts the words of an element's attributes. */
void html_name_weigh(struct html_element *element, struct str attributes);

/* Of the letters of the tag's name and classes; digits often number what is alike. */
uint64_t html_name_hash(struct str name, struct str attributes);

#endif
