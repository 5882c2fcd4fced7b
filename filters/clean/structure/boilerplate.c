/* boilerplate.c: lines that publishers put between or behind the paragraphs of an article. */
#include "structure.h"

#include "filters/clean/peek.h"

/* By their first words: sentences and what is said in a few words; both by the first byte. */
static const char *const *const sentences[256] = {
	[0xC2] = (const char *const[]){ "\u00A9", NULL },
	['A'] = (const char *const[]){ "All rights reserved", "Already a subscriber", "Article continues", NULL },
	['B'] = (const char *const[]){ "By clicking ", NULL },
	['C'] = (const char *const[]){ "Click here", "Continue reading", "Copyright ", NULL },
	['D'] = (const char *const[]){ "Download the app", "Download our ", NULL },
	['F'] = (const char *const[]){ "Follow us", NULL },
	['J'] = (const char *const[]){ "Join our ", NULL },
	['L'] = (const char *const[]){ "Like us on ", "Listen to this article", NULL },
	['M'] = (const char *const[]){ "More on this story", NULL },
	['O'] = (const char *const[]){ "Our Standards: ", NULL },
	['R'] = (const char *const[]){ "Read more", "READ MORE", "Read next", "Read also", NULL },
	['S'] = (const char *const[]){ "Story continues", "Scroll down for ", "Sign up", "Subscribe to ", "Subscribe now",
	          "Subscribe today", NULL },
	['T'] = (const char *const[]){ "This website uses cookies", "This site uses cookies", "This material may not be published",
	          "This article was originally published", "This story was originally published",
	          "This article was first published", "This story was first published", NULL },
	['W'] = (const char *const[]){ "We use cookies", NULL },
};

static const char *const *const labels[256] = {
	['A'] = (const char *const[]){ "Advertisement", "ADVERTISEMENT", "Also read", "ALSO READ", "Also read:", NULL },
	['C'] = (const char *const[]){ "Comments", "Continue Reading", "CONTINUE READING", NULL },
	['D'] = (const char *const[]){ "Don't miss:", "Don\u2019t miss:", "DON'T MISS:", "DON\u2019T MISS:", NULL },
	['E'] = (const char *const[]){ "Email this", "Enlarge this image", NULL },
	['F'] = (const char *const[]){ "First published ", "Follow @", NULL },
	['L'] = (const char *const[]){ "Last updated", "Last modified", "Listen to this story", NULL },
	['M'] = (const char *const[]){ "Most read", "Most popular", "MORE:", "More:", NULL },
	['P'] = (const char *const[]){ "Published ", "Posted ", "Print this", NULL },
	['R'] = (const char *const[]){ "Read:", "READ:", "Related", "RELATED", "Recommended", NULL },
	['S'] = (const char *const[]){ "Share this", "SHARE THIS", "Share on", "SEE ALSO:", "See also:", "Skip advert", NULL },
	['T'] = (const char *const[]){ "Tags:", "Topics:", NULL },
	['U'] = (const char *const[]){ "Updated ", "UPDATED ", NULL },
	['W'] = (const char *const[]){ "Watch:", "WATCH:", "Watch the video", NULL },
};

/* Lines that are just this, whatever their capitals; how many and which language may stand behind the first ones. */
static const char *const buttons[] = {
	"ad", "advert", "advertisement feature", "close", "comments", "copy link", "email", "ends", "(ends)", "facebook",
	"hide caption", "link copied", "loading", "loading...", "log in", "menu", "(more)", "((more))", "play", "play video",
	"print", "read more", "reddit", "related", "save", "search", "share", "sign in", "skip ad", "skip to content",
	"sponsored", "subscribe", "toggle caption", "tweet", "twitter", "view gallery", "whatsapp", "-30-", NULL
};

/* Behind an opening that is a word, the word must be over: shares are no `Share`. */
static bool starts_with_one(struct str text, const char *const *const openings[256])
{
	for (const char *const *opening = openings[(unsigned char)text.at[0]]; opening && *opening; opening++) {
		size_t len;

		if (!str_starts(text, *opening))
			continue;
		len = strlen(*opening);
		if (len == text.len || !is_ascii_letter(text.at[len - 1]) || !is_ascii_letter(text.at[len]))
			return true;
	}
	return false;
}

static bool is_button(struct str text)
{
	enum { MAX_BUTTON = 24 };
	char lower[MAX_BUTTON];

	if (text.len > MAX_BUTTON)
		return false;
	for (size_t i = 0; i < text.len; i++)
		lower[i] = text.at[i] >= 'A' && text.at[i] <= 'Z' ? (char)(text.at[i] | 0x20) : text.at[i];
	for (const char *const *button = buttons; *button; button++)
		if (str_is(str_at(lower, text.len), *button))
			return true;
	return false;
}

/* Rules (`* * *`, `---`, `###`), numbers of pages, `4 min read`, the times of subtitles: no word of any text. */
static bool is_furniture(struct str text)
{
	enum { MAX_FURNITURE = 40, MAX_NUMBER = 3 };
	size_t n_digits = 0, n_others = 0;

	if (text.len > MAX_FURNITURE)
		return false;
	if (memmem(text.at, text.len, " --> ", 5))
		return is_ascii_digit(text.at[0]) && is_ascii_digit(text.at[text.len - 1]);
	if (str_starts(text, "Page ") || str_starts(text, "PAGE "))
		text = str_slice(text, 5, text.len);
	else if (is_ascii_digit(text.at[0]) && (str_ends(text, " min read") || str_ends(text, " minute read")))
		text = str_slice(text, 0, str_find(text, ' ', 0));
	for (size_t i = 0; i < text.len; i++) {
		if (is_ascii_digit(text.at[i]))
			n_digits++;
		else if (!strchr(" *-_=#~.", text.at[i]) || !text.at[i])
			n_others++;
	}
	return n_others == 0 && n_digits <= MAX_NUMBER && (n_digits == 0 || n_digits == text.len || text.at[0] == '-');
}

bool structure_is_boilerplate(struct str text, bool is_sentence)
{
	enum { MAX_SENTENCE = 200, MAX_LABEL = 70 };

	if (text.len > MAX_SENTENCE)
		return false;
	if (is_furniture(text) || is_button(text))
		return true;
	if (text.len <= MAX_LABEL && !is_sentence && starts_with_one(text, labels))
		return true;
	return starts_with_one(text, sentences);
}
