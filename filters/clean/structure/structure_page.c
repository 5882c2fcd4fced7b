/*
 * structure_page.c: lines of a saved page as rows of numbers, and two looks at them.
 *
 *      lines[N] -> x[N][F] -> score[N] (first look) -> x[N][F] (second look) -> odds[N] -> kinds[N]
 */
#include <math.h>

#include "common/index.h"

#include "looks.h"
#include "structure.h"

/*
 * Log odds asked of a line. F1 is best where what is asked is half of the F1 that is reached (Lipton,
 * Elkan and Naryanaswamy 2014): about 0.4 of captions on held-out pages. Text is asked behind the
 * chain that joins its lines; its three numbers are the best on each four of five parts.
 */
#define CAPTION_ASKED (-1.4)
#define TEXT_ASKED    (-0.3)
#define TEXT_WEIGHT   0.25 /* of a line's odds, which know its neighbours already */
#define TEXT_STAYS    0.5  /* log odds that a line is what the one beside it is */

enum feature {
	F_LENGTH,
	F_WORDS,
	F_FUNCTION,
	F_CAPITALS,
	F_DIGITS,
	F_CLOSED,
	F_DOTS,
	F_END,
	F_BEGIN,
	F_REPEATED,
	F_CUES,                     /* one a cue */
	F_AROUND = F_CUES + N_LOOKS, /* length and closed of the three lines before and after */
	F_PROSE_5_BEFORE = F_AROUND + 12,
	F_PROSE_5_AFTER,
	F_PROSE_15_BEFORE,
	F_PROSE_15_AFTER,
	F_SHORT_10,      /* share of short lines in the ten on both sides */
	F_TO_PROSE_UP,   /* lines to the next prose */
	F_TO_PROSE_DOWN,
	F_PROSE_ABOVE,   /* share of the page's prose that stands above */
	F_PROSE_SHARE,   /* share of prose among all lines */
	F_PROSE_LINES,
	F_POSITION,
	F_PHOTO_BEFORE,
	F_PHOTO_AFTER,
	F_CAPTION_BEFORE,
	F_CAPTION_AFTER,
	F_OF_BEFORE,
	F_RUN,           /* lines of about this length in a row */
	F_TWIN,          /* the line before or behind is the same */
	F_IN_TITLE,      /* share of its longer words that stand in the page's first line */
	F_FROM_TITLE,    /* lines since one that repeats the title */
	F_TOPIC,         /* share of its longer words that stand in prose elsewhere */
	F_TOPIC_BEFORE,  /* the same of the line before and behind */
	F_TOPIC_AFTER,
	F_MARKER, /* of the line and of the three behind it */
	F_MARKERS_3_BEFORE = F_MARKER + 4,
	F_MARKERS_10_BEFORE,
	F_MARKERS_3_AFTER,
	F_MARKERS_10_AFTER,
	F_TO_MARKER_UP, /* lines to the next one */
	F_TO_MARKER_DOWN,
	F_STAMPS_ABOVE, /* how many lines above stand over a comment, among all and the next ones */
	F_STAMPS_10_BEFORE,
	F_STAMPS_10_AFTER,
	F_COMMENT_MARKERS_ABOVE,
	N_FIRST,
	F_SCORE = N_FIRST, /* what the first look thought: of the line and the two on both sides */
	F_SCORE_5 = F_SCORE + 5,
	F_SCORE_15,
	F_BEGIN_ODDS,
	F_END_ODDS,
	F_INSIDE, /* likelihood that the text goes on here, that it is over */
	F_OVER,
	F_PASSED, /* share of the text that has passed */
	N_FEATURES
};

