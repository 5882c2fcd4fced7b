/* looks.c: what is seen in one line: lengths, ends, capitals and cue words. */
#include "structure.h"

#include <math.h>

#include "common/utf8.h"

#include "looks.h"
#include "filters/clean/peek.h"

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

/* First words of short lines; `_` joins two, any number is 0. */
static const struct {
	enum look_marker marker;
	const char *openings;
} marker_words[] = {
	{ LOOK_MARKER_BY, "by written author reporting editing contact additional contributing source via originally_published this_article this_story this_post this_piece this_report editor's_note correction update updated published posted modified last_updated last_modified first_published associated_press reuters" },
	{ LOOK_MARKER_SITE, "copyright all_rights terms privacy about subscribe newsletter newsletters sign_up get_the get_our get_breaking get_daily advertise advertisement advertising cookie cookies help faq careers jobs sitemap site_map site_index powered download accessibility legal disclaimer support customer press our_brands ad_choices adchoices corrections back_to top menu search connect join_us join_our skip_to navigation do_not our_standards" },
	{ LOOK_MARKER_SHARE, "share shares 0_shares tweet email e-mail print follow facebook twitter linkedin pinterest whatsapp reddit instagram flipboard copy close like_us save pocket tumblr telegram rss bookmark google buffer click_to" },
	{ LOOK_MARKER_MORE, "related more more_from more_on more_in more_stories more_news read_more read_next read_also you_may you_might recommended recommends trending popular latest most_read most_popular most_viewed most_recent most_shared most_watched most_commented around_the from_our from_the sponsored promoted paid_content editor's_picks editors'_picks editor's_choice don't_miss top_stories top_news top_picks top_videos top_articles up_next see_also see_more also_on also_in also_read what_to next next_article next_post next_story prev previous previous_article previous_post in_this featured newest recent similar other_news other_stories watch_next watch_more watch_now keep_reading continue_reading load_more show_more view_all view_more all_news all_stories people_also must_read must-read must-reads today's_top stories explore discover suggested elsewhere on_our the_latest good_deals" },
	{ LOOK_MARKER_COMMENT, "comments comment leave_a leave_your leave_comments reply join_the post_a post_comment view_comments show_comments hide_comments load_comments loading_comments discuss discussion write_a add_a add_your be_the login log_in sign_in register your_email your_name respond responses conversation conversations have_your tell_us 0_comments 0_comment no_comments 0_responses 0_replies" },
	{ LOOK_MARKER_TAGS, "tags tag topics topic filed posted_in categories category keywords labels section sections archives tagged subjects terms: related_tags related_topics" },
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

/* Where two openings fit, the later group's: related topics are tags. */
static enum look_marker marker_of(struct str text)
{
	enum { MAX_WORDS = 8, MAX_SITE_WORDS = 30 };
	enum look_marker marker = LOOK_MARKER_NONE;
	char two[40];
	size_t len = 0, first = 0, n_words = 1;

	if (str_starts(text, "\u00A9") || str_starts(text, "(c)"))
		return LOOK_MARKER_SITE;
	for (size_t i = 0; i < text.len; i++)
		n_words += text.at[i] == ' ';
	for (size_t i = 0; i < text.len && len < sizeof two && !(first && text.at[i] == ' '); i++) {
		char c = text.at[i];
		bool is_digit = c >= '0' && c <= '9';

		if (c == ' ' && len == 0)
			continue;
		if (c == ' ') {
			first = len;
			c = '_';
		} else if (strchr(".,:;!?()[]\"#<>|", c) || (len == 0 && !is_ascii_letter(c) && !is_digit)) {
			continue;
		} else if (is_digit) {
			if (len > 0 && two[len - 1] == '0')
				continue;
			c = '0';
		}
		two[len++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	if (!first)
		first = len;
	for (size_t i = 0; i < sizeof marker_words / sizeof *marker_words; i++) {
		size_t most = marker_words[i].marker <= LOOK_MARKER_SITE ? MAX_SITE_WORDS : MAX_WORDS;

		if (n_words <= most && (is_in(str_at(two, first), marker_words[i].openings) ||
		                        (first < len && is_in(str_at(two, len), marker_words[i].openings))))
			marker = marker_words[i].marker;
	}
	return marker;
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
		     { ".", LOOK_END_STOP }, { "\u3002", LOOK_END_STOP }, { "!", LOOK_END_MARK }, { "?", LOOK_END_MARK },
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

/* `at 9:05`: an hour, and a minute of two digits. */
static bool has_clock(struct str text)
{
	for (size_t i = 1; i + 2 < text.len; i++) {
		size_t begin = i;

		if (text.at[i] != ':' || !is_ascii_digit(text.at[i + 1]) || !is_ascii_digit(text.at[i + 2]))
			continue;
		while (begin > 0 && is_ascii_digit(text.at[begin - 1]))
			begin--;
		if (begin < i && i - begin <= 2 && begin > 0 && text.at[begin - 1] == ' ')
			return true;
	}
	return false;
}

static bool is_stamp(struct str text)
{
	enum { MAX_STAMP = 100 };

	return text.len <= MAX_STAMP && (has_clock(text) || str_ends(text, " ago") || memmem(text.at, text.len, " ago ", 5) ||
	                                 str_ends(text, " says:") || str_ends(text, " said:") || str_ends(text, " wrote:"));
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
	if (is_stamp(text))
		look->cues |= UINT32_C(1) << LOOK_STAMP;
	look->words = (float)scan.n_words;
	look->function_words = scan.n_words ? (float)scan.n_function / look->words : 0;
	look->capitals = scan.n_words ? (float)scan.n_capitals / look->words : 0;
	look->digits = part.len ? (float)n_digits / (float)part.len : 0;
	look->end = (unsigned char)end_class(text);
	look->begin = (unsigned char)begin_class(text);
	look->marker = (unsigned char)marker_of(part);
	look->is_prose = text.len >= 80 && (look->end == LOOK_END_STOP || look->end == LOOK_END_QUOTE || look->end == LOOK_END_MARK);
}
