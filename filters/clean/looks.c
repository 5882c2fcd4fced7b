/* looks.c: what is seen in one line: lengths, ends, capitals and cue words. */
#include "structure.h"

#include <math.h>

#include "common/utf8.h"

#include "looks.h"
#include "peek.h"

enum { LOOKED_AT = 600 }; /* bytes of a line that cue words are looked for in */

/* Words of any language's web page stand in `web` groups; single words, in lower case. */
static const struct {
	enum look look;
	const char *words; /* separated by blanks */
} cue_words[] = {
	{ LOOK_SHARE, "share tweet facebook twitter whatsapp pinterest linkedin instagram reddit email print flipboard youtube follow" },
	{ LOOK_ACCOUNT, "subscribe newsletter newsletters login log sign signup register account subscription membership inbox unsubscribe" },
	{ LOOK_LEGAL, "cookie cookies privacy copyright terms rights reserved policy disclaimer gdpr consent trademark" },
	{ LOOK_MORE, "related recommended trending popular latest next previous also more related: more: watch: read" },
	{ LOOK_COMMENT, "comment comments reply replies commenting posted updated published modified ago views" },
	{ LOOK_ADVERT, "advertisement advertise sponsored advertising promoted buy shop deals ad ads price" },
	{ LOOK_PHOTO, "photo photos photograph photographer photographed image images picture credit getty reuters afp courtesy ap epa shutterstock gallery caption istock bloomberg alamy flickr wikimedia" },
	{ LOOK_SCENE, "left right centre center above below pictured background front file seen shown l r" },
	{ LOOK_POSE, "shows speaks poses pose looks look walks walk stands stand arrives arrive attends attend leaves leave holds hold sits sit waves celebrates reacts watches watch rides passes gestures listens puts works work takes prepares during illustration artist's" },
	{ LOOK_SAID, "said says told according added asked wrote announced reported" },
	{ LOOK_MENU, "home news sports sport business politics entertainment opinion lifestyle weather video videos search contact about jobs help menu world tech health science travel" },
	{ LOOK_MONTH, "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec" },
	{ LOOK_DAY, "monday tuesday wednesday thursday friday saturday sunday" },
	{ LOOK_I, "i we you our your my us" },
	{ LOOK_CLICK, "click here download below link visit see" },
	{ LOOK_FUNCTION, "the a of to in and that is was for on with as at by it he she his her has have had but not be are were this from they their which who an will would been its or if when after than" },
};

struct word_scan {
	size_t n_words, n_capitals, n_function;
	bool is_photo; /* the word looked at last */
};

static bool is_in(struct str word, const char *list)
{
	while (*list) {
		const char *end = strchr(list, ' ');
		size_t len = end ? (size_t)(end - list) : strlen(list);

		if (len == word.len && memcmp(list, word.at, len) == 0)
			return true;
		list += len + (end != NULL);
	}
	return false;
}

static void look_at_word(struct str word, struct line_look *look, struct word_scan *scan)
{
	enum { MIN_TOPIC = 5, MAX_TOPIC = 40 };
	char lower[16];

	scan->n_words++;
	scan->is_photo = false;
	if ((word.at[0] & 0x80) == 0 && is_ascii_letter(word.at[0]) && !(word.at[0] & 0x20))
		scan->n_capitals++;
	if (word.len > sizeof lower)
		return;
	if (word.len >= MIN_TOPIC && look->n_topic < MAX_TOPIC) {
		uint32_t hash = 2166136261u;

		for (size_t i = 0; i < word.len; i++)
			hash = (hash ^ (unsigned char)(word.at[i] | 0x20)) * 16777619u;
		look->topic[look->n_topic++] = hash;
	}
	for (size_t i = 0; i < word.len; i++)
		lower[i] = (char)(word.at[i] >= 'A' && word.at[i] <= 'Z' ? word.at[i] | 0x20 : word.at[i]);
	for (size_t i = 0; i < sizeof cue_words / sizeof *cue_words; i++)
		if (is_in(str_at(lower, word.len), cue_words[i].words)) {
			if (cue_words[i].look == LOOK_FUNCTION)
				scan->n_function++;
			else
				look->cues |= UINT32_C(1) << cue_words[i].look;
			scan->is_photo |= cue_words[i].look == LOOK_PHOTO;
		}
	if (scan->n_words == 1 && scan->is_photo)
		look->cues |= UINT32_C(1) << LOOK_PHOTO_FIRST;
}