const char *const structure_names[] = {
	"length", "words", "function-words", "capitals", "digits", "closed", "dots", "end", "begin", "repeated",
	"share", "account", "legal", "more", "comment", "advert", "photo", "scene", "pose", "photo-first", "photo-last", "n-of-m", "caption-cue", "said", "menu", "month", "day",
	"we", "click", "bar", "at", "comma", "bracket", "slash", "quoted", "semicolon", "url", "by", "sentences", "year", "stamp",
	"length-1", "closed-1", "length+1", "closed+1", "length-2", "closed-2", "length+2", "closed+2", "length-3",
	"closed-3", "length+3", "closed+3", "prose-5-before", "prose-5-after", "prose-15-before", "prose-15-after",
	"short-10", "to-prose-up", "to-prose-down", "prose-above", "prose-share", "prose-lines", "position",
	"photo-before", "photo-after", "caption-before", "caption-after", "n-of-m-before", "run", "twin", "in-title", "from-title", "topic", "topic-1", "topic+1",
	"marker", "marker+1", "marker+2", "marker+3", "markers-3-before", "markers-10-before", "markers-3-after",
	"markers-10-after", "to-marker-up", "to-marker-down",
	"stamps-above", "stamps-10-before", "stamps-10-after", "comment-markers-above", "score", "score-1", "score+1", "score-2", "score+2", "score-5",
	"score-15", "begin-odds", "end-odds", "inside", "over", "passed",
};
const size_t structure_n_names = N_FEATURES, structure_n_first = N_FIRST;

_Static_assert(sizeof structure_names / sizeof *structure_names == N_FEATURES, "a name for every feature");
_Static_assert((int)N_FEATURES <= (int)STRUCTURE_MAX_FEATURES, "room for every feature");

static bool is_closed(const struct line_look *line)
{
	return line->end == LOOK_END_STOP || line->end == LOOK_END_QUOTE || line->end == LOOK_END_MARK;
}

static bool has_cue(const struct line_look *line, enum look look)
{
	return line->cues >> look & 1;
}

static void mark_repeated(struct line_look *lines, size_t n_lines, struct arena *arena)
{
	struct index index = { .arena = arena };

	for (size_t i = 0; i < n_lines; i++) {
		bool is_new;
		uint32_t first = *index_put(&index, str_at((char *)&lines[i].hash, sizeof lines[i].hash),
		                            (uint32_t)i, &is_new);

		lines[i].is_repeated = !is_new;
		if (!is_new)
			lines[first].is_repeated = true;
	}
}

/* Sums of a number over the lines before each: the sum of [a, b) is sums[b] - sums[a]. */
struct sums {
	float *prose, *is_short, *lines_of_prose, *markers, *stamps, *comments;
};

static struct sums sum_up(const struct line_look *lines, size_t n_lines, struct arena *arena)
{
	struct sums s = { arena_array(arena, float, n_lines + 1), arena_array(arena, float, n_lines + 1),
		          arena_array(arena, float, n_lines + 1), arena_array(arena, float, n_lines + 1),
		          arena_array(arena, float, n_lines + 1), arena_array(arena, float, n_lines + 1) };

	s.prose[0] = s.is_short[0] = s.lines_of_prose[0] = s.markers[0] = s.stamps[0] = s.comments[0] = 0;
	for (size_t i = 0; i < n_lines; i++) {
		s.prose[i + 1] = s.prose[i] + (lines[i].is_prose ? lines[i].words : 0);
		s.is_short[i + 1] = s.is_short[i] + (lines[i].length < 5.3f);
		s.lines_of_prose[i + 1] = s.lines_of_prose[i] + lines[i].is_prose;
		s.markers[i + 1] = s.markers[i] + (lines[i].marker > LOOK_MARKER_BY);
		s.stamps[i + 1] = s.stamps[i] + has_cue(&lines[i], LOOK_STAMP);
		s.comments[i + 1] = s.comments[i] + (lines[i].marker == LOOK_MARKER_COMMENT);
	}
	return s;
}

static float between(const float *sums, size_t n_lines, size_t begin, size_t end)
{
	return sums[end < n_lines ? end : n_lines] - sums[begin];
}

static size_t back(size_t i, size_t by)
{
	return i < by ? 0 : i - by;
}

static void own_features(const struct line_look *line, float *x)
{
	x[F_LENGTH] = line->length;
	x[F_WORDS] = line->words;
	x[F_FUNCTION] = line->function_words;
	x[F_CAPITALS] = line->capitals;
	x[F_DIGITS] = line->digits;
	x[F_CLOSED] = is_closed(line);
	x[F_DOTS] = line->end == LOOK_END_DOTS;
	x[F_END] = line->end;
	x[F_BEGIN] = line->begin;
	x[F_REPEATED] = line->is_repeated;
	for (enum look look = 0; look < N_LOOKS; look++)
		x[F_CUES + look] = has_cue(line, look);
}

