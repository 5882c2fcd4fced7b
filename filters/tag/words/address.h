/* address.h: web and mail addresses and names of files, which are one token each. */
#ifndef TAG_ADDRESS_H
#define TAG_ADDRESS_H

#include "common/str.h"

/*
 * The web or mail address or file name in the chunk [*begin, *end), which becomes its range: one
 * token, whatever marks it has inside. False where there is none.
 */
bool address_find(struct str sentence, size_t *begin, size_t *end);

#endif
