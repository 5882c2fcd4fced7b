/* graph.c: counted by sentence, drawn on a circle. */
#include "graph.h"

#include <math.h>
#include <stdlib.h>

#include "markup.h"

/* Names by chain number: position plus one, 0 for none. */
static uint32_t *names_by_chain(const struct story *story, struct arena *arena, uint32_t *n_chains)
{
	uint32_t *by_chain;

	*n_chains = 0;
	for (size_t i = 0; i < story->n_names; i++)
		*n_chains = story->names[i].chain > *n_chains ? story->names[i].chain : *n_chains;
	if (*n_chains > (1u << 24)) /* numbers that no link stage gives */
		*n_chains = 0;
	by_chain = arena_zeroed(arena, (*n_chains + 1) * sizeof *by_chain);
	for (size_t i = 0; i < story->n_names; i++)
		if (story->names[i].chain <= *n_chains)
			by_chain[story->names[i].chain] = (uint32_t)i + 1;
	by_chain[0] = 0;
	return by_chain;
}

static bool is_somebody(const struct story_name *name)
{
	return name->group == STORY_WHO || name->group == STORY_ORGANISATIONS;
}

static int by_mentions(const void *left, const void *right)
{
	const struct story_name *const *a = left, *const *b = right;

	if ((*a)->n_mentions != (*b)->n_mentions)
		return (*a)->n_mentions > (*b)->n_mentions ? -1 : 1;
	return ((*a)->begin > (*b)->begin) - ((*a)->begin < (*b)->begin);
}

/* The most mentioned people and organisations. */
static void choose_nodes(const struct story *story, struct arena *arena, struct graph *graph)
{
	const struct story_name **somebody = arena_array(arena, const struct story_name *, story->n_names);
	size_t n = 0;

	for (size_t i = 0; i < story->n_names; i++)
		if (is_somebody(&story->names[i]) && story->names[i].chain)
			somebody[n++] = &story->names[i];
	qsort(somebody, n, sizeof *somebody, by_mentions);
	for (size_t i = 0; i < n && graph->n < GRAPH_MAX_NODES; i++)
		graph->nodes[graph->n++] = (uint32_t)(somebody[i] - story->names);
}

static void drop_lonely(struct graph *graph)
{
	struct graph kept = { 0 };
	size_t from[GRAPH_MAX_NODES];

	for (size_t i = 0; i < graph->n; i++) {
		bool is_lonely = true;

		for (size_t j = 0; j < graph->n; j++)
			is_lonely &= !graph->together[i][j];
		if (!is_lonely) {
			from[kept.n] = i;
			kept.nodes[kept.n++] = graph->nodes[i];
		}
	}
	for (size_t i = 0; i < kept.n; i++)
		for (size_t j = 0; j < kept.n; j++)
			kept.together[i][j] = graph->together[from[i]][from[j]];
	*graph = kept;
}

void graph_read(const struct layers *layers, const struct story *story, struct arena *arena, struct graph *graph)
{
	uint32_t n_chains, *by_chain = names_by_chain(story, arena, &n_chains);
	uint32_t *last = arena_array(arena, uint32_t, GRAPH_MAX_NODES); /* sentence it was last seen in */
	size_t *node_of = arena_array(arena, size_t, story->n_names);

	*graph = (struct graph){ 0 };
	choose_nodes(story, arena, graph);
	for (size_t i = 0; i < story->n_names; i++)
		node_of[i] = GRAPH_MAX_NODES;
	for (size_t i = 0; i < graph->n; i++) {
		node_of[graph->nodes[i]] = i;
		last[i] = LAYERS_NONE;
	}
	for (size_t l = 0; l < layers->n_links; l++) {
		const struct entity_link *link = &layers->links[l];
		uint32_t sentence = layers->entities[link->entity].sentence;
		uint32_t name = link->chain <= n_chains ? by_chain[link->chain] : 0;
		size_t node = name ? node_of[name - 1] : GRAPH_MAX_NODES;

		if (link->rank != 1 || node == GRAPH_MAX_NODES || sentence == LAYERS_NONE || last[node] == sentence)
			continue;
		for (size_t other = 0; other < graph->n; other++) {
			if (last[other] != sentence)
				continue;
			graph->together[node][other]++;
			graph->together[other][node]++;
		}
		last[node] = sentence;
	}
	drop_lonely(graph);
}

