/* kinds.c: names and examples of the kinds of repair. */
#include "kinds.h"

const struct kind_facts kind_table[N_KINDS] = {
	[KIND_TAG] = { "tag", true, "tags inside a paragraph of a web page (--from html)", "<b>Oslo</b>", "Oslo" },
	[KIND_ENCODING] = { "encoding", true, "bytes that are no UTF-8, read as Windows-1252; UTF-16, UTF-32",
	                    "caf\\xE9", "café" },
	[KIND_MARKUP] = { "markup", true, "tags inside a paragraph of a web page", "a <b>big</b> day", "a big day" },
	[KIND_WRAP] = { "wrap", true, "line ends inside a paragraph",
	                "The council met on Tuesday to talk about the\\nnew harbour.", "The council met on Tuesday to talk about the new harbour." },
	[KIND_HYPHEN] = { "hyphen-break", true, "words broken at a line end", "govern-\\nment",
	                  "government" },
	[KIND_ENTITY] = { "entity", true, "HTML entities, doubly escaped ones too", "&amp;rsquo;", "’" },
	[KIND_ESCAPE] = { "escape", true, "backslash escapes that nobody undid", "it\\\\u2019s", "it’s" },
	[KIND_MOJIBAKE] = { "mojibake", true, "UTF-8 that was read as another code page", "â€™", "’" },
	[KIND_CONTROL] = { "control", true, "control characters", "a\\x07b", "ab" },
	[KIND_INVISIBLE] = { "invisible", true, "zero-width and bidi characters, soft hyphens, BOM",
	                     "pa\u00ADper", "paper" },
	[KIND_SPACE] = { "space", true, "no-break, thin and other exotic spaces", "5\u00A0km", "5 km" },
	[KIND_LIGATURE] = { "ligature", true, "typographic ligatures", "\uFB01re", "fire" },
	[KIND_NFC] = { "nfc", true, "letters and accents that Unicode joins", "e\u0301", "é" },
	[KIND_QUOTE_DIR] = { "quote-dir", true, "quotation marks that face the wrong way",
	                     "has” done well”", "has “done well”" },
	[KIND_DASH] = { "dash", true, "dashes with a blank on one side only, doubled dashes",
	                "peace— he", "peace — he" },
	[KIND_PUNCTUATION] = { "punctuation", true, "doubled commas, blanks before one, none behind a mark",
	                       "it ended.The town", "it ended. The town" },
	[KIND_NAME_SCAR] = { "name-scar", true, "two-word names turned round by a rewriting tool",
	                     "Korea’s Southn", "South Korean" },
	[KIND_CREDIT] = { "credit-glue", true, "agency names glued to a caption: split off and flagged",
	                  "May 3, 2021Reuters", "May 3, 2021" },
	[KIND_PHRASE] = { "tortured", true, "tortured phrases: flagged, never rewritten",
	                  "prime pastor", "prime minister" },
	[KIND_CLASH] = { "clash", true, "honorifics and tenses that clash: flagged", "met next month",
	                 "met last month" },
	[KIND_SPUN] = { "spun", true, "the verdict that a rewriting tool was at work: flagged", "",
	                "name-scar 11, tortured 3" },
	[KIND_QUOTES] = { "quotes", false, "quotation marks made uniform (--quotes)", "“so”", "\"so\"" },
};

enum kind kind_find(struct str name)
{
	enum kind kind = 0;

	while (kind < N_KINDS && !str_is(name, kind_table[kind].name))
		kind++;
	return kind;
}

bool kinds_parse(struct str list, kind_set *set)
{
	size_t pos = 0;

	*set = 0;
	while (pos <= list.len) {
		size_t comma = str_find(list, ',', pos);
		struct str name = str_slice(list, pos, comma);
		enum kind kind = kind_find(name);

		if (str_is(name, "all"))
			*set |= KIND_SET(N_KINDS) - 1;
		else if (kind < N_KINDS)
			*set |= KIND_SET(kind);
		else if (!str_is(name, "none"))
			return false;
		pos = comma + 1;
	}
	return true;
}

void kinds_write(kind_set set, struct buf *out)
{
	bool is_first = true;

	for (enum kind kind = 0; kind < N_KINDS; kind++) {
		if (!(set & KIND_SET(kind)))
			continue;
		if (!is_first)
			buf_add_byte(out, '+');
		buf_add_str(out, str_of(kind_table[kind].name));
		is_first = false;
	}
}
