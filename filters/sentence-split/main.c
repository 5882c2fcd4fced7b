/* sentence-split: adds a sent row for every sentence of every par row. */
#include <errno.h>
#include <stdlib.h>

#include "common/filter.h"
#include "common/map.h"
#include "common/resource.h"
#include "split.h"

static const char *const reads[] = { "par", NULL };
static const char *const adds[] = { "sent", NULL };

struct state {
	const char *model_path, *abbreviations_path; /* -m, -a */
	struct bundle model;
	struct str lists[2]; /* of abbreviations: ours, the user's */
	struct splitter splitter;
	uint64_t max_row;
};

static const struct filter_option options[] = {
	{ 'm', "model", "FILE", "the weights, made by sentence-split-train", true },
	{ 'a', "abbreviations", "FILE", "further abbreviations, one `word class` a line", true },
	{ 0 },
};

static bool option(void *context, int key, const char *value)
{
	struct state *state = context;

	if (key == 'm')
		state->model_path = value;
	else
		state->abbreviations_path = value;
	return true;
}

static bool open_abbreviations(struct state *state, const char *path, struct str *list)
{
	uint64_t line;

	if (!resource_map(path, list)) {
		diag_message(path, "cannot be read: %s", strerror(errno));
		return false;
	}
	line = abbreviations_read(*list, &state->splitter.abbreviations);
	if (line)
		diag_message(path, "line %llu is not `word class`", (unsigned long long)line);
	return line == 0;
}

static enum exit_code open_model(struct filter *filter)
{
	struct state *state = filter->state;
	struct buf path = { 0 };
	const char *model = state->model_path;
	bool is_good;

	is_good = open_abbreviations(state, resource_path("sentence-split", "abbreviations.txt", &path),
	                             &state->lists[0]) &&
	          (!state->abbreviations_path ||
	           open_abbreviations(state, state->abbreviations_path, &state->lists[1]));
	buf_clear(&path);
	if (!model)
		model = resource_path("sentence-split", "english.model", &path);
	is_good = is_good && resource_bundle(model, SPLIT_MODEL_KIND, &state->model);
	if (is_good && !splitter_open(&state->model, &state->splitter)) {
		diag_message(model, "not a model of sentence-split");
		is_good = false;
	}
	buf_free(&path);
	filter->fingerprint = state->model.fingerprint;
	state->max_row = filter->max_row;
	return is_good ? EXIT_OK : EXIT_CONFIG;
}

/* --- rows ------------------------------------------------------------------------------- */

/* The paragraph whose sentences are being written. */
struct writing {
	struct row_writer *out;
	struct arena *arena;
	const struct row *par;
	struct str id;
	struct str text;
	struct map map;
	size_t cursor;   /* of map_raw_next */
	size_t run;      /* of is_inside_run */
	size_t max_row;
	uint64_t number; /* of the last sent row of the document */
	struct buf field;
};

static void write_row(struct writing *writing, size_t begin, size_t end)
{
	struct map_range raw = map_raw_next(&writing->map, begin, end, &writing->cursor);

	row_begin(writing->out, "sent");
	row_number(writing->out, ++writing->number);
	row_str(writing->out, row_get(writing->par, PAR_PAR));
	row_number(writing->out, raw.begin);
	row_number(writing->out, raw.end);
	row_plain(writing->out, buf_str(&writing->field));
	row_str(writing->out, str_slice(writing->text, begin, end));
	row_end(writing->out);
}

/* Fills in the map field of a sentence. False where its row would be longer than a row may be. */
static bool fits(struct writing *writing, size_t begin, size_t end)
{
	enum { NUMBERS = 128 }; /* type, numbers and TABs */
	size_t room = writing->max_row, n_escaped = 0, taken;

	buf_clear(&writing->field);
	if (writing->map.n_runs > 1) {
		struct map slice = map_slice(&writing->map, begin, end, writing->arena);

		map_write(&slice, &writing->field);
	}
	taken = NUMBERS + writing->id.len + writing->field.len + (end - begin);
	if (taken + (end - begin) <= room)
		return true;
	for (size_t i = begin; i < end; i++)
		n_escaped += writing->text.at[i] == '\\' || (unsigned char)writing->text.at[i] < ' ';
	return taken + n_escaped <= room;
}

/* The begin of the repaired run that has `at` inside; `at` where none has. */
static size_t out_of_run(const struct writing *writing, size_t at)
{
	const struct map *map = &writing->map;
	size_t low = 0, high = map->n_runs;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (map->runs[middle].text < at)
			low = middle;
		else
			high = middle;
	}
	if (map->n_runs && map->runs[low].is_replaced && map->runs[low].text + map->runs[low].text_len > at)
		return map->runs[low].text;
	return at;
}

