/*
 * lemma.c: `tag-train lemma`: learns lemmas (filters/tag/lemma.h) from CoNLL-U, and from a dictionary
 * of forms for words that the treebanks lack.
 *
 * Endings form a tree: of every ending (and tag) the edit that most words with it take; it is kept
 * only where it differs from what the next shorter ending says. A word is kept only where it does
 * not follow its endings.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/index.h"
#include "common/utf8.h"
#include "filters/tag/hash.h"
#include "filters/tag/tags/lemma.h"
#include "filters/tag/train/corpus.h"
#include "filters/tag/train/train.h"

/* Votes for values under a key. */
struct vote {
	struct vote *next;
	uint32_t value, n;
};

struct ballot {
	struct vote *votes;
	uint32_t chosen; /* UINT32_MAX: the entry is not needed */
};

struct ballots {
	struct index index; /* key bytes -> position */
	struct str *keys;
	struct ballot *at;
	size_t n, cap;
};

struct trainer {
	struct arena arena;
	struct index edit_index;
	struct str *edits; /* cut byte, length byte, letters */
	size_t n_edits;
	struct ballots words, endings, case_words, cases;
};

enum { MAX_EDITS = 1 << 16 };

/* --- votes -------------------------------------------------------------------------------------- */

/* Key: kind, spelling, tag, NUL, text. */
static struct str ballot_key(struct trainer *trainer, enum lemma_spelling spelling, struct str tag, struct str text)
{
	char *at = arena_alloc(&trainer->arena, text.len + tag.len + 2);

	at[0] = (char)spelling;
	memcpy(at + 1, tag.at, tag.len);
	at[tag.len + 1] = '\0';
	memcpy(at + tag.len + 2, text.at, text.len);
	return str_at(at, text.len + tag.len + 2);
}

static struct ballot *ballot_find(struct ballots *ballots, struct str key)
{
	const uint32_t *at = index_find(&ballots->index, key);

	return at ? &ballots->at[*at] : NULL;
}

static void vote(struct trainer *trainer, struct ballots *ballots, struct str key, uint32_t value, uint32_t n)
{
	bool is_new;
	uint32_t at = *index_put(&ballots->index, key, (uint32_t)ballots->n, &is_new);
	struct vote **link;

	if (is_new) {
		if (ballots->n == ballots->cap) {
			ballots->cap = 2 * ballots->cap + 4096;
			ballots->at = diag_realloc(ballots->at, ballots->cap * sizeof *ballots->at);
			ballots->keys = diag_realloc(ballots->keys, ballots->cap * sizeof *ballots->keys);
		}
		ballots->keys[ballots->n] = key;
		ballots->at[ballots->n++] = (struct ballot){ NULL, UINT32_MAX };
	}
	for (link = &ballots->at[at].votes; *link && (*link)->value != value; link = &(*link)->next)
		continue;
	if (!*link) {
		*link = arena_zeroed(&trainer->arena, sizeof **link);
		(*link)->value = value;
	}
	(*link)->n += n;
}

/* The value with most votes; the earliest of equals. */
static uint32_t winner(const struct ballot *ballot, uint32_t *n)
{
	const struct vote *best = ballot->votes;

	for (const struct vote *other = best->next; other; other = other->next)
		if (other->n > best->n)
			best = other;
	if (n)
		*n = best->n;
	return best->value;
}

/* --- edits -------------------------------------------------------------------------------------- */

/* The number of the edit from `base` to `lemma`. */
static uint32_t edit_between(struct trainer *trainer, struct str base, struct str lemma)
{
	size_t common = 0, cut = 0;
	char key[258];
	struct str add, text;
	bool is_new;
	uint32_t *number;

	while (common < base.len && common < lemma.len) {
		size_t a = common, b = common;

		if (utf8_next(base, &a) != utf8_next(lemma, &b))
			break;
		common = a;
	}
	for (size_t pos = base.len; pos > common; cut++)
		utf8_previous(base, &pos);
	add = str_slice(lemma, common, lemma.len);
	if (cut > 255 || add.len > 255 || trainer->n_edits == MAX_EDITS)
		return UINT32_MAX;
	key[0] = (char)cut;
	key[1] = (char)add.len;
	if (add.len)
		memcpy(key + 2, add.at, add.len);
	text = str_at(key, add.len + 2);
	number = index_find(&trainer->edit_index, text);
	if (number)
		return *number;
	text = arena_str(&trainer->arena, text);
	trainer->edits[trainer->n_edits] = text;
	number = index_put(&trainer->edit_index, text, (uint32_t)trainer->n_edits++, &is_new);
	return *number;
}