static void look_at_marks(struct str text, struct line_look *look)
{
	static const struct {
		char mark;
		enum look look;
	} marks[] = { { '|', LOOK_BAR }, { '@', LOOK_AT }, { ',', LOOK_COMMA }, { '(', LOOK_BRACKET },
		      { '/', LOOK_SLASH }, { '"', LOOK_QUOTED }, { ';', LOOK_SEMICOLON } };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_find(text, marks[i].mark, 0) < text.len)
			look->cues |= UINT32_C(1) << marks[i].look;
	if (memmem(text.at, text.len, "\u201C", 3))
		look->cues |= UINT32_C(1) << LOOK_QUOTED;
	if (memmem(text.at, text.len, "\u00A9", 2))
		look->cues |= UINT32_C(1) << LOOK_LEGAL;
	if (memmem(text.at, text.len, "http", 4) || memmem(text.at, text.len, ".com", 4))
		look->cues |= UINT32_C(1) << LOOK_URL;
	if (str_starts(text, "By "))
		look->cues |= UINT32_C(1) << LOOK_BY;
	if (memmem(text.at, text.len, ". ", 2))
		look->cues |= UINT32_C(1) << LOOK_SENTENCES;
	for (size_t i = 0; i + 3 < text.len; i++)
		if ((text.at[i] == '1' || text.at[i] == '2') && text.at[i + 1] >= '0' && text.at[i + 1] <= '9' &&
		    text.at[i + 2] >= '0' && text.at[i + 2] <= '9' && text.at[i + 3] >= '0' && text.at[i + 3] <= '9') {
			look->cues |= UINT32_C(1) << LOOK_YEAR;
			break;
		}
}

static enum look_end end_class(struct str text)
{
	static const struct {
		const char *end;
		enum look_end class;
	} ends[] = { { "...", LOOK_END_DOTS }, { "\u2026", LOOK_END_DOTS }, { ".\"", LOOK_END_QUOTE },
		     { ".\u201D", LOOK_END_QUOTE }, { "\u201D", LOOK_END_QUOTE }, { "\"", LOOK_END_QUOTE },
		     { ".", LOOK_END_STOP }, { "!", LOOK_END_MARK }, { "?", LOOK_END_MARK },
		     { ":", LOOK_END_COLON }, { ")", LOOK_END_BRACKET }, { ",", LOOK_END_COMMA } };
	char last;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(text, ends[i].end))
			return ends[i].class;
	last = text.len ? text.at[text.len - 1] : ' ';
	return last >= '0' && last <= '9' ? LOOK_END_DIGIT : LOOK_END_OPEN;
}

static enum look_begin begin_class(struct str text)
{
	size_t at = 0;
	uint32_t cp = text.len ? utf8_next(text, &at) : ' ';

	if (utf8_is_lower(cp))
		return LOOK_BEGIN_LOWER;
	if (utf8_is_upper(cp))
		return LOOK_BEGIN_UPPER;
	if (utf8_is_digit(cp))
		return LOOK_BEGIN_DIGIT;
	return cp == '"' || cp == 0x201C || cp == '\'' || cp == 0x2018 ? LOOK_BEGIN_QUOTE : LOOK_BEGIN_OTHER;
}

/* `Image 1 of 23` */
static bool is_one_of_many(struct str text)
{
	size_t of = text.len;

	if (text.len > 24 || !memmem(text.at, text.len, " of ", 4))
		return false;
	while (of > 0 && text.at[of - 1] >= '0' && text.at[of - 1] <= '9')
		of--;
	return of < text.len && of > 4 && memcmp(text.at + of - 4, " of ", 4) == 0;
}

void structure_look(struct str text, struct arena *arena, struct line_look *look)
{
	struct str part = str_slice(text, 0, LOOKED_AT);
	struct word_scan scan = { 0 };
	size_t n_digits = 0;

	*look = (struct line_look){ .length = log2f((float)text.len + 1), .hash = 2166136261u };
	look->topic = arena_array(arena, uint32_t, 40);
	for (size_t i = 0; i < part.len; i++) {
		look->hash = (look->hash ^ (unsigned char)part.at[i]) * 16777619u;
		n_digits += part.at[i] >= '0' && part.at[i] <= '9';
	}
	for (size_t i = 0; i < part.len;) {
		size_t begin = i;

		while (i < part.len && part.at[i] != ' ' && part.at[i] != '\t')
			i++;
		while (begin < i && strchr("(\"'[/", part.at[begin]) && part.at[begin])
			begin++;
		if (begin < i) {
			size_t end = i;

			while (end > begin + 1 && strchr(".,:;!?)]\"'", part.at[end - 1]) && part.at[end - 1])
				end--;
			look_at_word(str_slice(part, begin, end), look, &scan);
		}
		i++;
	}
	look_at_marks(part, look);
	if (scan.is_photo)
		look->cues |= UINT32_C(1) << LOOK_PHOTO_LAST;
	if (structure_is_caption(text))
		look->cues |= UINT32_C(1) << LOOK_CAPTION;
	if (is_one_of_many(text))
		look->cues |= UINT32_C(1) << LOOK_OF;
	look->words = (float)scan.n_words;
	look->function_words = scan.n_words ? (float)scan.n_function / look->words : 0;
	look->capitals = scan.n_words ? (float)scan.n_capitals / look->words : 0;
	look->digits = part.len ? (float)n_digits / (float)part.len : 0;
	look->end = (unsigned char)end_class(text);
	look->begin = (unsigned char)begin_class(text);
	look->is_prose = text.len >= 80 && (look->end == LOOK_END_STOP || look->end == LOOK_END_QUOTE || look->end == LOOK_END_MARK);
}
