/*
 * conll.c: words, sentences, tags and lemmas from raw text, by the method of the CoNLL 2018 shared
 * task (Zeman et al. 2018, section 5).
 *
 * Both files are laid over one string: their forms with all white space taken out, which must be
 * the same string. A sentence or surface token is right when its range is. Words are aligned: by
 * range where both sides have plain tokens; inside a stretch where either side has a multiword
 * token, by the longest common subsequence of the lower-cased forms. A tag is right when its word is
 * aligned and the column equal.
 */
#include <string.h>

#include "common/conllu.h"
#include "common/utf8.h"
#include "metric.h"

enum { STRETCH_MAX = 4096 }; /* words of one multiword stretch: the table of the LCS stays small */

struct span {
	size_t begin, end; /* bytes of the string without white space */
};

struct word {
	struct span at;
	bool is_part; /* of a multiword token: `at` is that token's range */
	struct str form, lemma, upos, xpos;
};

struct side {
	const char *name;
	struct buf text; /* without white space */
	struct span *sentences, *tokens;
	struct word *words;
	size_t n_sentences, n_tokens, n_words;
};

struct pair {
	const struct word *gold, *system;
};

struct alignment {
	struct pair *pairs;
	size_t n_pairs;
};

static struct span add_squeezed(struct buf *text, struct str form)
{
	struct span at = { text->len, 0 };
	size_t pos = 0;

	while (pos < form.len) {
		size_t begin = pos;

		if (!utf8_is_space(utf8_next(form, &pos)))
			buf_add(text, form.at + begin, pos - begin);
	}
	at.end = text->len;
	return at;
}

static struct str lower(struct str form, struct arena *arena)
{
	struct buf folded = { 0 };
	struct str copy;

	utf8_add_lower(&folded, form);
	copy = arena_str(arena, buf_str(&folded));
	buf_free(&folded);
	return copy;
}

static bool add_sentence(struct side *side, const struct conllu_sentence *sentence,
                         struct arena *arena)
{
	size_t begin = side->text.len;

	for (size_t t = 0; t < sentence->n_tokens; t++) {
		const struct conllu_token *token = &sentence->tokens[t];
		struct span at = add_squeezed(&side->text, token->form);

		if (at.begin == at.end)
			return false;
		side->tokens[side->n_tokens++] = at;
		for (size_t w = token->first; w < token->first + token->n_words; w++) {
			const struct str *column = sentence->words[w].column;

			side->words[side->n_words++] = (struct word){
				.at = at,
				.is_part = token->n_words > 1,
				.form = lower(column[CONLLU_FORM], arena),
				.lemma = column[CONLLU_LEMMA],
				.upos = column[CONLLU_UPOS],
				.xpos = column[CONLLU_XPOS],
			};
		}
	}
	side->sentences[side->n_sentences++] = (struct span){ begin, side->text.len };
	return true;
}

static bool read_side(struct side *side, struct str bytes, struct arena *arena, struct buf *problem)
{
	struct conllu reader = { .rest = bytes };
	struct conllu_sentence sentence;
	enum conllu_status status;
	size_t lines = 1;

	for (size_t at = 0; at < bytes.len; at = str_find(bytes, '\n', at) + 1)
		lines++;
	side->sentences = arena_array(arena, struct span, lines);
	side->tokens = arena_array(arena, struct span, lines);
	side->words = arena_array(arena, struct word, lines);
	while ((status = conllu_next(&reader, arena, &sentence)) == CONLLU_SENTENCE)
		if (!add_sentence(side, &sentence, arena)) {
			buf_printf(problem, "%s:%llu: a form of white space only", side->name,
			           (unsigned long long)reader.line);
			return false;
		}
	if (status == CONLLU_BAD)
		buf_printf(problem, "%s:%llu: %s", side->name, (unsigned long long)reader.line,
		           reader.problem);
	return status == CONLLU_END;
}