/* The case that makes the begin of the lemma out of the form. */
static enum lemma_case case_between(struct str form, struct str lemma, struct arena *arena)
{
	static const enum lemma_case order[] = { LEMMA_LOWER, LEMMA_AS_WRITTEN, LEMMA_TITLE, LEMMA_UNGROUPED };
	enum lemma_case best = LEMMA_LOWER;
	size_t most = 0;

	for (size_t i = 0; i < LEMMA_CASES; i++) {
		struct str base = lemma_base(form, order[i], arena);
		size_t n = 0;

		while (n < base.len && n < lemma.len && base.at[n] == lemma.at[n])
			n++;
		if (n > most) {
			most = n;
			best = order[i];
		}
	}
	return best;
}

static void learn_pair(struct trainer *trainer, struct str form, struct str tag, struct str lemma, uint32_t n,
                       bool has_case)
{
	struct arena *arena = &trainer->arena;
	struct str lower = lemma_base(form, LEMMA_LOWER, arena);
	enum lemma_case letter_case = has_case ? case_between(form, lemma, arena) : LEMMA_LOWER;
	uint32_t edit = edit_between(trainer, lemma_base(form, letter_case, arena),
	                             lemma_base(lemma, LEMMA_AS_WRITTEN, arena));
	struct word word = words_describe(&classes_none, form, arena);
	enum lemma_spelling spelling = lemma_spelling_of(form, word.flags);

	if (edit == UINT32_MAX)
		return;
	vote(trainer, &trainer->words, ballot_key(trainer, 0, tag, lower), edit, n);
	if (has_case) {
		vote(trainer, &trainer->case_words, ballot_key(trainer, spelling, tag, lower), letter_case, n);
		vote(trainer, &trainer->cases, ballot_key(trainer, spelling, tag, (struct str){ "", 0 }), letter_case, n);
	}
}

/* --- sources ------------------------------------------------------------------------------------ */

static void learn_corpus(struct trainer *trainer, const struct corpus *corpus)
{
	size_t tag = corpus_has_xpos(corpus) ? CONLLU_XPOS : CONLLU_UPOS;

	for (size_t s = 0; s < corpus->n; s++)
		for (size_t w = 0; w < corpus->sentences[s].n_words; w++) {
			const struct str *column = corpus->sentences[s].words[w].column;

			if (!str_is(column[CONLLU_LEMMA], "_") || str_is(column[CONLLU_FORM], "_"))
				learn_pair(trainer, column[CONLLU_FORM], column[tag], column[CONLLU_LEMMA], 16, true);
		}
}

/* The Penn tags that a dictionary's inflected form may have. */
static const char *const *penn_tags(struct str part, struct str form, bool is_base)
{
	static const char *const noun[] = { "NN", NULL }, *const nouns[] = { "NNS", NULL },
	                         *const verb[] = { "VB", "VBP", NULL }, *const verbs[] = { "VBZ", NULL },
	                         *const ing[] = { "VBG", NULL }, *const past[] = { "VBD", "VBN", NULL },
	                         *const more[] = { "JJR", "RBR", NULL }, *const most[] = { "JJS", "RBS", NULL },
	                         *const adjective[] = { "JJ", NULL }, *const adverb[] = { "RB", NULL },
	                         *const none[] = { NULL };

	if (str_is(part, "noun"))
		return is_base ? noun : nouns;
	if (str_is(part, "verb") && is_base)
		return verb;
	if (str_is(part, "verb"))
		return str_ends(form, "ing") ? ing : str_ends(form, "s") ? verbs : past;
	if ((str_is(part, "adj") || str_is(part, "adv")) && !is_base)
		return str_ends(form, "st") ? most : str_ends(form, "r") ? more : none;
	if (str_is(part, "adj"))
		return adjective;
	return str_is(part, "adv") ? adverb : none;
}

