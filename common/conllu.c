/* conllu.c: see conllu.h. One pass over the lines; arrays are counted first and filled second. */
#include "common/conllu.h"

static struct str next_line(struct conllu *reader)
{
	size_t end = str_find(reader->rest, '\n', 0);
	struct str line = str_slice(reader->rest, 0, end);

	reader->rest = str_slice(reader->rest, end + 1, reader->rest.len);
	reader->line++;
	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	return line;
}

struct str conllu_feature(struct str column, const char *key)
{
	size_t n = strlen(key);

	while (column.len) {
		size_t bar = str_find(column, '|', 0);
		struct str pair = str_slice(column, 0, bar);

		if (str_starts(pair, key) && pair.len > n && pair.at[n] == '=')
			return str_slice(pair, n + 1, pair.len);
		column = str_slice(column, bar + 1, column.len);
	}
	return (struct str){ NULL, 0 };
}

/* `# key = value` or `# key value`: true with the value, which may be empty, where the key is this. */
static bool comment_value(struct str line, const char *key, struct str *value)
{
	struct str rest = str_trim(str_slice(line, 1, line.len));

	if (!str_starts(rest, key))
		return false;
	rest = str_slice(rest, strlen(key), rest.len);
	if (rest.len && rest.at[0] != ' ' && rest.at[0] != '=')
		return false;
	rest = str_trim(rest);
	if (str_starts(rest, "="))
		rest = str_trim(str_slice(rest, 1, rest.len));
	*value = rest;
	return true;
}

static void read_comment(struct str line, struct conllu_sentence *sentence)
{
	struct str value;

	if (comment_value(line, "sent_id", &sentence->sent_id))
		return;
	if (comment_value(line, "newdoc id", &sentence->newdoc) ||
	    comment_value(line, "newdoc", &value)) {
		sentence->is_newdoc = true;
	} else if (comment_value(line, "newpar id", &sentence->newpar) ||
	           comment_value(line, "newpar", &value)) {
		sentence->is_newpar = true;
	} else if (str_starts(line, "# text = ")) {
		sentence->text = str_slice(line, strlen("# text = "), line.len);
	}
}

static size_t split_columns(struct str line, struct str column[CONLLU_COLUMNS])
{
	size_t n = 0, begin = 0;

	memset(column, 0, CONLLU_COLUMNS * sizeof *column);
	while (n < CONLLU_COLUMNS) {
		size_t end = str_find(line, '\t', begin);

		column[n++] = str_slice(line, begin, end);
		if (end >= line.len)
			break;
		begin = end + 1;
	}
	return n;
}

static struct conllu_token token_of(const struct str column[CONLLU_COLUMNS], size_t first)
{
	return (struct conllu_token){
		.form = column[CONLLU_FORM],
		.misc = column[CONLLU_MISC],
		.first = (uint32_t)first,
		.n_words = 1,
		.has_space_after = !str_is(conllu_feature(column[CONLLU_MISC], "SpaceAfter"), "No"),
	};
}

/* Reads one line of columns into the sentence. *open: words of the open `N-M` still to come. */
static const char *read_columns(struct str line, struct conllu_sentence *sentence, uint64_t *open)
{
	struct str column[CONLLU_COLUMNS], id;
	size_t n = split_columns(line, column), dash;
	uint64_t first, last;

	if (n < CONLLU_FEATS + 1)
		return "fewer than 6 columns";
	id = column[CONLLU_ID];
	if (str_find(id, '.', 0) < id.len)
		return NULL;
	if (column[CONLLU_FORM].len == 0)
		return "an empty form";
	dash = str_find(id, '-', 0);
	if (dash < id.len) {
		if (!str_number(str_slice(id, 0, dash), UINT32_MAX - 1, &first) ||
		    !str_number(str_slice(id, dash + 1, id.len), UINT32_MAX - 1, &last) ||
		    first != sentence->n_words + 1 || last < first || *open)
			return "a token range out of order";
		sentence->tokens[sentence->n_tokens] = token_of(column, sentence->n_words);
		sentence->tokens[sentence->n_tokens++].n_words = (uint32_t)(last - first + 1);
		*open = last - first + 1;
		return NULL;
	}
	if (!str_number(id, UINT32_MAX - 1, &first) || first != sentence->n_words + 1)
		return "a word number out of order";
	if (*open)
		--*open;
	else
		sentence->tokens[sentence->n_tokens++] = token_of(column, sentence->n_words);
	memcpy(sentence->words[sentence->n_words].column, column, sizeof column);
	sentence->words[sentence->n_words++].token = (uint32_t)sentence->n_tokens - 1;
	return NULL;
}

/* Lines up to the next empty one: what a sentence can hold at most. */
static size_t lines_ahead(struct str rest)
{
	size_t n = 0, at = 0;

	while (at < rest.len && rest.at[at] != '\n' && rest.at[at] != '\r') {
		at = str_find(rest, '\n', at) + 1;
		n++;
	}
	return n;
}

/* Reads lines up to an empty one. */
static const char *read_block(struct conllu *reader, struct conllu_sentence *sentence)
{
	uint64_t open = 0;

	while (reader->rest.len) {
		struct str line = next_line(reader);
		const char *problem = NULL;

		if (line.len == 0)
			break;
		if (line.at[0] == '#')
			read_comment(line, sentence);
		else
			problem = read_columns(line, sentence, &open);
		if (problem)
			return problem;
	}
	return open ? "a token range without all its words" : NULL;
}

enum conllu_status conllu_next(struct conllu *reader, struct arena *arena,
                               struct conllu_sentence *sentence)
{
	do {
		size_t most;

		memset(sentence, 0, sizeof *sentence);
		while (reader->rest.len && (reader->rest.at[0] == '\n' || reader->rest.at[0] == '\r'))
			next_line(reader);
		if (reader->rest.len == 0)
			return CONLLU_END;
		most = lines_ahead(reader->rest);
		sentence->words = arena_array(arena, struct conllu_word, most);
		sentence->tokens = arena_array(arena, struct conllu_token, most);
		sentence->line = reader->line + 1;
		reader->problem = read_block(reader, sentence);
		if (reader->problem)
			return CONLLU_BAD;
	} while (sentence->n_words == 0);
	return CONLLU_SENTENCE;
}
