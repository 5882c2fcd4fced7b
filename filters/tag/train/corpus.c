/* corpus.c: reads annotated files whole. */
#include "filters/tag/train/corpus.h"

#include "common/index.h"
#include "filters/tag/train/train.h"

struct str corpus_genre(struct str sent_id)
{
	if (!str_starts(sent_id, "GUM_"))
		return (struct str){ NULL, 0 };
	return str_slice(sent_id, 4, str_find(sent_id, '_', 4));
}

bool corpus_is_free(struct str sent_id)
{
	static const char *const free_genres[] = { "news",     "interview", "bio",          "voyage",
		                                   "textbook", "vlog",      "conversation", "speech" };
	struct str genre = corpus_genre(sent_id);

	for (size_t i = 0; i < sizeof free_genres / sizeof *free_genres; i++)
		if (str_is(genre, free_genres[i]))
			return true;
	return genre.len == 0;
}

bool corpus_has_xpos(const struct corpus *corpus)
{
	struct index index = { 0 };
	bool has_any = false;

	for (size_t s = 0; s < corpus->n && index.n_keys <= CORPUS_XPOS; s++)
		for (size_t w = 0; w < corpus->sentences[s].n_words; w++) {
			struct str xpos = corpus->sentences[s].words[w].column[CONLLU_XPOS];

			index_put(&index, xpos, 0, NULL);
			has_any |= !str_is(xpos, "_");
		}
	has_any = has_any && index.n_keys <= CORPUS_XPOS;
	index_free(&index);
	return has_any;
}

static void corpus_add(struct corpus *corpus, const struct conllu_sentence *sentence, struct arena *arena)
{
	if (corpus->n == corpus->cap) {
		size_t cap = corpus->cap ? 2 * corpus->cap : 1024;
		struct conllu_sentence *grown = arena_array(arena, struct conllu_sentence, cap);

		if (corpus->n)
			memcpy(grown, corpus->sentences, corpus->n * sizeof *grown);
		corpus->sentences = grown;
		corpus->cap = cap;
	}
	corpus->sentences[corpus->n++] = *sentence;
	corpus->n_words += sentence->n_words;
}

void corpus_read(const char *path, struct arena *arena, struct corpus *corpus)
{
	struct conllu reader = { .rest = train_file(path) };
	struct conllu_sentence sentence;
	enum conllu_status status;

	while ((status = conllu_next(&reader, arena, &sentence)) == CONLLU_SENTENCE)
		if (corpus_is_free(sentence.sent_id))
			corpus_add(corpus, &sentence, arena);
	if (status == CONLLU_BAD)
		diag_fatal(EXIT_DATA, path, "line %llu: %s", (unsigned long long)reader.line, reader.problem);
}
