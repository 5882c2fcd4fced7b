/*
 * The loop of every filter, on any bytes: what it writes ends with #eof exactly where it returned
 * no failure of the stream, and reading that output again changes nothing but finds it whole.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/layers.h"
#include "common/stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum filter_status read_all_layers(struct document *document, struct row_writer *out, void *state)
{
	struct layers layers;

	(void)state;
	layers_read(document, out, &layers);
	row_begin(out, "sum");
	row_number(out, 1);
	row_number(out, layers.n_sentences);
	row_number(out, 0);
	row_number(out, 0);
	row_score(out, (double)layers.n_tokens);
	row_str(out, layers.n_sentences ? layers.sentences[0].text : str_of(""));
	row_end(out);
	return FILTER_OK;
}

static enum exit_code run(int in, int out_fd)
{
	static const char *const reads[] = { "par", "sent", "tok", "ent", "link", "ref", "quote", NULL };
	static const char *const adds[] = { "sum", NULL };
	struct filter filter = { .name = "fuzz", .reads = reads, .adds = adds, .document = read_all_layers };
	struct stream_options options = { .max_doc = CONTRACT_MAX_DOC, .stage = str_of("#stage\tfuzz\t1\t\t") };
	static char dash[] = "-";
	char *const paths[] = { dash };
	struct row_writer out = { 0 };
	struct reader reader;
	enum exit_code code;

	lseek(in, 0, SEEK_SET);
	dup2(in, STDIN_FILENO);
	writer_init(&out, &filter, 4096);
	out.fd = out_fd;
	out.target = "out";
	reader_init(&reader, paths, 1, 4096);
	code = stream_run(&filter, &options, &reader, &out);
	reader_free(&reader);
	writer_free(&out);
	return code;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int in = memfd_create("in", 0), once = memfd_create("once", 0), twice = memfd_create("twice", 0);
	static FILE *nowhere;
	char last[16] = { 0 };
	enum exit_code code;
	off_t end;

	if (!nowhere) { /* messages about bad input are not what is looked at; a sanitizer's go another way */
		nowhere = fopen("/dev/null", "w");
		if (!nowhere)
			abort();
		stderr = nowhere;
	}
	if (write(in, data, size) != (ssize_t)size)
		abort();
	code = run(in, once);
	end = lseek(once, 0, SEEK_END);
	if (code == EXIT_OK) {
		if (end < 1 || pread(once, last, 1, end - 1) != 1 || last[0] != '\n')
			abort();
		if (run(once, twice) != EXIT_OK || lseek(twice, 0, SEEK_END) != end)
			abort();
	} else if (code != EXIT_DATA) {
		abort();
	}
	close(in);
	close(once);
	close(twice);
	return 0;
}