/* A place to cut a sentence that is too long for a row: a blank near the middle, else a character. */
static size_t middle_of(const struct writing *writing, size_t begin, size_t end)
{
	enum { NEAR = 4096 };
	size_t middle = begin + (end - begin) / 2, at = middle;
	const char *text = writing->text.at;

	while (at > begin + 1 && middle - at < NEAR && text[at - 1] != ' ')
		at--;
	if (at <= begin + 1 || text[at - 1] != ' ')
		for (at = middle; at > begin + 1 && ((unsigned char)text[at] & 0xC0) == 0x80;)
			at--;
	return out_of_run(writing, at) > begin ? out_of_run(writing, at) : at;
}

static void write_sentence(struct writing *writing, size_t begin, size_t end)
{
	while (!fits(writing, begin, end) && end - begin > 8) {
		size_t middle = middle_of(writing, begin, end);
		struct str first = str_trim(str_slice(writing->text, begin, middle));

		if (first.len) {
			begin = (size_t)(first.at - writing->text.at);
			write_sentence(writing, begin, begin + first.len);
		}
		begin = middle;
	}
	write_row(writing, begin, end);
}

/*
 * Whether one repaired run reaches from before `end` to behind `begin`: then the two sentences
 * would share its raw range, and are one. Asked with rising offsets.
 */
static bool is_inside_run(struct writing *writing, size_t end, size_t begin)
{
	const struct map *map = &writing->map;
	size_t i;

	while (writing->run < map->n_runs &&
	       map->runs[writing->run].text + map->runs[writing->run].text_len <= begin)
		writing->run++;
	i = writing->run;
	return i < map->n_runs && map->runs[i].is_replaced && map->runs[i].text < end;
}

static void write_paragraph(struct writing *writing, const struct splitter *splitter)
{
	bool is_heading = str_is(row_get(writing->par, PAR_KIND), "title");
	struct split split = split_begin(splitter, writing->text, is_heading ? SPLIT_HEADING : SPLIT_PROSE);
	size_t begin = 0, end = 0; /* of the sentence that waits for the next one */
	struct str sentence;

	writing->cursor = writing->run = 0;
	while (split_next(&split, &sentence)) {
		size_t next = (size_t)(sentence.at - writing->text.at);

		if (end && !is_inside_run(writing, end, next)) {
			write_sentence(writing, begin, end);
			begin = next;
		} else if (!end) {
			begin = next;
		}
		end = next + sentence.len;
	}
	if (end)
		write_sentence(writing, begin, end);
}

static enum filter_status split_document(struct document *document, struct row_writer *out, void *context)
{
	const struct state *state = context;
	struct writing writing = { .out = out, .arena = document->arena, .id = document->id, .max_row = state->max_row };

	if (filter_has(out, "sent"))
		return FILTER_OK;
	for (const struct row *par = document_first(document, "par"); par; par = row_next(par)) {
		size_t begin = row_get_number(par, PAR_BEGIN), end = row_get_number(par, PAR_END);
		struct arena_mark mark = arena_mark(document->arena);

		writing.par = par;
		writing.text = row_get(par, PAR_TEXT);
		if (map_parse(row_get(par, PAR_MAP), begin, end, writing.text.len, document->arena, &writing.map))
			write_paragraph(&writing, &state->splitter);
		else
			filter_error(out, "E_ROW", begin, end, "the map of paragraph %.*s does not fit its text",
			             STR_ARGS(row_get(par, PAR_PAR)));
		arena_release(document->arena, mark);
	}
	buf_free(&writing.field);
	return FILTER_OK;
}

static void close_model(void *context)
{
	struct state *state = context;

	index_free(&state->splitter.abbreviations);
	resource_unmap(state->lists[0]);
	resource_unmap(state->lists[1]);
	resource_unmap(state->model.bytes);
}

int main(int argc, char *argv[])
{
	struct state state = { 0 };
	struct filter filter = {
		.name = "sentence-split",
		.summary = "adds a sent row for every sentence of every par row",
		.examples = "  clean article.txt | sentence-split | awk -F'\\t' '$1 == \"sent\" { print $8 }'\n",
		.reads = reads,
		.adds = adds,
		.options = options,
		.is_english_only = true,
		.option = option,
		.open = open_model,
		.document = split_document,
		.close = close_model,
		.state = &state,
	};

	return filter_main(&filter, argc, argv);
}
