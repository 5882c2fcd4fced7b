/*
 * stats.h: what a run did, for monitoring (--stats: Prometheus text format) and for a person who
 * watches (--progress).
 */
#ifndef COMMON_STATS_H
#define COMMON_STATS_H

#include <time.h>

#include "common/writer.h"

struct stats {
	struct timespec begin;
	uint64_t bytes_read;

	/* A count that only this program has, written as copydesk_NAME_total; NULL: there is none. */
	const char *own, *own_help;
	uint64_t n_own;
};

void stats_begin(struct stats *stats);

/* Writes the file by rename, so that a scraper never sees half of it. False with errno set. */
bool stats_write(const struct stats *stats, const struct row_writer *out, enum exit_code code,
                 const char *path);

/* Shows documents and bytes on stderr, rewritten in place every second, where stderr is a terminal. */
void stats_show_progress(const struct row_writer *out);
void stats_end_progress(void);

#endif
