/* language.c: letters are counted by script, words of the winning script by language. */
#include "language.h"

#include "common/index.h"
#include "common/utf8.h"

#include "peek.h"

enum {
	MAX_LANGUAGES = 64,
	MAX_WORD = 48,    /* bytes; longer ones are no small words */
	MIN_WORDS = 20,
	MIN_LETTERS = 40, /* of a script that sets no blanks */
	HASH_BITS = 12,   /* of the table of short words, which is a third full */
};

enum script {
	SCRIPT_NONE,
	SCRIPT_LATIN,
	SCRIPT_CYRILLIC,
	SCRIPT_GREEK,
	SCRIPT_ARABIC,
	SCRIPT_HEBREW,
	SCRIPT_DEVANAGARI,
	SCRIPT_BENGALI,
	SCRIPT_GURMUKHI,
	SCRIPT_GUJARATI,
	SCRIPT_TAMIL,
	SCRIPT_TELUGU,
	SCRIPT_KANNADA,
	SCRIPT_MALAYALAM,
	SCRIPT_SINHALA,
	SCRIPT_THAI,
	SCRIPT_LAO,
	SCRIPT_BURMESE,
	SCRIPT_GEORGIAN,
	SCRIPT_ETHIOPIC,
	SCRIPT_KHMER,
	SCRIPT_ARMENIAN,
	SCRIPT_HAN,
	SCRIPT_KANA,
	SCRIPT_HANGUL,
	N_SCRIPTS
};

/* Where a script's letters stand, and the language that alone writes it (empty: words decide). */
static const struct {
	uint32_t first, last;
	enum script script;
	const char *tag;
} ranges[] = {
	{ 'A', 'z', SCRIPT_LATIN, "" },           { 0xC0, 0x24F, SCRIPT_LATIN, "" },
	{ 0x370, 0x3FF, SCRIPT_GREEK, "el" },     { 0x400, 0x52F, SCRIPT_CYRILLIC, "" },
	{ 0x531, 0x58F, SCRIPT_ARMENIAN, "hy" },  { 0x5D0, 0x5F4, SCRIPT_HEBREW, "" },
	{ 0x620, 0x77F, SCRIPT_ARABIC, "" },      { 0x900, 0x97F, SCRIPT_DEVANAGARI, "" },
	{ 0x980, 0x9FF, SCRIPT_BENGALI, "bn" },   { 0xA00, 0xA7F, SCRIPT_GURMUKHI, "pa" },
	{ 0xA80, 0xAFF, SCRIPT_GUJARATI, "gu" },  { 0xB80, 0xBFF, SCRIPT_TAMIL, "ta" },
	{ 0xC00, 0xC7F, SCRIPT_TELUGU, "te" },    { 0xC80, 0xCFF, SCRIPT_KANNADA, "kn" },
	{ 0xD00, 0xD7F, SCRIPT_MALAYALAM, "ml" }, { 0xD80, 0xDFF, SCRIPT_SINHALA, "si" },
	{ 0xE00, 0xE7F, SCRIPT_THAI, "th" },      { 0xE80, 0xEFF, SCRIPT_LAO, "lo" },
	{ 0x1000, 0x109F, SCRIPT_BURMESE, "my" }, { 0x10A0, 0x10FF, SCRIPT_GEORGIAN, "ka" },
	{ 0x1200, 0x139F, SCRIPT_ETHIOPIC, "am" }, { 0x1780, 0x17FF, SCRIPT_KHMER, "km" },
	{ 0x1E00, 0x1EFF, SCRIPT_LATIN, "" },     { 0x3040, 0x30FF, SCRIPT_KANA, "ja" },
	{ 0x3400, 0x9FFF, SCRIPT_HAN, "zh" },     { 0xAC00, 0xD7A3, SCRIPT_HANGUL, "ko" },
};

enum { N_RANGES = sizeof ranges / sizeof *ranges };

