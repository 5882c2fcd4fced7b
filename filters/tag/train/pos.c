/*
 * pos.c: `tag-train pos`: learns UPOS and XPOS from CoNLL-U.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/row.h"
#include "filters/tag/hash.h"
#include "filters/tag/tags/features.h"
#include "filters/tag/tags/tagger.h"
#include "filters/tag/train/corpus.h"
#include "filters/tag/train/learner.h"
#include "filters/tag/train/pos_part.h"
#include "filters/tag/train/tagcounts.h"
#include "filters/tag/train/train.h"

enum {
	CLASS_MAX = 4,
	FOLDS = 5, /* of which one is scored by what the others teach */
	RUN = 50,  /* sentences after one another are in one fold: texts are not torn apart */
};

struct pos_options {
	double share;      /* of a word's occurrences: a tag of its ambiguity class has at least so many */
	double possible;   /* a tag that it may take has at least so many in raw text */
	uint32_t frequent; /* a word seen so often has only the tags that it was seen with */
	uint32_t least;    /* words of the raw text that are rarer are not entered */
};

struct pos {
	struct arena arena;
	struct classes classes;
	struct words words;
	struct index upos, xpos; /* names -> numbers */
	struct str upos_name[LEARNER_LABELS], xpos_name[LEARNER_LABELS];
	size_t n_upos, n_xpos;
	bool has_xpos;
	struct tagcounts counts;
	struct learner learner, second; /* the first look, and the second one */
	struct pos_options options;
};

/*
 * The first look's scores as the second builds upon them. They are surer of themselves than they are
 * right, for features are left out in training and none in new text.
 */
static const float SECOND_BASE = 0.35f;

enum { NO_PAIR = LEARNER_NONE }; /* tags that do not stand together in training */

/* A sentence of a corpus as words of the table. */
static void take_sentence(struct pos *pos, const struct conllu_sentence *sentence, struct tokens *tokens)
{
	size_t T = sentence->n_words;

	*tokens = (struct tokens){ .T = T };
	tokens->form = arena_array(&pos->arena, struct str, T);
	tokens->word = arena_array(&pos->arena, uint32_t, T);
	for (size_t t = 0; t < T; t++)
		tokens->form[t] = sentence->words[t].column[CONLLU_FORM];
	words_enter(&pos->words, tokens);
}

/* XPOS, empty where the model has none. */
static struct str xpos_of(const struct pos *pos, const struct str *column)
{
	return pos->has_xpos ? column[CONLLU_XPOS] : (struct str){ "", 0 };
}

static void number_label(struct index *index, struct str name, struct str *names, size_t *n)
{
	bool is_new;

	index_put(index, name, (uint32_t)*n, &is_new);
	if (is_new && *n == CORPUS_XPOS)
		diag_fatal(EXIT_DATA, NULL, "more than %d tags", CORPUS_XPOS);
	if (is_new)
		names[(*n)++] = name;
}

static void number_labels(struct pos *pos, const struct corpus *corpus)
{
	pos->has_xpos = corpus_has_xpos(corpus);
	for (size_t s = 0; s < corpus->n; s++)
		for (size_t w = 0; w < corpus->sentences[s].n_words; w++) {
			const struct str *column = corpus->sentences[s].words[w].column;

			number_label(&pos->upos, column[CONLLU_UPOS], pos->upos_name, &pos->n_upos);
			number_label(&pos->xpos, xpos_of(pos, column), pos->xpos_name, &pos->n_xpos);
		}
	pos->learner.n_labels = pos->n_upos + pos->n_xpos;
}

/* The pair of a word's tags; NO_PAIR where it is new and not to be entered. */
static uint8_t pair_of(struct pos *pos, const struct str *column, bool may_enter)
{
	const uint32_t *u = index_find(&pos->upos, column[CONLLU_UPOS]);
	const uint32_t *x = index_find(&pos->xpos, xpos_of(pos, column));
	struct learner *learner = &pos->learner;

	if (!u || !x)
		return NO_PAIR;
	for (size_t i = 0; i < learner->n_pairs; i++)
		if (learner->pairs[i].first == *u && learner->pairs[i].second == *x + pos->n_upos)
			return (uint8_t)i;
	if (!may_enter || learner->n_pairs == NO_PAIR)
		return NO_PAIR;
	learner->pairs[learner->n_pairs] = (struct learner_pair){ (uint8_t)*u, (uint8_t)(*x + pos->n_upos) };
	return (uint8_t)learner->n_pairs++;
}

