/*
 * tokenize.c: see tokenize.h.
 *
 *      sentence -> chunks between white space -> runs of one kind of character -> a label a gap
 *
 * A chunk that is one run of letters, which most are, is a token at once. Any other is described
 * run by run; each gap between two runs is classified from left to right, and sees the label of the
 * gap before. Runs of letters are opened where a word may end inside them: before the `n` of `n't`
 * and in the words of the model's list.
 */
#include "common/utf8.h"
#include "tokenize.h"

/* --- characters ------------------------------------------------------------------------- */

enum kind {
	KIND_SPACE,
	KIND_LETTERS,
	KIND_DIGITS,
	KIND_REPEATED, /* punctuation that forms one run with its like: ... !! -- == */
	KIND_SINGLE,   /* punctuation that stands alone: quotes, brackets, $ % & */
	KIND_EMOJI,
	KIND_ADDED,    /* belongs to the character before: joiners, selectors, accents */
};

enum { REGION_FIRST = 0x1F1E6, REGION_LAST = 0x1F1FF, SKIN_FIRST = 0x1F3FB, SKIN_LAST = 0x1F3FF };

enum { W = KIND_SPACE, A = KIND_LETTERS, D = KIND_DIGITS, P = KIND_REPEATED, Q = KIND_SINGLE };

/* clang-format off */
static const unsigned char ascii_kinds[128] = {
	Q, Q, Q, Q, Q, Q, Q, Q, Q, W, W, W, W, W, Q, Q, /* 00 */
	Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, /* 10 */
	W, P, Q, Q, Q, Q, Q, P, Q, Q, P, Q, Q, P, P, Q, /* 20 */
	D, D, D, D, D, D, D, D, D, D, Q, Q, P, P, P, P, /* 30 */
	Q, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, /* 40 */
	A, A, A, A, A, A, A, A, A, A, A, Q, Q, Q, Q, P, /* 50 */
	P, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, /* 60 */
	A, A, A, A, A, A, A, A, A, A, A, Q, Q, Q, P, Q, /* 70 */
};
/* clang-format on */

static inline bool is_letter(char byte)
{
	return !(byte & 0x80) && ascii_kinds[(unsigned char)byte] == KIND_LETTERS;
}

static enum kind kind_of(uint32_t cp)
{
	if (cp < 0x80)
		return ascii_kinds[cp];
	if (utf8_is_space(cp))
		return KIND_SPACE;
	if (cp == 0x200D || (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= SKIN_FIRST && cp <= SKIN_LAST))
		return KIND_ADDED;
	if (utf8_is_letter(cp))
		return KIND_LETTERS;
	if (utf8_is_digit(cp))
		return KIND_DIGITS;
	if (cp == 0x2013 || cp == 0x2014 || cp == 0x2026 || cp == 0x2018 || cp == 0x2019)
		return KIND_REPEATED;
	return cp >= 0x1F000 ? KIND_EMOJI : KIND_SINGLE;
}

/* --- runs ------------------------------------------------------------------------------- */

enum shape {
	SHAPE_NONE, /* beyond the chunk */
	SHAPE_LOWER,
	SHAPE_LETTER,
	SHAPE_CAPITAL,
	SHAPE_INITIAL,
	SHAPE_UPPER,
	SHAPE_MIXED,
	SHAPE_DIGIT,
	SHAPE_DIGITS2,
	SHAPE_DIGITS3,
	SHAPE_DIGITS4,
	SHAPE_EMOJI,
	SHAPE_MARK, /* + the mark itself */
};

struct run {
	uint32_t begin, end; /* in the sentence */
	uint32_t hash;       /* in lower case, digits as 0, curly marks as straight ones */
	uint32_t shape;
	uint32_t whole;      /* hash of the word that this is the second part of; else 0 */
};

enum { CONTEXT = 3 }; /* runs looked at on each side of a gap */

