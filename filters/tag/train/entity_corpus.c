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

uint32_t *entity_corpus_allowed(struct entity_corpus *corpus)
{
	return (uint32_t *)(void *)corpus->allowed.at;
}

static struct entity_sentence_range *sentences_of(struct entity_corpus *corpus)
{
	return (struct entity_sentence_range *)(void *)corpus->sentences.at;
}

void entity_corpus_add(struct entity_corpus *corpus, struct str form, uint32_t allowed)
{
	buf_add(&corpus->form, &form, sizeof form);
	buf_add(&corpus->allowed, &allowed, sizeof allowed);
}

/* Closes a sentence that began with token `first`; nothing where no token was added since. */
void entity_corpus_end(struct entity_corpus *corpus, size_t first, bool is_new_document, unsigned times)
{
	size_t n = entity_corpus_n_tokens(corpus);
	struct entity_sentence_range range = { (uint32_t)first, (uint32_t)(n - first), is_new_document,
		                               (uint8_t)times };

	if (n > first)
		buf_add(&corpus->sentences, &range, sizeof range);
}

void entity_allow_span(uint32_t *allowed, size_t first, size_t last, unsigned type)
{
	for (size_t t = first; t <= last; t++)
		allowed[t] = 1u << crf_span_label(t, first, last, type);
}

void entity_allow_all(uint32_t *allowed, size_t first, size_t last)
{
	for (size_t t = first; t <= last; t++)
		allowed[t] = ENTITY_UNKNOWN;
}

_Noreturn void entity_malformed(const char *path, uint64_t line, const char *what)
{
	diag_fatal(EXIT_DATA, path, "line %llu: %s", (unsigned long long)line, what);
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

bool entity_corpus_type(struct str name, unsigned *type)
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
	if (entity_corpus_type(name->type, &type))
		entity_allow_span(entity_corpus_allowed(corpus), name->first, last, type);
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

	for (uint64_t number = 1; str_next_line(&bytes, &line); number++) {
		size_t n;

		if (line.len == 0) {
			close_name(corpus, &name);
			entity_corpus_end(corpus, first, is_new, times);
			is_new &= entity_corpus_n_tokens(corpus) == first;
			first = entity_corpus_n_tokens(corpus);
			continue;
		}
		n = row_split(line, field, MAX_COLUMNS);
		if (n < 2) {
			struct str key = str_of("# newdoc id = ");

			if (line.at[0] != '#')
				entity_malformed(path, number, "no tag");
			if (str_starts(line, "# newdoc")) {
				is_new = true;
				is_free = is_free_document(str_slice(line, key.len, line.len));
			}
			continue;
		}
		if (!is_free)
			continue;
		follow_tag(corpus, &name, field[n == 2 ? 1 : 2]);
		entity_corpus_add(corpus, field[n == 2 ? 0 : 1], 1u << CRF_O);
	}
	close_name(corpus, &name);
	entity_corpus_end(corpus, first, is_new, times);
}

/* --- GMB ------------------------------------------------------------------------------------ */

/* Adds the tokens of one sentence of GMB up to the empty line; gives the labels. False at the end. */
bool entity_corpus_next_gmb(struct entity_corpus *corpus, const char *path, struct str *rest,
                              uint64_t *number, struct buf *tags)
{
	struct str line, field[3];

	buf_clear(tags);
	while (str_next_line(rest, &line)) {
		++*number;
		if (line.len == 0)
			return true;
		if (row_split(line, field, 3) != 3)
			entity_malformed(path, *number, "not three columns");
		entity_corpus_add(corpus, field[0], 1u << CRF_O);
		buf_add(tags, &field[2], sizeof field[2]);
	}
	return tags->len > 0;
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

	while (str_next_line(&bytes, &line)) {
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
	while (entity_corpus_next_gmb(corpus, path, &bytes, &number, &tags)) {
		size_t T = entity_corpus_n_tokens(corpus) - first;
		const struct str *tag = (const struct str *)(const void *)tags.at;
		const struct str *form = (const struct str *)(const void *)corpus->form.at + first;
		uint32_t *allowed = entity_corpus_allowed(corpus) + first;

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
			entity_allow_span(allowed, begin, end - 1,
			           str_is(type, "per")   ? 0
			           : str_is(type, "org") ? 1
			           : str_is(type, "geo") ||
			                             (str_is(type, "gpe") &&
			                              is_country(&countries, form + begin, end - begin, &name))
			                   ? 2
			                   : 3);
		}
		entity_corpus_end(corpus, first, true, times);
		first = entity_corpus_n_tokens(corpus);
	}
	index_free(&countries);
	buf_free(&tags);
	buf_free(&name);
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

			entity_corpus_add(corpus, case_copy(form, false, arena), entity_corpus_allowed(corpus)[t]);
		}
		entity_corpus_end(corpus, first, range.is_new_document, 1);
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
