/* html_words.c: words by lists. */
#include "html_words.h"

bool html_is_listed(const char *const *list, size_t n, struct str word)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = (low + n) / 2;
		int order = html_compare(word, list[middle]);

		if (order == 0)
			return true;
		if (order < 0)
			n = middle;
		else
			low = middle + 1;
	}
	return false;
}

bool html_is_stop_word(struct str word)
{
	static const char *const words[] = {
		"a", "about", "after", "all", "also", "an", "and", "are", "as", "at", "be", "been", "but", "by",
		"can", "for", "from", "had", "has", "have", "he", "her", "his", "i", "if", "in", "into", "is", "it",
		"its", "more", "my", "not", "of", "on", "or", "our", "out", "said", "she", "so", "than", "that",
		"the", "their", "them", "there", "they", "this", "to", "up", "was", "we", "were", "what", "when",
		"which", "who", "will", "with", "would", "you", "your",
	};

	return word.len <= 5 && HTML_LISTED(words, word);
}

bool html_is_service_word(struct str word)
{
	static const char *const words[] = {
		"account", "ad", "advertisement", "advertising", "affiliate", "afp", "alamy", "app", "author", "bookmark",
		"caption", "click", "comment", "comments", "contact", "contributed", "contributing", "cookie", "cookies",
		"copyright", "courtesy", "credit", "disclaimer", "disclosure", "donate", "download", "edited", "editor",
		"email", "facebook", "file", "follow", "forum", "getty", "here", "image", "images", "inbox", "instagram",
		"javascript", "journalist", "learn", "login", "newsletter", "newsletters", "permission", "photo",
		"photograph", "photographs", "photos", "podcast", "policy", "premium", "privacy", "published", "read",
		"readers", "recommended", "register", "related", "report", "reporter", "reporting", "reserved", "reuters",
		"rights", "share", "shutterstock", "sign", "slideshow", "source", "sponsored", "story", "subscribe",
		"subscribers", "subscription", "terms", "tweet", "twitter", "unlimited", "updated", "video", "watch",
		"whatsapp", "writer", "youtube",
	};

	return word.len >= 2 && word.len <= 14 && HTML_LISTED(words, word);
}

bool html_announces(struct str word)
{
	static const char *const words[] = {
		"advertisement", "also", "buy", "by", "click", "contact", "copyright", "correction", "credit", "download",
		"editor", "email", "explore", "filed", "follow", "get", "image", "images", "join", "listen", "more", "note",
		"photo", "photograph", "photos", "picture", "posted", "published", "read", "recommended", "related",
		"reporting", "see", "share", "shop", "sign", "source", "sponsored", "subscribe", "tags", "topics", "tweet",
		"updated", "via", "video", "view", "visit", "watch", "write",
	};

	return word.len >= 2 && word.len <= 13 && HTML_LISTED(words, word);
}

bool html_is_address(struct str word)
{
	static const char *const words[] = { "our", "us", "we", "you", "your" };

	return word.len >= 2 && word.len <= 4 && HTML_LISTED(words, word);
}

bool html_is_upper(struct str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!html_is_capital((unsigned char)word.at[i]) && !html_is_digit((unsigned char)word.at[i]))
			return false;
	return word.len >= 2 && html_is_letter((unsigned char)word.at[0]);
}