/* The runs of one chunk with CONTEXT empty ones on each side, and what is known of all. */
struct chunk {
	struct run *runs; /* runs[CONTEXT] is the first */
	size_t n_runs;
	uint32_t *suffix; /* of each run: hash of it and all after it */
	uint32_t pattern; /* hash of all shapes */
	bool is_address;
	bool is_last; /* of the sentence */
	uint32_t before, after, after_shape; /* words of the neighbours */
};

static uint32_t plain_mark(uint32_t cp)
{
	switch (cp) {
	case 0x2018: case 0x2019: case 0x60: case 0xB4:
		return '\'';
	case 0x201C: case 0x201D:
		return '"';
	case 0x2010: case 0x2011: case 0x2013:
		return '-';
	default:
		return cp;
	}
}

static uint32_t shape_of_letters(struct str word)
{
	size_t n_upper = 0, n = 0, pos = 0;
	bool is_capital = false;

	while (pos < word.len) {
		bool is_upper = utf8_is_upper(utf8_next(word, &pos));

		is_capital |= n == 0 && is_upper;
		n_upper += is_upper;
		n++;
	}
	if (n == 1)
		return is_capital ? SHAPE_INITIAL : SHAPE_LETTER;
	if (n_upper == 0)
		return SHAPE_LOWER;
	if (n_upper == n)
		return SHAPE_UPPER;
	return is_capital && n_upper == 1 ? SHAPE_CAPITAL : SHAPE_MIXED;
}

uint32_t tokenize_hash(struct str letters)
{
	uint32_t hash = 0x811C9DC5u;

	for (size_t i = 0; i < letters.len; i++) {
		unsigned char byte = (unsigned char)letters.at[i];

		byte |= byte >= 'A' && byte <= 'Z' ? 0x20 : 0;
		hash = (hash ^ byte) * 0x01000193u;
	}
	return hash;
}

static void describe(struct str sentence, struct run *run, enum kind kind, uint32_t first)
{
	struct str word = str_slice(sentence, run->begin, run->end);

	run->whole = 0;
	if (kind == KIND_LETTERS) {
		run->shape = shape_of_letters(word);
		run->hash = tokenize_hash(word);
	} else if (kind == KIND_DIGITS) {
		run->shape = SHAPE_DIGIT + (uint32_t)(word.len > 4 ? 3 : word.len - 1);
		run->hash = word.len > 2 ? linear_mix(1, (uint32_t)word.len) : tokenize_hash(word);
	} else if (kind == KIND_EMOJI) {
		run->shape = run->hash = SHAPE_EMOJI;
	} else {
		uint32_t mark = plain_mark(first);

		run->shape = linear_mix(SHAPE_MARK, mark);
		run->hash = linear_mix(linear_mix(SHAPE_MARK, mark), word.len > 4 ? 4 : (uint32_t)word.len);
	}
}

/* The end of the run that begins at `begin`; not behind `end`. */
static size_t run_end(struct str sentence, size_t begin, size_t end, enum kind *kind, uint32_t *first)
{
	size_t at = begin, n = 1;

	*first = utf8_next(sentence, &at);
	*kind = kind_of(*first);
	while (at < end) {
		size_t next = at;
		uint32_t cp = utf8_next(sentence, &next);
		enum kind kind_next = kind_of(cp);
		bool is_same = kind_next == *kind &&
		               (*kind == KIND_LETTERS || *kind == KIND_DIGITS ||
		                (*kind == KIND_REPEATED && cp == *first));
		bool is_flag = n == 1 && *first >= REGION_FIRST && *first <= REGION_LAST &&
		               cp >= REGION_FIRST && cp <= REGION_LAST;

		if (kind_next == KIND_ADDED) {
			at = next;
			/* what a joiner joins is one character */
			if (cp == 0x200D && at < end)
				utf8_next(sentence, &at);
			continue;
		}
		if (!is_same && !is_flag)
			break;
		at = next;
		n++;
	}
	return at < end ? at : end;
}

