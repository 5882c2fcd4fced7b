/* tag-train: makes the model of `tag` from annotated files, part by part. */
#include <stdio.h>

#include "filters/tag/train/train.h"

static const struct {
	const char *name;
	int (*run)(int argc, char *argv[]);
	const char *help;
} commands[] = {
	{ "classes", train_classes, "word classes and dictionaries" },
	{ "cluster", train_cluster, "classes of word vectors" },
	{ "gaps", train_gaps, "the tokenizer" },
	{ "pos", train_pos, "parts of speech" },
	{ "gazetteer", train_gazetteer, "known names" },
	{ "entities", train_entities, "names" },
	{ "entities-score", train_entities_score, "scores of names against annotated texts" },
	{ "lemma", train_lemma, "lemmas" },
	{ "join", train_join, "put parts together into one model" },
};

static void usage(FILE *out)
{
	fputs("usage: tag-train COMMAND OPTION… -o FILE\n", out);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].help);
	fputs("tag-train COMMAND -h tells the options of a command.\n", out);
}

int main(int argc, char *argv[])
{
	diag_set_program("tag-train");
	if (argc > 1 && (!strcmp(argv[1], "-h") || !strcmp(argv[1], "--help"))) {
		usage(stdout);
		return EXIT_OK;
	}
	for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
		if (!strcmp(argv[1], commands[i].name))
			return commands[i].run(argc - 1, argv + 1);
	usage(stderr);
	return EXIT_USAGE;
}
