/* Readers of texts with names: see entity_corpus.h. */
#include "entity_corpus.h"

#include "common/diag.h"
#include "common/index.h"
#include "common/row.h"
#include "common/utf8.h"
#include "filters/tag/words.h"

enum { MAX_COLUMNS = 16 };

void entity_corpus_free(struct entity_corpus *corpus)
{
	buf_free(&corpus->form);
	buf_free(&corpus->allowed);
	buf_free(&corpus->sentences);
}

static uint32_t *allowed_of(struct entity_corpus *corpus)
{
	return (uint32_t *)(void *)corpus->allowed.at;
}

static struct entity_sentence_range *sentences_of(struct entity_corpus *corpus)
{
	return (struct entity_sentence_range *)(void *)corpus->sentences.at;
}

static void add_token(struct entity_corpus *corpus, struct str form, uint32_t allowed)
{
	buf_add(&corpus->form, &form, sizeof form);
	buf_add(&corpus->allowed, &allowed, sizeof allowed);
}

/* Closes a sentence that began with token `first`; nothing where no token was added since. */
static void end_sentence(struct entity_corpus *corpus, size_t first, bool is_new_document, unsigned times)
{
	size_t n = entity_corpus_n_tokens(corpus);
	struct entity_sentence_range range = { (uint32_t)first, (uint32_t)(n - first), is_new_document,
		                               (uint8_t)times };

	if (n > first)
		buf_add(&corpus->sentences, &range, sizeof range);
}

static void allow_span(uint32_t *allowed, size_t first, size_t last, unsigned type)
{
	for (size_t t = first; t <= last; t++)
		allowed[t] = 1u << crf_span_label(t, first, last, type);
}

static void allow_all(uint32_t *allowed, size_t first, size_t last)
{
	for (size_t t = first; t <= last; t++)
		allowed[t] = ENTITY_UNKNOWN;
}

_Noreturn static void malformed(const char *path, uint64_t line, const char *what)
{
	diag_fatal(EXIT_DATA, path, "line %llu: %s", (unsigned long long)line, what);
}

/* The next line of the rest, without its line end; false at the end. */
static bool next_line(struct str *rest, struct str *line)
{
	size_t end;

	if (rest->len == 0)
		return false;
	end = str_find(*rest, '\n', 0);
	*line = str_slice(*rest, 0, end);
	if (line->len && line->at[line->len - 1] == '\r')
		line->len--;
	*rest = str_slice(*rest, end + 1, rest->len);
	return true;
}

/* --- IOB2 ----------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	unsigned type;
} type_names[] = {
	{ "PER", 0 },        { "ORG", 1 },          { "LOC", 2 },     { "MISC", 3 },
	{ "OTH", 3 },        { "person", 0 },       { "politician", 0 }, { "organisation", 1 },
	{ "politicalparty", 1 }, { "country", 2 },  { "location", 2 }, { "election", 3 },
	{ "event", 3 },      { "misc", 3 },
};

static bool type_of(struct str name, unsigned *type)
{
	for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++)
		if (str_is(name, type_names[i].name)) {
			*type = type_names[i].type;
			return true;
		}
	return false;
}

/* A name under way, while tags are read. */
struct open_name {
	bool is_open;
	size_t first;
	struct str type;
};

/* Names never begin with an article: GMB and the silver texts leave it out. */
static bool is_article(struct str form)
{
	return form.len == 3 && (form.at[0] | 0x20) == 't' && str_eq(str_slice(form, 1, 3), str_of("he"));
}

static void close_name(struct entity_corpus *corpus, struct open_name *name)
{
	size_t last = entity_corpus_n_tokens(corpus) - 1;
	const struct str *form = (const struct str *)(const void *)corpus->form.at;
	unsigned type;

	if (!name->is_open)
		return;
	name->is_open = false;
	if (name->first < last && is_article(form[name->first]))
		name->first++;
	if (type_of(name->type, &type))
		allow_span(allowed_of(corpus), name->first, last, type);
}

/* Reads one tag before its token is added. */
static void follow_tag(struct entity_corpus *corpus, struct open_name *name, struct str tag)
{
	struct str type = str_slice(tag, 2, tag.len);
	bool continues = name->is_open && tag.len > 2 && tag.at[0] == 'I' && str_eq(type, name->type);

	if (continues)
		return;
	close_name(corpus, name);
	if (tag.len > 2)
		*name = (struct open_name){ true, entity_corpus_n_tokens(corpus), type };
}

