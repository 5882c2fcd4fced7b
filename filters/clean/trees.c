/* trees.c: trees from a table. */
#include "trees.h"

#include "common/index.h"
#include "common/row.h"

/* "-12.0625": an optional sign, digits, a point. False on anything else. */
static bool read_number(struct str s, float *out)
{
	double value = 0, unit = 1;
	bool is_negative = s.len && s.at[0] == '-', in_fraction = false;

	if (s.len <= (size_t)is_negative || s.len > 24)
		return false;
	for (size_t i = is_negative; i < s.len; i++) {
		unsigned digit = (unsigned char)s.at[i] - '0';

		if (s.at[i] == '.' && !in_fraction) {
			in_fraction = true;
		} else if (digit <= 9) {
			value = 10 * value + digit;
			unit *= in_fraction ? 10 : 1;
		} else {
			return false;
		}
	}
	*out = (float)((is_negative ? -value : value) / unit);
	return true;
}

static bool read_child(struct str s, size_t node, size_t root, uint32_t *out)
{
	uint64_t n;

	if (!str_number(s, UINT32_MAX / 2, &n) || root + n <= node)
		return false;
	*out = (uint32_t)(root + n);
	return true;
}

static bool read_node(const struct str *fields, size_t n, const struct index *names, size_t root, struct trees *trees)
{
	struct tree_node *node = &trees->nodes[trees->n_nodes];
	const uint32_t *feature;

	if (!read_number(fields[3], &node->number))
		return false;
	node->feature = TREES_LEAF;
	if (str_is(fields[2], "="))
		return n == 4;
	feature = index_find(names, fields[2]);
	if (feature)
		node->feature = *feature;
	return n == 6 && node->feature != TREES_LEAF && read_child(fields[4], trees->n_nodes, root, &node->below) &&
	       read_child(fields[5], trees->n_nodes, root, &node->above);
}

bool trees_read(struct str table, const char *const *names, size_t n_names, struct arena *arena,
                struct trees *trees, size_t *line)
{
	struct index features = { .arena = arena };
	size_t n_lines = 0, at = 0;

	for (size_t i = 0; i < n_names; i++)
		index_put(&features, str_of(names[i]), (uint32_t)i, NULL);
	for (size_t i = 0; i < table.len; i++)
		n_lines += table.at[i] == '\n';
	*trees = (struct trees){
		.nodes = arena_array(arena, struct tree_node, n_lines),
		.roots = arena_array(arena, uint32_t, n_lines),
	};
	for (*line = 1; at < table.len; ++*line) {
		size_t end = str_find(table, '\n', at);
		struct str row = str_slice(table, at, end), fields[6];
		size_t n = row_split(row, fields, 6), root;
		uint64_t tree, node;

		at = end + 1;
		if (row.len && row.at[0] == '#')
			continue;
		if (end == table.len || n < 4 || n > 6 || !str_number(fields[0], n_lines, &tree) ||
		    !str_number(fields[1], n_lines, &node))
			return false;
		if (node == 0) {
			if (tree != trees->n_trees)
				return false;
			trees->roots[trees->n_trees++] = (uint32_t)trees->n_nodes;
		}
		if (trees->n_trees == 0 || tree + 1 != trees->n_trees)
			return false;
		root = trees->roots[tree];
		if (root + node != trees->n_nodes || !read_node(fields, n, &features, root, trees))
			return false;
		trees->n_nodes++;
	}
	for (size_t i = 0; i < trees->n_nodes; i++)
		if (trees->nodes[i].feature != TREES_LEAF &&
		    (trees->nodes[i].below >= trees->n_nodes || trees->nodes[i].above >= trees->n_nodes))
			return false;
	return trees->n_trees > 0;
}

double trees_sum(const struct trees *trees, const float *features)
{
	double sum = 0;

	for (size_t t = 0; t < trees->n_trees; t++) {
		const struct tree_node *node = &trees->nodes[trees->roots[t]];

		while (node->feature != TREES_LEAF)
			node = &trees->nodes[features[node->feature] < node->number ? node->below : node->above];
		sum += node->number;
	}
	return sum;
}
