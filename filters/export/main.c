/* export: annotated documents for other programs. `export -t conllu` reads rows, writes CoNLL-U. */
#include "common/filter.h"
#include "format.h"

static const char *const reads[] = { "par", "sent", "tok", NULL };
static const char *const adds[] = { NULL };

static const struct export_format *const formats[] = {
	&export_conllu,
};

struct state {
	const struct export_format *format;
	struct buf bytes; /* of one document */
};

static const struct filter_option options[] = {
	{ 't', "type", "FORMAT", "what is written: conllu", true },
	{ 0 },
};

static bool option(void *context, int key, const char *value)
{
	struct state *state = context;

	(void)key;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i]->name, value) == 0)
			state->format = formats[i];
	return state->format && strcmp(state->format->name, value) == 0;
}

static enum exit_code open_format(struct filter *filter)
{
	const struct state *state = filter->state;

	if (state->format)
		return EXIT_OK;
	diag_message(NULL, "-t FORMAT is needed: conllu");
	return EXIT_USAGE;
}

static enum filter_status export_document(struct document *document, struct row_writer *out, void *context)
{
	struct state *state = context;
	struct layers layers;

	layers_read(document, out, &layers);
	buf_clear(&state->bytes);
	state->format->document(document, &layers, &state->bytes);
	filter_write(out, buf_str(&state->bytes));
	return FILTER_OK;
}

static void close_format(void *context)
{
	struct state *state = context;

	buf_free(&state->bytes);
}

int main(int argc, char *argv[])
{
	struct state state = { 0 };
	struct filter filter = {
		.name = "export",
		.summary = "annotated documents for other programs",
		.examples = "  clean article.txt | sentence-split | tag | export -t conllu\n",
		.reads = reads,
		.adds = adds,
		.options = options,
		.is_sink = true,
		.option = option,
		.open = open_format,
		.document = export_document,
		.close = close_format,
		.state = &state,
	};

	return filter_main(&filter, argc, argv);
}
