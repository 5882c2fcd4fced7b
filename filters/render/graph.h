/*
 * graph.h: who appears with whom: names of people and organisations, joined where they stand in one
 * sentence.
 */
#ifndef RENDER_GRAPH_H
#define RENDER_GRAPH_H

#include "story.h"

enum { GRAPH_MAX_NODES = 14 };

struct graph {
	size_t n;
	uint32_t nodes[GRAPH_MAX_NODES];                  /* positions in story->names */
	uint32_t together[GRAPH_MAX_NODES][GRAPH_MAX_NODES]; /* sentences; symmetric */
};

/* The most mentioned ones that appear with another, in the order of the story. */
void graph_read(const struct layers *layers, const struct story *story, struct arena *arena, struct graph *graph);

/* Appends an SVG drawing: names on a circle. Nothing where there are fewer than two. */
void graph_draw(const struct graph *graph, const struct story *story, struct buf *out);

/* Appends Graphviz DOT: one cluster a document. */
void graph_write_dot(const struct graph *graph, const struct story *story, struct buf *out);

#endif