/* Rows of LemmInflect: form,part of speech,lemma[/lemma …]; the first lemma counts. */
static void learn_dictionary(struct trainer *trainer, const char *path)
{
	struct str rest = train_file(path);

	while (rest.len) {
		size_t end = str_find(rest, '\n', 0);
		struct str line = str_slice(rest, 0, end), form, part, lemmas, lemma;
		size_t a = str_find(line, ',', 0), b = str_find(line, ',', a + 1);

		rest = str_slice(rest, end + 1, rest.len);
		form = str_slice(line, 0, a);
		part = str_slice(line, a + 1, b);
		lemmas = str_slice(line, b + 1, line.len);
		lemma = str_slice(lemmas, 0, str_find(lemmas, '/', 0));
		if (form.len == 0 || lemma.len == 0 || str_find(form, ' ', 0) < form.len)
			continue;
		for (const char *const *tag = penn_tags(part, form, str_eq(form, lemma)); *tag; tag++)
			learn_pair(trainer, form, str_of(*tag), lemma, 1, false);
	}
}

/* --- what has to be kept -------------------------------------------------------------------------- */

static size_t key_text(struct str key)
{
	return str_find(key, '\0', 1) + 1;
}

/* The edit that shorter endings give: from the ending that begins at `from` on. */
static uint32_t edit_by_endings(struct trainer *trainer, struct str key, size_t from)
{
	size_t text = key_text(key);
	char buffer[4096];

	if (key.len > sizeof buffer)
		return UINT32_MAX;
	memcpy(buffer, key.at, text);
	for (size_t pos = from;;) {
		const struct ballot *ballot;

		memcpy(buffer + text, key.at + pos, key.len - pos);
		ballot = ballot_find(&trainer->endings, str_at(buffer, text + key.len - pos));
		if (ballot && ballot->chosen != UINT32_MAX)
			return ballot->chosen;
		if (pos >= key.len)
			return UINT32_MAX;
		utf8_next(key, &pos);
	}
}

static size_t longest_ending(struct str key)
{
	size_t text = key_text(key), pos = key.len;

	for (size_t i = 0; i < LEMMA_ENDING && pos > text; i++)
		utf8_previous(key, &pos);
	return pos;
}

/* Every word votes once, for the edit that it takes most often, under each of its endings. */
static void vote_endings(struct trainer *trainer)
{
	for (size_t i = 0; i < trainer->words.n; i++) {
		struct str key = trainer->words.keys[i], ending;
		size_t text = key_text(key), pos = key.len;
		uint32_t edit = winner(&trainer->words.at[i], NULL);

		for (size_t length = 0; length <= LEMMA_ENDING; length++) {
			ending = arena_str(&trainer->arena, str_slice(key, pos - text, key.len));
			memcpy((char *)ending.at, key.at, text);
			vote(trainer, &trainer->endings, ending, edit, 1);
			if (pos == text)
				break;
			utf8_previous(key, &pos);
		}
	}
}

/* Endings from short to long, so that each can look at the shorter ones. */
static void choose_endings(struct trainer *trainer)
{
	for (size_t length = 0; length <= LEMMA_ENDING; length++)
		for (size_t i = 0; i < trainer->endings.n; i++) {
			struct str key = trainer->endings.keys[i];
			size_t text = key_text(key), pos = text;
			uint32_t n, edit = winner(&trainer->endings.at[i], &n);

			if (utf8_length(str_slice(key, text, key.len)) != length || (length && n < 2))
				continue;
			if (length)
				utf8_next(key, &pos);
			if (length == 0 || edit_by_endings(trainer, key, pos) != edit)
				trainer->endings.at[i].chosen = edit;
		}
}

static void choose(struct trainer *trainer)
{
	vote_endings(trainer);
	choose_endings(trainer);
	for (size_t i = 0; i < trainer->words.n; i++) {
		struct str key = trainer->words.keys[i];
		uint32_t edit = winner(&trainer->words.at[i], NULL);

		if (edit_by_endings(trainer, key, longest_ending(key)) != edit)
			trainer->words.at[i].chosen = edit;
	}
	for (size_t i = 0; i < trainer->cases.n; i++)
		trainer->cases.at[i].chosen = winner(&trainer->cases.at[i], NULL);
	for (size_t i = 0; i < trainer->case_words.n; i++) {
		struct str key = trainer->case_words.keys[i];
		const struct ballot *usual = ballot_find(&trainer->cases, str_slice(key, 0, key_text(key)));
		uint32_t letter_case = winner(&trainer->case_words.at[i], NULL);

		if (letter_case != usual->chosen)
			trainer->case_words.at[i].chosen = letter_case;
	}
}

/* --- writing -------------------------------------------------------------------------------------- */

struct table {
	struct lemma_entry *entries;
	size_t size, n;
};

