/* Exact spans against the annotation, and the line that makes scores probabilities (Platt 1999). */
#include "entity_score.h"

#include <math.h>

#include "filters/tag/words/words.h"

enum {
	NEWTON_STEPS = 50,
	CALIBRATION_LEAST = 100, /* names of a type */
};

static const double STEP_MAX = 0.3;

void entity_scores_free(struct entity_scores *scores)
{
	buf_free(&scores->judged);
}

/* Names of a label sequence, in order; the sentence's number is `sentence`. */
static void gold_mentions(const uint8_t *labels, size_t T, uint32_t sentence, struct mentions *out,
                          struct arena *arena)
{
	size_t first = 0;

	for (size_t t = 0; t < T; t++) {
		unsigned label = labels[t];

		if (label == CRF_O)
			continue;
		if (label < CRF_L || (label >= CRF_B && label < CRF_I))
			first = t;
		if (label < CRF_CLOSED)
			mentions_add(out, (struct mention){ sentence, (uint32_t)first, (uint32_t)t,
			                                    (enum entity_type)crf_type(label), 1 }, arena);
	}
}

static bool is_same(const struct mention *a, const struct mention *b)
{
	return a->sentence == b->sentence && a->first == b->first && a->last == b->last && a->type == b->type;
}

static void judge(struct entity_scores *scores, const struct mentions *gold, const struct mentions *found,
                  const bool *is_annotated)
{
	size_t g = 0;

	for (size_t i = 0; i < gold->n; i++)
		scores->n_gold[gold->at[i].type]++;
	for (size_t i = 0; i < found->n; i++) {
		const struct mention *m = &found->at[i];
		struct entity_judged judged = { m->type, m->score, false };

		while (g < gold->n && (gold->at[g].sentence < m->sentence || (gold->at[g].sentence == m->sentence &&
		                                                             gold->at[g].first < m->first)))
			g++;
		judged.is_right = g < gold->n && is_same(&gold->at[g], m);
		scores->n_found[m->type]++;
		scores->n_right[m->type] += judged.is_right;
		if (is_annotated[m->type])
			buf_add(&scores->judged, &judged, sizeof judged);
	}
}

/* Whether a corpus marks names of a type at all: UNER has no MISC, and one found there says nothing. */
static bool has_type(const struct entity_corpus *corpus, unsigned type)
{
	const uint32_t *allowed = (const uint32_t *)(const void *)corpus->allowed.at;
	uint32_t labels = (1u << CRF_U | 1u << CRF_B) << type;

	for (size_t t = 0; t < entity_corpus_n_tokens(corpus); t++)
		if (allowed[t] != ENTITY_UNKNOWN && allowed[t] & labels)
			return true;
	return false;
}

/* Lines for the mentions of `list` that `other` lacks: what, type, score, the name in its sentence. */
static void report(const struct tokens *sentences, const struct mentions *list, const struct mentions *other,
                   const char *what, struct buf *out)
{
	for (size_t i = 0, o = 0; i < list->n; i++) {
		const struct mention *m = &list->at[i];
		const struct tokens *tokens = &sentences[m->sentence];

		while (o < other->n && (other->at[o].sentence < m->sentence || (other->at[o].sentence == m->sentence &&
		                                                              other->at[o].first < m->first)))
			o++;
		if (o < other->n && is_same(&other->at[o], m))
			continue;
		buf_printf(out, "%s\t%s\t%.2f\t", what, entity_type_name(m->type), (double)m->score);
		for (size_t t = 0; t < tokens->T; t++) {
			buf_add_str(out, str_of(t == m->first ? "[" : ""));
			buf_add_str(out, tokens->form[t]);
			buf_add_str(out, str_of(t == m->last ? "] " : " "));
		}
		buf_add_byte(out, '\n');
	}
}