/*
 * Bytes of the first part of a word that can be two, 0 for any other. Halving without branches: which
 * half a hash lies in cannot be foretold.
 */
static size_t split_word(const struct tokenizer *tokenizer, uint32_t hash)
{
	const struct gap_word *first = tokenizer->words;

	for (size_t n = tokenizer->n_words, half; n > 1; n -= half) {
		half = n / 2;
		first += first[half - 1].hash < hash ? half : 0;
	}
	return tokenizer->n_words && first->hash == hash ? first->at : 0;
}

/* Whether `n` + an apostrophe + `t` and no further letter lie around `at`, where the apostrophe is. */
static bool is_negation(struct str sentence, size_t begin, size_t at, size_t end)
{
	size_t t = at;
	uint32_t mark = at < end ? plain_mark(utf8_next(sentence, &t)) : 0;

	return at > begin + 1 && (sentence.at[at - 1] | 0x20) == 'n' && mark == '\'' && t < end &&
	       (sentence.at[t] | 0x20) == 't' &&
	       (t + 1 == end || !is_letter(sentence.at[t + 1]));
}

/* Parts the last run of the chunk in two. */
static void open_run(struct chunk *chunk, struct str sentence, size_t at, bool is_listed)
{
	struct run *run = &chunk->runs[CONTEXT + chunk->n_runs - 1], whole = *run;

	run[0].end = run[1].begin = (uint32_t)at;
	run[1].end = whole.end;
	describe(sentence, &run[0], KIND_LETTERS, 0);
	describe(sentence, &run[1], KIND_LETTERS, 0);
	run[1].whole = is_listed ? whole.hash : 0;
	chunk->n_runs++;
}

static void find_runs(const struct tokenizer *tokenizer, struct str sentence, size_t begin, size_t end,
                      struct chunk *chunk)
{
	chunk->n_runs = 0;
	for (size_t at = begin; at < end;) {
		struct run *run = &chunk->runs[CONTEXT + chunk->n_runs++];
		enum kind kind;
		uint32_t first;
		size_t inner;

		run->begin = (uint32_t)at;
		run->end = (uint32_t)(at = run_end(sentence, at, end, &kind, &first));
		describe(sentence, run, kind, first);
		if (kind != KIND_LETTERS)
			continue;
		inner = split_word(tokenizer, run->hash);
		if (inner && inner < at - run->begin)
			open_run(chunk, sentence, run->begin + inner, true);
		else if (is_negation(sentence, run->begin, at, end))
			open_run(chunk, sentence, at - 1, false);
	}
	for (size_t i = 0; i < CONTEXT; i++)
		chunk->runs[i] = chunk->runs[CONTEXT + chunk->n_runs + i] = (struct run){ 0 };
}

static void find_suffixes(struct chunk *chunk)
{
	uint32_t suffix = 0;

	chunk->pattern = 0;
	chunk->suffix[chunk->n_runs] = 0;
	for (size_t i = chunk->n_runs; i-- > 0;) {
		const struct run *run = &chunk->runs[CONTEXT + i];

		chunk->suffix[i] = suffix = linear_mix(suffix, run->hash);
		chunk->pattern = linear_mix(chunk->pattern, run->shape);
	}
}

/* --- features --------------------------------------------------------------------------- */

struct feature_list {
	uint32_t *keys;
	size_t n;
};

/* Adds the feature of one template: its number is its place in the list. */
static void add(struct feature_list *list, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
	uint32_t hash = linear_mix((uint32_t)(list->n + 1) * 0x632BE5ABu, a);

	hash = linear_mix(hash, b);
	hash = linear_mix(hash, c);
	list->keys[list->n++] = linear_key(linear_mix(hash, d));
}

static uint32_t bucket(size_t n)
{
	return n > 8 ? 8 : (uint32_t)n;
}