static bool same_text(const struct side *gold, const struct side *system, struct buf *problem)
{
	size_t n = gold->text.len < system->text.len ? gold->text.len : system->text.len, at = 0;
	struct str a = buf_str(&gold->text), b = buf_str(&system->text);

	if (str_eq(a, b))
		return true;
	while (at < n && a.at[at] == b.at[at])
		at++;
	buf_printf(problem,
	           "the two files do not hold the same characters: at byte %zu (white space not counted) "
	           "the gold has \"%.*s\", the system \"%.*s\"",
	           at, STR_ARGS(str_slice(a, at, at + 30)), STR_ARGS(str_slice(b, at, at + 30)));
	return false;
}

/* Spans of two rising lists that are equal. */
static size_t count_equal(const struct span *a, size_t n_a, const struct span *b, size_t n_b)
{
	size_t i = 0, j = 0, n = 0;

	while (i < n_a && j < n_b) {
		if (a[i].begin == b[j].begin && a[i].end == b[j].end)
			n++;
		if (a[i].end <= b[j].end)
			i++;
		else
			j++;
	}
	return n;
}

/* Appends the pairs of a longest common subsequence of the forms of two stretches. */
static void pair_stretch(const struct word *gold, size_t n, const struct word *system, size_t m,
                         struct alignment *alignment, struct arena *arena)
{
	struct arena_mark mark = arena_mark(arena);
	size_t width = m + 1, i = 0, j = 0;
	uint16_t *best = arena_zeroed(arena, (n + 1) * width * sizeof *best);

	for (i = n; i-- > 0;)
		for (j = m; j-- > 0;) {
			uint16_t down = best[(i + 1) * width + j], right = best[i * width + j + 1];

			if (str_eq(gold[i].form, system[j].form))
				best[i * width + j] = best[(i + 1) * width + j + 1] + 1;
			else
				best[i * width + j] = down >= right ? down : right;
		}
	for (i = j = 0; i < n && j < m;) {
		if (str_eq(gold[i].form, system[j].form))
			alignment->pairs[alignment->n_pairs++] = (struct pair){ &gold[i++], &system[j++] };
		else if (best[(i + 1) * width + j] >= best[i * width + j + 1])
			i++;
		else
			j++;
	}
	arena_release(arena, mark);
}

/* Moves *i and *j behind the smallest stretch from there that holds whole tokens of both sides. */
static void end_of_stretch(const struct side *gold, const struct side *system, size_t *i, size_t *j)
{
	size_t end = gold->words[*i].is_part ? gold->words[*i].at.end : system->words[*j].at.end;
	bool has_grown = true;

	while (has_grown) {
		has_grown = false;
		for (; *i < gold->n_words && gold->words[*i].at.begin < end; ++*i)
			if (gold->words[*i].is_part && gold->words[*i].at.end > end) {
				end = gold->words[*i].at.end;
				has_grown = true;
			}
		for (; *j < system->n_words && system->words[*j].at.begin < end; ++*j)
			if (system->words[*j].is_part && system->words[*j].at.end > end) {
				end = system->words[*j].at.end;
				has_grown = true;
			}
	}
}

static bool align(const struct side *gold, const struct side *system, struct alignment *alignment,
                  struct arena *arena, struct buf *problem)
{
	size_t i = 0, j = 0;

	alignment->n_pairs = 0;
	alignment->pairs = arena_array(arena, struct pair,
	                               gold->n_words < system->n_words ? gold->n_words : system->n_words);
	while (i < gold->n_words && j < system->n_words) {
		const struct word *g = &gold->words[i], *s = &system->words[j];
		size_t i_end = i, j_end = j;

		if (s->at.end <= g->at.begin || (!s->is_part && s->at.begin < g->at.begin)) {
			j++;
		} else if (g->at.end <= s->at.begin || (!g->is_part && g->at.begin < s->at.begin)) {
			i++;
		} else if (g->is_part || s->is_part) {
			end_of_stretch(gold, system, &i_end, &j_end);
			if (i_end - i > STRETCH_MAX || j_end - j > STRETCH_MAX) {
				buf_printf(problem, "multiword tokens that overlap over more than %d words",
				           STRETCH_MAX);
				return false;
			}
			pair_stretch(g, i_end - i, s, j_end - j, alignment, arena);
			i = i_end;
			j = j_end;
		} else if (g->at.end == s->at.end) {
			alignment->pairs[alignment->n_pairs++] = (struct pair){ g, s };
			i++;
			j++;
		} else {
			i++;
		}
	}
	return true;
}