/* Of GUM only these genres may be used in what is shipped. */
static bool is_free_document(struct str id)
{
	static const char *const free_genres[] = { "news",     "interview", "bio",          "voyage",
		                                   "textbook", "vlog",      "conversation", "speech" };

	if (!str_starts(id, "GUM_"))
		return true;
	for (size_t i = 0; i < sizeof free_genres / sizeof *free_genres; i++)
		if (str_starts(str_slice(id, 4, id.len), free_genres[i]))
			return true;
	return false;
}

void entity_corpus_iob2(struct entity_corpus *corpus, const char *path, struct str bytes, unsigned times)
{
	struct str line, field[MAX_COLUMNS];
	struct open_name name = { 0 };
	size_t first = entity_corpus_n_tokens(corpus);
	bool is_new = true, is_free = true;

	for (uint64_t number = 1; next_line(&bytes, &line); number++) {
		size_t n;

		if (line.len == 0) {
			close_name(corpus, &name);
			end_sentence(corpus, first, is_new, times);
			is_new &= entity_corpus_n_tokens(corpus) == first;
			first = entity_corpus_n_tokens(corpus);
			continue;
		}
		n = row_split(line, field, MAX_COLUMNS);
		if (n < 2) {
			struct str key = str_of("# newdoc id = ");

			if (line.at[0] != '#')
				malformed(path, number, "no tag");
			if (str_starts(line, "# newdoc")) {
				is_new = true;
				is_free = is_free_document(str_slice(line, key.len, line.len));
			}
			continue;
		}
		if (!is_free)
			continue;
		follow_tag(corpus, &name, field[n == 2 ? 1 : 2]);
		add_token(corpus, field[n == 2 ? 0 : 1], 1u << CRF_O);
	}
	close_name(corpus, &name);
	end_sentence(corpus, first, is_new, times);
}

/* --- GMB ------------------------------------------------------------------------------------ */

struct vote {
	uint64_t where, first, last; /* last: inclusive */
	unsigned type;
	struct str votes;
};

/* Reads a row of ner-silver: place, first, last or end, type, votes. */
static bool next_vote(struct str *rest, const char *path, uint64_t *number, struct vote *vote)
{
	struct str line, field[5];

	if (!next_line(rest, &line))
		return false;
	++*number;
	if (row_split(line, field, 5) != 5 || !str_number(field[0], UINT32_MAX, &vote->where) ||
	    !str_number(field[1], UINT32_MAX, &vote->first) ||
	    !str_number(field[2], UINT32_MAX, &vote->last) || !type_of(field[3], &vote->type))
		malformed(path, *number, "no row of votes");
	vote->votes = field[4];
	return true;
}

/* Adds the tokens of one sentence of GMB up to the empty line; gives the labels. False at the end. */
static bool next_gmb_sentence(struct entity_corpus *corpus, const char *path, struct str *rest,
                              uint64_t *number, struct buf *tags)
{
	struct str line, field[3];

	buf_clear(tags);
	while (next_line(rest, &line)) {
		++*number;
		if (line.len == 0)
			return true;
		if (row_split(line, field, 3) != 3)
			malformed(path, *number, "not three columns");
		add_token(corpus, field[0], 1u << CRF_O);
		buf_add(tags, &field[2], sizeof field[2]);
	}
	return tags->len > 0;
}

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

		has_any |= allowed_of(corpus)[t] != 1u << CRF_O && str_find(form, '-', 1) + 1 < form.len;
	}
	for (size_t t = first; has_any && t < first + T; t++) {
		struct str form = ((const struct str *)(const void *)corpus->form.at)[t];
		uint32_t allowed = allowed_of(corpus)[t];
		size_t from = 0;

		for (size_t i = 0; i < form.len; i++) {
			if (!is_inner_hyphen(form, i))
				continue;
			add_token(corpus, str_slice(form, from, i), piece_allowed(allowed, from == 0, false));
			add_token(corpus, str_slice(form, i, i + 1), piece_allowed(allowed, false, false));
			from = i + 1;
		}
		add_token(corpus, str_slice(form, from, form.len), piece_allowed(allowed, from == 0, true));
	}
	end_sentence(corpus, begin, true, times);
}

