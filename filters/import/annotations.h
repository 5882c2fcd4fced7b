/*
 * annotations.h: what a line of JSON Lines says of its tokens (entities, links, references, quotations, the
 * summary, key phrases), as rows whose ranges are bytes of the text as it was laid out here.
 *
 * An offset of the line becomes that of the token which begins or ends there; where sentence and tokens are
 * named, theirs count.
 */
#ifndef IMPORT_ANNOTATIONS_H
#define IMPORT_ANNOTATIONS_H

#include "imported.h"
#include "tokens_json.h"

/* NULL where all is well, else what is wrong. `imported` has its sentences and tokens. Memory from the arena. */
const char *annotations_place(const struct json_document *document, struct arena *arena, struct imported *imported);

#endif