static uint32_t ambiguity_of(const struct pos *pos, const struct word *word, size_t fold)
{
	uint8_t class[CLASS_MAX];
	size_t n = tagcounts_class(tagcounts_find(&pos->counts, word->form), fold, pos->options.share, class, CLASS_MAX);

	if (n == 0 && word->lower.at != word->form.at)
		n = tagcounts_class(tagcounts_find(&pos->counts, word->lower), fold, pos->options.share, class, CLASS_MAX);
	if (n == 0)
		return word->flags + 2;
	return (uint32_t)hash_str(str_at((char *)class, n)) | 1u << 31;
}

/* A sentence as features see it, and what the first look makes of it. */
struct look {
	size_t T;
	const struct word **words;
	struct feature_word *views; /* with two on either side of the sentence */
	enum sentence_style style;
	uint8_t *best; /* pairs */
	float *margin; /* how far the next pair is behind */
	float (*score)[LEARNER_LABELS];
};

static struct look look_new(struct pos *pos, const struct tokens *tokens, size_t fold)
{
	size_t T = tokens->T;
	struct look look = {
		.T = T, .style = features_style(&pos->words, tokens),
		.words = diag_alloc((T + 1) * sizeof *look.words),
		.views = diag_alloc((T + 4) * sizeof *look.views),
		.best = diag_alloc(T + 1),
		.margin = diag_alloc((T + 1) * sizeof *look.margin),
		.score = diag_alloc((T + 1) * sizeof *look.score),
	};

	for (size_t t = 0; t < T + 4; t++)
		look.views[t] = feature_outside;
	for (size_t t = 0; t < T; t++) {
		look.words[t] = &pos->words.at[tokens->word[t]];
		look.views[t + 2] = feature_word_of(look.words[t], ambiguity_of(pos, look.words[t], fold));
	}
	return look;
}

static void look_delete(struct look *look)
{
	free(look->words);
	free(look->views);
	free(look->best);
	free(look->margin);
	free(look->score);
}

/* The features of the first look at a token. */
static size_t first_features(const struct pos *pos, const struct look *look, size_t t, uint64_t *keys)
{
	const struct feature_word *window[ROLES];
	size_t n = 0;

	for (size_t r = 0; r < ROLES; r++) {
		bool is_inside = t + r >= 2 && t + r - 2 < look->T;

		window[r] = is_inside ? &look->views[t + r] : &feature_outside;
		n += features_of_word(&pos->classes, is_inside ? look->words[t + r - 2] : NULL, window[r]->ambiguity,
		                      r, keys + n);
	}
	n += features_of_pairs(window, keys + n);
	return n + features_of_place(window[ROLE_SELF], features_place(window, look->style), keys + n);
}

static bool is_verb(const struct pos *pos, uint8_t pair)
{
	return tagger_is_verb(pos->upos_name[pos->learner.pairs[pair].first]);
}

/* The features of the second look, which sees the tags of the first. */
static size_t second_features(const struct pos *pos, const struct look *look, size_t t, uint64_t keys[FEATURES_TAGS])
{
	struct feature_tags tags = { .left = look->views[t + 1].lower, .right = look->views[t + 3].lower };

	for (size_t r = 0; r < ROLES; r++)
		if (t + r >= 2 && t + r - 2 < look->T)
			tags.at[r] = (uint8_t)(look->best[t + r - 2] + 1);
	for (size_t i = t; i-- > 0 && !tags.verb_before;)
		tags.verb_before = is_verb(pos, look->best[i]) ? (uint8_t)(look->best[i] + 1) : 0;
	for (size_t i = t + 1; i < look->T && !tags.verb_after; i++)
		tags.verb_after = is_verb(pos, look->best[i]) ? (uint8_t)(look->best[i] + 1) : 0;
	return features_of_tags(&look->views[t + 2], &tags, keys);
}