void entity_corpus_votes(struct entity_corpus *corpus, const char *path, struct str tokens,
                         struct str votes, unsigned times)
{
	struct buf tags = { 0 };
	struct vote vote;
	uint64_t number = 0, vote_number = 0, sentence = 0;
	size_t first = entity_corpus_n_tokens(corpus);
	bool has_vote = next_vote(&votes, path, &vote_number, &vote);

	while (next_gmb_sentence(corpus, path, &tokens, &number, &tags)) {
		size_t T = entity_corpus_n_tokens(corpus) - first;
		uint32_t *allowed = allowed_of(corpus) + first;
		struct str rest = votes;
		struct vote v = vote;
		uint64_t n = vote_number;

		/* Names first, then what is disputed: a token under both is unknown. */
		for (bool more = has_vote; more && v.where == sentence; more = next_vote(&rest, path, &n, &v))
			if (v.last < T && (str_is(v.votes, "GA") || str_is(v.votes, "GAB")))
				allow_span(allowed, v.first, v.last, v.type);
		for (; has_vote && vote.where == sentence; has_vote = next_vote(&votes, path, &vote_number, &vote))
			if (vote.last < T && !str_is(vote.votes, "GA") && !str_is(vote.votes, "GAB"))
				allow_all(allowed, vote.first, vote.last);
		end_sentence(corpus, first, true, times);
		add_parted(corpus, first, T, times);
		first = entity_corpus_n_tokens(corpus);
		sentence++;
	}
	buf_free(&tags);
}

/* Titles that GMB counts to a person's name and we do not, in lower case. */
static const char *const titles[] = {
	"mr.", "mr", "mrs.", "mrs", "ms.", "ms", "dr.", "dr", "president", "prime", "minister", "secretary",
	"general", "gen.", "vice", "senator", "sen.", "pope", "king", "queen", "prince", "princess", "colonel",
	"col.", "judge", "chancellor", "ayatollah", "sheikh", "chief", "justice", "sir", "lord", "lady",
	"representative", "rep.", "governor", "gov.", "ambassador", "foreign", "defense", "captain", "lieutenant",
	"major", "admiral", "archbishop", "cardinal", "bishop", "reverend", "professor", "of", "state", "the",
	"former", "deputy", "attorney", "commander", "chairman", "spokesman", "spokeswoman", "leader", "interior",
	"finance", "opposition", "first", "crown",
};

static bool is_title(struct str form)
{
	char lower[16];

	if (form.len > sizeof lower)
		return false;
	for (size_t i = 0; i < form.len; i++)
		lower[i] = (char)(form.at[i] >= 'A' && form.at[i] <= 'Z' ? form.at[i] | 0x20 : form.at[i]);
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (str_eq(str_at(lower, form.len), str_of(titles[i])))
			return true;
	return false;
}

/* Labels and aliases of a table of the KB (id, type, label, aliases split by |). */
static void read_countries(struct str bytes, struct index *countries)
{
	struct str line, field[MAX_COLUMNS];

	while (next_line(&bytes, &line)) {
		struct str rest;

		if (line.len == 0 || line.at[0] == '#' || row_split(line, field, MAX_COLUMNS) < 4)
			continue;
		index_put(countries, field[2], 0, NULL);
		for (rest = field[3]; rest.len;) {
			size_t end = str_find(rest, '|', 0);

			index_put(countries, str_slice(rest, 0, end), 0, NULL);
			rest = str_slice(rest, end + 1, rest.len);
		}
	}
}

static bool is_country(const struct index *countries, const struct str *form, size_t n, struct buf *name)
{
	buf_clear(name);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_add_byte(name, ' ');
		buf_add_str(name, form[i]);
	}
	return index_find(countries, buf_str(name)) != NULL;
}

void entity_corpus_gmb(struct entity_corpus *corpus, const char *path, struct str bytes,
                       struct str countries_table, unsigned times)
{
	struct index countries = { 0 };
	struct buf tags = { 0 }, name = { 0 };
	uint64_t number = 0;
	size_t first = entity_corpus_n_tokens(corpus);

