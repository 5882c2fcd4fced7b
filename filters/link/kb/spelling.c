/* spelling.c: rewriting a word from left to right, longest rule first. */
#include "spelling.h"

enum { MARK = 1 };

static const struct {
	const char *from, *to;
} short_forms[] = {
	{ "abby", "abigail" },    { "al", "albert" },        { "alex", "alexander" }, { "andy", "andrew" },
	{ "barb", "barbara" },    { "ben", "benjamin" },     { "bernie", "bernard" }, { "bill", "william" },
	{ "billy", "william" },   { "bob", "robert" },       { "bobby", "robert" },   { "charlie", "charles" },
	{ "chris", "christopher" }, { "chuck", "charles" },  { "dan", "daniel" },     { "danny", "daniel" },
	{ "dave", "david" },      { "debbie", "deborah" },   { "dick", "richard" },   { "don", "donald" },
	{ "doug", "douglas" },    { "ed", "edward" },        { "eddie", "edward" },   { "fred", "frederick" },
	{ "greg", "gregory" },    { "jeff", "jeffrey" },     { "jerry", "gerald" },   { "jim", "james" },
	{ "jimmy", "james" },     { "joe", "joseph" },       { "joey", "joseph" },    { "jon", "jonathan" },
	{ "josh", "joshua" },     { "kate", "katherine" },   { "kathy", "katherine" }, { "ken", "kenneth" },
	{ "larry", "lawrence" },  { "liz", "elizabeth" },    { "matt", "matthew" },   { "mike", "michael" },
	{ "mitch", "mitchell" },  { "mohamad", "mohammed" }, { "mohamed", "mohammed" }, { "mohammad", "mohammed" },
	{ "muhammad", "mohammed" }, { "muhammed", "mohammed" }, { "nick", "nicholas" }, { "pat", "patrick" },
	{ "pete", "peter" },      { "phil", "philip" },      { "ray", "raymond" },    { "rich", "richard" },
	{ "rick", "richard" },    { "rob", "robert" },       { "ron", "ronald" },     { "sam", "samuel" },
	{ "steve", "stephen" },   { "steven", "stephen" },   { "sue", "susan" },      { "ted", "edward" },
	{ "tim", "timothy" },     { "tom", "thomas" },       { "tommy", "thomas" },   { "tony", "anthony" },
	{ "will", "william" },    { "zach", "zachary" },
};

/* Longer ones stand before those that begin them. */
static const struct {
	const char *from, *to;
} rules[] = {
	{ "dzh", "j" }, { "tch", "ch" }, { "sch", "sh" }, { "ph", "f" }, { "kh", "k" }, { "gh", "g" },
	{ "zh", "j" },  { "dj", "j" },   { "ck", "k" },   { "ou", "u" }, { "oo", "u" }, { "ee", "i" },
	{ "ij", "i" },  { "q", "k" },    { "x", "ks" },   { "w", "v" },  { "y", "i" },
};

static struct str formal(struct str word)
{
	size_t low = 0, high = sizeof short_forms / sizeof *short_forms;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(str_of(short_forms[middle].from), word);

		if (order == 0)
			return str_of(short_forms[middle].to);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return word;
}

static bool is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Appends a letter unless it doubles the last one; an e takes the place of an i before it that begins the word or follows a vowel. */
static void add_letter(struct buf *out, size_t begin, char c)
{
	size_t len = out->len - begin;

	if (len && out->at[out->len - 1] == c)
		return;
	if (c == 'e' && len && out->at[out->len - 1] == 'i' && (len == 1 || is_vowel(out->at[out->len - 2])))
		out->len--;
	buf_add_byte(out, c);
}

static void add_word(struct buf *out, struct str word)
{
	size_t begin = out->len;

	for (size_t at = 0; at < word.len;) {
		struct str rest = str_slice(word, at, word.len);
		const char *to = NULL;

		for (size_t i = 0; i < sizeof rules / sizeof *rules && !to; i++) {
			if (rest.at[0] == rules[i].from[0] && str_starts(rest, rules[i].from)) {
				to = rules[i].to;
				at += strlen(rules[i].from);
			}
		}
		if (!to)
			add_letter(out, begin, word.at[at++]);
		else
			for (; *to; to++)
				add_letter(out, begin, *to);
	}
}

void spelling_add_key(struct buf *out, struct str key)
{
	size_t at = 0;

	if (str_find(key, ' ', 0) == key.len)
		return;
	buf_add_byte(out, MARK);
	while (at < key.len) {
		size_t end = str_find(key, ' ', at);
		struct str word = str_slice(key, at, end);

		if (at)
			buf_add_byte(out, ' ');
		add_word(out, at ? word : formal(word));
		at = end + 1;
	}
}

static bool is_company_form(struct str word)
{
	static const char *const words[] = { "inc",  "corp", "corporation", "co",  "company", "ltd",
		                             "limited", "plc", "llc", "group", "ag", "sa", "nv", "gmbh", "holdings" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_is(word, words[i]))
			return true;
	return false;
}

struct str spelling_without_form(struct str key)
{
	size_t end = key.len;

	for (;;) {
		size_t blank = end;

		while (blank > 0 && key.at[blank - 1] != ' ')
			blank--;
		if (blank == 0 || !is_company_form(str_slice(key, blank, end)))
			return str_slice(key, 0, end);
		end = blank - 1;
	}
}
