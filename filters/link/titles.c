/* titles.c: the list; sorted, so that it is searched by halves. */
#include "titles.h"

enum { LONGEST = 16 };

static const struct title {
	const char *word;
	enum title_kind kind;
	enum kb_gender gender;
} titles[] = {
	{ "acting", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "actor", TITLE_OFFICE, KB_MALE },
	{ "actress", TITLE_OFFICE, KB_FEMALE },
	{ "adm", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "admiral", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "agriculture", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "ambassador", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "analyst", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "archbishop", TITLE_OFFICE, KB_MALE },
	{ "assistant", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "attorney", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "author", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "bishop", TITLE_OFFICE, KB_MALE },
	{ "boss", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "brig", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "brigadier", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "brother", TITLE_OFFICE, KB_MALE },
	{ "candidate", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "capt", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "captain", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "cardinal", TITLE_OFFICE, KB_MALE },
	{ "ceo", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "chair", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "chairman", TITLE_OFFICE, KB_MALE },
	{ "chairwoman", TITLE_OFFICE, KB_FEMALE },
	{ "chancellor", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "chief", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "coach", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "col", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "colonel", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "commander", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "commissioner", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "congressman", TITLE_OFFICE, KB_MALE },
	{ "congresswoman", TITLE_OFFICE, KB_FEMALE },
	{ "councillor", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "councilman", TITLE_OFFICE, KB_MALE },
	{ "councilwoman", TITLE_OFFICE, KB_FEMALE },
	{ "dame", TITLE_ADDRESS, KB_FEMALE },
	{ "defence", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "defense", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "deputy", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "director", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "dr", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "economist", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "economy", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "editor", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "education", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "elect", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "emperor", TITLE_NAME, KB_MALE },
	{ "empress", TITLE_NAME, KB_FEMALE },
	{ "energy", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "envoy", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "ex", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "executive", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "father", TITLE_OFFICE, KB_MALE },
	{ "finance", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "first", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "foreign", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "former", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "founder", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "gen", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "general", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "gov", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "governor", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "head", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "health", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "home", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "hon", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "interior", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "journalist", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "judge", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "justice", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "king", TITLE_NAME, KB_MALE },
	{ "labor", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "lady", TITLE_NAME, KB_FEMALE },
	{ "lawmaker", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "lawyer", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "leader", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "lieutenant", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "lord", TITLE_NAME, KB_MALE },
	{ "lt", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "maj", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "major", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "manager", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "mayor", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "midfielder", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "minister", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "miss", TITLE_ADDRESS, KB_FEMALE },
	{ "mp", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "mr", TITLE_ADDRESS, KB_MALE },
	{ "mrs", TITLE_ADDRESS, KB_FEMALE },
	{ "ms", TITLE_ADDRESS, KB_FEMALE },
	{ "officer", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "pm", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "police", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "pope", TITLE_NAME, KB_MALE },
	{ "premier", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "president", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "prime", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "prince", TITLE_NAME, KB_MALE },
	{ "princess", TITLE_NAME, KB_FEMALE },
	{ "prof", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "professor", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "prosecutor", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "queen", TITLE_NAME, KB_FEMALE },
	{ "rep", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "representative", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "rev", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "reverend", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "saint", TITLE_NAME, KB_GENDER_UNKNOWN },
	{ "secretary", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "security", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "sen", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "senator", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "senior", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "sergeant", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "sgt", TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ "sheikh", TITLE_NAME, KB_MALE },
	{ "sheriff", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "singer", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "sir", TITLE_ADDRESS, KB_MALE },
	{ "sister", TITLE_OFFICE, KB_FEMALE },
	{ "speaker", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "spokesman", TITLE_OFFICE, KB_MALE },
	{ "spokesperson", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "spokeswoman", TITLE_OFFICE, KB_FEMALE },
	{ "state", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "striker", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "sultan", TITLE_NAME, KB_MALE },
	{ "superintendent", TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ "trade", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "transport", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "treasury", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "vice", TITLE_PART, KB_GENDER_UNKNOWN },
	{ "writer", TITLE_OFFICE, KB_GENDER_UNKNOWN },
};

enum title_kind title_find(struct str word, enum kb_gender *gender)
{
	char lower[LONGEST];
	struct str key = { lower, 0 };
	size_t low = 0, high = sizeof titles / sizeof *titles;

	*gender = KB_GENDER_UNKNOWN;
	for (size_t i = 0; i < word.len; i++) {
		char c = word.at[i];

		if (c == '.')
			continue;
		if (key.len == sizeof lower)
			return TITLE_NONE;
		lower[key.len++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(str_of(titles[middle].word), key);

		if (order == 0) {
			*gender = titles[middle].gender;
			return titles[middle].kind;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return TITLE_NONE;
}
