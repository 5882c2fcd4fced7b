/* tag: adds tok rows for the words of every sent row, and ent rows for the names and expressions. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/filter.h"
#include "common/layers.h"
#include "common/resource.h"
#include "common/table.h"
#include "filters/tag/annotator.h"
#include "filters/tag/model.h"

static const char *const reads[] = { "sent", "tok", "ent", NULL };
static const char *const adds[] = { "tok", "ent", NULL };
static const char *const replaces[] = { "tok", NULL }; /* with --retag */

enum { OPTION_RETAG = 256, OPTION_NAMES, OPTION_LEXICON, OPTION_INFO };

static const struct filter_option options[] = {
	{ 'm', "model", "FILE", "the model, made by tag-train", true },
	{ OPTION_NAMES, "names", "FILE", "own names that win over the model: surface, type (TSV; .csv: CSV)", true },
	{ OPTION_LEXICON, "lexicon", "FILE", "own words that win: form, UPOS, XPOS, lemma (TSV; .csv: CSV)", true },
	{ OPTION_RETAG, "retag", NULL, "keep only the boundaries of tok rows, tag them anew", true },
	{ OPTION_INFO, "model-info", NULL, "print the model's licence, sources and scores, and end", false },
	{ 0 },
};

struct state {
	const char *model_path, *names_path, *lexicon_path;
	bool retag, wants_info;
	struct bundle model;
	struct annotator annotator;
	struct names *names;
	struct lexicon *lexicon;
};

static bool option(void *context, int key, const char *value)
{
	struct state *state = context;

	switch (key) {
	case 'm':
		state->model_path = value;
		break;
	case OPTION_NAMES:
		state->names_path = value;
		break;
	case OPTION_LEXICON:
		state->lexicon_path = value;
		break;
	case OPTION_RETAG:
		state->retag = true;
		break;
	case OPTION_INFO:
		state->wants_info = true;
		break;
	}
	return true;
}

/* --- opening ---------------------------------------------------------------------------------- */

struct dictionary {
	struct state *state;
	const char *problem;
	uint64_t line;
};

static bool take_name(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct dictionary *dictionary = context;
	enum names_status status;

	if (n == 1 && fields[0].len == 0)
		return true;
	status = names_add(dictionary->state->names, fields, n);
	if (status == NAMES_OK)
		return true;
	dictionary->problem = names_status_text(status);
	dictionary->line = line;
	return false;
}

static bool take_word(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct dictionary *dictionary = context;
	enum lexicon_status status;

	if (n == 1 && fields[0].len == 0)
		return true;
	status = lexicon_add(dictionary->state->lexicon, fields, n);
	if (status == LEXICON_OK)
		return true;
	dictionary->problem = lexicon_status_text(status);
	dictionary->line = line;
	return false;
}

/* Reads a user's dictionary; says what is wrong with it. */
static bool open_dictionary(struct state *state, const char *path, table_record *take)
{
	struct table_options format = { .format = str_ends(str_of(path), ".csv") ? TABLE_CSV : TABLE_TSV };
	struct dictionary dictionary = { .state = state };
	enum table_status status;
	uint64_t line = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		diag_message(path, "%s", strerror(errno));
		return false;
	}
	status = table_read(fd, &format, take, &dictionary, &line);
	if (dictionary.problem)
		diag_message(path, "line %llu: %s", (unsigned long long)dictionary.line, dictionary.problem);
	else if (status != TABLE_OK)
		diag_message(path, "line %llu: not a readable table", (unsigned long long)line);
	close(fd);
	return status == TABLE_OK;
}

static enum exit_code print_info(const struct state *state)
{
	struct str info = bundle_section(&state->model, "info");

	printf("fingerprint %016llx\n", (unsigned long long)state->model.fingerprint);
	fwrite(info.at, 1, info.len, stdout);
	if (fflush(stdout) || ferror(stdout)) {
		diag_message("<stdout>", "%s", strerror(errno));
		return EXIT_IO;
	}
	return EXIT_OK;
}

