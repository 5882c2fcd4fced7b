/*
 * options.h: the command line of a filter: what all share (docs/FORMAT.md, section 8) and its own.
 */
#ifndef COMMON_OPTIONS_H
#define COMMON_OPTIONS_H

#include "common/filter.h"
#include "common/writer.h"

struct options {
	bool is_strict, is_fragment, wants_progress, wants_version;
	uint64_t max_row, max_doc;
	const char *stats_path, *outline_path, *output_path; /* NULL where not given */
	struct selection selection;
	struct buf text; /* of the #stage row: the options that change output, in the order of the tables */
	char *const *inputs;
	size_t n_inputs;
};

/*
 * Reads the command line and hands the filter's own options to it. Answers --help and --version
 * itself and ends the process with 0; a bad command line ends it with EXIT_USAGE.
 */
void options_read(struct options *options, struct filter *filter, int argc, char *argv[]);
void options_free(struct options *options);

/* Printed once the filter is open, since the fingerprint of its model is part of it. */
void options_print_version(const struct filter *filter);

/* The short help, on stderr. */
void options_print_usage(const struct filter *filter);

#endif