/* What is decided so far in the chunk. */
struct progress {
	uint32_t prefix;  /* hash of all runs before the gap */
	uint32_t token;   /* hash of the runs since the last cut */
	uint32_t n_token; /* how many these are */
	enum gap_label before;
};

/* Describes the gap behind run i. */
static size_t describe_gap(const struct chunk *chunk, size_t i, const struct progress *so_far,
                           uint32_t keys[TOKENIZE_FEATURES])
{
	const struct run *L = &chunk->runs[CONTEXT + i], *R = L + 1;
	struct feature_list list = { keys, 0 };
	uint32_t suffix = chunk->suffix[i + 1], whole = R->whole;
	uint32_t end = chunk->is_last * 2u + (i + 2 == chunk->n_runs);

	add(&list, 0, 0, 0, 0);
	add(&list, L->shape, R->shape, 0, 0);
	add(&list, L->hash, R->shape, 0, 0);
	add(&list, L->shape, R->hash, 0, 0);
	add(&list, L->hash, R->hash, 0, 0);
	add(&list, L->hash, R->hash, R[1].hash, 0);
	add(&list, L[-1].hash, L->hash, R->hash, 0);
	add(&list, L->shape, R->shape, R[1].shape, 0);
	add(&list, L[-1].shape, L->shape, R->shape, 0);
	add(&list, L[-1].shape, L->shape, R->shape, R[1].shape);
	add(&list, L[-2].shape, L[-1].shape, L->shape, R->shape);
	add(&list, L->shape, R->shape, R[1].shape, R[2].shape);
	add(&list, so_far->token, R->hash, 0, 0);
	add(&list, so_far->token, R->shape, suffix == R->hash, 0);
	add(&list, suffix, 0, 0, 0);
	add(&list, suffix, L->shape, 0, 0);
	add(&list, so_far->prefix, R->shape, 0, 0);
	add(&list, so_far->prefix, suffix, 0, 0);
	add(&list, chunk->pattern, bucket(i), 0, 0);
	add(&list, so_far->before, L->shape, R->shape, R[1].shape);
	add(&list, so_far->before, L->hash, R->hash, bucket(so_far->n_token));
	add(&list, end, L->hash, R->hash, 0);
	add(&list, end, so_far->token, R->hash, 0);
	add(&list, end, L->shape, R->shape, chunk->after_shape);
	add(&list, end, so_far->n_token, R->hash, chunk->after_shape);
	add(&list, chunk->before, L->shape, R->hash, 0);
	add(&list, chunk->after, L->hash, R->shape, 0);
	add(&list, chunk->is_address, L->shape, R->shape, 0);
	add(&list, chunk->is_address, R->hash, so_far->n_token == i + 1, 0);
	add(&list, bucket(L->end - L->begin), L->shape, R->shape, bucket(R->end - R->begin));
	if (whole) {
		add(&list, whole, 0, 0, 0);
		add(&list, whole, chunk->before, 0, 0);
		add(&list, whole, chunk->after, 0, 0);
		add(&list, whole, chunk->n_runs, L->shape, 0);
	}
	return list.n;
}

/* --- addresses -------------------------------------------------------------------------- */

static bool is_one_of(char byte, const char *set)
{
	return byte && strchr(set, byte);
}

static bool is_alnum(char byte)
{
	return (byte & 0x80) || is_letter(byte) || ascii_kinds[(unsigned char)byte] == KIND_DIGITS;
}

/* Where the name that ends at `at` begins: letters, digits and the marks that names of files have. */
static size_t name_begin(struct str sentence, size_t floor, size_t at)
{
	while (at > floor && (is_alnum(sentence.at[at - 1]) || is_one_of(sentence.at[at - 1], "._-+%#")))
		at--;
	while (is_one_of(sentence.at[at], ".-+#"))
		at++;
	return at;
}

