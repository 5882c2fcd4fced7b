/*
 * check: reads a stream of rows and says where it breaks the contract.
 *
 * A second reader on purpose: rows are split by records.h, not by the splitter that the stages share,
 * and every rule is written down here once more. So it has its own main and not the loop of filter.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/contract.h"
#include "common/diag.h"
#include "common/row.h"
#include "common/stats.h"
#include "frames.h"
#include "raw.h"
#include "records.h"

enum {
	PIECE = 64 << 10,
	MESSAGES = 100, /* shown of each stream; all are counted */
};

static const char usage[] =
        "Usage: check [OPTION]… [STREAM…] [--against FILE…]\n"
        "Reads rows (stdin, or each STREAM) and says where they break the contract.\n"
        "\n"
        "  copydesk a.txt b.txt | check --against a.txt b.txt\n"
        "  awk '$1 != \"edit\"' rows.tsv | check --reframe | summarize\n"
        "\n"
        "  --against        compare with raw documents: all files named behind it\n"
        "  --reframe        write the stream with its counts filled in, instead of comparing them\n"
        "  --fragment       accept a stream without header and #eof\n"
        "  --strict         err rows are faults as well\n"
        "  --max-row BYTES  longest row (1048576)\n"
        "  --stats FILE     write counts in Prometheus text format\n"
        "  --outline FILE   write the end rows and a checksum of the stream there too\n"
        "  -q, --quiet      no summary on stdout where all is well\n"
        "  -h, --help       show this help\n"
        "  -V, --version    show versions\n"
        "\n"
        "Exit status: 0 where all is well, 65 where anything is not.\n";

struct options {
	bool is_against, is_reframed, is_fragment, is_strict, is_quiet;
	uint64_t max_row;
	const char *stats_path, *outline_path;
	const char **streams, **raws; /* names, in argv's memory */
	size_t n_streams, n_raws;
};

/* What was found in all streams, as the counts of any other program. */
struct found {
	struct stats stats;
	struct row_writer counts;
	struct outline *outline; /* of what is read, or where it is reframed of what is written; NULL */
};

/* One stream while it is read. */
struct reading {
	const struct options *options;
	const char *name;
	struct frames frames;
	struct faults faults;
	struct buf out;
	struct raw_files *raws;
	struct found *found;
};

static void tell(void *context, uint64_t line, const char *message)
{
	const struct reading *reading = context;
	char where[PATH_MAX + 32];

	if (reading->faults.n_faults > MESSAGES)
		return;
	snprintf(where, sizeof where, "%s:%" PRIu64, reading->name, line);
	diag_message(where, "%s", message);
}

static bool find_raw(void *context, struct str id, struct str source, struct str *raw)
{
	struct reading *reading = context;

	return raw_find(reading->raws, id, source, (size_t)reading->frames.documents - 1, raw);
}

static void take_record(void *context, const struct str *fields, size_t n, uint64_t line)
{
	struct reading *reading = context;

	frames_record(&reading->frames, fields, n, line,
	              reading->options->is_reframed ? &reading->out : NULL);
}

static void write_out(struct reading *reading)
{
	struct buf *out = &reading->out;

	fwrite(out->at, 1, out->len, stdout);
	if (fflush(stdout) != 0)
		diag_fatal(EXIT_IO, "<stdout>", "%s", strerror(errno));
	reading->found->counts.bytes += out->len;
	if (reading->found->outline)
		outline_add(reading->found->outline, buf_str(out));
	buf_clear(out);
}

/*
 * The frames of a reframed stream: an #eof row goes out only where nothing was wrong before it, so
 * that a later stage sees a bad stream as one.
 */
static void write_good(struct reading *reading)
{
	struct buf *out = &reading->out;

	if (out->len && reading->faults.n_faults && reading->frames.is_ended) {
		do
			out->len--;
		while (out->len && out->at[out->len - 1] != '\n');
	}
	write_out(reading);
}

static enum exit_code read_rows(struct reading *reading, int fd)
{
	struct records records = {
		.max_row = reading->options->max_row,
		.faults = &reading->faults,
		.take = take_record,
		.context = reading,
	};
	static char piece[PIECE];
	bool is_read_on = true;
	ssize_t n;

