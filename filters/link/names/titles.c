/* titles.c: the list; sorted, so that it is searched by halves. */
#include "titles.h"

enum { SHORTEST = 2, LONGEST = 16 };

static const struct title {
	struct str word;
	enum title_kind kind;
	enum kb_gender gender;
} titles[] = {
	{ STR("acting"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("actor"), TITLE_OFFICE, KB_MALE },
	{ STR("actress"), TITLE_OFFICE, KB_FEMALE },
	{ STR("adm"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("admiral"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("agriculture"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("ambassador"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("analyst"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("archbishop"), TITLE_OFFICE, KB_MALE },
	{ STR("assistant"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("attorney"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("author"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("bishop"), TITLE_OFFICE, KB_MALE },
	{ STR("boss"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("brig"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("brigadier"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("brother"), TITLE_OFFICE, KB_MALE },
	{ STR("candidate"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("capt"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("captain"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("cardinal"), TITLE_OFFICE, KB_MALE },
	{ STR("ceo"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("chair"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("chairman"), TITLE_OFFICE, KB_MALE },
	{ STR("chairwoman"), TITLE_OFFICE, KB_FEMALE },
	{ STR("chancellor"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("chief"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("coach"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("col"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("colonel"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("commander"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("commissioner"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("congressman"), TITLE_OFFICE, KB_MALE },
	{ STR("congresswoman"), TITLE_OFFICE, KB_FEMALE },
	{ STR("councillor"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("councilman"), TITLE_OFFICE, KB_MALE },
	{ STR("councilwoman"), TITLE_OFFICE, KB_FEMALE },
	{ STR("dame"), TITLE_ADDRESS, KB_FEMALE },
	{ STR("defence"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("defense"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("deputy"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("director"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("dr"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("economist"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("economy"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("editor"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("education"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("elect"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("emperor"), TITLE_NAME, KB_MALE },
	{ STR("empress"), TITLE_NAME, KB_FEMALE },
	{ STR("energy"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("envoy"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("ex"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("executive"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("father"), TITLE_OFFICE, KB_MALE },
	{ STR("finance"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("first"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("foreign"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("former"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("founder"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("gen"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("general"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("gov"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("governor"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("head"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("health"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("home"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("hon"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("interior"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("journalist"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("judge"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("justice"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("king"), TITLE_NAME, KB_MALE },
	{ STR("labor"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("lady"), TITLE_NAME, KB_FEMALE },
	{ STR("lawmaker"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("lawyer"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("leader"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("lieutenant"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("lord"), TITLE_NAME, KB_MALE },
	{ STR("lt"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("maj"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("major"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("manager"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("mayor"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("midfielder"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("minister"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("miss"), TITLE_ADDRESS, KB_FEMALE },
	{ STR("mp"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("mr"), TITLE_ADDRESS, KB_MALE },
	{ STR("mrs"), TITLE_ADDRESS, KB_FEMALE },
	{ STR("ms"), TITLE_ADDRESS, KB_FEMALE },
	{ STR("officer"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("pm"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("police"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("pope"), TITLE_NAME, KB_MALE },
	{ STR("premier"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("president"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("prime"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("prince"), TITLE_NAME, KB_MALE },
	{ STR("princess"), TITLE_NAME, KB_FEMALE },
	{ STR("prof"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("professor"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("prosecutor"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("queen"), TITLE_NAME, KB_FEMALE },
	{ STR("rep"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("representative"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("rev"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("reverend"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("saint"), TITLE_NAME, KB_GENDER_UNKNOWN },
	{ STR("secretary"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("security"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("sen"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("senator"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("senior"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("sergeant"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("sgt"), TITLE_ADDRESS, KB_GENDER_UNKNOWN },
	{ STR("sheikh"), TITLE_NAME, KB_MALE },
	{ STR("sheriff"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("singer"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("sir"), TITLE_ADDRESS, KB_MALE },
	{ STR("sister"), TITLE_OFFICE, KB_FEMALE },
	{ STR("speaker"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("spokesman"), TITLE_OFFICE, KB_MALE },
	{ STR("spokesperson"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("spokeswoman"), TITLE_OFFICE, KB_FEMALE },
	{ STR("state"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("striker"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("sultan"), TITLE_NAME, KB_MALE },
	{ STR("superintendent"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
	{ STR("trade"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("transport"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("treasury"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("vice"), TITLE_PART, KB_GENDER_UNKNOWN },
	{ STR("writer"), TITLE_OFFICE, KB_GENDER_UNKNOWN },
};

/* The first two letters as a number that sorts as they do. */
static inline int begin_of(struct str word)
{
	return (unsigned char)word.at[0] << 8 | (unsigned char)word.at[1];
}

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
	if (key.len < SHORTEST)
		return TITLE_NONE;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = begin_of(titles[middle].word) - begin_of(key);

		if (order == 0)
			order = str_cmp(titles[middle].word, key);

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
