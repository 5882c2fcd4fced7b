/*
 * score: how close a system's output comes to a gold standard. `score METRIC [OPTION…] GOLD SYSTEM`
 * reads two files and prints a report; the metrics are in metric.h's table.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/contract.h"
#include "common/diag.h"
#include "common/resource.h"
#include "metric.h"

static const struct metric *const metrics[] = {
	&metric_chains,
	&metric_conll,
	&metric_dates,
	&metric_links,
	&metric_quotes,
	&metric_spans,
	&metric_rouge,
	&metric_keyphrases,
};

static const size_t n_metrics = sizeof metrics / sizeof *metrics;

/* Text for a person: on stdout when asked for, on stderr when the command line was wrong. */
static void print_help(FILE *out, const struct metric *only)
{
	if (only) {
		fprintf(out, "usage: score %s [OPTION]... GOLD SYSTEM\n%s.\n%s", only->name, only->summary,
		        only->options);
		return;
	}
	fputs("usage: score METRIC [OPTION]... GOLD SYSTEM\n"
	      "Compares a system's output with a gold standard. Metrics:\n",
	      out);
	for (size_t i = 0; i < n_metrics; i++)
		fprintf(out, "  %-10s %s\n", metrics[i]->name, metrics[i]->summary);
	fputs("`score METRIC -h` tells a metric's options.\n", out);
}

static const struct metric *find_metric(const char *name)
{
	for (size_t i = 0; i < n_metrics; i++)
		if (strcmp(metrics[i]->name, name) == 0)
			return metrics[i];
	return NULL;
}

/* A whole file (`-`: stdin); pipes are read as well as files. */
static struct str read_file(const char *path, struct buf *buf)
{
	int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || resource_read(fd, SIZE_MAX, buf) != 0)
		diag_fatal(EXIT_NO_INPUT, path, "cannot be read: %s", strerror(errno));
	if (fd != STDIN_FILENO)
		close(fd);
	return buf_str(buf);
}

static enum exit_code run(const struct metric *metric, struct metric_input *input)
{
	struct buf gold = { 0 }, system = { 0 }, report = { 0 }, problem = { 0 };
	struct arena arena = { 0 };
	bool is_good;

	input->gold = read_file(input->gold_name, &gold);
	input->system = read_file(input->system_name, &system);
	input->arena = &arena;
	is_good = metric->score(input, &report, &problem);
	if (!is_good)
		diag_message(metric->name, "%.*s", STR_ARGS(buf_str(&problem)));
	else if (fwrite(report.at, 1, report.len, stdout) != report.len)
		diag_fatal(EXIT_IO, "<stdout>", "%s", strerror(errno));
	buf_free(&gold);
	buf_free(&system);
	buf_free(&report);
	buf_free(&problem);
	arena_free(&arena);
	return is_good ? EXIT_OK : EXIT_DATA;
}

int main(int argc, char *argv[])
{
	struct metric_input input = { 0 };
	const struct metric *metric;
	char letters[64];
	enum exit_code code;
	int letter;

	diag_set_program("score");
	if (argc < 2) {
		print_help(stderr, NULL);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0) {
		print_help(stdout, NULL);
		return EXIT_OK;
	}
	if (strcmp(argv[1], "-V") == 0 || strcmp(argv[1], "--version") == 0) {
		puts("score " COPYDESK_VERSION);
		return EXIT_OK;
	}
	metric = find_metric(argv[1]);
	if (!metric)
		diag_fatal(EXIT_USAGE, argv[1], "no such metric; `score -h` lists them");
	snprintf(letters, sizeof letters, ":h%s", metric->letters);
	argc--, argv++;
	while ((letter = getopt(argc, argv, letters)) != -1) {
		if (letter == 'h') {
			print_help(stdout, metric);
			return EXIT_OK;
		}
		if (letter == '?' || letter == ':')
			diag_fatal(EXIT_USAGE, metric->name, letter == '?' ? "unknown option -%c" :
			           "option -%c needs a value", optopt);
		input.option[letter] = optarg ? optarg : "";
	}
	if (argc - optind != 2)
		diag_fatal(EXIT_USAGE, metric->name, "two files are compared: GOLD SYSTEM");
	input.gold_name = argv[optind];
	input.system_name = argv[optind + 1];
	code = run(metric, &input);
	if (fclose(stdout) != 0)
		diag_fatal(EXIT_IO, "<stdout>", "%s", strerror(errno));
	return code;
}
