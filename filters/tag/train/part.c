/* part.c: parts and models as files; `tag-train join`. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "filters/tag/model.h"
#include "common/resource.h"
#include "filters/tag/train/train.h"

enum { MAX_SECTIONS = 64 };

void part_write(const char *path, const struct bundle_part *parts, size_t n_parts)
{
	struct buf bytes = { 0 }, temporary = { 0 };
	FILE *file;

	bundle_write(MODEL_KIND, parts, n_parts, &bytes);
	buf_printf(&temporary, "%s.new", path);
	buf_add_byte(&temporary, '\0');
	file = fopen(temporary.at, "wb");
	if (!file || fwrite(bytes.at, 1, bytes.len, file) != bytes.len || fclose(file) ||
	    rename(temporary.at, path))
		diag_fatal(EXIT_IO, path, "cannot be written: %s", strerror(errno));
	buf_free(&bytes);
	buf_free(&temporary);
}

struct bundle part_open(const char *path)
{
	struct bundle bundle;

	if (!resource_bundle(path, MODEL_KIND, &bundle))
		exit(EXIT_CONFIG);
	if (bundle_verify(&bundle) != BUNDLE_OK)
		diag_fatal(EXIT_CONFIG, path, "%s", bundle_status_text(BUNDLE_CORRUPT));
	return bundle;
}

struct str train_file(const char *path)
{
	struct str bytes;

	if (!resource_map(path, &bytes))
		diag_fatal(EXIT_NO_INPUT, path, "%s", strerror(errno));
	return bytes;
}

double train_number(const char *text, double least, double most)
{
	char *end;
	double number = strtod(text, &end);

	if (end == text || *end || !(number >= least && number <= most))
		diag_fatal(EXIT_USAGE, NULL, "\"%s\": expected a number from %g to %g", text, least, most);
	return number;
}

static bool is_known(const char *section)
{
	for (const char *const *name = model_sections; *name; name++)
		if (!strcmp(*name, section))
			return true;
	return false;
}

/* Adds the sections of a part; `info` texts are put one behind the other. */
static size_t join_part(const char *path, struct bundle_part *parts, size_t n, struct buf *info)
{
	struct bundle part = part_open(path);
	const char *found;

	for (size_t i = 0; (found = bundle_section_name(&part, i)); i++)
		if (!is_known(found))
			diag_fatal(EXIT_DATA, path, "no model has a section %s", found);
	for (const char *const *name = model_sections; *name; name++) {
		struct str section = bundle_section(&part, *name);

		if (!section.at)
			continue;
		if (!strcmp(*name, "info")) {
			buf_add_str(info, section);
			continue;
		}
		for (size_t i = 0; i < n; i++)
			if (!strcmp(parts[i].name, *name))
				diag_fatal(EXIT_DATA, path, "section %s stands in an earlier part too", *name);
		if (n == MAX_SECTIONS)
			diag_fatal(EXIT_DATA, path, "more than %d sections", MAX_SECTIONS);
		parts[n++] = (struct bundle_part){ *name, section };
	}
	return n;
}

int train_join(int argc, char *argv[])
{
	struct bundle_part parts[MAX_SECTIONS];
	struct buf info = { 0 };
	const char *output = NULL;
	size_t n = 1;
	int letter;

	while ((letter = getopt(argc, argv, "o:")) != -1) {
		if (letter != 'o')
			return EXIT_USAGE;
		output = optarg;
	}
	if (!output || optind == argc) {
		fputs("usage: tag-train join PART… -o MODEL\n", stderr);
		return EXIT_USAGE;
	}
	parts[0].name = "info";
	for (int i = optind; i < argc; i++)
		n = join_part(argv[i], parts, n, &info);
	parts[0].bytes = buf_str(&info);
	part_write(output, parts, n);
	buf_free(&info);
	return EXIT_OK;
}
