/* model.c: the names of a model's sections. */
#include "filters/tag/model.h"

#include <stddef.h>

const char *const model_sections[] = {
	"info",                                            /* text */
	"cls.words",  "cls.brown",  "cls.vectors", "cls.coarse",              /* classes.h */
	"gap.words",  "gap.table",                         /* tokenize.h */
	"pos.labels", "pos.slots", "pos.filter", "pos.rows", "pos.tags", "pos.sets", /* tagger.h */
	"lem.table",  "lem.edits",                         /* lemma.h */
	"ent.head",   "ent.filter", "ent.rows",  "ent.gaz",                /* entities.h */
	NULL,
};