	read_countries(countries_table, &countries);
	while (next_gmb_sentence(corpus, path, &bytes, &number, &tags)) {
		size_t T = entity_corpus_n_tokens(corpus) - first;
		const struct str *tag = (const struct str *)(const void *)tags.at;
		const struct str *form = (const struct str *)(const void *)corpus->form.at + first;
		uint32_t *allowed = allowed_of(corpus) + first;

		for (size_t t = 0, end; t < T; t = end) {
			struct str type = str_slice(tag[t], 2, tag[t].len);
			size_t begin = t;

			for (end = t + 1; type.len && end < T && tag[end].at[0] == 'I' &&
			                  str_eq(str_slice(tag[end], 2, tag[end].len), type);)
				end++;
			while (begin < end && str_is(type, "per") && is_title(form[begin]))
				begin++;
			if (begin + 1 < end && is_article(form[begin]))
				begin++;
			if (begin == end || type.len == 0 || str_is(type, "tim") || str_is(type, "nat"))
				continue;
			allow_span(allowed, begin, end - 1,
			           str_is(type, "per")   ? 0
			           : str_is(type, "org") ? 1
			           : str_is(type, "geo") ||
			                             (str_is(type, "gpe") &&
			                              is_country(&countries, form + begin, end - begin, &name))
			                   ? 2
			                   : 3);
		}
		end_sentence(corpus, first, true, times);
		first = entity_corpus_n_tokens(corpus);
	}
	index_free(&countries);
	buf_free(&tags);
	buf_free(&name);
}

/* --- silver ----------------------------------------------------------------------------------- */

enum { LINES = 10 }; /* of a silver document: the files do not mark them */

static const float JUDGE_LEAST = 0.6f; /* score of a name of the judge that counts as a vote */

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

/* A span of the votes, or of the judge, in tokens of a sentence. */
struct candidate {
	size_t first, last;
	unsigned type;
	unsigned n_votes; /* of A, B, C */
	bool is_exact;    /* its borders are borders of tokens */
	bool is_judged;   /* the judge finds it too */
};

static bool overlap(const struct candidate *a, const struct candidate *b)
{
	return a->first <= b->last && b->first <= a->last;
}

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
		buf_add(out, &c, sizeof c);
	}
}

/* The judge's names of a sentence join the candidates. */
static void add_judged(struct buf *out, const struct mention *mention)
{
	struct candidate c = { mention->first, mention->last, mention->type, 0, true, true };
	struct candidate *all = (struct candidate *)(void *)out->at;

	for (size_t i = 0; i < out->len / sizeof c; i++)
		if (all[i].is_exact && all[i].first == c.first && all[i].last == c.last && all[i].type == c.type) {
			all[i].is_judged = mention->score >= JUDGE_LEAST;
			return;
		}
	buf_add(out, &c, sizeof c);
}

static bool is_name(const struct candidate *all, size_t n, size_t i)
{
	const struct candidate *c = &all[i];

	if (!c->is_exact || (c->n_votes < 3 && !c->is_judged))
		return false;
	if (c->n_votes != 1)
		return c->n_votes > 1;
	for (size_t k = 0; k < n; k++)
		if (k != i && overlap(c, &all[k]))
			return false;
	return true;
}

/* Names first; then what is disputed, but for tokens of a name that most agree on. */
static void apply_candidates(uint32_t *allowed, const struct candidate *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_name(all, n, i))
			allow_span(allowed, all[i].first, all[i].last, all[i].type);
	for (size_t i = 0; i < n; i++) {
		bool is_settled = is_name(all, n, i);

		for (size_t k = 0; k < n; k++)
			is_settled |= is_name(all, n, k) && all[k].is_judged && overlap(&all[i], &all[k]);
		if (!is_settled)
			allow_all(allowed, all[i].first, all[i].last);
	}
}

struct silver {
	struct entity_corpus *corpus;
	const struct tokenizer *tokenizer;
	const struct entity_judge *judge;
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
	size_t n = silver->texts.len / sizeof *text, m = 0;
	struct tokens *tokens = arena_array(&silver->arena, struct tokens, n);
	struct mentions judged = { 0 };
	struct buf candidates = { 0 };
	struct words words;

