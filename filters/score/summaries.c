/*
 * summaries.c: summaries and key phrases against those of people.
 *
 * `rouge`: ROUGE-1, 2, L and Lsum (common/rouge.h). GOLD: id TAB reference (TAB further ones); SYSTEM:
 * rows, whose sum rows make a document's summary, or id TAB summary. `keyphrases`: precision, recall
 * and F1 of the first N phrases, matched by their Porter stems (S. N. Kim et al., SemEval-2010 task
 * 5). GOLD: id TAB phrases; SYSTEM: rows with key rows. In all, \n inside a field parts sentences or
 * phrases. Documents of GOLD that SYSTEM lacks count as zero.
 */
#include "common/index.h"
#include "common/rouge.h"
#include "common/row.h"
#include "common/stem.h"
#include "metric.h"

enum { COLUMNS = 16, DEFAULT_PHRASES = 10 };

/* What a file says of each id, in the order of its lines. */
struct texts {
	struct index ids; /* id -> position */
	struct buf *text; /* [ids.n_keys] parts joined by LF */
	struct str *id;
	size_t cap;
};

static struct buf *find_text(struct texts *texts, struct str id, struct arena *arena)
{
	size_t n = texts->ids.n_keys;
	bool is_new;
	uint32_t *place;

	if (n == texts->cap) {
		struct buf *text = texts->text;
		struct str *ids = texts->id;

		texts->cap = n ? 2 * n : 256;
		texts->text = arena_zeroed(arena, texts->cap * sizeof *texts->text);
		texts->id = arena_array(arena, struct str, texts->cap);
		if (n) {
			memcpy(texts->text, text, n * sizeof *text);
			memcpy(texts->id, ids, n * sizeof *ids);
		}
	}
	place = index_put(&texts->ids, id, (uint32_t)n, &is_new);
	if (is_new)
		texts->id[n] = id;
	return &texts->text[*place];
}

static bool add_part(struct buf *text, struct str field, struct arena *arena)
{
	char *plain = arena_alloc(arena, field.len);
	size_t len = row_unescape(field, plain);

	if (len == SIZE_MAX)
		return false;
	if (text->len)
		buf_add_byte(text, '\n');
	buf_add(text, plain, len);
	return true;
}

/*
 * Reads a file of rows (of one type, text in `column` of the contract) or of id TAB text lines.
 */
static bool read_texts(struct str file, const char *type, size_t column, struct texts *texts,
                       struct arena *arena, struct buf *problem)
{
	bool is_rows = str_starts(file, "#copydesk\t");
	struct str line, fields[COLUMNS];
	size_t number = 0;

	texts->ids.arena = arena;
	while (str_next_line(&file, &line)) {
		size_t n = row_split(line, fields, COLUMNS);

		number++;
		if (line.len == 0 || (is_rows && !str_is(fields[0], type)))
			continue;
		if (n < (is_rows ? column + 1 : 2)) {
			buf_printf(problem, "line %zu: %zu columns", number, n);
			return false;
		}
		if (!add_part(find_text(texts, fields[is_rows], arena), fields[is_rows ? column : 1], arena)) {
			buf_printf(problem, "line %zu: a backslash that escapes nothing", number);
			return false;
		}
	}
	return true;
}

static void free_texts(struct texts *texts)
{
	for (size_t i = 0; i < texts->ids.n_keys; i++)
		buf_free(&texts->text[i]);
}

static struct str text_of(const struct texts *texts, struct str id)
{
	const uint32_t *place = index_find(&texts->ids, id);

	return place ? buf_str(&texts->text[*place]) : str_at(NULL, 0);
}

/* --- rouge ----------------------------------------------------------------------------------- */

/* The reference that agrees best counts, metric by metric; references are parted by TABs. */
static void score_best(struct str summary, struct str references, bool stem, struct arena *arena,
                       struct rouge_score best[ROUGE_METRICS])
{
	memset(best, 0, ROUGE_METRICS * sizeof *best);
	for (size_t at = 0, end; at <= references.len; at = end + 1) {
		struct str reference = str_slice(references, at, end = str_find(references, '\t', at));
		struct rouge_score scores[ROUGE_METRICS];
		char *plain = arena_alloc(arena, reference.len);
		size_t len = row_unescape(reference, plain);

		rouge_score_all(summary, str_at(plain, len == SIZE_MAX ? 0 : len), stem, arena, scores);
		for (int m = 0; m < ROUGE_METRICS; m++) {
			if (scores[m].f > best[m].f)
				best[m] = scores[m];
		}
	}
}