/* The first look's tags, from its scores, which are scaled for the second. */
static void look_choose(const struct pos *pos, struct look *look, size_t t)
{
	for (size_t y = 0; y < pos->learner.n_labels; y++)
		look->score[t][y] *= SECOND_BASE;
	look->best[t] = learner_best(&pos->learner, look->score[t], &look->margin[t]);
}

static bool is_unsure(const struct look *look, size_t t)
{
	return look->margin[t] < SECOND_BASE * TAGGER_UNSURE / TAGGER_SCALE;
}

/* --- held-out scores ---------------------------------------------------------------------------- */

struct evaluation {
	size_t n, upos, xpos, both, unknown, unknown_upos;
};

static void judge(const struct pos *pos, const struct str *column, uint8_t best, struct evaluation *evaluation)
{
	struct learner_pair pair = pos->learner.pairs[best];
	bool is_upos = str_eq(pos->upos_name[pair.first], column[CONLLU_UPOS]);
	bool is_xpos = str_eq(pos->xpos_name[pair.second - pos->n_upos], xpos_of(pos, column));

	evaluation->n++;
	evaluation->upos += is_upos;
	evaluation->xpos += is_xpos;
	evaluation->both += is_upos && is_xpos;
	if (!tagcounts_find(&pos->counts, column[CONLLU_FORM])) {
		evaluation->unknown++;
		evaluation->unknown_upos += is_upos;
	}
}

static void judge_sentence(struct pos *pos, const struct conllu_sentence *sentence, uint64_t *keys,
                           struct evaluation *evaluation)
{
	struct tokens tokens;
	struct look look;

	take_sentence(pos, sentence, &tokens);
	look = look_new(pos, &tokens, SIZE_MAX);
	memset(look.score, 0, look.T * sizeof *look.score);
	for (size_t t = 0; t < look.T; t++) {
		learner_score(&pos->learner, keys, first_features(pos, &look, t, keys), look.score[t]);
		look_choose(pos, &look, t);
	}
	for (size_t t = 0; t < look.T; t++) {
		uint8_t best = look.best[t];
		float margin;

		if (pos->second.n_features && is_unsure(&look, t)) {
			learner_score(&pos->second, keys, second_features(pos, &look, t, keys), look.score[t]);
			best = learner_best(&pos->learner, look.score[t], &margin);
		}
		judge(pos, sentence->words[t].column, best, evaluation);
	}
	look_delete(&look);
}

static double percent(size_t n, size_t of)
{
	return of ? 100.0 * (double)n / (double)of : 0;
}

/* Scores of a held-out file: on stderr, and into the model's info. */
static void evaluate(struct pos *pos, const char *path, uint64_t *keys, struct buf *info)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	struct corpus corpus = { 0 };
	struct evaluation evaluation = { 0 };

	corpus_read(path, &pos->arena, &corpus);
	for (size_t s = 0; s < corpus.n; s++)
		judge_sentence(pos, &corpus.sentences[s], keys, &evaluation);
	fprintf(stderr, "%s: UPOS %.2f XPOS %.2f both %.2f; %zu words not in training: UPOS %.2f\n", path,
	        percent(evaluation.upos, evaluation.n), percent(evaluation.xpos, evaluation.n),
	        percent(evaluation.both, evaluation.n), evaluation.unknown,
	        percent(evaluation.unknown_upos, evaluation.unknown));
	buf_printf(info, "scores on gold tokens of %s: UPOS %.1f, XPOS %.1f\n", name,
	           percent(evaluation.upos, evaluation.n), percent(evaluation.xpos, evaluation.n));
}