struct line {
	const char *name;
	struct metric_counts counts;
	bool has_aligned; /* a property of aligned words */
};

enum { LINES = 6 };

static void compare(const struct side *gold, const struct side *system,
                    const struct alignment *alignment, struct line lines[LINES])
{
	struct metric_counts words = { gold->n_words, system->n_words, alignment->n_pairs };
	struct metric_counts upos = words, xpos = words, lemmas = words;

	upos.right = xpos.right = lemmas.right = 0;
	for (size_t p = 0; p < alignment->n_pairs; p++) {
		const struct word *g = alignment->pairs[p].gold, *s = alignment->pairs[p].system;

		upos.right += str_eq(g->upos, s->upos);
		xpos.right += str_eq(g->xpos, s->xpos);
		lemmas.right += str_is(g->lemma, "_") || str_eq(g->lemma, s->lemma);
	}
	lines[0] = (struct line){ "Sentences",
		                  { gold->n_sentences, system->n_sentences,
		                    count_equal(gold->sentences, gold->n_sentences, system->sentences,
		                                system->n_sentences) },
		                  false };
	lines[1] = (struct line){ "Tokens",
		                  { gold->n_tokens, system->n_tokens,
		                    count_equal(gold->tokens, gold->n_tokens, system->tokens,
		                                system->n_tokens) },
		                  false };
	lines[2] = (struct line){ "Words", words, false };
	lines[3] = (struct line){ "UPOS", upos, true };
	lines[4] = (struct line){ "XPOS", xpos, true };
	lines[5] = (struct line){ "Lemmas", lemmas, true };
}

static void write_table(const struct line lines[LINES], size_t n_aligned, struct buf *report)
{
	buf_printf(report, "%-10s %9s %9s %9s %11s\n", "Metric", "Precision", "Recall", "F1", "AlignedAcc");
	for (size_t i = 0; i < LINES; i++) {
		struct metric_counts of_aligned = { n_aligned, n_aligned, lines[i].counts.right };

		buf_printf(report, "%-10s %9.2f %9.2f %9.2f", lines[i].name,
		           metric_precision(lines[i].counts), metric_recall(lines[i].counts),
		           metric_f1(lines[i].counts));
		if (lines[i].has_aligned)
			buf_printf(report, " %11.2f", metric_recall(of_aligned));
		buf_add_byte(report, '\n');
	}
}

static void write_report(const struct metric_input *input, const struct line lines[LINES],
                         size_t n_aligned, struct buf *report)
{
	if (input->option['v']) {
		write_table(lines, n_aligned, report);
		return;
	}
	for (size_t i = 0; i < LINES; i++) {
		struct metric_counts counts = lines[i].counts;

		if (input->option['c'])
			buf_printf(report, "%s\t%zu\t%zu\t%zu\n", lines[i].name, counts.gold,
			           counts.system, counts.right);
		else
			buf_printf(report, "%s%s %.2f%s", i ? "  " : "", lines[i].name, metric_f1(counts),
			           i == LINES - 1 ? "\n" : "");
	}
}

static bool score_conll(const struct metric_input *input, struct buf *report, struct buf *problem)
{
	struct side gold = { .name = input->gold_name }, system = { .name = input->system_name };
	struct alignment alignment;
	struct line lines[LINES];
	bool is_good;

	is_good = read_side(&gold, input->gold, input->arena, problem) &&
	          read_side(&system, input->system, input->arena, problem) &&
	          same_text(&gold, &system, problem) &&
	          align(&gold, &system, &alignment, input->arena, problem);
	if (is_good) {
		compare(&gold, &system, &alignment, lines);
		write_report(input, lines, alignment.n_pairs, report);
	}
	buf_free(&gold.text);
	buf_free(&system.text);
	return is_good;
}

const struct metric metric_conll = {
	.name = "conll",
	.summary = "sentences, tokens, words, UPOS, XPOS and lemmas of two CoNLL-U files, from raw text",
	.letters = "vc",
	.options = "  -v  the whole table: precision, recall, F1, share of the aligned words\n"
	           "  -c  only counts, separated by TAB: gold, system, right\n",
	.score = score_conll,
};