struct small_word {
	uint64_t letters;   /* of up to eight bytes, as a number; 0: an empty slot of the table */
	uint64_t languages; /* that have it, a bit each */
	double share;       /* of the word that speaks for each of them */
};

struct languages {
	struct str tags[MAX_LANGUAGES];
	size_t n;
	struct small_word slots[1 << HASH_BITS]; /* open addressing, linear probing */
	struct index longer; /* word -> position in words[] */
	struct small_word *words;
};

static enum script script_of(uint32_t cp)
{
	for (size_t i = 1; i < N_RANGES; i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			return ranges[i].script;
	return SCRIPT_NONE;
}

/* Where a word of up to eight bytes stands in the table, or the empty slot where it belongs. */
static size_t slot_of(const struct languages *languages, struct str word)
{
	uint64_t letters = 0;
	size_t at;

	memcpy(&letters, word.at, word.len);
	at = (letters * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - HASH_BITS);
	while (languages->slots[at].letters && languages->slots[at].letters != letters)
		at = (at + 1) % (1 << HASH_BITS);
	return at;
}

/* The entry of a word, made where there is none; NULL where the table is full. */
static struct small_word *put_word(struct languages *languages, struct str word, size_t *n_short, size_t *n_long)
{
	struct small_word *entry;
	uint32_t *position;
	bool is_new;

	if (word.len > sizeof entry->letters) {
		position = index_put(&languages->longer, word, (uint32_t)*n_long, &is_new);
		if (is_new)
			languages->words[(*n_long)++] = (struct small_word){ .letters = 1 };
		return &languages->words[*position];
	}
	entry = &languages->slots[slot_of(languages, word)];
	if (!entry->letters) {
		if (2 * (*n_short + 1) > 1 << HASH_BITS)
			return NULL;
		memcpy(&entry->letters, word.at, word.len);
		++*n_short;
	}
	return entry;
}

struct languages *languages_new(struct str table, struct arena *arena)
{
	struct languages *languages = arena_zeroed(arena, sizeof *languages);
	size_t n_words = 0, n_short = 0, n_long = 0;

