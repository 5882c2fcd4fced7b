#include "cues.h"

#include "common/index.h"
#include "common/row.h"

struct cues {
	struct index lemmas; /* -> frames */
};

static const char letters[] = "qtcwiopxrn"; /* in the order of the bits */

struct cues *cues_read(struct str tsv, struct arena *arena, uint64_t *line)
{
	struct cues *cues = arena_zeroed(arena, sizeof *cues);
	size_t at = 0;

	cues->lemmas.arena = arena;
	for (*line = 1; at < tsv.len; ++*line) {
		size_t end = str_find(tsv, '\n', at);
		struct str row = str_slice(tsv, at, end), field[3];
		uint32_t frames = 0;

		at = end + 1;
		if (row.len == 0 || row.at[0] == '#')
			continue;
		if (row_split(row, field, 3) != 2 || field[0].len == 0)
			return NULL;
		for (size_t i = 0; i < field[1].len; i++) {
			const char *letter = strchr(letters, field[1].at[i]);

			if (!letter || !*letter)
				return NULL;
			frames |= 1u << (letter - letters);
		}
		*index_put(&cues->lemmas, arena_str(arena, field[0]), frames, NULL) = frames;
	}
	return cues;
}

unsigned cues_frames(const struct cues *cues, struct str lemma)
{
	const uint32_t *frames = index_find(&cues->lemmas, lemma);

	return frames ? *frames : 0;
}