static bool score_rouge(const struct metric_input *input, struct buf *report, struct buf *problem)
{
	static const char *const names[ROUGE_METRICS] = { "ROUGE-1", "ROUGE-2", "ROUGE-L", "ROUGE-Lsum" };
	struct rouge_score sums[ROUGE_METRICS] = { { 0 } };
	struct texts system = { 0 };
	struct str gold = input->gold, line;
	size_t n_items = 0, n_missing = 0;
	bool is_good = read_texts(input->system, "sum", 7, &system, input->arena, problem);

	while (is_good && str_next_line(&gold, &line)) {
		struct str id = str_slice(line, 0, str_find(line, '\t', 0));
		struct rouge_score best[ROUGE_METRICS];
		struct arena_mark mark = arena_mark(input->arena);

		if (line.len == 0)
			continue;
		if (id.len == line.len) {
			buf_printf(problem, "gold item %zu has no reference", n_items + 1);
			is_good = false;
			break;
		}
		n_items++;
		n_missing += !index_find(&system.ids, id);
		score_best(text_of(&system, id), str_slice(line, id.len + 1, line.len),
		           input->option['s'] != NULL, input->arena, best);
		arena_release(input->arena, mark);
		for (int m = 0; m < ROUGE_METRICS; m++) {
			sums[m].precision += best[m].precision;
			sums[m].recall += best[m].recall;
			sums[m].f += best[m].f;
		}
	}
	free_texts(&system);
	if (is_good)
		buf_printf(report, "items\t%zu\tmissing\t%zu\nmetric\tF\tP\tR\n", n_items, n_missing);
	for (int m = 0; is_good && m < ROUGE_METRICS; m++) {
		double scale = n_items ? 100.0 / (double)n_items : 0;

		buf_printf(report, "%s\t%.2f\t%.2f\t%.2f\n", names[m], sums[m].f * scale,
		           sums[m].precision * scale, sums[m].recall * scale);
	}
	return is_good;
}

const struct metric metric_rouge = {
	.name = "rouge",
	.summary = "ROUGE-1, 2, L and Lsum of summaries: sum rows against references",
	.letters = "s",
	.options = "  -s  stem words longer than three letters\n",
	.score = score_rouge,
};

/* --- key phrases ----------------------------------------------------------------------------- */

/* Lower case, only letters, digits and blanks, each word stemmed. */
static struct str normalise(struct str phrase, struct arena *arena)
{
	char *out = arena_alloc(arena, phrase.len + 1);
	size_t len = 0, word = 0;

	for (size_t i = 0; i <= phrase.len; i++) {
		char c = i < phrase.len ? phrase.at[i] : ' ';

		c = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
			out[len++] = c;
		} else if (c == ' ' && len > word) {
			len = word + stem_word(out + word, len - word);
			out[len++] = ' ';
			word = len;
		}
	}
	return str_at(out, len ? len - 1 : 0);
}

/* The distinct normalised phrases of a text, at most `most` lines of it, as an index. */
static size_t read_phrases(struct str text, size_t most, struct index *phrases, struct arena *arena)
{
	struct str line;
	size_t n = 0;

	while (n < most && str_next_line(&text, &line)) {
		struct str phrase = normalise(line, arena);

		n++;
		if (phrase.len)
			index_put(phrases, phrase, 0, NULL);
	}
	return n;
}

static size_t count_hits(struct str system, size_t most, const struct index *gold, struct arena *arena)
{
	struct index seen = { .arena = arena };
	struct str line;
	size_t n = 0, hits = 0;

	for (; n < most && str_next_line(&system, &line); n++) {
		struct str phrase = normalise(line, arena);
		bool is_new;

		index_put(&seen, phrase, 0, &is_new);
		hits += is_new && index_find(gold, phrase);
	}
	return hits;
}

static bool score_keyphrases(const struct metric_input *input, struct buf *report, struct buf *problem)
{
	uint64_t most = DEFAULT_PHRASES;
	struct texts system = { 0 }, gold = { 0 };
	double precision = 0, recall = 0, f1 = 0;
	size_t n_items;
	bool is_good;

	if (input->option['k'] && (!str_number(str_of(input->option['k']), 10000, &most) || most == 0)) {
		buf_printf(problem, "-k takes a number from 1");
		return false;
	}
	is_good = read_texts(input->gold, "key", 5, &gold, input->arena, problem) &&
	          read_texts(input->system, "key", 5, &system, input->arena, problem);
	n_items = is_good ? gold.ids.n_keys : 0;
	for (size_t i = 0; i < n_items; i++) {
		struct index phrases = { .arena = input->arena };
		struct str text = text_of(&system, gold.id[i]);
		size_t hits;
		double p, r;

		read_phrases(buf_str(&gold.text[i]), SIZE_MAX, &phrases, input->arena);
		hits = count_hits(text, most, &phrases, input->arena);
		p = (double)hits / (double)most;
		r = phrases.n_keys ? (double)hits / (double)phrases.n_keys : 0;
		precision += p;
		recall += r;
		f1 += hits ? 2 * p * r / (p + r) : 0;
	}
	if (n_items)
		buf_printf(report,
		           "items\t%zu\nprecision at %llu\t%.4f\nrecall at %llu\t%.4f\nF1 at %llu\t%.4f\n",
		           n_items, (unsigned long long)most, precision / (double)n_items,
		           (unsigned long long)most, recall / (double)n_items, (unsigned long long)most,
		           f1 / (double)n_items);
	free_texts(&system);
	free_texts(&gold);
	return is_good;
}

const struct metric metric_keyphrases = {
	.name = "keyphrases",
	.summary = "the first key phrases of each document, by their stems",
	.letters = "k:",
	.options = "  -k N  how many phrases (10)\n",
	.score = score_keyphrases,
};
