/* render: shows documents to people. Rows in, a brief out. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "brief.h"
#include "common/filter.h"

enum { MIN_WIDTH = 40, MAX_WIDTH = 100 };

struct render {
	bool is_coloured, is_first;
	size_t width;
	struct buf out;
};

static bool take_option(void *state, int key, const char *value)
{
	(void)state;
	return key == 't' && strcmp(value, "brief") == 0;
}

/* Colours and line breaks are for terminals; elsewhere a sentence is a line. */
static enum exit_code open_terminal(struct filter *filter)
{
	struct render *render = filter->state;
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	struct winsize size;

	if (filter->output_path || !isatty(STDOUT_FILENO))
		return EXIT_OK;
	render->is_coloured = (!no_color || !*no_color) && term && strcmp(term, "dumb") != 0;
	render->width = 80;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		render->width = size.ws_col;
	if (render->width < MIN_WIDTH)
		render->width = MIN_WIDTH;
	if (render->width > MAX_WIDTH)
		render->width = MAX_WIDTH;
	return EXIT_OK;
}

static enum filter_status render_document(struct document *document, struct row_writer *out, void *state)
{
	struct render *render = state;
	struct lines lines = {
		.out = &render->out, .width = render->width, .is_coloured = render->is_coloured
	};
	struct layers layers;
	struct story story;

	layers_read(document, out, &layers);
	story_read(document, &layers, &story);
	buf_clear(&render->out);
	if (!render->is_first)
		buf_add_str(&render->out, str_of("\n────────────────────────────────────────\n\n"));
	render->is_first = false;
	brief_write(&story, &lines);
	filter_write(out, buf_str(&render->out));
	return FILTER_OK;
}

static void close_render(void *state)
{
	struct render *render = state;

	buf_free(&render->out);
}

static const struct filter_option options[] = {
	{ 't', NULL, "FORMAT", "brief: title, summary, names, dates, repairs", true },
	{ 0 },
};

int main(int argc, char *argv[])
{
	struct render render = { .is_first = true };
	struct filter filter = {
		.name = "render",
		.summary = "shows documents to people",
		.examples = "copydesk -f rows article.txt | render -t brief",
		.reads = story_reads,
		.options = options,
		.is_sink = true,
		.option = take_option,
		.open = open_terminal,
		.document = render_document,
		.close = close_render,
		.state = &render,
	};

	return filter_main(&filter, argc, argv);
}
