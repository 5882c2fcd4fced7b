/* split.c: see split.h. */
#include "split.h"

#include "rules.h"

bool splitter_open(const struct bundle *model, struct splitter *splitter)
{
	return linear_open(bundle_section(model, "weights"), &splitter->weights) &&
	       splitter->weights.n_outcomes == 2 &&
	       vocabulary_open(bundle_section(model, "words"), &splitter->vocabulary);
}

struct split split_begin(const struct splitter *splitter, struct str text, enum split_kind kind)
{
	struct split split = {
		.splitter = splitter,
		.text = { text, &splitter->abbreviations, &splitter->vocabulary },
		.kind = kind,
	};

	split.gaps = gap_begin(&split.text);
	return split;
}

enum { CERTAIN = 100 * LINEAR_SCALE }; /* beyond what weights add up to */

static int32_t score_of(const struct splitter *splitter, struct gap_cursor *cursor, struct gap gap)
{
	uint32_t keys[GAP_FEATURES];
	int32_t score[LINEAR_OUTCOMES - 1] = { 0 };
	struct gap_view view;
	enum verdict verdict = rules_glance(cursor, gap);
	size_t n;

	if (verdict == VERDICT_OPEN) {
		gap_look(cursor, gap, &view);
		verdict = rules_judge(&view);
	}
	if (verdict != VERDICT_OPEN)
		return verdict == VERDICT_END ? CERTAIN : -CERTAIN;
	n = gap_features(&view, keys);
	linear_add(&splitter->weights, keys, n, score);
	return score[0];
}

double split_score(const struct splitter *splitter, struct gap_cursor *cursor, struct gap gap)
{
	return (double)score_of(splitter, cursor, gap) / LINEAR_SCALE;
}

static bool ends_at(struct split *split, struct gap gap)
{
	/* headings are seldom more than one sentence */
	int32_t threshold = split->kind == SPLIT_HEADING ? 2 * LINEAR_SCALE : 0;

	return score_of(split->splitter, &split->gaps, gap) > threshold;
}

bool split_next(struct split *split, struct str *sentence)
{
	struct str text = split->text.text;
	struct gap gap;

	split->gaps.text = &split->text;
	while (gap_next(&split->gaps, &gap)) {
		if (!ends_at(split, gap))
			continue;
		*sentence = str_trim(str_slice(text, split->at, gap.end));
		gap_cut(&split->gaps, gap);
		split->at = gap.begin;
		if (sentence->len) /* not white space before the first word */
			return true;
	}
	*sentence = str_trim(str_slice(text, split->at, text.len));
	split->at = text.len;
	return sentence->len > 0;
}
