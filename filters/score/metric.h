/*
 * metric.h: one way to compare a system's output with a gold standard.
 *
 * A metric is a file of this folder: a pure function from two files in memory to a report, its
 * options and its help text. main.c holds the table of all metrics, reads the files and prints.
 * To add one: its file, its line here, its place in the table.
 */
#ifndef SCORE_METRIC_H
#define SCORE_METRIC_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"

struct metric_input {
	const char *gold_name, *system_name; /* of the files, for messages */
	struct str gold, system;
	const char *option[128]; /* by letter: the value of each option given, "" of a flag; else NULL */
	struct arena *arena;
};

struct metric {
	const char *name;    /* the subcommand */
	const char *summary; /* one line */
	const char *letters; /* options as getopt(3) takes them: "vk:" */
	const char *options; /* a help line for each, LF behind each */
	/*
	 * Appends the report. False, with what is wrong in `problem` (one line, without LF), where
	 * the files cannot be compared.
	 */
	bool (*score)(const struct metric_input *input, struct buf *report, struct buf *problem);
};

extern const struct metric metric_chains; /* chains.c */
extern const struct metric metric_conll; /* conll.c */
extern const struct metric metric_dates; /* dates.c */
extern const struct metric metric_links; /* links.c */
extern const struct metric metric_quotes; /* quotes.c */
extern const struct metric metric_spans; /* spans.c */
extern const struct metric metric_rouge; /* summaries.c */
extern const struct metric metric_keyphrases; /* summaries.c */

/* At least as many as the file has: room for what is read line by line (str_next_line). */
size_t metric_count_lines(struct str file);

/* --- counts that most metrics end in ------------------------------------------------------- */

struct metric_counts {
	size_t gold, system, right;
};

/* In percent; 0 where nothing was to be found. */
double metric_precision(struct metric_counts counts);
double metric_recall(struct metric_counts counts);
double metric_f1(struct metric_counts counts);

#endif