static enum exit_code open_state(struct filter *filter)
{
	struct state *state = filter->state;
	struct buf path = { 0 };
	const char *model = state->model_path, *why;
	bool is_good;

	if (!model)
		model = resource_path("tag", "english.model", &path);
	is_good = resource_bundle(model, MODEL_KIND, &state->model);
	if (is_good && state->wants_info)
		exit(print_info(state));
	if (is_good && !annotator_open(&state->model, &state->annotator, &why)) {
		diag_message(model, "%s", why);
		is_good = false;
	}
	buf_free(&path);
	if (!is_good)
		return EXIT_CONFIG;
	if (state->names_path) {
		state->annotator.names = state->names = names_new();
		if (!open_dictionary(state, state->names_path, take_name))
			return EXIT_CONFIG;
	}
	if (state->lexicon_path) {
		state->annotator.lexicon = state->lexicon = lexicon_new();
		if (!open_dictionary(state, state->lexicon_path, take_word))
			return EXIT_CONFIG;
	}
	if (state->retag)
		filter->replaces = replaces;
	filter->fingerprint = state->model.fingerprint;
	return EXIT_OK;
}

static void close_state(void *context)
{
	struct state *state = context;

	annotator_close(&state->annotator);
	names_delete(state->names);
	lexicon_delete(state->lexicon);
	if (state->model.bytes.at)
		resource_unmap(state->model.bytes);
}

/* --- rows ------------------------------------------------------------------------------------- */

/* A sentence on its way: its tokens, and where they lie in the raw document. */
struct line {
	const struct sentence *sentence;
	struct tokens tokens;
	struct map_range *raw; /* of every token */
};

/* NUL-terminated, as the columns of struct tokens are. */
static const char *tag_of(struct str s, struct arena *arena)
{
	return s.len ? arena_str(arena, s).at : "";
}

/* Where given tokens stand in the sentence's text: each is looked for behind the one before. */
static void find_in_text(struct tokens *tokens, struct str text)
{
	enum { REACH = 256 }; /* of what may stand between two tokens */
	size_t at = 0;

	for (size_t t = 0; t < tokens->T; t++) {
		struct str form = tokens->form[t], rest = str_slice(text, at, at + form.len + REACH);
		const char *hit = form.len ? memmem(rest.at, rest.len, form.at, form.len) : NULL;

		tokens->begin[t] = (uint32_t)(hit ? (size_t)(hit - text.at) : at);
		at = tokens->begin[t] + (hit ? form.len : 0);
		tokens->end[t] = (uint32_t)at;
	}
}

/* A sentence that came with tokens. */
static void take_tokens(const struct layers *layers, bool has_tags, struct arena *arena, struct line *line)
{
	const struct token *given = layers->tokens + line->sentence->first_token;
	struct tokens *tokens = &line->tokens;

	annotate_columns(line->sentence->n_tokens, arena, tokens);
	line->raw = arena_array(arena, struct map_range, tokens->T);
	for (size_t t = 0; t < tokens->T; t++) {
		tokens->form[t] = given[t].form;
		tokens->mwt_first[t] = given[t].mwt_first;
		tokens->mwt_last[t] = given[t].mwt_last;
		line->raw[t] = (struct map_range){ given[t].begin, given[t].end };
		if (has_tags) {
			tokens->upos[t] = tag_of(given[t].upos, arena);
			tokens->xpos[t] = tag_of(given[t].xpos, arena);
			tokens->lemma[t] = given[t].lemma;
		}
	}
	find_in_text(tokens, line->sentence->text);
}

/* A sentence without tokens. False where its map is malformed. */
static bool make_tokens(const struct annotator *annotator, struct arena *arena, struct line *line)
{
	const struct sentence *sentence = line->sentence;
	struct tokens *tokens = &line->tokens;
	struct map map;
	size_t cursor = 0;

	if (!map_parse(sentence->map, sentence->begin, sentence->end, sentence->text.len, arena, &map))
		return false;
	annotate_tokens(annotator, sentence->text, arena, tokens);
	line->raw = arena_array(arena, struct map_range, tokens->T);
	for (size_t t = 0; t < tokens->T; t++)
		line->raw[t] = map_raw_next(&map, tokens->begin[t], tokens->end[t], &cursor);
	return true;
}