/* How often each longer word stands in prose, counting a line once. */
static struct index count_topic(const struct line_look *lines, size_t n_lines, struct arena *arena)
{
	struct index index = { .arena = arena };

	for (size_t i = 0; i < n_lines; i++)
		for (size_t w = 0; w < lines[i].n_topic && lines[i].is_prose; w++)
			++*index_put(&index, str_at((char *)&lines[i].topic[w], sizeof(uint32_t)), 0, NULL);
	return index;
}

static float topic_share(const struct index *topic, const struct line_look *line)
{
	size_t n = 0;

	for (size_t w = 0; w < line->n_topic; w++) {
		const uint32_t *count = index_find(topic, str_at((char *)&line->topic[w], sizeof(uint32_t)));

		n += count && *count > (uint32_t)line->is_prose;
	}
	return line->n_topic ? (float)n / (float)line->n_topic : -1;
}

static float title_share(const struct line_look *title, const struct line_look *line)
{
	size_t n = 0;

	for (size_t w = 0; w < line->n_topic; w++)
		for (size_t t = 0; t < title->n_topic; t++)
			if (title->topic[t] == line->topic[w]) {
				n++;
				break;
			}
	return line->n_topic ? (float)n / (float)line->n_topic : 0;
}

/* What the words of a line have in common with the title and with the page's prose. */
static void word_features(const struct line_look *lines, size_t n_lines, struct arena *arena, float *rows)
{
	struct index topic = count_topic(lines, n_lines, arena);
	float from_title = 99;

	for (size_t i = 0; i < n_lines; i++) {
		float *x = rows + i * N_FEATURES;

		x[F_TOPIC] = topic_share(&topic, &lines[i]);
		if (i > 0) {
			x[F_TOPIC_BEFORE] = x[(ptrdiff_t)F_TOPIC - N_FEATURES];
			x[(ptrdiff_t)F_TOPIC_AFTER - N_FEATURES] = x[F_TOPIC];
			x[F_TWIN] = lines[i].hash == lines[i - 1].hash;
			x[(ptrdiff_t)F_TWIN - N_FEATURES] += x[F_TWIN];
			x[F_IN_TITLE] = title_share(&lines[0], &lines[i]);
		}
		from_title = x[F_IN_TITLE] > 0.6f && lines[i].n_topic > 1 ? 0 : from_title < 99 ? from_title + 1 : 99;
		x[F_FROM_TITLE] = from_title;
	}
}

/* Lines that announce what stands around an article: where the next ones are. */
static void marker_features(const struct line_look *lines, size_t n_lines, const float *markers, float *rows)
{
	const float far = 99;
	float up = far, down = far;

	for (size_t i = 0; i < n_lines; i++) {
		float *x = rows + i * N_FEATURES;

		for (size_t d = 0; d < 4 && i + d < n_lines; d++)
			x[F_MARKER + d] = lines[i + d].marker;
		x[F_MARKERS_3_BEFORE] = between(markers, n_lines, back(i, 3), i);
		x[F_MARKERS_10_BEFORE] = between(markers, n_lines, back(i, 10), i);
		x[F_MARKERS_3_AFTER] = between(markers, n_lines, i + 1, i + 4);
		x[F_MARKERS_10_AFTER] = between(markers, n_lines, i + 1, i + 11);
		up = lines[i].marker > LOOK_MARKER_BY ? 0 : up < far ? up + 1 : far;
		x[F_TO_MARKER_UP] = up;
	}
	for (size_t i = n_lines; i-- > 0;) {
		down = lines[i].marker > LOOK_MARKER_BY ? 0 : down < far ? down + 1 : far;
		rows[i * N_FEATURES + F_TO_MARKER_DOWN] = down;
	}
}

