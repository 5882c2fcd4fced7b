/*
 * titles.h: words before a name that say what somebody is: Mr., President, Foreign Minister.
 */
#ifndef LINK_TITLES_H
#define LINK_TITLES_H

#include "filters/link/kb/kb.h"

enum title_kind {
	TITLE_NONE,
	TITLE_ADDRESS, /* Mr., Mrs., Dr.: before a name only */
	TITLE_OFFICE,  /* president, minister, general: also a description by itself */
	TITLE_PART,    /* prime, foreign, vice, former: before an office */
	TITLE_NAME,    /* King, Pope, Saint: belongs to the name */
};

/* What a word says; full stops and case do not matter. *gender: of whoever bears it. */
enum title_kind title_find(struct str word, enum kb_gender *gender);

#endif