	languages->longer.arena = arena;
	for (size_t i = 0; i < table.len; i++)
		n_words += table.at[i] == ' ' || table.at[i] == '\t';
	languages->words = arena_array(arena, struct small_word, n_words + 1);
	for (size_t pos = 0, end; pos < table.len && languages->n < MAX_LANGUAGES; pos = end + 1) {
		struct str line;
		size_t tab;

		end = str_find(table, '\n', pos);
		line = str_slice(table, pos, end);
		tab = str_find(line, '\t', 0);
		if (str_starts(line, "#") || tab == line.len)
			continue;
		languages->tags[languages->n] = str_slice(line, 0, tab);
		for (size_t at = tab + 1, stop; at < line.len; at = stop + 1) {
			struct small_word *word;

			stop = str_find(line, ' ', at);
			word = stop > at ? put_word(languages, str_slice(line, at, stop), &n_short, &n_long) : NULL;
			if (word) {
				word->languages |= UINT64_C(1) << languages->n;
				word->share = 1.0 / __builtin_popcountll(word->languages);
			}
		}
		languages->n++;
	}
	return languages;
}

/* A word speaks for each of its languages, the less the more there are. */
static void count_word(const struct languages *languages, struct str word, double scores[MAX_LANGUAGES])
{
	const struct small_word *entry;
	const uint32_t *position;

	if (word.len <= sizeof entry->letters) {
		entry = &languages->slots[slot_of(languages, word)];
	} else {
		position = index_find(&languages->longer, word);
		if (!position)
			return;
		entry = &languages->words[*position];
	}
	for (uint64_t mask = entry->languages; mask; mask &= mask - 1)
		scores[__builtin_ctzll(mask)] += entry->share;
}

/* Counts what has been gathered of a word; whether there is any. */
static bool end_word(const struct languages *languages, struct str word, double scores[MAX_LANGUAGES])
{
	if (word.len > 0 && word.len < MAX_WORD)
		count_word(languages, word, scores);
	return word.len > 0;
}

/* The letters by script, those of Latin that are not ASCII, and the words by language. */
static size_t count(const struct languages *languages, struct str sample, size_t letters[N_SCRIPTS], size_t *n_marked,
                    double scores[MAX_LANGUAGES])
{
	char word[MAX_WORD + 4];
	size_t len = 0, n_words = 0;

	for (size_t i = 0; i <= sample.len;) {
		unsigned char c = i < sample.len ? (unsigned char)sample.at[i] : ' ';
		enum script script;
		uint32_t cp;
		size_t next;

		if (c < 0x80) { /* nearly all of most samples */
			i++;
			if (is_ascii_letter((char)c)) {
				letters[SCRIPT_LATIN]++;
				if (len < MAX_WORD)
					word[len++] = (char)(c | 0x20);
				continue;
			}
			n_words += end_word(languages, str_at(word, len), scores);
			len = 0;
			continue;
		}
		next = i;
		cp = utf8_next(sample, &next);
		if (next == i + 1) /* no UTF-8: the letter that it is in Windows-1252 */
			cp = c;
		i = next;
		script = script_of(cp);
		letters[script]++;
		*n_marked += script == SCRIPT_LATIN;
		if (script != SCRIPT_NONE || utf8_is_letter(cp) || utf8_may_compose(cp)) {
			if (len < MAX_WORD)
				len += utf8_encode(utf8_lower(cp), word + len);
		} else {
			n_words += end_word(languages, str_at(word, len), scores);
			len = 0;
		}
	}
	return n_words;
}

static struct str detect(const struct languages *languages, struct str sample)
{
	double scores[MAX_LANGUAGES] = { 0 };
	size_t letters[N_SCRIPTS] = { 0 }, n_marked = 0, all = 0;
	size_t n_words = count(languages, sample, letters, &n_marked, scores);
	size_t best = 0, second = 0;
	enum script script = SCRIPT_LATIN;

	for (enum script s = SCRIPT_LATIN; s < N_SCRIPTS; s++) {
		all += letters[s];
		if (letters[s] > letters[script])
			script = s;
	}
	if (all < MIN_LETTERS)
		return str_of("");
	/* Japanese mixes Han with Kana: a tenth of Kana is enough */
	if ((script == SCRIPT_HAN || script == SCRIPT_KANA) && 10 * letters[SCRIPT_KANA] > all)
		return str_of("ja");
	if (10 * letters[script] < 6 * all)
		return str_of("");
	/* Nobody writes so: bytes of an encoding that nobody declared, of Cyrillic or Greek */
	if (script == SCRIPT_LATIN && 2 * n_marked > letters[script])
		return str_of("und");
	for (size_t i = 0; i < N_RANGES; i++)
		if (ranges[i].script == script && ranges[i].tag[0])
			return str_of(ranges[i].tag);
	for (size_t i = 1; i < languages->n; i++)
		if (scores[i] > scores[best])
			best = i;
	second = best == 0;
	for (size_t i = 0; i < languages->n; i++)
		if (i != best && scores[i] > scores[second])
			second = i;
	/* one word in ten speaks for it, and clearly more than for any other */
	if (n_words < MIN_WORDS || languages->n < 2 || scores[best] < 0.1 * (double)n_words ||
	    scores[best] < 1.25 * scores[second])
		return str_of("");
	return languages->tags[best];
}

/* Where a glance at the begin and one at the end say the same, that is it. */
struct str language_detect(const struct languages *languages, struct str sample)
{
	enum { GLANCE = 384 };
	struct str tag = { "", 0 };

	if (sample.len >= 4 * GLANCE)
		tag = detect(languages, str_slice(sample, 0, GLANCE));
	if (tag.len && str_eq(tag, detect(languages, str_slice(sample, sample.len - GLANCE, sample.len))))
		return tag;
	return detect(languages, sample);
}