/* Adds the counts of a tagged raw text: form, UPOS, XPOS, count. */
static void read_counts(struct pos *pos, const char *path)
{
	struct str rest = train_file(path);
	struct tagcounts raw = { .arena = &pos->arena };

	while (rest.len) {
		size_t end = str_find(rest, '\n', 0);
		struct str field[4], column[CONLLU_COLUMNS] = { { NULL, 0 } };
		uint64_t n;
		uint8_t pair;

		if (row_split(str_slice(rest, 0, end), field, 4) != 4 || !str_number(field[3], UINT32_MAX, &n))
			diag_fatal(EXIT_DATA, path, "expected form, UPOS, XPOS, count in every line");
		rest = str_slice(rest, end + 1, rest.len);
		column[CONLLU_UPOS] = field[1];
		column[CONLLU_XPOS] = field[2];
		pair = pair_of(pos, column, false);
		if (pair != NO_PAIR)
			tagcounts_add(&raw, field[0], pair, SIZE_MAX, (uint32_t)n);
	}
	for (size_t w = 0; w < raw.n; w++) {
		uint32_t total = 0;

		for (const struct tagcount *tag = raw.tags[w]; tag; tag = tag->next)
			total += tag->n;
		for (const struct tagcount *tag = raw.tags[w]; tag && total >= pos->options.least; tag = tag->next)
			tagcounts_add(&pos->counts, raw.forms[w], tag->tag, SIZE_MAX, tag->n);
	}
}

/* --- learning ----------------------------------------------------------------------------------- */

/* Scores of every example by a learner that has not seen its fold. */
static float (*scores_of_folds(struct pos *pos))[LEARNER_LABELS]
{
	struct learner *learner = &pos->learner;
	float(*scores)[LEARNER_LABELS] = diag_alloc(learner->n_examples * sizeof *scores);
	unsigned trainings = learner->options.trainings;

	memset(scores, 0, learner->n_examples * sizeof *scores);
	learner->options.trainings = 1;
	for (uint8_t fold = 0; fold < FOLDS; fold++) {
		learner_train(learner, fold);
		for (size_t e = 0; e < learner->n_examples; e++)
			if (learner->fold[e] == fold)
				learner_score_example(learner, e, scores[e]);
	}
	learner->options.trainings = trainings;
	return scores;
}

/* The second look learns where the first was unsure; it has to see tags as wrong as they are in new text. */
static void learn_second(struct pos *pos, const struct tokens *tokens, size_t n)
{
	float(*scores)[LEARNER_LABELS] = scores_of_folds(pos);
	struct learner *second = &pos->second;
	uint64_t keys[FEATURES_TAGS];

	memcpy(second->pairs, pos->learner.pairs, sizeof second->pairs);
	second->n_pairs = pos->learner.n_pairs;
	second->n_labels = pos->learner.n_labels;
	for (size_t s = 0, e = 0; s < n; e += tokens[s++].T) {
		struct look look = look_new(pos, &tokens[s], s % TAGCOUNTS_FOLDS);

		memcpy(look.score, scores + e, look.T * sizeof *scores);
		for (size_t t = 0; t < look.T; t++)
			look_choose(pos, &look, t);
		for (size_t t = 0; t < look.T; t++)
			if (is_unsure(&look, t))
				learner_add(second, keys, second_features(pos, &look, t, keys),
				            pos->learner.answer[e + t], 0, look.score[t]);
		look_delete(&look);
	}
	free(scores);
	learner_count(second);
	learner_train(second, LEARNER_ALL);
}

static void learn(struct pos *pos, const struct corpus *corpus, const char *counts, bool has_second, uint64_t *keys)
{
	struct tokens *tokens = arena_array(&pos->arena, struct tokens, corpus->n);

	for (size_t s = 0; s < corpus->n; s++) {
		const struct conllu_sentence *sentence = &corpus->sentences[s];

		take_sentence(pos, sentence, &tokens[s]);
		for (size_t w = 0; w < sentence->n_words; w++) {
			uint8_t pair = pair_of(pos, sentence->words[w].column, true);

			if (pair != NO_PAIR)
				tagcounts_add(&pos->counts, pos->words.at[tokens[s].word[w]].form, pair,
				              s % TAGCOUNTS_FOLDS, 1);
		}
	}
	if (counts)
		read_counts(pos, counts);
	for (size_t s = 0; s < corpus->n; s++) {
		struct look look = look_new(pos, &tokens[s], s % TAGCOUNTS_FOLDS);

		for (size_t t = 0; t < look.T; t++)
			learner_add(&pos->learner, keys, first_features(pos, &look, t, keys),
			            pair_of(pos, corpus->sentences[s].words[t].column, false), s / RUN % FOLDS, NULL);
		look_delete(&look);
	}
	learner_count(&pos->learner);
	if (has_second)
		learn_second(pos, tokens, corpus->n);
	learner_train(&pos->learner, LEARNER_ALL);
}