void entity_scores_add(struct entity_scores *scores, const struct entity_corpus *corpus,
                       const struct entity_model *model, const struct classes *classes, struct buf *wrong)
{
	const struct entity_sentence_range *range =
	        (const struct entity_sentence_range *)(const void *)corpus->sentences.at;
	const struct str *form = (const struct str *)(const void *)corpus->form.at;
	size_t n = entity_corpus_n_sentences(corpus);
	struct entity_memo *memo = entity_memo_new();
	struct arena arena = { 0 };
	bool is_annotated[CRF_TYPES];

	for (unsigned type = 0; type < CRF_TYPES; type++)
		is_annotated[type] = has_type(corpus, type);
	for (size_t first = 0, last; first < n; first = last) {
		struct words words;
		struct tokens *sentences;
		struct mentions gold = { 0 }, found;

		for (last = first + 1; last < n && !range[last].is_new_document; last++)
			;
		sentences = arena_array(&arena, struct tokens, last - first);
		words_init(&words, classes, &arena);
		for (size_t s = first; s < last; s++) {
			struct tokens *tokens = &sentences[s - first];
			uint8_t *labels = arena_array(&arena, uint8_t, range[s].T);

			*tokens = (struct tokens){ .T = range[s].T };
			tokens->form = arena_array(&arena, struct str, range[s].T);
			memcpy(tokens->form, form + range[s].first, range[s].T * sizeof *form);
			tokens->word = arena_array(&arena, uint32_t, range[s].T);
			words_enter(&words, tokens);
			entity_corpus_labels(corpus, s, labels);
			gold_mentions(labels, range[s].T, (uint32_t)(s - first), &gold, &arena);
		}
		found = entities_find(model, memo, sentences, last - first, &words, &arena);
		judge(scores, &gold, &found, is_annotated);
		if (wrong) {
			report(sentences, &gold, &found, "missed", wrong);
			report(sentences, &found, &gold, "wrong", wrong);
		}
		arena_reset(&arena);
	}
	arena_free(&arena);
	entity_memo_delete(memo);
}

double entity_scores_f1(const struct entity_scores *scores, unsigned n_types)
{
	size_t gold_and_found = 0, right = 0;

	for (unsigned type = 0; type < n_types; type++) {
		gold_and_found += scores->n_gold[type] + scores->n_found[type];
		right += scores->n_right[type];
	}
	return gold_and_found ? 200.0 * (double)right / (double)gold_and_found : 0;
}

static double log_odds(double p)
{
	const double edge = 1e-6;

	p = p < edge ? edge : p > 1 - edge ? 1 - edge : p;
	return log(p / (1 - p));
}

void entity_scores_calibrate(const struct entity_scores *scores, struct entity_calibration *calibration)
{
	const struct entity_judged *judged = (const struct entity_judged *)(const void *)scores->judged.at;
	size_t n = scores->judged.len / sizeof *judged;

	for (unsigned type = 0; type < CRF_TYPES; type++) {
		double a = 1, b = 0;
		size_t n_judged = 0;

		for (size_t i = 0; i < n; i++)
			n_judged += judged[i].type == type;
		if (calibration->is_set[type] || n_judged < CALIBRATION_LEAST)
			continue;
		/* Newton's method, steps held short, with a small pull towards slope 1 and offset 0. */
		for (unsigned step = 0; step < NEWTON_STEPS; step++) {
			double da = a - 1, db = b, aa = 1, ab = 0, bb = 1, det, move_a, move_b;

			for (size_t i = 0; i < n; i++) {
				double x = log_odds(judged[i].score), p, w;

				if (judged[i].type != type)
					continue;
				p = 1 / (1 + exp(-(a * x + b)));
				w = p * (1 - p);
				da += (p - judged[i].is_right) * x;
				db += p - judged[i].is_right;
				aa += w * x * x;
				ab += w * x;
				bb += w;
			}
			det = aa * bb - ab * ab;
			move_a = (bb * da - ab * db) / det;
			move_b = (aa * db - ab * da) / det;
			a -= fmax(-STEP_MAX, fmin(STEP_MAX, move_a));
			b -= fmax(-STEP_MAX, fmin(STEP_MAX, move_b));
		}
		calibration->slope[type] = (float)a;
		calibration->offset[type] = (float)b;
		calibration->is_set[type] = true;
	}
}
