/*
 * json.h: a line of JSON Lines: one object, whose members are the facts of a document.
 *
 * The parsing is libyajl's, which keeps no tree and does not recurse; this is its only includer here.
 */
#ifndef CLEAN_JSON_H
#define CLEAN_JSON_H

#include "common/arena.h"
#include "common/str.h"

/*
 * values[i]: the member names[i] of the object itself (not of objects inside it): a string decoded,
 * a number as it is written; at = NULL where it is absent or something else. A name with at = NULL
 * is no member's. Of members of one name the last counts. Text in another encoding than UTF-8
 * passes as it is. False where the line is no JSON object, or more than one. Memory from the arena.
 */
bool json_read(struct str line, const struct str *names, size_t n_names, struct str *values, struct arena *arena);

#endif
