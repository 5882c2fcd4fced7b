/* The table of cues: an index from the lemma to its frames as bits. */
#include "cues.h"

#include "common/index.h"
#include "filters/link/lines.h"

struct cues {
	struct index lemmas; /* -> frames */
};

static const char letters[] = "qtcwiopxrn"; /* in the order of the bits */

/* The letters as bits; false for a letter that is none. */
static bool read_frames(struct str field, uint32_t *frames)
{
	*frames = 0;
	for (size_t i = 0; i < field.len; i++) {
		const char *letter = strchr(letters, field.at[i]);

		if (!letter || !*letter)
			return false;
		*frames |= 1u << (letter - letters);
	}
	return true;
}

struct cues *cues_read(struct str tsv, struct arena *arena, uint64_t *line)
{
	struct cues *cues = arena_zeroed(arena, sizeof *cues);
	struct lines lines = { .rest = tsv };
	struct str field[2];
	enum lines_status status;
	uint32_t frames;

	cues->lemmas.arena = arena;
	while ((status = lines_next(&lines, field, 2)) == LINES_RECORD && read_frames(field[1], &frames))
		*index_put(&cues->lemmas, arena_str(arena, field[0]), frames, NULL) = frames;
	*line = lines.number;
	return status == LINES_END ? cues : NULL;
}

unsigned cues_frames(const struct cues *cues, struct str lemma)
{
	const uint32_t *frames = index_find(&cues->lemmas, lemma);

	return frames ? *frames : 0;
}