void structure_features(struct line_look *lines, size_t n_lines, struct arena *arena, float *rows)
{
	struct sums sums;
	float up = 99, total;

	mark_repeated(lines, n_lines, arena);
	sums = sum_up(lines, n_lines, arena);
	total = sums.prose[n_lines] + 1;
	memset(rows, 0, n_lines * N_FEATURES * sizeof *rows);
	for (size_t i = 0; i < n_lines; i++) {
		float *x = rows + i * N_FEATURES;

		own_features(&lines[i], x);
		for (size_t d = 1; d <= 3; d++) {
			float *around = x + F_AROUND + 4 * (d - 1);

			if (i >= d) {
				around[0] = lines[i - d].length;
				around[1] = is_closed(&lines[i - d]);
			}
			if (i + d < n_lines) {
				around[2] = lines[i + d].length;
				around[3] = is_closed(&lines[i + d]);
			}
		}
		x[F_PROSE_5_BEFORE] = between(sums.prose, n_lines, back(i, 5), i);
		x[F_PROSE_5_AFTER] = between(sums.prose, n_lines, i + 1, i + 6);
		x[F_PROSE_15_BEFORE] = between(sums.prose, n_lines, back(i, 15), i);
		x[F_PROSE_15_AFTER] = between(sums.prose, n_lines, i + 1, i + 16);
		x[F_SHORT_10] = between(sums.is_short, n_lines, back(i, 10), i + 11);
		x[F_STAMPS_ABOVE] = sums.stamps[i];
		x[F_STAMPS_10_BEFORE] = between(sums.stamps, n_lines, back(i, 10), i);
		x[F_STAMPS_10_AFTER] = between(sums.stamps, n_lines, i + 1, i + 11);
		x[F_COMMENT_MARKERS_ABOVE] = sums.comments[i];
		x[F_PROSE_ABOVE] = sums.prose[i] / total;
		x[F_PROSE_SHARE] = sums.lines_of_prose[n_lines] / (float)n_lines;
		x[F_PROSE_LINES] = sums.lines_of_prose[n_lines];
		x[F_POSITION] = (float)i / (float)n_lines;
		x[F_PHOTO_BEFORE] = i > 0 && has_cue(&lines[i - 1], LOOK_PHOTO);
		x[F_PHOTO_AFTER] = i + 1 < n_lines && has_cue(&lines[i + 1], LOOK_PHOTO);
		x[F_CAPTION_BEFORE] = i > 0 && has_cue(&lines[i - 1], LOOK_CAPTION);
		x[F_CAPTION_AFTER] = i + 1 < n_lines && has_cue(&lines[i + 1], LOOK_CAPTION);
		x[F_OF_BEFORE] = i > 0 && has_cue(&lines[i - 1], LOOK_OF);
		x[F_RUN] = i > 0 && lines[i].length - lines[i - 1].length < 0.7f && lines[i - 1].length - lines[i].length < 0.7f ?
		                   x[(ptrdiff_t)F_RUN - N_FEATURES] + 1 : 0;
		x[F_TO_PROSE_UP] = up;
		up = lines[i].is_prose ? 1 : up < 99 ? up + 1 : 99;
	}
	word_features(lines, n_lines, arena, rows);
	marker_features(lines, n_lines, sums.markers, rows);
	for (size_t i = n_lines, down = 99; i-- > 0;) {
		rows[i * N_FEATURES + F_TO_PROSE_DOWN] = (float)down;
		down = lines[i].is_prose ? 1 : down < 99 ? down + 1 : 99;
	}
}

/*
 * How likely each line is inside the text: a text begins somewhere on the page, and behind each line
 * of it that line may have been the last. A Markov chain with three states in a row (before, inside,
 * over); the odds of its two steps are the first look's.
 */
static void walk_text(const struct line_guess *guesses, size_t n_lines, float *rows)
{
	double most = guesses[0].odds[GUESS_BEGIN], sum = 0, begun = 0, inside = 0, passed = 0;

	for (size_t i = 0; i < n_lines; i++)
		most = fmax(most, guesses[i].odds[GUESS_BEGIN]);
	for (size_t i = 0; i < n_lines; i++)
		sum += exp(guesses[i].odds[GUESS_BEGIN] - most);
	for (size_t i = 0; i < n_lines; i++) {
		float *x = rows + i * N_FEATURES;
		double begins = exp(guesses[i].odds[GUESS_BEGIN] - most) / sum;

		begun += begins;
		inside += begins;
		passed += inside;
		x[F_INSIDE] = (float)inside;
		x[F_OVER] = (float)(begun - inside);
		x[F_PASSED] = (float)passed;
		inside /= 1 + exp(guesses[i].odds[GUESS_END]);
	}
	for (size_t i = 0; i < n_lines; i++)
		rows[i * N_FEATURES + F_PASSED] /= (float)passed;
}

