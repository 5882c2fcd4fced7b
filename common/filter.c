/* filter.c: a filter from its command line to its exit code. */
#include "common/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/options.h"
#include "common/stats.h"
#include "common/stream.h"

/*
 * Where -o writes until all is done: a file without a name, which goes with a process that dies, or
 * where the file system knows no such thing a new file beside the one that -o names.
 */
struct output_file {
	const char *path;
	struct buf temporary;
	bool has_name;
	bool is_direct; /* a device or a pipe, which is written and not replaced */
};

static int open_direct(const char *path)
{
	struct stat at;

	return stat(path, &at) == 0 && !S_ISREG(at.st_mode) ? open(path, O_WRONLY | O_CLOEXEC) : -1;
}

static int open_nameless(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf folder = { 0 };
	int fd;

	buf_printf(&folder, "%.*s", slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
	buf_add_byte(&folder, '\0');
	/* It gets its name by way of /proc. */
	fd = access("/proc/self/fd", X_OK) == 0 ? open(folder.at, O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666) : -1;
	buf_free(&folder);
	return fd;
}

/* Standard output, or the file that will be the one that -o names. */
static int open_output(struct output_file *file, const char *path)
{
	int fd;

	file->path = path;
	if (!path)
		return STDOUT_FILENO;
	buf_printf(&file->temporary, "%s.%ld.tmp", path, (long)getpid());
	buf_add_byte(&file->temporary, '\0');
	fd = open_direct(path);
	file->is_direct = fd >= 0;
	if (fd < 0)
		fd = open_nameless(path);
	file->has_name = fd < 0;
	if (fd < 0)
		fd = open(file->temporary.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		diag_fatal(EXIT_IO, path, "%s", strerror(errno));
	return fd;
}

/* A link cannot replace a file, a rename can: so the nameless file gets the temporary name first. */
static bool name_output(struct output_file *file, int fd)
{
	char link[sizeof "/proc/self/fd/" + 3 * sizeof fd];

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	file->has_name = linkat(AT_FDCWD, link, AT_FDCWD, file->temporary.at, AT_SYMLINK_FOLLOW) == 0;
	return file->has_name;
}

/*
 * The last write is checked too: a full disk or a quota may show only here. A file that could not be
 * read (66) has its err row in an output that is whole, so that is published; nothing else is.
 */
static enum exit_code close_output(struct output_file *file, int fd, enum exit_code code)
{
	bool is_published = file->path && !file->is_direct && (code == EXIT_OK || code == EXIT_NO_INPUT);
	bool good = !is_published || file->has_name || name_output(file, fd);
	int saved = errno;

	if (close(fd) != 0 && errno != EBADF && good) {
		good = false;
		saved = errno;
	}
	if (good && is_published && rename(file->temporary.at, file->path) != 0) {
		good = false;
		saved = errno;
	}
	if (!good)
		diag_message(file->path ? file->path : "<stdout>", "%s", strerror(saved));
	if (file->has_name && (!good || !is_published))
		unlink(file->temporary.at);
	buf_free(&file->temporary);
	return good ? code : EXIT_IO;
}

static struct outline *open_outline(const char *path)
{
	struct outline *outline = outline_open(path);

	if (!outline)
		diag_fatal(EXIT_IO, path, "%s", strerror(errno));
	return outline;
}

static void write_stage(struct buf *row, const struct filter *filter, const struct options *options)
{
	buf_printf(row, "#stage\t%s\t%s\t", filter->name, COPYDESK_VERSION);
	if (filter->fingerprint)
		buf_printf(row, "%016llx", (unsigned long long)filter->fingerprint);
	buf_add_byte(row, '\t');
	row_escape(buf_str(&options->text), row);
}

static enum exit_code run(struct filter *filter, const struct options *options, struct row_writer *out,
                          struct stats *stats)
{
	struct buf stage = { 0 };
	struct reader reader;
	enum exit_code code;

	write_stage(&stage, filter, options);
	if (filter->produce) {
		writer_stage(out, str_of("#copydesk\t1"));
		stream_write_header(out, buf_str(&stage));
		code = filter->produce(options->inputs, options->n_inputs, out, filter->state);
		stats->bytes_read = out->raw_bytes;
		if (code != EXIT_DATA)
			stream_write_eof(out);
		writer_flush(out);
		if (options->is_strict && out->has_errors && code == EXIT_OK)
			code = EXIT_DATA;
	} else {
		struct stream_options how = {
			.is_fragment = options->is_fragment,
			.is_strict = options->is_strict,
			.max_doc = options->max_doc,
			.stage = buf_str(&stage),
		};

		reader_init(&reader, options->inputs, options->n_inputs, options->max_row);
		code = stream_run(filter, &how, &reader, out);
		stats->bytes_read = reader.bytes;
		reader_free(&reader);
	}
	buf_free(&stage);
	return code;
}

int filter_main(struct filter *filter, int argc, char *argv[])
{
	struct row_writer out = { 0 };
	struct output_file file = { 0 };
	struct options options;
	struct stats stats = { 0 };
	enum exit_code code;

	diag_set_program(filter->name);
	signal(SIGPIPE, SIG_DFL);
	stats_begin(&stats);
	options_read(&options, filter, argc, argv);
	if (!options.wants_version && !options.n_inputs && isatty(STDIN_FILENO)) {
		options_print_usage(filter);
		exit(EXIT_USAGE);
	}
	filter->max_doc = options.max_doc;
	filter->max_row = options.max_row;
	filter->output_path = options.output_path;
	/* A sink and what only produces have no model, so their version needs no other options. */
	code = filter->open && !(options.wants_version && (filter->is_sink || filter->produce)) ? filter->open(filter) :
	                                                                                        EXIT_OK;
	if (options.wants_version && code == EXIT_OK) {
		options_print_version(filter);
		code = fflush(stdout) == 0 ? EXIT_OK : EXIT_IO;
	} else if (code == EXIT_OK) {
		writer_init(&out, filter, options.max_row);
		out.selection = options.selection;
		out.target = options.output_path ? options.output_path : "<stdout>";
		out.fd = open_output(&file, filter->has_own_output ? NULL : options.output_path);
		out.outline = options.outline_path ? open_outline(options.outline_path) : NULL;
		if (options.wants_progress && isatty(STDERR_FILENO))
			out.show_progress = stats_show_progress;
		code = run(filter, &options, &out, &stats);
		if (out.outline && !outline_close(out.outline, code == EXIT_OK || code == EXIT_NO_INPUT))
			diag_fatal(EXIT_IO, options.outline_path, "%s", strerror(errno));
		code = close_output(&file, out.fd, code);
		if (out.show_progress)
			stats_end_progress();
		if (options.stats_path && !stats_write(&stats, &out, code, options.stats_path)) {
			diag_message(options.stats_path, "%s", strerror(errno));
			code = code == EXIT_OK ? EXIT_IO : code;
		}
		writer_free(&out);
	}
	if (filter->close)
		filter->close(filter->state);
	options_free(&options);
	return code;
}
