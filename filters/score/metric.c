/* metric.c: what metrics share: lines of a file; precision, recall and F1 out of counts. */
#include "metric.h"

size_t metric_count_lines(struct str file)
{
	size_t n = 1;

	for (size_t at = 0; at < file.len; at = str_find(file, '\n', at) + 1)
		n++;
	return n;
}

static double percent(size_t part, size_t whole)
{
	return whole ? 100.0 * (double)part / (double)whole : 0.0;
}

double metric_precision(struct metric_counts counts)
{
	return percent(counts.right, counts.system);
}

double metric_recall(struct metric_counts counts)
{
	return percent(counts.right, counts.gold);
}

double metric_f1(struct metric_counts counts)
{
	return percent(2 * counts.right, counts.gold + counts.system);
}
