/* Readers of texts with names: see entity_corpus.h. */
#include "entity_corpus.h"

#include "common/diag.h"
#include "common/index.h"
#include "common/row.h"
#include "common/utf8.h"

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

/* Puts the rows of votes that touch a sentence [begin, end) of the line on its tokens. */
static void apply_votes(uint32_t *allowed, const struct tokens *tokens, size_t begin, size_t end,
                        const struct vote *votes, size_t n_votes)
{
	for (unsigned pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < n_votes; i++) {
			const struct vote *v = &votes[i];
			size_t first = tokens->T, last = 0;
			bool is_exact;

			if (v->last <= begin || v->first >= end)
				continue;
			for (size_t t = 0; t < tokens->T; t++)
				if (begin + tokens->begin[t] < v->last && begin + tokens->end[t] > v->first) {
					first = t < first ? t : first;
					last = t;
				}
			if (first == tokens->T)
				continue;
			is_exact = begin + tokens->begin[first] == v->first && begin + tokens->end[last] == v->last;
			if (pass == 0 && is_exact && str_is(v->votes, "ABC"))
				allow_span(allowed, first, last, v->type);
			if (pass == 1 && !(is_exact && str_is(v->votes, "ABC")))
				allow_all(allowed, first, last);
		}
}

void entity_corpus_silver(struct entity_corpus *corpus, const char *path, struct str text, struct str spans,
                          const struct tokenizer *tokenizer, unsigned step, struct arena *arena)
{
	struct buf votes = { 0 };
	struct str line;
	struct vote vote;
	uint64_t row = 0;
	bool has_vote = next_vote(&spans, path, &row, &vote);

	for (uint64_t number = 0; next_line(&text, &line); number++) {
		bool is_new = number % LINES == 0;

		buf_clear(&votes);
		for (; has_vote && vote.where == number; has_vote = next_vote(&spans, path, &row, &vote))
			buf_add(&votes, &vote, sizeof vote);
		if (number / LINES % step)
			continue;
		for (size_t begin = 0, end; begin < line.len; begin = end + 1) {
			struct tokens tokens;
			size_t first = entity_corpus_n_tokens(corpus);

			end = sentence_end(line, begin);
			tokenize(tokenizer, str_slice(line, begin, end), arena, &tokens);
			for (size_t t = 0; t < tokens.T; t++)
				add_token(corpus, tokens.form[t], 1u << CRF_O);
			apply_votes(allowed_of(corpus) + first, &tokens, begin, end,
			            (const struct vote *)(const void *)votes.at, votes.len / sizeof vote);
			end_sentence(corpus, first, is_new, 1);
			is_new = false;
		}
	}
	buf_free(&votes);
}

/* --- copies and labels ------------------------------------------------------------------------ */

static struct str lower_copy(struct str form, struct arena *arena)
{
	struct buf lower = { 0 };
	struct str copy;

	utf8_add_lower(&lower, form);
	copy = arena_str(arena, buf_str(&lower));
	buf_free(&lower);
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

			add_token(corpus, lower_copy(form, arena), allowed_of(corpus)[t]);
		}
		end_sentence(corpus, first, range.is_new_document, 1);
	}
}

void entity_corpus_lower(struct entity_corpus *corpus, struct arena *arena)
{
	struct str *form = (struct str *)(void *)corpus->form.at;

	for (size_t t = 0; t < entity_corpus_n_tokens(corpus); t++)
		form[t] = lower_copy(form[t], arena);
}

void entity_corpus_labels(const struct entity_corpus *corpus, size_t sentence, uint8_t *labels)
{
	const struct entity_sentence_range *range =
	        (const struct entity_sentence_range *)(const void *)corpus->sentences.at + sentence;
	const uint32_t *allowed = (const uint32_t *)(const void *)corpus->allowed.at + range->first;

	for (size_t t = 0; t < range->T; t++)
		labels[t] = (uint8_t)(allowed[t] == ENTITY_UNKNOWN ? CRF_O : (unsigned)__builtin_ctz(allowed[t]));
}
