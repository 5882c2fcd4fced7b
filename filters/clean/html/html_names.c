/* html_names.c: lists of the words that pages give their elements as names. */
#include "html_names.h"

#include <xxhash.h>

#include "html_words.h"

/* Words of class and id attributes that speak for the article, and against it. Both sorted. */
static const char *const good_words[] = {
	"article", "articlebody", "body", "bodytext", "content", "copy", "entry", "entrycontent", "main",
	"maincontent", "page", "para", "paragraph", "paragraphs", "post", "postbody", "postcontent", "prose",
	"richtext", "story", "storybody", "text", "wysiwyg",
};

static const char *const bad_words[] = {
	"ad", "ads", "advert", "advertisement", "advertising", "alert", "also", "attribution", "author",
	"authors", "banner", "bio", "blogroll", "bottom", "box", "brand", "breadcrumb", "breadcrumbs",
	"button", "buttons", "byline", "caption", "captions", "card", "cards", "carousel", "categories",
	"category", "cite", "comment", "comments", "community", "contact", "cookie", "cookies", "copyright",
	"correction", "credit", "credits", "cta", "date", "dateline", "deck", "dek", "description",
	"disclaimer", "disqus", "donate", "dropdown", "email", "embed", "excerpt", "facebook", "factbox",
	"feed", "figcaption", "figure", "follow", "foot", "footer", "footnote", "form", "gallery", "glance",
	"grid", "header", "hidden", "image", "img", "info", "infobox", "inline", "instagram", "interstitial",
	"item", "kicker", "label", "latest", "legal", "like", "link", "linkedin", "links", "list", "listing",
	"login", "logo", "membership", "menu", "meta", "metadata", "modal", "module", "more", "nav", "navbar",
	"navigation", "newsletter", "next", "note", "notice", "offer", "offers", "outbrain", "overlay",
	"pagination", "partner", "paywall", "photo", "picture", "pinterest", "player", "popular", "popup",
	"premium", "prev", "print", "privacy", "profile", "promo", "promoted", "promotion", "pullquote",
	"rail", "read", "reading", "readmore", "recent", "recirc", "recirculation", "recommend", "recommended",
	"reddit", "related", "relatedcontent", "reply", "respond", "rollover", "screen", "search", "secondary",
	"share", "sharing", "shop", "side", "sidebar", "signup", "sitemap", "skip", "slide", "slider",
	"slideshow", "social", "sponsor", "sponsored", "sr", "standfirst", "sticky", "subhead", "subheading",
	"subheadline", "subscribe", "subscription", "subtitle", "summary", "tab", "taboola", "tag", "tagline",
	"tags", "teaser", "teasers", "terms", "thumb", "thumbnail", "time", "timestamp", "title", "toc",
	"tool", "toolbar", "tools", "tooltip", "top", "topic", "topics", "trending", "tweet", "twitter",
	"upsell", "video", "visually", "warning", "whatsapp", "widget", "widgets",
};

/* Of the words against it, those of readers' comments. Sorted. */
static const char *const comment_words[] = { "comment", "commentlist", "comments", "disqus", "reply", "respond" };

/* One word of an attribute's value. */
static void weigh_word(struct html_element *element, struct str word)
{
	if (HTML_LISTED(good_words, word) && element->n_good < UINT8_MAX)
		element->n_good++;
	if (HTML_LISTED(bad_words, word) && element->n_bad < UINT8_MAX)
		element->n_bad++;
	element->is_caption |= html_is(word, "caption") || html_is(word, "figcaption") || html_is(word, "captions");
	element->is_credit |= html_is(word, "credit") || html_is(word, "credits") || html_is(word, "attribution");
	element->is_hidden |= html_is(word, "hidden") || html_is(word, "sr") || html_is(word, "visually");
	element->is_body_text |= html_is(word, "articlebody");
	element->is_comments |= HTML_LISTED(comment_words, word);
}

/* Words end at what is no letter and where a capital follows a small letter. */
static void weigh_value(struct html_element *element, struct str value)
{
	size_t begin = 0;

	for (size_t i = 0; i <= value.len; i++) {
		unsigned char c = i < value.len ? (unsigned char)value.at[i] : ' ';
		bool is_hump = i > begin && html_is_capital(c) && !html_is_capital((unsigned char)value.at[i - 1]);

		if (html_is_letter(c) && !is_hump)
			continue;
		if (i > begin)
			weigh_word(element, str_slice(value, begin, i));
		begin = is_hump ? i : i + 1;
	}
}

void html_name_weigh(struct html_element *element, struct str attributes)
{
	struct str name, value;

	for (size_t pos = 0; html_attribute(attributes, &pos, &name, &value);) {
		if (html_is(name, "class") || html_is(name, "id") || html_is(name, "role") || html_is(name, "itemprop"))
			weigh_value(element, value);
		else if (html_is(name, "hidden") || (html_is(name, "aria-hidden") && html_is(value, "true")))
			element->is_hidden = true;
	}
}

uint64_t html_name_hash(struct str name, struct str attributes)
{
	struct str classes = html_find_attribute(attributes, "class");
	char letters[256];
	size_t n = 0;

	for (size_t i = 0; i < name.len && n < 32; i++)
		letters[n++] = (char)(name.at[i] | 0x20);
	for (size_t i = 0; i < classes.len && n < sizeof letters; i++)
		if (!html_is_digit((unsigned char)classes.at[i]))
			letters[n++] = classes.at[i];
	return XXH3_64bits(letters, n);
}
