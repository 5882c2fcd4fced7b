/*
 * repairs.h: which repairs run, in which order, until none has anything to say.
 */
#ifndef CLEAN_REPAIRS_H
#define CLEAN_REPAIRS_H

#include "filters/clean/encodings/charset.h"
#include "filters/clean/clean.h"
#include "filters/clean/draft.h"
#include "evidence.h"
#include "phrases.h"
#include "signs.h"

struct repairs {
	const struct clean_data *data;
	kind_set kinds;
	enum quote_style quotes;
	struct signs signs;
	struct charsets charsets;
	const struct phrases *phrases; /* NULL where they are not looked for */
};

/*
 * Repairs of characters and typography, to the point where a further round changes nothing.
 * has_breaks: line ends stand inside the text; is_valid: it is known to be UTF-8. Returns the signs
 * (signs.h) that the text shows in the end.
 */
uint32_t repairs_run(const struct repairs *repairs, struct draft *draft, bool has_breaks, bool is_valid);

/*
 * Scars that are certain or proven by the evidence, then again repairs of characters where one was
 * repaired. evidence may be NULL where the document has none yet.
 */
void repairs_scars(const struct repairs *repairs, const struct evidence *evidence,
                   struct draft *draft);

/*
 * What a text that shows these signs holds for repairs_scars, repairs_flags and suspicions_add,
 * which find nothing where this says so.
 */
struct suspects {
	bool has_scars, has_phrases, has_honorifics;
};

struct suspects repairs_suspects(const struct repairs *repairs, struct str text, uint32_t signs);

/* The suspicions about a finished text that need no evidence, ordered by begin; returns how many. */
size_t repairs_flags(const struct repairs *repairs, struct str text, struct arena *arena,
                     struct clean_flag **flags);

#endif
