/*
 * Phrases by walking over word classes. Wrong tags hardly matter, since most walks end at a determiner,
 * a comma or the begin of the sentence.
 */
#include "phrases.h"

#include "filters/link/words.h"

enum {
	SENTENCE_REACH = 500,   /* no cue looks further than this to either side */
	PHRASE_REACH = 40,      /* tokens of the longest noun phrase */
	PARENTHESIS_REACH = 30, /* of what may stand between two commas behind a name */
	SUBJECT_REACH = 60,     /* tokens between a verb and the one whose subject it shares */
	GROUP_REACH = 8,        /* of a verb group */
	SUBJECT_DEPTH = 4,
	DATELINE_REACH = 16, /* tokens of the longest dateline */
	CAPITALS_MIN = 3,    /* letters of a place in capitals */
};

/* A tag of up to four letters as a number, so that it can be switched on. */
#define TAG(a, b, c, d)                                                                            \
	((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)

static enum word_class class_of_xpos(uint32_t tag)
{
	switch (tag) {
	case TAG('N', 'N', 0, 0):
	case TAG('N', 'N', 'S', 0):
	case TAG('N', 'N', 'P', 0):
	case TAG('N', 'N', 'P', 'S'):
	case TAG('F', 'W', 0, 0):
	case TAG('A', 'D', 'D', 0):
	case TAG('H', 'Y', 'P', 'H'): /* the hyphen of "pre-war" */
		return WORD_NOUN;
	case TAG('P', 'R', 'P', 0):
	case TAG('E', 'X', 0, 0):
		return WORD_PRONOUN;
	case TAG('D', 'T', 0, 0):
	case TAG('P', 'D', 'T', 0):
	case TAG('P', 'R', 'P', '$'):
	case TAG('W', 'P', '$', 0):
		return WORD_DETERMINER;
	case TAG('J', 'J', 0, 0):
	case TAG('J', 'J', 'R', 0):
	case TAG('J', 'J', 'S', 0):
	case TAG('C', 'D', 0, 0):
	case TAG('$', 0, 0, 0):
		return WORD_ADJECTIVE;
	case TAG('P', 'O', 'S', 0):
		return WORD_POSSESSIVE;
	case TAG('V', 'B', 'D', 0):
	case TAG('V', 'B', 'Z', 0):
	case TAG('V', 'B', 'P', 0):
		return WORD_FINITE;
	case TAG('M', 'D', 0, 0):
		return WORD_MODAL;
	case TAG('V', 'B', 0, 0):
		return WORD_BASE;
	case TAG('V', 'B', 'G', 0):
		return WORD_GERUND;
	case TAG('V', 'B', 'N', 0):
		return WORD_PARTICIPLE;
	case TAG('R', 'B', 0, 0):
	case TAG('R', 'B', 'R', 0):
	case TAG('R', 'B', 'S', 0):
	case TAG('R', 'P', 0, 0):
		return WORD_ADVERB;
	case TAG('I', 'N', 0, 0):
		return WORD_PREPOSITION;
	case TAG('T', 'O', 0, 0):
		return WORD_TO;
	case TAG('C', 'C', 0, 0):
		return WORD_JOINT;
	case TAG('W', 'P', 0, 0):
	case TAG('W', 'D', 'T', 0):
		return WORD_WH;
	case TAG(',', 0, 0, 0):
		return WORD_COMMA;
	case TAG('.', 0, 0, 0):
	case TAG(':', 0, 0, 0):
		return WORD_STOP;
	case TAG('`', '`', 0, 0):
	case TAG('\'', '\'', 0, 0):
		return WORD_MARK;
	case TAG('-', 'L', 'R', 'B'):
	case TAG('-', 'R', 'R', 'B'):
		return WORD_BRACKET;
	default:
		return WORD_OTHER;
	}
}

/* Where a tagger gives no XPOS; the first four letters tell the UPOS tags apart that matter. */
static enum word_class class_of_upos(uint32_t tag)
{
	switch (tag) {
	case TAG('N', 'O', 'U', 'N'):
	case TAG('P', 'R', 'O', 'P'):
		return WORD_NOUN;
	case TAG('P', 'R', 'O', 'N'):
		return WORD_PRONOUN;
	case TAG('D', 'E', 'T', 0):
		return WORD_DETERMINER;
	case TAG('A', 'D', 'J', 0):
	case TAG('N', 'U', 'M', 0):
		return WORD_ADJECTIVE;
	case TAG('V', 'E', 'R', 'B'):
	case TAG('A', 'U', 'X', 0):
		return WORD_FINITE;
	case TAG('A', 'D', 'V', 0):
		return WORD_ADVERB;
	case TAG('A', 'D', 'P', 0):
	case TAG('S', 'C', 'O', 'N'):
		return WORD_PREPOSITION;
	case TAG('C', 'C', 'O', 'N'):
		return WORD_JOINT;
	case TAG('P', 'A', 'R', 'T'):
		return WORD_TO;
	default:
		return WORD_OTHER;
	}
}

static uint32_t tag_number(struct str tag)
{
	const unsigned char *at = (const unsigned char *)tag.at;
	uint32_t number = 0;

	switch (tag.len) {
	default: number |= (uint32_t)at[3] << 24; /* fall through */
	case 3: number |= (uint32_t)at[2] << 16; /* fall through */
	case 2: number |= (uint32_t)at[1] << 8; /* fall through */
	case 1: number |= at[0]; /* fall through */
	case 0: return number;
	}
}

static enum word_class class_of(const struct token *token)
{
	static const char *const marks[] = { "“", "”", "\"", "``", "''", NULL };
	static const char *const stops[] = { "–", "—", "--", "-", ":", ";", NULL };
	static const char *const commas[] = { ",", NULL };
	char first = token->form.len ? token->form.at[0] : 'x';
	bool is_word = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') ||
		       (first >= '0' && first <= '9');

	if (!is_word && word_in(token->form, marks))
		return WORD_MARK;
	if (!is_word && !str_is(token->xpos, "HYPH") && word_in(token->form, stops))
		return WORD_STOP;
	if (token->xpos.len)
		return class_of_xpos(tag_number(token->xpos));
	if (!is_word)
		return word_in(token->form, commas) ? WORD_COMMA : WORD_STOP;
	return class_of_upos(tag_number(token->upos));
}

static bool is_dash(const struct token *token)
{
	static const char *const dashes[] = { "-", "--", "–", "—", NULL };

	return word_in(token->form, dashes);
}

static bool is_all_capitals(struct str form)
{
	for (size_t i = 0; i < form.len; i++)
		if (form.at[i] < 'A' || form.at[i] > 'Z')
			return false;
	return form.len >= CAPITALS_MIN;
}

/*
 * The token behind the dateline of a sentence that begins its paragraph; its first where there is none. A dateline is a
 * place in capitals, or anything with an agency in brackets, and a dash between blanks.
 */
static uint32_t behind_dateline(const struct phrases *p, size_t s)
{
	const struct sentence *sentence = &p->layers->sentences[s];
	const struct token *tokens = p->layers->tokens;
	uint32_t first = sentence->first_token, end = first + sentence->n_tokens;

	if (sentence->n_tokens == 0 || (s > 0 && sentence[-1].par == sentence->par))
		return first;
	for (uint32_t i = first + 1; i + 1 < end && i - first < DATELINE_REACH; i++) {
		enum word_class c = p->classes[i];

		if (c == WORD_FINITE || c == WORD_MODAL || c == WORD_MARK)
			break;
		if (is_dash(&tokens[i]) && tokens[i - 1].end < tokens[i].begin && tokens[i].end < tokens[i + 1].begin)
			return is_all_capitals(tokens[first].form) || p->classes[i - 1] == WORD_BRACKET ? i + 1 : first;
	}
	return first;
}

void phrases_prepare(const struct layers *layers, struct arena *arena, struct phrases *phrases)
{
	uint8_t *classes = arena_array(arena, uint8_t, layers->n_tokens);
	uint32_t *sentence_of = arena_array(arena, uint32_t, layers->n_tokens);
	uint32_t *begins = arena_array(arena, uint32_t, layers->n_sentences);

	for (size_t i = 0; i < layers->n_tokens; i++)
		classes[i] = (uint8_t)class_of(&layers->tokens[i]);
	for (size_t s = 0; s < layers->n_sentences; s++)
		for (uint32_t i = 0; i < layers->sentences[s].n_tokens; i++)
			sentence_of[layers->sentences[s].first_token + i] = (uint32_t)s;
	*phrases = (struct phrases){ layers, classes, sentence_of, begins };
	for (size_t s = 0; s < layers->n_sentences; s++)
		begins[s] = behind_dateline(phrases, s);
}

uint32_t phrases_begin(const struct phrases *p, uint32_t token)
{
	uint32_t first = p->begins[p->sentence_of[token]];

	if (token < first)
		first = p->layers->sentences[p->sentence_of[token]].first_token;
	return token - first < SENTENCE_REACH ? first : token - SENTENCE_REACH;
}

uint32_t phrases_end(const struct phrases *p, uint32_t token)
{
	const struct sentence *sentence = &p->layers->sentences[p->sentence_of[token]];
	uint32_t end = sentence->first_token + sentence->n_tokens;

	return end - token < SENTENCE_REACH ? end : token + SENTENCE_REACH;
}

/* --- noun phrases --------------------------------------------------------------------------- */

static bool is_nominal(const struct phrases *p, uint32_t token)
{
	enum word_class c = p->classes[token];

	return c == WORD_NOUN || c == WORD_ADJECTIVE || c == WORD_POSSESSIVE;
}

/* A phrase without prepositions that ends at `last`. */
static bool base_before(const struct phrases *p, uint32_t last, uint32_t floor,
			struct noun_phrase *out)
{
	static const char *const subjects[] = { "some",    "many",  "others", "both",
						"all",     "most",  "few",    "this",
						"that",    "these", "those",  "another",
						"several", "none",  "each",   NULL };
	enum word_class c = p->classes[last];
	uint32_t first = last, head = last;
	bool has_noun = c == WORD_NOUN;

	*out = (struct noun_phrase){ last, last, last };
	if (c == WORD_PRONOUN)
		return true;
	if (c == WORD_DETERMINER)
		return word_in(p->layers->tokens[last].form, subjects);
	if (!is_nominal(p, last) || c == WORD_POSSESSIVE)
		return false;
	while (first > floor && last - first < PHRASE_REACH) {
		enum word_class before = p->classes[first - 1];

		if (before == WORD_DETERMINER) {
			first--;
			break;
		}
		if (before == WORD_GERUND || before == WORD_PARTICIPLE) {
			/* "the leading candidate": a participle only between a determiner and a
			 * noun */
			if (first < floor + 2 || p->classes[first - 2] != WORD_DETERMINER)
				break;
		} else if (before == WORD_ADVERB) {
			if (p->classes[first] != WORD_ADJECTIVE || first < floor + 2 ||
			    p->classes[first - 2] != WORD_DETERMINER)
				break;
		} else if (before == WORD_MARK) {
			/* the “expert” witness: marks inside a phrase */
			if (first < floor + 2 ||
			    !(is_nominal(p, first - 2) || p->classes[first - 2] == WORD_DETERMINER))
				break;
		} else if (before == WORD_PRONOUN && p->classes[first] == WORD_POSSESSIVE) {
			first--;
			break;
		} else if (!is_nominal(p, first - 1)) {
			break;
		}
		first--;
		has_noun |= p->classes[first] == WORD_NOUN;
	}
	while (head > first && p->classes[head] != WORD_NOUN && has_noun)
		head--;
	*out = (struct noun_phrase){ first, last, head };
	return true;
}

/* Whether "of the group", "at the rally" at `preposition` can hang on the word before it. */
static bool hangs_on(const struct phrases *p, uint32_t preposition, uint32_t floor)
{
	static const char *const words[] = { "of",      "for",    "from",    "in",        "at",
					     "with",    "on",     "to",      "by",        "about",
					     "against", "near",   "between", "inside",    "over",
					     "behind",  "within", "under",   "including", "among",
					     "like",    "across", "outside", "around",    NULL };
	const struct token *token = &p->layers->tokens[preposition];
	enum word_class before;

	if (preposition <= floor || !word_in(token->form, words))
		return false;
	before = p->classes[preposition - 1];
	if (before == WORD_NOUN)
		return true;
	return str_is(token->form, "of") && (before == WORD_ADJECTIVE || before == WORD_DETERMINER);
}

/* A phrase with what hangs on it. */
static bool hung_before(const struct phrases *p, uint32_t last, uint32_t floor,
			struct noun_phrase *out)
{
	struct noun_phrase base;

	if (last < floor || !base_before(p, last, floor, out))
		return false;
	while (out->first > floor + 1 && last - out->first < PHRASE_REACH) {
		uint32_t before = out->first - 1, next;

		/* "officials briefed on the matter" */
		if (p->classes[before] == WORD_PREPOSITION && before > floor + 1 &&
		    (p->classes[before - 1] == WORD_PARTICIPLE ||
		     p->classes[before - 1] == WORD_GERUND) &&
		    p->classes[before - 2] == WORD_NOUN)
			next = before - 2;
		else if (hangs_on(p, before, floor))
			next = before - 1;
		else
			break;
		if (!base_before(p, next, floor, &base))
			break;
		out->first = base.first;
		out->head = base.head;
	}
	return true;
}

/* Whether a clause can begin here: what is joined to the left is then one subject, no other clause.
 */
static bool is_clause_begin(const struct phrases *p, uint32_t first, uint32_t floor)
{
	static const char *const words[] = { "that",    "while",    "as",     "when", "if",
					     "because", "although", "though", "both", "but",
					     "and",     "since",    NULL };

	if (first <= floor)
		return true;
	return p->classes[first - 1] == WORD_COMMA || p->classes[first - 1] == WORD_STOP ||
	       p->classes[first - 1] == WORD_MARK || word_in(p->layers->tokens[first - 1].form, words);
}

bool phrases_before(const struct phrases *p, uint32_t last, uint32_t floor, struct noun_phrase *out)
{
	struct noun_phrase joined, next;
	bool is_list = false;

	if (last < floor || !hung_before(p, last, floor, out))
		return false;
	/* "himself": the one before it */
	if (out->first == last && str_ends(p->layers->tokens[last].form, "self") && last > floor &&
	    hung_before(p, last - 1, floor, &next)) {
		out->first = next.first;
		out->head = next.head;
	}
	joined = *out;
	while (joined.first > floor + 1 && last - joined.first < PHRASE_REACH) {
		uint32_t before = joined.first - 1;

		if (p->classes[before] == WORD_ADVERB && before > floor + 1)
			before--; /* "and even some technologists" */
		if (p->classes[before] != WORD_JOINT &&
		    !(p->classes[before] == WORD_COMMA && is_list))
			break;
		is_list = true;
		if (p->classes[before - 1] == WORD_COMMA)
			before--;
		if (before <= floor || !hung_before(p, before - 1, floor, &next))
			break;
		joined.first = next.first;
		joined.head = next.head;
		if (is_clause_begin(p, joined.first, floor))
			*out = joined;
	}
	return true;
}

bool phrases_behind(const struct phrases *p, uint32_t first, uint32_t limit,
		    struct noun_phrase *out)
{
	uint32_t i = first;
	bool has_head = false, has_preposition = false;

	if (i < limit && p->classes[i] == WORD_PRONOUN) {
		*out = (struct noun_phrase){ first, first, first };
		return true;
	}
	for (; i < limit && i - first < PHRASE_REACH; i++) {
		enum word_class c = p->classes[i];

		if (c == WORD_DETERMINER && i > first && p->classes[i - 1] != WORD_PREPOSITION &&
		    p->classes[i - 1] != WORD_DETERMINER)
			break;
		if (c == WORD_JOINT && i > first && i + 1 < limit &&
		    p->classes[i - 1] == WORD_ADJECTIVE && is_nominal(p, i + 1))
			continue; /* "Democratic and independent analysts" */
		if (c == WORD_PREPOSITION) {
			static const char *const hung[] = { "of", "for", "from", "at", NULL };

			if (!has_head || !word_in(p->layers->tokens[i].form, hung))
				break;
			has_preposition = true;
			continue;
		}
		if ((c == WORD_GERUND || c == WORD_PARTICIPLE) && i > first &&
		    p->classes[i - 1] == WORD_DETERMINER)
			continue;
		if (!is_nominal(p, i) && c != WORD_DETERMINER)
			break;
		if (!has_preposition && (c == WORD_NOUN || !has_head)) {
			out->head = i;
			has_head |= c == WORD_NOUN;
		}
	}
	while (i > first &&
	       (p->classes[i - 1] == WORD_PREPOSITION || p->classes[i - 1] == WORD_POSSESSIVE))
		i--;
	out->first = first;
	out->last = i - 1;
	return i > first && out->head < i;
}

/* --- verbs ----------------------------------------------------------------------------------- */

static bool is_auxiliary(const struct token *token)
{
	static const char *const forms[] = {
		"be",  "is",  "am",  "are", "was",  "were", "been", "being", "'s",
		"’s",  "'re", "’re", "'m",  "’m",   "has",  "have", "had",   "'ve",
		"’ve", "'d",  "’d",  "do",  "does", "did",  NULL,
	};

	return word_in(token->form, forms);
}

uint32_t phrases_group(const struct phrases *p, uint32_t verb, uint32_t floor)
{
	static const char *const quantifiers[] = { "both", "all", "each", NULL };
	uint32_t first = verb;

	for (uint32_t i = verb; i-- > floor && verb - i < GROUP_REACH;) {
		enum word_class c = p->classes[i];

		if (c == WORD_ADVERB || (c == WORD_DETERMINER && i > floor &&
					 word_in(p->layers->tokens[i].form, quantifiers)))
			continue;
		if (c == WORD_MODAL ||
		    (is_auxiliary(&p->layers->tokens[i]) && c != WORD_POSSESSIVE))
			first = i;
		else
			break;
	}
	return first;
}

bool phrases_is_passive(const struct phrases *p, uint32_t first, uint32_t verb)
{
	static const char *const be[] = { "be",    "is",  "am",  "are", "was", "were", "been",
					  "being", "'re", "’re", "'m",  "’m",  "got",  NULL };

	if (p->classes[verb] != WORD_PARTICIPLE && p->classes[verb] != WORD_FINITE)
		return false;
	for (uint32_t i = first; i < verb; i++)
		if (word_in(p->layers->tokens[i].form, be))
			return true;
	return false;
}

/* --- subjects ---------------------------------------------------------------------- */

static bool subject_over_bracket(const struct phrases *p, uint32_t close, uint32_t floor,
				 struct noun_phrase *out)
{
	for (uint32_t i = close; i-- > floor + 1 && close - i < PARENTHESIS_REACH;)
		if (p->classes[i] == WORD_BRACKET)
			return phrases_before(p, i - 1, floor, out);
	return false;
}

/* A phrase, or a phrase with brackets behind it, "Tim Scott (R-S.C.)". */
static bool name_before(const struct phrases *p, uint32_t last, uint32_t floor,
			struct noun_phrase *out)
{
	if (p->classes[last] == WORD_BRACKET)
		return subject_over_bracket(p, last, floor, out);
	return phrases_before(p, last, floor, out);
}

/* Whether (first, last) has no verb of its own but in "who …", "which …". */
static bool is_apposition(const struct phrases *p, uint32_t first, uint32_t last)
{
	bool in_clause = false;

	for (uint32_t i = first; i < last; i++) {
		in_clause |= p->classes[i] == WORD_WH ||
			     str_is(p->layers->tokens[i].form, "that") ||
			     str_is(p->layers->tokens[i].form, "whose");
		/* right behind the comma, or behind a hyphen, it is a participle: ", released on"
		 */
		if (!in_clause && i > first && !str_is(p->layers->tokens[i - 1].form, "-") &&
		    (p->classes[i] == WORD_FINITE || p->classes[i] == WORD_MODAL))
			return false;
	}
	return true;
}

/*
 * Before a comma: "Robby Mook, her campaign manager," gives "Robby Mook". Where the sentence begins
 * with a phrase and a comma and all up to here is said of it, that is the subject; else the nearest
 * one.
 */
static bool subject_over_commas(const struct phrases *p, uint32_t comma, uint32_t floor,
				struct noun_phrase *out)
{
	uint32_t i;

	for (i = floor; i < comma && i - floor < PHRASE_REACH && p->classes[i] != WORD_COMMA; i++)
		if (p->classes[i] == WORD_FINITE || p->classes[i] == WORD_MODAL)
			break;
	if (i < comma && i > floor && p->classes[i] == WORD_COMMA &&
	    name_before(p, i - 1, floor, out) && out->first == floor &&
	    is_apposition(p, i + 1, comma))
		return true;
	for (i = comma; i-- > floor + 1 && comma - i < PARENTHESIS_REACH;) {
		enum word_class c = p->classes[i];

		if (c == WORD_STOP)
			return false;
		if (c == WORD_COMMA && name_before(p, i - 1, floor, out))
			return is_apposition(p, i + 1, comma);
	}
	return false;
}

/* "insiders in two states — Nevada and Iowa — said" */
static bool subject_over_dashes(const struct phrases *p, uint32_t dash, uint32_t floor,
				struct noun_phrase *out)
{
	for (uint32_t i = dash; i-- > floor + 1 && dash - i < PARENTHESIS_REACH;)
		if (str_eq(p->layers->tokens[i].form, p->layers->tokens[dash].form))
			return phrases_before(p, i - 1, floor, out);
	return false;
}

/* The object of a verb, "wrote [a letter] praising"; not what there is, "there is [evidence]
 * showing". */
static bool is_object(const struct phrases *p, uint32_t first, uint32_t floor)
{
	enum word_class before =
		first > floor ? (enum word_class)p->classes[first - 1] : WORD_OTHER;

	if (before != WORD_FINITE && before != WORD_BASE && before != WORD_GERUND &&
	    before != WORD_PARTICIPLE && before != WORD_ADVERB)
		return false;
	return !is_auxiliary(&p->layers->tokens[first - 1]);
}

/* "Gowdy earlier Thursday said", "the party this week announced": over adverbs and bare times. */
static uint32_t skip_time(const struct phrases *p, uint32_t at, uint32_t floor)
{
	static const char *const days[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
					    "Friday", "Saturday", "Sunday",    NULL };
	static const char *const spans[] = { "week", "month",  "year",   "night",  "weekend",
					     "fall", "summer", "spring", "winter", NULL };
	static const char *const which[] = { "last", "this", "next", NULL };

	while (at > floor + 1) {
		const struct token *token = &p->layers->tokens[at - 1];

		if (p->classes[at - 1] == WORD_ADVERB ||
		    (word_in(token->form, days) && p->classes[at - 2] != WORD_PREPOSITION))
			at--;
		else if (at > floor + 2 && word_in(token->form, spans) && word_in(token[-1].form, which) &&
			 p->classes[at - 3] != WORD_PREPOSITION)
			at -= 2;
		else
			break;
	}
	return at == floor + 1 && p->classes[floor] == WORD_ADVERB ? floor : at;
}

static bool find_subject(const struct phrases *p, uint32_t group, uint32_t floor, int depth,
			 struct noun_phrase *out)
{
	uint32_t at = group;
	bool is_gerund = p->classes[group] == WORD_GERUND ||
			 (p->classes[group] == WORD_BASE && group > floor &&
			  p->classes[group - 1] == WORD_TO);

	at = skip_time(p, at, floor);
	if (at == floor)
		return false;
	/* "emails showing that": the noun right before a participle */
	if (p->classes[group] == WORD_GERUND && p->classes[at - 1] == WORD_NOUN &&
	    phrases_before(p, at - 1, floor, out) && !is_object(p, out->first, floor))
		return true;
	if (!is_gerund) {
		enum word_class before = p->classes[at - 1];

		if (before == WORD_WH || str_is(p->layers->tokens[at - 1].form, "that")) {
			*out = (struct noun_phrase){ at - 1, at - 1, at - 1 };
			return true;
		}
		if (before == WORD_COMMA && subject_over_commas(p, at - 1, floor, out))
			return true;
		if (before == WORD_STOP && subject_over_dashes(p, at - 1, floor, out))
			return true;
		if (before == WORD_BRACKET && subject_over_bracket(p, at - 1, floor, out))
			return true;
		if (before == WORD_MARK && at - 1 > floor && phrases_before(p, at - 2, floor, out))
			return true;
		if (phrases_before(p, at - 1, floor, out)) {
			/* "who in the past has said": what hangs on nothing is no subject */
			if (out->first <= floor + 1 ||
			    p->classes[out->first - 1] != WORD_PREPOSITION || depth == 0)
				return true;
			before = p->classes[out->first - 2];
			if (before != WORD_WH && before != WORD_PRONOUN)
				return true;
			*out = (struct noun_phrase){ out->first - 2, out->first - 2,
						     out->first - 2 };
			return true;
		}
	}
	/* the subject of the finite verb before */
	for (uint32_t i = at; depth > 0 && i-- > floor && at - i < SUBJECT_REACH;)
		if (p->classes[i] == WORD_FINITE || p->classes[i] == WORD_MODAL)
			return find_subject(p, phrases_group(p, i, floor), floor, depth - 1, out);
	return false;
}

bool phrases_subject(const struct phrases *p, uint32_t group, uint32_t floor,
		     struct noun_phrase *out)
{
	return find_subject(p, group, floor, SUBJECT_DEPTH, out);
}
