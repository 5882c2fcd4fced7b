/*
 * data.h: the data files of clean, for tests (run in the root of the repository).
 */
#ifndef TESTS_CLEAN_DATA_H
#define TESTS_CLEAN_DATA_H

#include <stdio.h>
#include <stdlib.h>

#include "common/str.h"

#include "filters/clean/clean.h"

/* A file's bytes, never freed: a test's process is short. Empty where there is no such file. */
static inline struct str test_file(const char *name)
{
	char path[256];
	struct str bytes = { NULL, 0 };
	char *room = NULL;
	FILE *file;
	int c;

	snprintf(path, sizeof path, "filters/clean/data/%s", name);
	file = fopen(path, "rb");
	if (!file)
		return bytes;
	while ((c = getc(file)) != EOF) {
		if ((bytes.len & (bytes.len + 1)) == 0)
			room = realloc(room, 2 * (bytes.len + 1));
		room[bytes.len++] = (char)c;
	}
	fclose(file);
	bytes.at = room;
	return bytes;
}

static inline struct clean *test_clean(kind_set set)
{
	static struct clean_data data;
	struct clean_options options = { .kinds = set, .max_field = 1 << 20 };

	data = (struct clean_data){ .entities = test_file("entities.tsv"),
		                    .names = test_file("names.txt"),
		                    .words = test_file("words.txt"),
		                    .agencies = test_file("agencies.txt"),
		                    .languages = test_file("languages.tsv"),
		                    .phrases = { test_file("phrases.tsv"), { NULL, 0 } } };
	for (size_t i = 0; i < STRUCTURE_TABLES; i++)
		data.structure[i] = test_file(structure_tables[i]);
	return clean_new(&data, &options);
}

#endif
