/*
 * jsonl.h: JSON Lines, a document a line.
 */
#ifndef CLEAN_JSONL_H
#define CLEAN_JSONL_H

#include "inputs.h"

/* A line that is no JSON object is a skipped document. */
void jsonl_read(struct inputs *inputs, struct window *window);

#endif