/* The end of a path or query: all up to a bracket or quote, without the marks of the text behind it. */
static size_t path_end(struct str sentence, size_t begin, size_t end)
{
	size_t at = begin;

	while (at < end && !is_one_of(sentence.at[at], "<>\"|"))
		at++;
	while (at > begin && is_one_of(sentence.at[at - 1], ".,;:!?'*)]}"))
		at--;
	return at;
}

/* Bytes of the ending of a domain or file at `dot`, its dot included; 0 where there is none. */
static size_t ending_at(struct str sentence, size_t dot, size_t end)
{
	static const char *const endings[] = { "com", "org", "net", "edu", "gov", "html", "htm", "pdf", "doc",
		                               "docx", "xls", "xlsx", "ppt", "txt", "jpg", "jpeg", "gif", "png",
		                               "csv", "zip", "mp3" };

	size_t len = 0;
	char lower[4];

	while (dot + 1 + len < end && is_alnum(sentence.at[dot + 1 + len])) {
		if (len == sizeof lower)
			return 0;
		lower[len] = sentence.at[dot + 1 + len] | 0x20;
		len++;
	}
	for (size_t i = 0; len > 2 && i < sizeof endings / sizeof *endings; i++)
		if (str_is(str_at(lower, len), endings[i]))
			return len + 1;
	return 0;
}

/*
 * The web or mail address or file name in the chunk [*begin, *end), which becomes its range: one
 * token, whatever marks it has inside. False where there is none.
 */
static bool find_address(struct str sentence, size_t *begin, size_t *end)
{
	struct str chunk = str_slice(sentence, *begin, *end);
	const char *scheme = memmem(chunk.at, chunk.len, "://", 3);
	size_t floor = *begin, limit = *end, at = floor + str_find(chunk, '@', 0), ending;

	if (!scheme)
		scheme = memmem(chunk.at, chunk.len, "www.", 4);
	if (scheme) {
		for (at = floor + (size_t)(scheme - chunk.at); at > floor && is_alnum(sentence.at[at - 1]);)
			at--;
		*begin = at;
		*end = path_end(sentence, at, limit);
		return true;
	}
	if (at > floor && at + 1 < limit && is_alnum(sentence.at[at + 1]) && name_begin(sentence, floor, at) < at) {
		*begin = name_begin(sentence, floor, at);
		for (*end = at + 1; *end < limit && (is_alnum(sentence.at[*end]) || is_one_of(sentence.at[*end], "._-"));)
			++*end;
		while (!is_alnum(sentence.at[*end - 1]))
			--*end;
		return true;
	}
	for (at = floor + str_find(chunk, '.', 0); at < limit; at = str_find(sentence, '.', at + 1)) {
		ending = ending_at(sentence, at, limit);
		if (!ending || name_begin(sentence, floor, at) >= at)
			continue;
		*begin = name_begin(sentence, floor, at);
		*end = at + ending;
		if (*end < limit && sentence.at[*end] == '/')
			*end = path_end(sentence, *end, limit);
		return true;
	}
	return false;
}

/* --- a sentence ------------------------------------------------------------------------- */

struct labelling {
	const struct tokenizer *tokenizer;
	struct str sentence;
	gap_decide *decide;
	void *context;
	struct chunk chunk;
	unsigned char *labels;
};

static void label_chunk(struct labelling *labelling, size_t begin, size_t end)
{
	struct chunk *chunk = &labelling->chunk;
	uint32_t keys[TOKENIZE_FEATURES];
	struct progress so_far = { 0 };
	size_t address = begin, address_end = end;
	bool has_address = find_address(labelling->sentence, &address, &address_end);

	chunk->is_address = has_address;
	find_runs(labelling->tokenizer, labelling->sentence, begin, end, chunk);
	find_suffixes(chunk);
	for (size_t i = 0; i + 1 < chunk->n_runs; i++) {
		const struct run *run = &chunk->runs[CONTEXT + i];
		enum gap_label label;

		so_far.prefix = linear_mix(so_far.prefix, run->hash);
		so_far.token = linear_mix(so_far.token, run->hash);
		so_far.n_token++;
		if (has_address && run->end > address && run->end < address_end)
			label = GAP_JOINS;
		else
			label = labelling->decide(labelling->context, run->end, keys,
			                          describe_gap(chunk, i, &so_far, keys));
		labelling->labels[run->end] = (unsigned char)label;
		if (label != GAP_JOINS)
			so_far.token = so_far.n_token = 0;
		so_far.before = label;
	}
}