static struct str short_name(struct str name)
{
	size_t n = 0, at = 0;

	while (at < name.len && n < 24) {
		at++;
		while (at < name.len && ((unsigned char)name.at[at] & 0xC0) == 0x80)
			at++;
		n++;
	}
	return str_slice(name, 0, at);
}

void graph_draw(const struct graph *graph, const struct story *story, struct buf *out)
{
	enum { CENTRE_X = 320, CENTRE_Y = 190, RADIUS = 140 };
	double x[GRAPH_MAX_NODES], y[GRAPH_MAX_NODES];

	if (graph->n < 2)
		return;
	buf_add_str(out, str_of("<svg viewBox=\"0 0 640 380\" role=\"img\" aria-label=\"Who appears with whom in a sentence\">\n"));
	for (size_t i = 0; i < graph->n; i++) {
		double turn = 2 * 3.14159265358979 * (double)i / (double)graph->n - 1.5707963267949;

		x[i] = CENTRE_X + RADIUS * cos(turn);
		y[i] = CENTRE_Y + RADIUS * sin(turn);
	}
	for (size_t i = 0; i < graph->n; i++)
		for (size_t j = i + 1; j < graph->n; j++)
			if (graph->together[i][j])
				buf_printf(out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke-width=\"%u\"/>\n",
				           x[i], y[i], x[j], y[j],
				           graph->together[i][j] < 6 ? graph->together[i][j] : 6);
	for (size_t i = 0; i < graph->n; i++) {
		const struct story_name *name = &story->names[graph->nodes[i]];
		bool is_left = x[i] < CENTRE_X - 1, is_middle = x[i] < CENTRE_X + 1 && !is_left;
		double above = y[i] < CENTRE_Y ? -12 : 20;

		buf_printf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" class=\"%s\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">",
		           x[i], y[i], name->group == STORY_WHO ? "per" : "org",
		           is_middle ? x[i] : is_left ? x[i] - 10 : x[i] + 10, is_middle ? y[i] + above : y[i] + 4,
		           is_middle ? "middle" : is_left ? "end" : "start");
		markup_text(out, short_name(name->name));
		if (short_name(name->name).len < name->name.len)
			buf_add_str(out, str_of("…"));
		buf_add_str(out, str_of("</text>\n"));
	}
	buf_add_str(out, str_of("</svg>\n"));
}

static void add_dot_string(struct buf *out, struct str s)
{
	buf_add_byte(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '"' || s.at[i] == '\\')
			buf_add_byte(out, '\\');
		buf_add_byte(out, (unsigned char)s.at[i] < 0x20 ? ' ' : s.at[i]);
	}
	buf_add_byte(out, '"');
}

/* Nodes are named by what they are, so that documents share them. */
static void add_dot_node(struct buf *out, const struct story *story, uint32_t name)
{
	const struct story_name *one = &story->names[name];

	add_dot_string(out, one->id.len ? one->id : one->name);
}

void graph_write_dot(const struct graph *graph, const struct story *story, struct buf *out)
{
	for (size_t i = 0; i < graph->n; i++) {
		buf_add_byte(out, '\t');
		add_dot_node(out, story, graph->nodes[i]);
		buf_add_str(out, str_of(" [label="));
		add_dot_string(out, story->names[graph->nodes[i]].name);
		buf_printf(out, ", shape=%s];\n", story->names[graph->nodes[i]].group == STORY_WHO ? "ellipse" : "box");
	}
	for (size_t i = 0; i < graph->n; i++) {
		for (size_t j = i + 1; j < graph->n; j++) {
			if (!graph->together[i][j])
				continue;
			buf_add_byte(out, '\t');
			add_dot_node(out, story, graph->nodes[i]);
			buf_add_str(out, str_of(" -- "));
			add_dot_node(out, story, graph->nodes[j]);
			buf_printf(out, " [weight=%u, penwidth=%u];\n", graph->together[i][j],
			           graph->together[i][j] < 6 ? graph->together[i][j] : 6);
		}
	}
}
