/*
 * program.c: runs a program in this process. It may call the input bad (65), cut off (66), or a file that
 * it is given no good one (78), and nothing else; what it opens it gives back, since it is run again and again.
 */
#include "tests/fuzz/program.h"

#include <fcntl.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/diag.h"
#include "common/resource.h"
#include "common/stream.h"

enum { N_FILES = 3, MAX_WORDS = 32, NAME = 32, MAX_KEPT = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int program_main(int argc, char *argv[]);
int __real_fclose(FILE *file);
int __wrap_fclose(FILE *file);
bool __real_resource_bundle(const char *path, const char *kind, struct bundle *bundle);
bool __wrap_resource_bundle(const char *path, const char *kind, struct bundle *bundle);
void __real_resource_unmap(struct str bytes);
void __wrap_resource_unmap(struct str bytes);

/* A program may close its standard output; the next run needs it again. */
int __wrap_fclose(FILE *file)
{
	return file == stdout ? fflush(file) : __real_fclose(file);
}

/* Models are mapped and checked once: that takes longer than most inputs. */
static struct kept {
	char path[256];
	struct bundle bundle;
} kept[MAX_KEPT];

bool __wrap_resource_bundle(const char *path, const char *kind, struct bundle *bundle)
{
	bool is_own = strstr(path, "/share/copydesk/") && strlen(path) < sizeof kept->path;
	struct kept *k = kept;

	while (k < kept + MAX_KEPT && k->path[0] && strcmp(k->path, path) != 0)
		k++;
	if (!is_own || k == kept + MAX_KEPT)
		return __real_resource_bundle(path, kind, bundle);
	if (!k->path[0] && __real_resource_bundle(path, kind, &k->bundle))
		strcpy(k->path, path);
	*bundle = k->bundle;
	return k->path[0];
}

void __wrap_resource_unmap(struct str bytes)
{
	for (size_t i = 0; i < MAX_KEPT; i++)
		if (kept[i].path[0] && kept[i].bundle.bytes.at == bytes.at)
			return;
	__real_resource_unmap(bytes);
}

/* A program closes its standard streams: a file must not get their numbers. */
static int make_file(const void *bytes, size_t size)
{
	int made = memfd_create("file", 0), fd = fcntl(made, F_DUPFD, STDERR_FILENO + 1);

	if (fd < 0 || (size && write(fd, bytes, size) != (ssize_t)size))
		abort();
	close(made);
	return fd;
}

/* Runs a command line with a file as standard input; returns the exit code. */
static int run(const char *command, int in, char names[N_FILES][NAME], int out)
{
	char *words[MAX_WORDS + 1] = { (char *)"program" }, copy[256];
	int n = 1, code;

	snprintf(copy, sizeof copy, "%s", command);
	for (char *word = strtok(copy, " "); word && n < MAX_WORDS; word = strtok(NULL, " "))
		words[n++] = word[0] == '@' ? names[word[1] - '0'] : word;
	if (lseek(in, 0, SEEK_SET) || dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
		abort();
	optind = 0;
	code = program_main(n, words);
	if (code != EXIT_OK && code != EXIT_DATA && code != EXIT_NO_INPUT && (code != EXIT_CONFIG || !strchr(command, '@')))
		abort();
	return code;
}

static bool are_equal(int a, int b)
{
	off_t size = lseek(a, 0, SEEK_END);
	void *at_a, *at_b;
	bool are;

	if (size != lseek(b, 0, SEEK_END))
		return false;
	if (size == 0)
		return true;
	at_a = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, a, 0);
	at_b = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, b, 0);
	if (at_a == MAP_FAILED || at_b == MAP_FAILED)
		abort();
	are = memcmp(at_a, at_b, (size_t)size) == 0;
	munmap(at_a, (size_t)size);
	munmap(at_b, (size_t)size);
	return are;
}

/* Messages about bad input are not what is looked at; what a sanitizer says goes another way. */
static void silence_messages(void)
{
	static FILE *nowhere;

	if (!nowhere) {
		nowhere = fopen("/dev/null", "w");
		if (!nowhere)
			abort();
		stderr = nowhere;
	}
}

static enum filter_status pass_over(struct document *document, struct row_writer *out, void *state)
{
	(void)document, (void)out, (void)state;
	return FILTER_OK;
}

/* Whether a program that reads rows would call a file good. */
static bool is_good_stream(const char *command, int fd)
{
	struct filter filter = { .name = "fuzz", .is_sink = true, .document = pass_over };
	struct stream_options options = { .max_doc = UINT32_MAX, .is_fragment = strstr(command, "--fragment") };
	struct row_writer out = { .fd = -1 };
	struct reader reader;
	enum exit_code code;

	if (lseek(fd, 0, SEEK_SET) || dup2(fd, STDIN_FILENO) < 0)
		abort();
	writer_init(&out, &filter, ROW_MAX_BYTES);
	reader_init(&reader, NULL, 0, ROW_MAX_BYTES);
	code = stream_run(&filter, &options, &reader, &out);
	reader_free(&reader);
	writer_free(&out);
	return code == EXIT_OK;
}

/* What is asked of a program that ended well. */
static bool holds(const char *command, int once, char names[N_FILES][NAME], int twice)
{
	if (program_output == PROGRAM_BYTES || strstr(command, "--undo"))
		return true;
	/* --redo and --retag make rows anew, from rows that may be bad: then a second time is no first. */
	if (program_output == PROGRAM_ROWS || strstr(command, "--re"))
		return is_good_stream(command, once);
	return run(command, once, names, twice) == EXIT_OK && are_equal(once, twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int files[N_FILES], once = make_file("", 0), twice = make_file("", 0);
	char names[N_FILES][NAME];
	const char *command;
	size_t n = 0;
	const uint8_t *at = data + 1, *end = data + size;

	silence_messages();
	while (program_commands[n])
		n++;
	command = program_commands[size ? data[0] % n : 0];
	for (size_t i = 0; i < N_FILES; i++) {
		bool is_parted = size && at < end && i + 1 < N_FILES && strchr(command, '@');
		const uint8_t *nul = is_parted ? memchr(at, 0, (size_t)(end - at)) : NULL;
		size_t len = size && at < end ? (size_t)((nul ? nul : end) - at) : 0;

		files[i] = make_file(at, len);
		snprintf(names[i], NAME, "/proc/self/fd/%d", files[i]);
		at += len + 1;
	}
	if (run(command, files[0], names, once) == EXIT_OK && !holds(command, once, names, twice))
		abort();
	for (size_t i = 0; i < N_FILES; i++)
		close(files[i]);
	close(once);
	close(twice);
	return 0;
}
