/* Votes of several taggers, as partial labels: see entity_votes.h. */
#include "entity_votes.h"

#include "common/row.h"

struct vote {
	uint64_t where, first, last; /* last: inclusive */
	unsigned type;
	struct str votes;
};

/* Reads a row of ner-silver: place, first, last or end, type, votes. */
static bool next_vote(struct str *rest, const char *path, uint64_t *number, struct vote *vote)
{
	struct str line, field[5];

	if (!str_next_line(rest, &line))
		return false;
	++*number;
	if (row_split(line, field, 5) != 5 || !str_number(field[0], UINT32_MAX, &vote->where) ||
	    !str_number(field[1], UINT32_MAX, &vote->first) ||
	    !str_number(field[2], UINT32_MAX, &vote->last) || !entity_corpus_type(field[3], &vote->type))
		entity_malformed(path, *number, "no row of votes");
	vote->votes = field[4];
	return true;
}

/* --- GMB ------------------------------------------------------------------------------------ */

/* Whether byte i is a hyphen between two letters or digits. */
static bool is_inner_hyphen(struct str form, size_t i)
{
	return form.at[i] == '-' && i > 0 && i + 1 < form.len && form.at[i - 1] != '-' && form.at[i + 1] != '-';
}

/* The label set of a piece of a token: a name goes on through the pieces, none stays none. */
static uint32_t piece_allowed(uint32_t allowed, bool is_first, bool is_last)
{
	unsigned label, type;
	bool begins, ends;

	if (allowed == ENTITY_UNKNOWN || allowed == 1u << CRF_O)
		return allowed;
	label = (unsigned)__builtin_ctz(allowed);
	type = crf_type(label);
	begins = is_first && (label < CRF_L || (label >= CRF_B && label < CRF_I));
	ends = is_last && label < CRF_CLOSED;
	return 1u << (type + (begins && ends ? CRF_U : begins ? CRF_B : ends ? CRF_L : CRF_I));
}

/*
 * Appends a copy of the sentence [first, first + T) with its hyphens parted, as UD has them, where it
 * has any inside a name: names like Ban Ki-moon must be known in both forms.
 */
static void add_parted(struct entity_corpus *corpus, size_t first, size_t T, unsigned times)
{
	size_t begin = entity_corpus_n_tokens(corpus);
	bool has_any = false;

	for (size_t t = first; t < first + T; t++) {
		struct str form = ((const struct str *)(const void *)corpus->form.at)[t];

		has_any |= entity_corpus_allowed(corpus)[t] != 1u << CRF_O && str_find(form, '-', 1) + 1 < form.len;
	}
	for (size_t t = first; has_any && t < first + T; t++) {
		struct str form = ((const struct str *)(const void *)corpus->form.at)[t];
		uint32_t allowed = entity_corpus_allowed(corpus)[t];
		size_t from = 0;

		for (size_t i = 0; i < form.len; i++) {
			if (!is_inner_hyphen(form, i))
				continue;
			entity_corpus_add(corpus, str_slice(form, from, i), piece_allowed(allowed, from == 0, false));
			entity_corpus_add(corpus, str_slice(form, i, i + 1), piece_allowed(allowed, false, false));
			from = i + 1;
		}
		entity_corpus_add(corpus, str_slice(form, from, form.len), piece_allowed(allowed, from == 0, true));
	}
	entity_corpus_end(corpus, begin, true, times);
}

/* GMB's own label counts where another tagger has it too. */
static bool is_trusted(const struct vote *vote)
{
	return str_is(vote->votes, "GA") || str_is(vote->votes, "GB") || str_is(vote->votes, "GAB");
}

void entity_corpus_votes(struct entity_corpus *corpus, const char *path, struct str tokens,
                         struct str votes, unsigned times)
{
	struct buf tags = { 0 };
	struct vote vote;
	uint64_t number = 0, vote_number = 0, sentence = 0;
	size_t first = entity_corpus_n_tokens(corpus);
	bool has_vote = next_vote(&votes, path, &vote_number, &vote);

	while (entity_corpus_next_gmb(corpus, path, &tokens, &number, &tags)) {
		size_t T = entity_corpus_n_tokens(corpus) - first;
		uint32_t *allowed = entity_corpus_allowed(corpus) + first;
		struct str rest = votes;
		struct vote v = vote;
		uint64_t n = vote_number;

		/* Names first, then what is disputed: a token under both is unknown. */
		for (bool more = has_vote; more && v.where == sentence; more = next_vote(&rest, path, &n, &v))
			if (v.last < T && is_trusted(&v))
				entity_allow_span(allowed, v.first, v.last, v.type);
		for (; has_vote && vote.where == sentence; has_vote = next_vote(&votes, path, &vote_number, &vote))
			if (vote.last < T && !is_trusted(&vote))
				entity_allow_all(allowed, vote.first, vote.last);
		entity_corpus_end(corpus, first, true, times);
		add_parted(corpus, first, T, times);
		first = entity_corpus_n_tokens(corpus);
		sentence++;
	}
	buf_free(&tags);
}

/* --- silver ----------------------------------------------------------------------------------- */

enum {
	LINES = 10,  /* of a silver document: the files do not mark them */
	TAGGERS = 3, /* that voted */
};

