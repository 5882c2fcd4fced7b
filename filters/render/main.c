/* render: shows documents to people. Rows in; a brief, an HTML page or a Graphviz graph out. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "brief.h"
#include "common/filter.h"
#include "graph.h"
#include "page.h"

enum { MIN_WIDTH = 40, MAX_WIDTH = 100 };

enum format { FORMAT_BRIEF, FORMAT_HTML, FORMAT_DOT };

struct render {
	enum format format;
	struct pages *pages; /* FORMAT_HTML: written when all documents are there */
	bool is_coloured, is_first;
	size_t width;
	struct buf out;
};

static bool take_option(void *context, int key, const char *value)
{
	static const char *const names[] = { "brief", "html", "dot" };
	struct render *render = context;

	for (int format = FORMAT_BRIEF; key == 't' && format <= FORMAT_DOT; format++) {
		if (strcmp(value, names[format]) == 0) {
			render->format = (enum format)format;
			return true;
		}
	}
	return false;
}

/* Colours and line breaks are for terminals; elsewhere a sentence is a line. */
static enum exit_code open_output(struct filter *filter)
{
	struct render *render = filter->state;
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	struct winsize size;

	if (render->format == FORMAT_HTML)
		render->pages = pages_new();
	if (render->format != FORMAT_BRIEF || filter->output_path || !isatty(STDOUT_FILENO))
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

static void add_brief(struct render *render, const struct story *story)
{
	struct lines lines = {
		.out = &render->out, .width = render->width, .is_coloured = render->is_coloured
	};

	if (!render->is_first)
		buf_add_str(&render->out, str_of("\n────────────────────────────────────────\n\n"));
	brief_write(story, &lines);
}

static void add_graph(struct render *render, const struct layers *layers, const struct story *story,
                      struct arena *arena)
{
	struct graph graph;

	if (render->is_first)
		buf_add_str(&render->out, str_of("graph copydesk {\n"));
	graph_read(layers, story, arena, &graph);
	graph_write_dot(&graph, story, &render->out);
}

static enum filter_status render_document(struct document *document, struct row_writer *out, void *state)
{
	struct render *render = state;
	struct layers layers;
	struct story story;

	layers_read(document, out, &layers);
	story_read(document, &layers, &story);
	buf_clear(&render->out);
	switch (render->format) {
	case FORMAT_BRIEF: add_brief(render, &story); break;
	case FORMAT_HTML: pages_add(render->pages, document, &layers, &story); break;
	case FORMAT_DOT: add_graph(render, &layers, &story, document->arena); break;
	}
	render->is_first = false;
	filter_write(out, buf_str(&render->out));
	return FILTER_OK;
}

static enum exit_code finish(struct row_writer *out, void *state)
{
	struct render *render = state;

	buf_clear(&render->out);
	if (render->pages)
		pages_write(render->pages, &render->out);
	if (render->format == FORMAT_DOT)
		buf_add_str(&render->out, str_of(render->is_first ? "graph copydesk {\n}\n" : "}\n"));
	filter_write(out, buf_str(&render->out));
	return EXIT_OK;
}

static void close_render(void *state)
{
	struct render *render = state;

	buf_free(&render->out);
	if (render->pages)
		pages_delete(render->pages);
}

static const struct filter_option options[] = {
	{ 't', NULL, "FORMAT", "brief (default), html: a page, dot: who appears with whom", true },
	{ 0 },
};

int main(int argc, char *argv[])
{
	struct render render = { .is_first = true };
	struct filter filter = {
		.name = "render",
		.summary = "shows documents to people",
		.examples = "  copydesk -f rows article.txt | render -t brief\n"
		            "  copydesk -f rows *.txt | render -t html -o page.html\n",
		.reads = story_reads,
		.options = options,
		.is_sink = true,
		.option = take_option,
		.open = open_output,
		.document = render_document,
		.finish = finish,
		.close = close_render,
		.state = &render,
	};

	return filter_main(&filter, argc, argv);
}