static float mean(const struct line_guess *guesses, size_t n_lines, size_t i, size_t reach)
{
	size_t begin = back(i, reach), end = i + reach + 1 < n_lines ? i + reach + 1 : n_lines;
	float sum = 0;

	for (size_t k = begin; k < end; k++)
		sum += guesses[k].odds[GUESS_TEXT];
	return sum / (float)(end - begin);
}

void structure_look_again(const struct line_guess *guesses, size_t n_lines, float *rows)
{
	if (n_lines == 0)
		return;
	walk_text(guesses, n_lines, rows);
	for (size_t i = 0; i < n_lines; i++) {
		float *x = rows + i * N_FEATURES;

		x[F_SCORE] = guesses[i].odds[GUESS_TEXT];
		x[F_BEGIN_ODDS] = guesses[i].odds[GUESS_BEGIN];
		x[F_END_ODDS] = guesses[i].odds[GUESS_END];
		for (size_t d = 1; d <= 2; d++) {
			x[F_SCORE + 2 * d - 1] = i >= d ? guesses[i - d].odds[GUESS_TEXT] : -9;
			x[F_SCORE + 2 * d] = i + d < n_lines ? guesses[i + d].odds[GUESS_TEXT] : -9;
		}
		x[F_SCORE_5] = mean(guesses, n_lines, i, 5);
		x[F_SCORE_15] = mean(guesses, n_lines, i, 15);
	}
}

/* --- the model --------------------------------------------------------------------------------- */

const char *const structure_tables[STRUCTURE_TABLES] = {
	"structure-text.tsv", "structure-begin.tsv", "structure-end.tsv", "structure-body.tsv", "structure-caption.tsv",
};

bool structure_read_model(const struct str tables[STRUCTURE_TABLES], struct arena *arena,
                          struct structure_model *model)
{
	struct trees *const trees[STRUCTURE_TABLES] = { &model->guess[GUESS_TEXT], &model->guess[GUESS_BEGIN],
		                                        &model->guess[GUESS_END], &model->body, &model->caption };
	size_t line;

	for (size_t i = 0; i < STRUCTURE_TABLES; i++)
		if (tables[i].len && !trees_read(tables[i], structure_names, N_FEATURES, arena, trees[i], &line))
			return false;
	return true;
}

/* What the odds of a line say of the one beside it. */
static double passed_on(double odds)
{
	return log((exp(odds + TEXT_STAYS) + 1) / (exp(odds) + exp(TEXT_STAYS)));
}

/*
 * Joins the odds that lines are text along the page: forward-backward over a chain of two states, in
 * log odds. A short line between two of the text is text, one of several between menus is none.
 */
static void join_text(double *odds, size_t n_lines, struct arena *arena)
{
	double *before = arena_array(arena, double, n_lines), after = 0;

	for (size_t i = 0; i < n_lines; i++) {
		odds[i] *= TEXT_WEIGHT;
		before[i] = i > 0 ? passed_on(before[i - 1] + odds[i - 1]) : 0;
	}
	for (size_t i = n_lines; i-- > 0;) {
		double own = odds[i];

		odds[i] += before[i] + after;
		after = passed_on(own + after);
	}
}

void structure_page(const struct structure_model *model, struct line_look *lines, size_t n_lines,
                    struct arena *arena, enum par_kind *kinds)
{
	float *rows = arena_items(arena, n_lines, N_FEATURES * sizeof *rows);
	struct line_guess *guesses = arena_array(arena, struct line_guess, n_lines);
	double *text = arena_array(arena, double, n_lines);

	structure_features(lines, n_lines, arena, rows);
	for (size_t i = 0; i < n_lines; i++)
		for (int g = 0; g < N_GUESSES; g++)
			guesses[i].odds[g] = (float)trees_sum(&model->guess[g], rows + i * N_FEATURES);
	structure_look_again(guesses, n_lines, rows);
	for (size_t i = 0; i < n_lines; i++)
		text[i] = trees_sum(&model->body, rows + i * N_FEATURES);
	join_text(text, n_lines, arena);
	for (size_t i = 0; i < n_lines; i++) {
		kinds[i] = text[i] > TEXT_ASKED ? PAR_P : PAR_BOILER;
		if (trees_sum(&model->caption, rows + i * N_FEATURES) > CAPTION_ASKED)
			kinds[i] = PAR_CAPTION;
	}
}