/*
 * What a word may be: every pair that it was seen with in the treebanks, and in raw text often
 * enough not to be a mistake of the tagger (Moore 2014); a rare word also all that unknown words
 * may be.
 */
static size_t pairs_of_word(const struct pos *pos, const struct tagcount *tags, const bool *unknown,
                            uint8_t *pairs)
{
	uint32_t total = 0;
	size_t n = 0;

	for (const struct tagcount *tag = tags; tag; tag = tag->next)
		total += tag->n;
	for (size_t pair = 0; pair < pos->learner.n_pairs; pair++) {
		bool may = total < pos->options.frequent && unknown[pair];

		for (const struct tagcount *tag = tags; tag; tag = tag->next)
			may |= tag->tag == pair && (tagcounts_gold(tag) || tag->n >= pos->options.possible * total);
		if (may)
			pairs[n++] = (uint8_t)pair;
	}
	return n;
}

/* The pairs that words have which the treebanks show once or twice. */
static void pairs_of_unknown(const struct pos *pos, bool may[LEARNER_PAIRS])
{
	memset(may, 0, LEARNER_PAIRS * sizeof *may);
	for (size_t w = 0; w < pos->counts.n; w++) {
		uint32_t gold = 0;

		for (const struct tagcount *tag = pos->counts.tags[w]; tag; tag = tag->next)
			gold += tagcounts_gold(tag);
		for (const struct tagcount *tag = pos->counts.tags[w]; tag && gold <= 2; tag = tag->next)
			may[tag->tag] |= tagcounts_gold(tag) > 0;
	}
}

/* The dictionary: every word seen, its class, what it may be. */
static void write_part(struct pos *pos, double least, struct str info, const char *path)
{
	struct str names[LEARNER_LABELS];
	struct pos_word *words = arena_array(&pos->arena, struct pos_word, pos->counts.n);
	uint8_t unknown[LEARNER_PAIRS];
	bool may[LEARNER_PAIRS];
	struct pos_part part = {
		.learner = &pos->learner, .second = &pos->second, .names = names, .n_upos = pos->n_upos, .n_xpos = pos->n_xpos,
		.words = words, .n_words = pos->counts.n, .unknown = unknown,
		.scale = TAGGER_SCALE, .second_scale = TAGGER_SCALE / SECOND_BASE, .least = (float)least, .info = info,
	};

	pairs_of_unknown(pos, may);
	part.n_unknown = pairs_of_word(pos, NULL, may, unknown);
	memcpy(names, pos->upos_name, pos->n_upos * sizeof *names);
	memcpy(names + pos->n_upos, pos->xpos_name, pos->n_xpos * sizeof *names);
	for (size_t w = 0; w < pos->counts.n; w++) {
		struct word word = { .form = pos->counts.forms[w], .lower = pos->counts.forms[w] };

		uint8_t pairs[LEARNER_PAIRS];
		size_t n = pairs_of_word(pos, pos->counts.tags[w], may, pairs);
		struct str set = arena_str(&pos->arena, str_at((char *)pairs, n));

		words[w] = (struct pos_word){ hash_str(word.form), ambiguity_of(pos, &word, SIZE_MAX),
			                      (const uint8_t *)set.at, n };
	}
	pos_part_write(&part, path);
}

static const char usage[] = "usage: tag-train pos [OPTION…] FILE.conllu… -o PART\n"
                            "  -c PART   word classes (tag-train classes)\n"
                            "  -d FILE   held-out CoNLL-U, whose scores are printed; may be given again\n"
                            "  -w FILE   tags of raw text: form, UPOS, XPOS, count (tagged by an earlier model)\n"
                            "  -k COUNT  a word seen so often has only the tags that it was seen with (50)\n"
                            "  -q SHARE  ... of which those of raw text have at least this share (0.0001)\n"
                            "  -l COUNT  words of raw text that are rarer are not entered (3)\n"
                            "  -s SHARE  least share of a tag in an ambiguity class (0.05)\n"
                            "  -2        a second look at words whose tags the first leaves unsure\n"
                            "  -e N      rounds of training (10)\n"
                            "  -a N      trainings whose mean is taken (1)\n"
                            "  -r RATE   step size (0.05)\n"
                            "  -p SHARE  dropout (0.5)\n"
                            "  -m COUNT  leave out features that are rarer (6)\n"
                            "  -n COUNT  features at least so frequent have weights for all labels (30)\n"
                            "  -t WEIGHT leave out smaller weights (0.02)\n"
                            "  -i TEXT   sources and licences, for the model's info\n";