	while (is_read_on && (n = read(fd, piece, sizeof piece)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			diag_message(reading->name, "%s", strerror(errno));
			records_free(&records);
			return EXIT_NO_INPUT;
		}
		reading->found->stats.bytes_read += (uint64_t)n;
		if (reading->found->outline && !reading->options->is_reframed)
			outline_add(reading->found->outline, str_at(piece, (size_t)n));
		is_read_on = records_feed(&records, piece, (size_t)n);
		if (reading->options->is_reframed)
			write_good(reading);
	}
	records_finish(&records);
	frames_finish(&reading->frames, records.line + 1);
	if (reading->options->is_reframed)
		write_good(reading);
	records_free(&records);
	return reading->faults.n_faults ? EXIT_DATA : EXIT_OK;
}

static void print_summary(const struct reading *reading)
{
	const struct frames *frames = &reading->frames;

	printf("%s: %" PRIu64 " document%s, %" PRIu64 " row%s, no fault\n", reading->name, frames->documents,
	       frames->documents == 1 ? "" : "s", frames->rows, frames->rows == 1 ? "" : "s");
}

static void count_stream(const struct reading *reading)
{
	const struct frames *frames = &reading->frames;
	struct row_writer *counts = &reading->found->counts;

	counts->by_status[FILTER_OK] += frames->ok;
	counts->by_status[FILTER_PARTIAL] += frames->partial;
	counts->by_status[FILTER_SKIPPED] += frames->skipped;
	counts->rows += reading->options->is_reframed ? frames->rows : 0;
	reading->found->stats.n_own += reading->faults.n_faults;
}

static enum exit_code check_stream(const struct options *options, const char *name, struct raw_files *raws,
                                   struct found *found)
{
	struct reading reading = {
		.options = options,
		.name = strcmp(name, "-") == 0 ? "<stdin>" : name,
		.raws = raws,
		.found = found,
	};
	struct frames_options how = {
		.is_fragment = options->is_fragment,
		.is_reframed = options->is_reframed,
		.raw = options->is_against ? find_raw : NULL,
		.context = &reading,
	};
	enum exit_code code = EXIT_NO_INPUT;
	int fd = strcmp(name, "-") == 0 ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);

	reading.faults = (struct faults){ .tell = tell, .context = &reading };
	if (fd < 0) {
		diag_message(name, "%s", strerror(errno));
		return code;
	}
	frames_init(&reading.frames, &how, &reading.faults);
	code = read_rows(&reading, fd);
	if (options->is_strict && reading.frames.by_type[RULE_ERR]) {
		diag_message(reading.name, "found %" PRIu64 " err rows, expected none",
		             reading.frames.by_type[RULE_ERR]);
		code = code == EXIT_OK ? EXIT_DATA : code;
	}
	if (reading.faults.n_faults > MESSAGES)
		diag_message(reading.name, "%" PRIu64 " faults, %d shown", reading.faults.n_faults, MESSAGES);
	if (code == EXIT_OK && !options->is_quiet && !options->is_reframed)
		print_summary(&reading);
	count_stream(&reading);
	frames_dispose(&reading.frames);
	buf_free(&reading.out);
	if (fd != STDIN_FILENO)
		close(fd);
	return code;
}

static _Noreturn void usage_error(void)
{
	fputs("Try 'check --help'.\n", stderr);
	exit(EXIT_USAGE);
}

static void print_version(void)
{
	printf("check (copydesk) %s\ncontract %d\n", COPYDESK_VERSION, CONTRACT_VERSION);
}