/* The white space that begins at `at`, if there is any: its length. */
static inline size_t space_at(struct str sentence, size_t at)
{
	unsigned char lead = (unsigned char)sentence.at[at];
	size_t next = at;

	if (lead < 0x80)
		return ascii_kinds[lead] == KIND_SPACE;
	if (lead != 0xC2 && lead != 0xE1 && lead != 0xE2 && lead != 0xE3)
		return 0;
	return utf8_is_space(utf8_next(sentence, &next)) ? next - at : 0;
}

/* The end of the chunk that begins at `begin`. *is_plain: all ASCII letters. */
static size_t chunk_end(struct str sentence, size_t begin, bool *is_plain)
{
	size_t at = begin, limit = begin + TOKEN_MAX_BYTES - 4;

	while (at < sentence.len && at < limit && is_letter(sentence.at[at]))
		at++;
	*is_plain = at == sentence.len || space_at(sentence, at);
	while (at < sentence.len && at < limit && !space_at(sentence, at)) {
		if (sentence.at[at] & 0x80)
			utf8_next(sentence, &at);
		else
			at++;
	}
	return at;
}

/* The first word at or after `at`: its hash, and its shape in *shape. */
static uint32_t word_ahead(struct str sentence, size_t at, uint32_t *shape)
{
	struct run run = { 0 };
	enum kind kind;
	uint32_t first;
	size_t space;

	while (at < sentence.len && (space = space_at(sentence, at)))
		at += space;
	*shape = SHAPE_NONE;
	if (at == sentence.len)
		return 0;
	run.begin = (uint32_t)at;
	run.end = (uint32_t)run_end(sentence, at, at + 64 < sentence.len ? at + 64 : sentence.len, &kind,
	                            &first);
	describe(sentence, &run, kind, first);
	*shape = run.shape;
	return run.hash;
}

void tokenize_label(const struct tokenizer *tokenizer, struct str sentence, gap_decide *decide,
                    void *context, struct arena *scratch, unsigned char *labels)
{
	struct labelling labelling = { tokenizer, sentence, decide, context, { 0 }, labels };
	struct chunk *chunk = &labelling.chunk;
	uint32_t before = 0;

	chunk->runs = arena_array(scratch, struct run, TOKEN_MAX_BYTES + 2 * CONTEXT);
	chunk->suffix = arena_array(scratch, uint32_t, TOKEN_MAX_BYTES + 1);
	memset(labels, GAP_JOINS, sentence.len);
	for (size_t at = 0; at < sentence.len;) {
		size_t space = space_at(sentence, at), end;
		bool is_plain;
		uint32_t hash;

		if (space) {
			at += space;
			continue;
		}
		labels[at] = GAP_PARTS_TOKENS;
		end = chunk_end(sentence, at, &is_plain);
		hash = tokenize_hash(str_slice(sentence, at, end));
		if (!is_plain || split_word(tokenizer, hash)) {
			chunk->before = before;
			chunk->after = word_ahead(sentence, end, &chunk->after_shape);
			chunk->is_last = chunk->after_shape == SHAPE_NONE;
			label_chunk(&labelling, at, end);
		}
		before = hash;
		at = end;
	}
}

static enum gap_label classify(void *context, size_t at, const uint32_t *keys, size_t n_keys)
{
	const struct tokenizer *tokenizer = context;
	int32_t score[LINEAR_OUTCOMES - 1] = { 0 };

	(void)at;
	linear_add(&tokenizer->weights, keys, n_keys, score);
	return (enum gap_label)linear_best(&tokenizer->weights, score);
}