static void write_mwt(struct row_writer *out, uint32_t first, uint32_t last)
{
	char field[24];

	if (first == 0) {
		row_empty(out);
		return;
	}
	row_str(out, str_at(field, (size_t)snprintf(field, sizeof field, "%u-%u", first, last)));
}

static void write_tokens(struct row_writer *out, const struct line *line)
{
	const struct tokens *tokens = &line->tokens;

	for (size_t t = 0; t < tokens->T; t++) {
		row_begin(out, "tok");
		row_number(out, line->sentence->number);
		row_number(out, t + 1);
		row_number(out, line->raw[t].begin);
		row_number(out, line->raw[t].end);
		row_str(out, tokens->form[t]);
		row_str(out, tokens->lemma[t]);
		row_cstr(out, tokens->upos[t]);
		row_cstr(out, tokens->xpos[t]);
		write_mwt(out, tokens->mwt_first[t], tokens->mwt_last[t]);
		row_end(out);
	}
}

static void write_mention(struct row_writer *out, const struct line *line, const struct mention *mention,
                          size_t number)
{
	const struct tokens *tokens = &line->tokens;

	row_begin(out, "ent");
	row_number(out, number);
	row_number(out, line->sentence->number);
	row_number(out, mention->first + 1);
	row_number(out, mention->last + 1);
	row_number(out, line->raw[mention->first].begin);
	row_number(out, line->raw[mention->last].end);
	row_cstr(out, entity_type_name(mention->type));
	row_score(out, (double)mention->score);
	row_str(out, str_slice(line->sentence->text, tokens->begin[mention->first], tokens->end[mention->last]));
	row_end(out);
}

static enum filter_status tag_document(struct document *document, struct row_writer *out, void *context)
{
	struct state *state = context;
	bool has_tokens = document_count(document, "tok") > 0;
	bool writes_tokens = !has_tokens || state->retag;
	enum filter_status status = FILTER_OK;
	struct layers layers;
	struct line *lines;
	struct tokens *sentences;
	struct mentions mentions;

	layers_read(document, out, &layers);
	lines = arena_array(document->arena, struct line, layers.n_sentences);
	sentences = arena_array(document->arena, struct tokens, layers.n_sentences);
	for (size_t s = 0; s < layers.n_sentences; s++) {
		lines[s].sentence = &layers.sentences[s];
		if (has_tokens) {
			take_tokens(&layers, !state->retag, document->arena, &lines[s]);
		} else if (!make_tokens(&state->annotator, document->arena, &lines[s])) {
			filter_error(out, "E_ROW", layers.sentences[s].begin, layers.sentences[s].end,
			             "sentence %u: a map that does not fit its text", layers.sentences[s].number);
			annotate_columns(0, document->arena, &lines[s].tokens);
			status = FILTER_PARTIAL;
		}
		sentences[s] = lines[s].tokens;
	}
	mentions = annotate(&state->annotator, sentences, layers.n_sentences, !writes_tokens, document->arena);
	for (size_t s = 0; writes_tokens && s < layers.n_sentences; s++)
		write_tokens(out, &lines[s]);
	for (size_t i = 0; i < mentions.n; i++)
		write_mention(out, &lines[mentions.at[i].sentence], &mentions.at[i], i + 1);
	return status;
}

int main(int argc, char *argv[])
{
	struct state state = { 0 };
	struct filter filter = {
		.name = "tag",
		.summary = "tok rows (words, lemmas, parts of speech) and ent rows (names, dates, amounts)",
		.examples = "  clean article.txt | sentence-split | tag | awk -F'\\t' '$1 == \"ent\"'\n",
		.reads = reads,
		.adds = adds,
		.options = options,
		.is_english_only = true,
		.option = option,
		.open = open_state,
		.document = tag_document,
		.close = close_state,
		.state = &state,
	};

	return filter_main(&filter, argc, argv);
}
