/*
 * columns.h: which columns of a table, or members of a JSON object, hold what of a document.
 */
#ifndef CLEAN_COLUMNS_H
#define CLEAN_COLUMNS_H

#include "common/str.h"

enum role { ROLE_ID, ROLE_TEXT, ROLE_TITLE, ROLE_PUBLISHED, ROLE_URL, ROLE_SOURCE, ROLE_AUTHOR, ROLE_LANG, N_ROLES };

extern const char *const role_names[N_ROLES];

struct columns {
	struct str names[N_ROLES]; /* at = NULL: none holds it */
	bool are_given;            /* by the user: a table must have all of them */
};

/* Every column has the name of its role. */
void columns_init(struct columns *columns);

/* `text=content,id=url`; what is not named is not taken. Names borrow from the list. */
bool columns_parse(struct columns *columns, struct str list);

#endif