bool tokenizer_open(const struct bundle *model, struct tokenizer *tokenizer)
{
	struct str words = bundle_section(model, "gap.words");

	if (!words.at || words.len % sizeof(struct gap_word) ||
	    !linear_open(bundle_section(model, "gap.table"), &tokenizer->weights) ||
	    tokenizer->weights.n_outcomes != GAP_LABELS)
		return false;
	tokenizer->words = (const void *)words.at;
	tokenizer->n_words = words.len / sizeof(struct gap_word);
	return true;
}

/* Labels are looked through eight at a time: most are GAP_JOINS, which is 0. */
enum { LABELS = sizeof(uint64_t) };

static inline uint64_t labels_load(const unsigned char *labels)
{
	uint64_t eight;

	memcpy(&eight, labels, sizeof eight);
	return eight;
}

/* How many of the n labels part words. */
static size_t count_words(const unsigned char *labels, size_t n)
{
	const uint64_t ones = UINT64_MAX / 255;
	size_t count = 0, i = 0;

	for (; i + LABELS <= n; i += LABELS) {
		uint64_t eight = labels_load(labels + i);

		/* labels are 0, 1 or 2; the product's top byte is the sum of its bytes */
		count += ((eight | eight >> 1) & ones) * ones >> 56;
	}
	for (; i < n; i++)
		count += labels[i] != GAP_JOINS;
	return count;
}

/* The next label that parts words, from `at` on; n where there is none. */
static inline size_t next_label(const unsigned char *labels, size_t at, size_t n)
{
	while (at + LABELS <= n && labels_load(labels + at) == 0)
		at += LABELS;
	while (at < n && labels[at] == GAP_JOINS)
		at++;
	return at;
}

/* Without the white space behind it: the end of a word that begins at `begin`. */
static inline size_t trim(struct str sentence, size_t begin, size_t end)
{
	while (end > begin + 1) {
		size_t last = end;

		if (kind_of(utf8_previous(sentence, &last)) != KIND_SPACE)
			break;
		end = last;
	}
	return end;
}

/* Gives the words [first, last) of one surface token their multiword mark. */
static void mark_token(struct tokens *tokens, size_t first, size_t last)
{
	bool is_multiword = last - first > 1;

	for (size_t t = first; t < last; t++) {
		tokens->mwt_first[t] = is_multiword ? (uint32_t)first + 1 : 0;
		tokens->mwt_last[t] = is_multiword ? (uint32_t)last : 0;
	}
}

void tokenize(const struct tokenizer *tokenizer, struct str sentence, struct arena *arena,
              struct tokens *tokens)
{
	unsigned char *labels = arena_alloc(arena, sentence.len);
	struct arena_mark mark = arena_mark(arena);
	size_t T, first = 0, t = 0;

	tokenize_label(tokenizer, sentence, classify, (void *)(uintptr_t)tokenizer, arena, labels);
	arena_release(arena, mark);
	T = count_words(labels, sentence.len);
	tokens->T = T;
	tokens->form = arena_array(arena, struct str, T);
	tokens->begin = arena_array(arena, uint32_t, T);
	tokens->end = arena_array(arena, uint32_t, T);
	tokens->mwt_first = arena_array(arena, uint32_t, T);
	tokens->mwt_last = arena_array(arena, uint32_t, T);
	for (size_t begin = next_label(labels, 0, sentence.len), next; begin < sentence.len; begin = next) {
		size_t end;

		next = next_label(labels, begin + 1, sentence.len);
		end = trim(sentence, begin, next);
		if (labels[begin] == GAP_PARTS_TOKENS) {
			mark_token(tokens, first, t);
			first = t;
		}
		tokens->form[t] = str_slice(sentence, begin, end);
		tokens->begin[t] = (uint32_t)begin;
		tokens->end[t++] = (uint32_t)end;
	}
	mark_token(tokens, first, t);
}