/* Names before --against are streams, those behind it are raw documents. */
static void read_options(struct options *options, int argc, char *argv[])
{
	static const struct option longs[] = {
		{ "against", optional_argument, NULL, 'a' }, { "reframe", no_argument, NULL, 'r' },
		{ "fragment", no_argument, NULL, 'f' },      { "strict", no_argument, NULL, 's' },
		{ "max-row", required_argument, NULL, 'm' }, { "stats", required_argument, NULL, 'S' },
		{ "quiet", no_argument, NULL, 'q' },         { "outline", required_argument, NULL, 'O' },
		{ "help", no_argument, NULL, 'h' },          { "version", no_argument, NULL, 'V' },
		{ 0 },
	};
	int key;

	opterr = 0;
	while ((key = getopt_long(argc, argv, "-:qhV", longs, NULL)) != -1) {
		switch (key) {
		case 'a':
			options->is_against = true;
			if (optarg)
				options->raws[options->n_raws++] = optarg;
			break;
		case 'r':
			options->is_reframed = true;
			break;
		case 'f':
			options->is_fragment = true;
			break;
		case 's':
			options->is_strict = true;
			break;
		case 'm':
			if (!str_number(str_of(optarg), UINT32_MAX, &options->max_row) || !options->max_row) {
				diag_message(NULL, "bad value for --max-row: %s", optarg);
				usage_error();
			}
			break;
		case 'S':
			options->stats_path = optarg;
			break;
		case 'O':
			options->outline_path = optarg;
			break;
		case 'q':
			options->is_quiet = true;
			break;
		case 'h':
			fputs(usage, stdout);
			exit(fflush(stdout) ? EXIT_IO : EXIT_OK);
		case 'V':
			print_version();
			exit(fflush(stdout) ? EXIT_IO : EXIT_OK);
		case 1:
			if (options->is_against)
				options->raws[options->n_raws++] = optarg;
			else
				options->streams[options->n_streams++] = optarg;
			break;
		default:
			diag_message(NULL, key == ':' ? "%s needs a value" : "unknown option %s",
			             argv[optind - 1]);
			usage_error();
		}
	}
	for (; optind < argc; optind++) /* behind -- */
		if (options->is_against)
			options->raws[options->n_raws++] = argv[optind];
		else
			options->streams[options->n_streams++] = argv[optind];
	if (options->is_against && !options->n_raws) {
		diag_message(NULL, "--against needs files");
		usage_error();
	}
}

int main(int argc, char *argv[])
{
	struct options options = { .max_row = ROW_MAX_BYTES };
	struct raw_files raws = { 0 };
	struct found found = {
		.stats = { .own = "faults", .own_help = "Places where a stream breaks the contract." },
		.counts = { .stage = "check" },
	};
	enum exit_code code = EXIT_OK;

	diag_set_program("check");
	signal(SIGPIPE, SIG_DFL);
	stats_begin(&found.stats);
	options.streams = diag_alloc((size_t)argc * sizeof *options.streams);
	options.raws = diag_alloc((size_t)argc * sizeof *options.raws);
	read_options(&options, argc, argv);
	if (!options.n_streams) {
		if (isatty(STDIN_FILENO)) {
			fputs(usage, stderr);
			return EXIT_USAGE;
		}
		options.streams[options.n_streams++] = "-";
	}
	if (options.outline_path && !(found.outline = outline_open(options.outline_path)))
		diag_fatal(EXIT_IO, options.outline_path, "%s", strerror(errno));
	for (size_t i = 0; i < options.n_raws; i++)
		if (!raw_add(&raws, options.raws[i])) {
			diag_message(options.raws[i], "%s", strerror(errno));
			code = EXIT_NO_INPUT;
		}
	for (size_t i = 0; i < options.n_streams; i++) {
		enum exit_code one = check_stream(&options, options.streams[i], &raws, &found);

		if (code == EXIT_OK || one == EXIT_DATA)
			code = one == EXIT_OK ? code : one;
	}
	if (found.outline && !outline_close(found.outline, code == EXIT_OK))
		diag_fatal(EXIT_IO, options.outline_path, "%s", strerror(errno));
	raw_free(&raws);
	free(options.streams);
	free(options.raws);
	if (fflush(stdout) != 0 || fclose(stdout) != 0)
		diag_fatal(EXIT_IO, "<stdout>", "%s", strerror(errno));
	if (options.stats_path && !stats_write(&found.stats, &found.counts, code, options.stats_path)) {
		diag_message(options.stats_path, "%s", strerror(errno));
		code = code == EXIT_OK ? EXIT_IO : code;
	}
	return code;
}
