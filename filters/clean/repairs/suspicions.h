/*
 * suspicions.h: what is suspected about a document and can only be said at its end.
 *
 * Phrases that are plain English too, and honorifics that clash (`Mrs. Kim` where the document
 * speaks of Mr. Kim), mean something only in a document that is certainly the work of a rewriting
 * tool. They are noted on the way, with their raw ranges, and given out after the last paragraph.
 */
#ifndef CLEAN_SUSPICIONS_H
#define CLEAN_SUSPICIONS_H

#include "common/index.h"

#include "filters/clean/clean.h"
#include "phrases.h"

struct honorific {
	struct str surname;
	size_t n_male, n_female; /* Mr … and Mrs, Ms … */
};

struct suspicion {
	struct clean_suspicion what; /* `after` is empty for honorifics until suspicions_close */
	uint32_t surname;            /* position in surnames[], or SUSPICION_PHRASE */
	bool is_male, has_dot;
};

#define SUSPICION_PHRASE UINT32_MAX

/* Of one document. */
struct suspicions {
	struct arena arena;
	struct index surname_index;
	struct honorific *surnames;
	struct suspicion *items;
	size_t n_surnames, cap_surnames, n_items, cap_items;
	size_t n_hits[N_KINDS]; /* certain signs of a rewriting tool */
	size_t n_bytes;         /* of text */
};

void suspicions_free(struct suspicions *suspicions);

/* A paragraph as it goes out: counts its repairs and flags, notes the rest. phrases may be NULL. */
void suspicions_add(struct suspicions *suspicions, const struct phrases *phrases, kind_set kinds,
                    const struct clean_paragraph *paragraph);

/*
 * After the last paragraph. Returns what is suspected after all, ordered by begin, *n of them; none
 * where the document has no certain hit.
 */
const struct clean_suspicion *suspicions_close(struct suspicions *suspicions, size_t *n);

/*
 * Appends the verdict that a rewriting tool was at work, as its evidence (`name-scar 11, …`), where
 * there are two kinds of it.
 */
void suspicions_verdict(const struct suspicions *suspicions, struct buf *out);

#endif