static void put_ballots(struct table *table, const struct ballots *ballots, enum lemma_kind kind,
                        const uint32_t *edit_at)
{
	for (size_t i = 0; i < ballots->n; i++) {
		struct str key = ballots->keys[i];
		size_t text = key_text(key);
		uint32_t value = ballots->at[i].chosen;
		uint64_t hash;

		if (value == UINT32_MAX)
			continue;
		table->n++;
		if (!table->entries)
			continue;
		hash = lemma_key(kind, hash_str(str_slice(key, 1, text - 1)), str_slice(key, text, key.len),
		                 (enum lemma_spelling)key.at[0]);
		for (size_t at = hash & (table->size - 1);; at = (at + 1) & (table->size - 1)) {
			if (table->entries[at].fingerprint)
				continue;
			table->entries[at] = (struct lemma_entry){ (uint32_t)(hash >> 32) | 1,
				                                   edit_at ? edit_at[value] : value };
			break;
		}
	}
}

static void put_all(struct table *table, const struct trainer *trainer, const uint32_t *edit_at)
{
	table->n = 0;
	put_ballots(table, &trainer->words, KIND_EDIT_WORD, edit_at);
	put_ballots(table, &trainer->endings, KIND_EDIT_ENDING, edit_at);
	put_ballots(table, &trainer->case_words, KIND_CASE_WORD, NULL);
	put_ballots(table, &trainer->cases, KIND_CASE, NULL);
}

static void write_part(const struct trainer *trainer, const char *info, const char *path)
{
	uint32_t *edit_at = diag_alloc((trainer->n_edits + 1) * sizeof *edit_at);
	struct table table = { .size = 2 };
	struct buf edits = { 0 };

	for (size_t i = 0; i < trainer->n_edits; i++) {
		edit_at[i] = (uint32_t)edits.len;
		buf_add_str(&edits, trainer->edits[i]);
	}
	put_all(&table, trainer, edit_at);
	while (table.size < table.n + table.n / 6 + 1)
		table.size *= 2;
	table.entries = diag_alloc(table.size * sizeof *table.entries);
	memset(table.entries, 0, table.size * sizeof *table.entries);
	put_all(&table, trainer, edit_at);
	fprintf(stderr, "lemma: %zu entries in %zu slots, %zu edits\n", table.n, table.size, trainer->n_edits);
	part_write(path,
	           (struct bundle_part[]){
	                   { "info", str_of(info) },
	                   { "lem.table", str_at((char *)table.entries, table.size * sizeof *table.entries) },
	                   { "lem.edits", buf_str(&edits) },
	           },
	           3);
	free(table.entries);
	free(edit_at);
	buf_free(&edits);
}

static void free_ballots(struct ballots *ballots)
{
	index_free(&ballots->index);
	free(ballots->keys);
	free(ballots->at);
}

static const char usage[] = "usage: tag-train lemma [OPTION…] FILE.conllu… -o PART\n"
                            "  -f FILE   dictionary: form,part of speech,lemma[/lemma] (LemmInflect; English)\n"
                            "  -i TEXT   sources and licences, for the model's info\n";

int train_lemma(int argc, char *argv[])
{
	struct trainer trainer = { 0 };
	struct corpus corpus = { 0 };
	const char *output = NULL, *info = "";
	int letter;

	trainer.edits = diag_alloc(MAX_EDITS * sizeof *trainer.edits);
	while ((letter = getopt(argc, argv, "f:i:o:h")) != -1) {
		if (letter == 'f')
			learn_dictionary(&trainer, optarg);
		else if (letter == 'i')
			info = optarg;
		else if (letter == 'o')
			output = optarg;
		else
			return fputs(usage, letter == 'h' ? stdout : stderr), letter == 'h' ? EXIT_OK : EXIT_USAGE;
	}
	if (!output || optind == argc)
		return fputs(usage, stderr), EXIT_USAGE;
	for (int i = optind; i < argc; i++)
		corpus_read(argv[i], &trainer.arena, &corpus);
	learn_corpus(&trainer, &corpus);
	choose(&trainer);
	write_part(&trainer, info, output);
	free_ballots(&trainer.words);
	free_ballots(&trainer.endings);
	free_ballots(&trainer.case_words);
	free_ballots(&trainer.cases);
	index_free(&trainer.edit_index);
	free(trainer.edits);
	arena_free(&trainer.arena);
	return EXIT_OK;
}
