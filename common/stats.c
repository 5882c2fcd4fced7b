/* stats.c: counts of a run as Prometheus text, and a line of progress. */
#include "common/stats.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static double seconds_since(struct timespec begin)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - begin.tv_sec) + (double)(now.tv_nsec - begin.tv_nsec) / 1e9;
}

void stats_begin(struct stats *stats)
{
	clock_gettime(CLOCK_MONOTONIC, &stats->begin);
}

static void print_metric(FILE *file, const char *name, const char *type, const char *help)
{
	fprintf(file, "# HELP copydesk_%s %s\n# TYPE copydesk_%s %s\n", name, help, name, type);
}

static void print_all(FILE *file, const struct stats *stats, const struct row_writer *out,
                      enum exit_code code)
{
	const char *stage = out->stage;

	print_metric(file, "documents_total", "counter", "Documents finished, by status.");
	for (enum filter_status s = FILTER_OK; s <= FILTER_SKIPPED; s++)
		fprintf(file, "copydesk_documents_total{stage=\"%s\",status=\"%s\"} %llu\n", stage,
		        writer_status_name(s), (unsigned long long)out->by_status[s]);
	print_metric(file, "rows_written_total", "counter", "Rows of data written.");
	fprintf(file, "copydesk_rows_written_total{stage=\"%s\"} %llu\n", stage, (unsigned long long)out->rows);
	print_metric(file, "bytes_read_total", "counter", "Bytes of input; of raw documents where rows are made of them.");
	fprintf(file, "copydesk_bytes_read_total{stage=\"%s\"} %llu\n", stage,
	        (unsigned long long)stats->bytes_read);
	print_metric(file, "bytes_written_total", "counter", "Bytes of output.");
	fprintf(file, "copydesk_bytes_written_total{stage=\"%s\"} %llu\n", stage,
	        (unsigned long long)out->bytes);
	print_metric(file, "errors_total", "counter", "Rows of type err written, by code.");
	for (size_t i = 0; i < out->n_codes; i++)
		fprintf(file, "copydesk_errors_total{stage=\"%s\",code=\"%s\"} %llu\n", stage,
		        out->codes[i].code, (unsigned long long)out->codes[i].count);
	if (stats->own) {
		fprintf(file, "# HELP copydesk_%s_total %s\n# TYPE copydesk_%s_total counter\n", stats->own, stats->own_help,
		        stats->own);
		fprintf(file, "copydesk_%s_total{stage=\"%s\"} %llu\n", stats->own, stage, (unsigned long long)stats->n_own);
	}
	print_metric(file, "run_seconds", "gauge", "Wall-clock time of the run.");
	fprintf(file, "copydesk_run_seconds{stage=\"%s\"} %.6f\n", stage, seconds_since(stats->begin));
	print_metric(file, "exit_code", "gauge", "Exit code of the run (sysexits.h).");
	fprintf(file, "copydesk_exit_code{stage=\"%s\"} %d\n", stage, (int)code);
}

bool stats_write(const struct stats *stats, const struct row_writer *out, enum exit_code code,
                 const char *path)
{
	struct buf temporary = { 0 };
	FILE *file;
	bool good;
	int saved;

	buf_printf(&temporary, "%s.%ld.tmp", path, (long)getpid());
	buf_add_byte(&temporary, '\0');
	file = fopen(temporary.at, "w");
	good = file != NULL;
	if (good) {
		print_all(file, stats, out, code);
		good = !ferror(file);
		good = fclose(file) == 0 && good && rename(temporary.at, path) == 0;
		if (!good) {
			saved = errno;
			unlink(temporary.at);
			errno = saved;
		}
	}
	buf_free(&temporary);
	return good;
}

void stats_show_progress(const struct row_writer *out)
{
	fprintf(stderr, "\r%s: %llu documents, %llu rows\033[K", out->stage,
	        (unsigned long long)out->documents, (unsigned long long)out->rows);
}

void stats_end_progress(void)
{
	fputc('\n', stderr);
}