	for (size_t s = 0; s < n; s++)
		tokenize(silver->tokenizer, text[s], &silver->arena, &tokens[s]);
	if (silver->judge) {
		words_init(&words, silver->judge->classes, &silver->arena);
		for (size_t s = 0; s < n; s++) {
			tokens[s].word = arena_array(&silver->arena, uint32_t, tokens[s].T);
			words_enter(&words, &tokens[s]);
		}
		judged = entities_find(silver->judge->model, silver->judge->memo, tokens, n, &words, &silver->arena);
	}
	for (size_t s = 0; s < n; s++) {
		size_t first = entity_corpus_n_tokens(silver->corpus);

		for (size_t t = 0; t < tokens[s].T; t++)
			add_token(silver->corpus, tokens[s].form[t], 1u << CRF_O);
		buf_clear(&candidates);
		add_candidates(&candidates, &tokens[s], &sentence[s],
		               (const struct vote *)(const void *)silver->votes.at,
		               silver->votes.len / sizeof(struct vote));
		for (; m < judged.n && judged.at[m].sentence == s; m++)
			add_judged(&candidates, &judged.at[m]);
		apply_candidates(allowed_of(silver->corpus) + first,
		                 (const struct candidate *)(const void *)candidates.at,
		                 candidates.len / sizeof(struct candidate));
		end_sentence(silver->corpus, first, s == 0, 1);
	}
	buf_free(&candidates);
	buf_clear(&silver->sentences);
	buf_clear(&silver->texts);
	buf_clear(&silver->votes);
	arena_reset(&silver->arena);
}

void entity_corpus_silver(struct entity_corpus *corpus, const char *path, struct str text, struct str spans,
                          const struct tokenizer *tokenizer, unsigned step, const struct entity_judge *judge)
{
	struct silver silver = { .corpus = corpus, .tokenizer = tokenizer, .judge = judge };
	struct str line;
	struct vote vote;
	uint64_t row = 0;
	bool has_vote = next_vote(&spans, path, &row, &vote);

	for (uint64_t number = 0; next_line(&text, &line); number++) {
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

/* --- copies and labels ------------------------------------------------------------------------ */

static struct str case_copy(struct str form, bool is_upper, struct arena *arena)
{
	struct buf out = { 0 };
	struct str copy;

	for (size_t pos = 0; pos < form.len;) {
		uint32_t cp = utf8_next(form, &pos);

		utf8_add(&out, is_upper ? utf8_upper(cp) : utf8_lower(cp));
	}
	copy = arena_str(arena, buf_str(&out));
	buf_free(&out);
	return copy;
}

void entity_corpus_add_lower(struct entity_corpus *corpus, unsigned step, struct arena *arena)
{
	size_t n_sentences = entity_corpus_n_sentences(corpus), n_documents = 0;

	for (size_t s = 0; s < n_sentences; s++) {
		struct entity_sentence_range range = sentences_of(corpus)[s];
		size_t first = entity_corpus_n_tokens(corpus);

		n_documents += range.is_new_document;
		if (n_documents % step)
			continue;
		for (size_t t = range.first; t < range.first + range.T; t++) {
			struct str form = ((const struct str *)(const void *)corpus->form.at)[t];

			add_token(corpus, case_copy(form, false, arena), allowed_of(corpus)[t]);
		}
		end_sentence(corpus, first, range.is_new_document, 1);
	}
}

void entity_corpus_set_case(struct entity_corpus *corpus, bool is_upper, struct arena *arena)
{
	struct str *form = (struct str *)(void *)corpus->form.at;

	for (size_t t = 0; t < entity_corpus_n_tokens(corpus); t++)
		form[t] = case_copy(form[t], is_upper, arena);
}

void entity_corpus_labels(const struct entity_corpus *corpus, size_t sentence, uint8_t *labels)
{
	const struct entity_sentence_range *range =
	        (const struct entity_sentence_range *)(const void *)corpus->sentences.at + sentence;
	const uint32_t *allowed = (const uint32_t *)(const void *)corpus->allowed.at + range->first;

	for (size_t t = 0; t < range->T; t++)
		labels[t] = (uint8_t)(allowed[t] == ENTITY_UNKNOWN ? CRF_O : (unsigned)__builtin_ctz(allowed[t]));
}