/* Where the sentence that begins at `from` ends: a stop, closing marks, a blank, then a start. */
static size_t sentence_end(struct str line, size_t from)
{
	for (size_t i = from; i + 2 < line.len; i++) {
		size_t word = i, next = i + 1;

		if (!strchr(".!?", line.at[i]))
			continue;
		while (word > from && line.at[word - 1] != ' ')
			word--;
		/* Initials, U.S., and short words like Mr. or Gen. do not end a sentence. */
		if (line.at[i] == '.' && i - word < 4 && line.at[word] >= 'A' && line.at[word] <= 'Z')
			continue;
		while (next < line.len && (strchr("\"')]", line.at[next]) || (unsigned char)line.at[next] >= 0x80))
			next++;
		if (next < line.len && line.at[next] == ' ' && next + 1 < line.len &&
		    !(line.at[next + 1] >= 'a' && line.at[next + 1] <= 'z'))
			return next;
	}
	return line.len;
}

/* One sentence of a silver text. */
struct silver_sentence {
	size_t line, begin, end; /* of the document, bytes of its line */
};

/* A span of the votes, in tokens of a sentence. */
struct candidate {
	size_t first, last;
	unsigned type;
	unsigned n_votes; /* of A, B, C */
	bool is_exact;    /* its borders are borders of tokens */
};

static void add_candidates(struct buf *out, const struct tokens *tokens, const struct silver_sentence *sentence,
                           const struct vote *votes, size_t n_votes)
{
	for (size_t i = 0; i < n_votes; i++) {
		const struct vote *v = &votes[i];
		struct candidate c = { .first = tokens->T, .type = v->type, .n_votes = (unsigned)v->votes.len };

		if (v->where != sentence->line || v->last <= sentence->begin || v->first >= sentence->end)
			continue;
		for (size_t t = 0; t < tokens->T; t++)
			if (sentence->begin + tokens->begin[t] < v->last && sentence->begin + tokens->end[t] > v->first) {
				c.first = t < c.first ? t : c.first;
				c.last = t;
			}
		if (c.first == tokens->T)
			continue;
		c.is_exact = sentence->begin + tokens->begin[c.first] == v->first &&
		             sentence->begin + tokens->end[c.last] == v->last;
		/* C never saw a name with its hyphen parted: there the two others are enough. */
		for (size_t t = c.first; t < c.last; t++)
			if (str_is(tokens->form[t], "-") && str_is(v->votes, "AB"))
				c.n_votes = TAGGERS;
		buf_add(out, &c, sizeof c);
	}
}

static bool is_name(const struct candidate *c)
{
	return c->is_exact && c->n_votes == TAGGERS;
}

/* Names first, then what is disputed: a token under both is unknown. */
static void apply_candidates(uint32_t *allowed, const struct candidate *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_name(&all[i]))
			entity_allow_span(allowed, all[i].first, all[i].last, all[i].type);
	for (size_t i = 0; i < n; i++)
		if (!is_name(&all[i]))
			entity_allow_all(allowed, all[i].first, all[i].last);
}

struct silver {
	struct entity_corpus *corpus;
	const struct tokenizer *tokenizer;
	struct buf sentences; /* struct silver_sentence */
	struct buf texts;     /* struct str */
	struct buf votes;     /* struct vote */
	struct arena arena;   /* of a document */
};

/* Adds the sentences gathered so far as one document. */
static void add_document(struct silver *silver)
{
	const struct silver_sentence *sentence = (const struct silver_sentence *)(const void *)silver->sentences.at;
	const struct str *text = (const struct str *)(const void *)silver->texts.at;
	size_t n = silver->texts.len / sizeof *text;
	struct tokens *tokens = arena_array(&silver->arena, struct tokens, n);
	struct buf candidates = { 0 };

	for (size_t s = 0; s < n; s++)
		tokenize(silver->tokenizer, text[s], &silver->arena, &tokens[s]);
	for (size_t s = 0; s < n; s++) {
		size_t first = entity_corpus_n_tokens(silver->corpus);

		for (size_t t = 0; t < tokens[s].T; t++)
			entity_corpus_add(silver->corpus, tokens[s].form[t], 1u << CRF_O);
		buf_clear(&candidates);
		add_candidates(&candidates, &tokens[s], &sentence[s],
		               (const struct vote *)(const void *)silver->votes.at,
		               silver->votes.len / sizeof(struct vote));
		apply_candidates(entity_corpus_allowed(silver->corpus) + first,
		                 (const struct candidate *)(const void *)candidates.at,
		                 candidates.len / sizeof(struct candidate));
		entity_corpus_end(silver->corpus, first, s == 0, 1);
	}
	buf_free(&candidates);
	buf_clear(&silver->sentences);
	buf_clear(&silver->texts);
	buf_clear(&silver->votes);
	arena_reset(&silver->arena);
}

void entity_corpus_silver(struct entity_corpus *corpus, const char *path, struct str text, struct str spans,
                          const struct tokenizer *tokenizer, unsigned step)
{
	struct silver silver = { .corpus = corpus, .tokenizer = tokenizer };
	struct str line;
	struct vote vote;
	uint64_t row = 0;
	bool has_vote = next_vote(&spans, path, &row, &vote);

	for (uint64_t number = 0; str_next_line(&text, &line); number++) {
		bool is_read = number / LINES % step == 0;

		if (number % LINES == 0)
			add_document(&silver);
		for (; has_vote && vote.where == number; has_vote = next_vote(&spans, path, &row, &vote))
			if (is_read)
				buf_add(&silver.votes, &vote, sizeof vote);
		for (size_t begin = 0, end; is_read && begin < line.len; begin = end + 1) {
			struct silver_sentence sentence = { .line = number, .begin = begin };
			struct str slice;

			sentence.end = end = sentence_end(line, begin);
			slice = str_slice(line, begin, end);
			buf_add(&silver.sentences, &sentence, sizeof sentence);
			buf_add(&silver.texts, &slice, sizeof slice);
		}
	}
	add_document(&silver);
	buf_free(&silver.sentences);
	buf_free(&silver.texts);
	buf_free(&silver.votes);
	arena_free(&silver.arena);
}