int train_pos(int argc, char *argv[])
{
	struct pos pos = {
		.options = { .share = 0.05, .possible = 0.0001, .frequent = 50, .least = 3 },
		.classes = classes_none,
		.learner.options = { .trainings = 1, .epochs = 10, .rate = 0.05, .dropout = 0.5, .min_count = 6, .dense = 30 },
		.second.options = { .trainings = 1, .epochs = 10, .rate = 0.007, .min_count = 6, .dense = 30 },
	};
	struct corpus corpus = { 0 };
	uint64_t keys[ROLES * FEATURES_WORD + FEATURES_PAIR + FEATURES_PLACE];
	struct bundle bundle;
	struct buf info = { 0 };
	const char *dev[8], *output = NULL, *counts = NULL;
	double least = 0.02;
	bool has_second = false;
	size_t n_dev = 0;
	int letter;

	while ((letter = getopt(argc, argv, "2c:d:w:k:q:s:l:e:a:r:p:m:n:t:o:i:h")) != -1) {
		struct learner_options *options = &pos.learner.options;

		if (letter == 'c') {
			bundle = part_open(optarg);
			if (!classes_open(&bundle, &pos.classes))
				diag_fatal(EXIT_CONFIG, optarg, "bad word classes");
		} else if (letter == 'd' && n_dev < sizeof dev / sizeof *dev)
			dev[n_dev++] = optarg;
		else if (letter == 'w')
			counts = optarg;
		else if (letter == 'k')
			pos.options.frequent = (uint32_t)train_number(optarg, 1, 1e9);
		else if (letter == 'l')
			pos.options.least = (uint32_t)train_number(optarg, 1, 1e9);
		else if (letter == 'q')
			pos.options.possible = train_number(optarg, 0, 1);
		else if (letter == 's')
			pos.options.share = train_number(optarg, 0, 1);
		else if (letter == '2')
			has_second = true;
		else if (letter == 'e')
			options->epochs = (unsigned)train_number(optarg, 1, 100);
		else if (letter == 'a')
			options->trainings = (unsigned)train_number(optarg, 1, 100);
		else if (letter == 'r')
			options->rate = train_number(optarg, 0, 10);
		else if (letter == 'p')
			options->dropout = train_number(optarg, 0, 0.9);
		else if (letter == 'm')
			options->min_count = (uint32_t)train_number(optarg, 1, 1000);
		else if (letter == 'n')
			options->dense = (uint32_t)train_number(optarg, 1, 1e9);
		else if (letter == 't')
			least = train_number(optarg, 0, 10);
		else if (letter == 'i')
			buf_add_str(&info, str_of(optarg));
		else if (letter == 'o')
			output = optarg;
		else
			return fputs(usage, letter == 'h' ? stdout : stderr), letter == 'h' ? EXIT_OK : EXIT_USAGE;
	}
	if (!output || optind == argc)
		return fputs(usage, stderr), EXIT_USAGE;
	words_init(&pos.words, &pos.classes, &pos.arena);
	pos.counts.arena = pos.upos.arena = pos.xpos.arena = &pos.arena;
	for (int i = optind; i < argc; i++)
		corpus_read(argv[i], &pos.arena, &corpus);
	number_labels(&pos, &corpus);
	learn(&pos, &corpus, counts, has_second, keys);
	for (size_t i = 0; i < n_dev; i++)
		evaluate(&pos, dev[i], keys, &info);
	write_part(&pos, least, buf_str(&info), output);
	buf_free(&info);
	learner_free(&pos.learner);
	learner_free(&pos.second);
	arena_free(&pos.arena);
	return EXIT_OK;
}
