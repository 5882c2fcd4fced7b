/*
 * kb-build: compiles tables of entities and names, or a Wikidata dump, into a knowledge base for link.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "builder.h"
#include "common/contract.h"
#include "common/diag.h"
#include "common/resource.h"
#include "dump.h"
#include "filters/link/kb/kb.h"
#include "tables.h"

static const char usage[] =
	"usage: kb-build [-n NAME] [-e ENTITIES]… [-a NAMES]… [-t TITLES]… [-g GIVEN]… -o FILE\n"
	"       kb-build --show NAME [-k FILE]…\n"
	"       kb-build --key < NAMES\n"
	"       kb-build --dump [--min-sitelinks N] [--types TYPE,…] [-a NAMES]… -o FILE < DUMP\n"
	"Compiles tables into a knowledge base for link. A file called *.csv is read as CSV, any other as TSV;\n"
	"both begin with a row that names the columns, which may stand in any order.\n"
	"  -e, --entities FILE  columns: id label [type country gender description weight aliases]\n"
	"  -a, --names FILE     columns: surface id [count naming]\n"
	"  -t, --titles FILE    a title a line: names that are known to have an article\n"
	"  -g, --given FILE     columns: name gender; given names that are nearly always a man's or a woman's\n"
	"  -n, --name NAME      what link says of ids without a prefix (default: user)\n"
	"  -o, --output FILE    the knowledge base\n"
	"  -k, --kb FILE        for --show: look here instead of the default knowledge base\n"
	"      --dump           read a Wikidata JSON dump from standard input; names of enwiki:Title\n"
	"                       (anchors, redirects) become those of the item that has the article\n"
	"      --min-sitelinks N  leave out items with fewer sitelinks (default 1)\n"
	"      --types TYPE,…   keep items of these types alone: PER ORG GPE LOC FAC EVENT WORK MISC TITLE\n"
	"      --show NAME      print what a name may mean, best first: kb id type naming count popularity\n"
	"                       country label description; `-`: every line of standard input\n"
	"      --key            print the search key of every line of standard input\n"
	"  -h, --help           -V, --version\n";

enum { MAX_INPUTS = 64 };

enum input_kind { INPUT_ENTITIES, INPUT_NAMES, INPUT_TITLES, INPUT_GIVEN };

struct input {
	enum input_kind kind;
	const char *path;
};

struct options {
	struct input inputs[MAX_INPUTS];
	size_t n_inputs;
	const char *bases[KB_MAX_BASES];
	size_t n_bases;
	const char *name, *output, *show;
	bool keys, dump;
	uint64_t min_sitelinks;
	bool types[KB_TYPES]; /* of items that are kept; KB_ANY: all */
};

/* --- looking ------------------------------------------------------------------------------ */

static int print_keys(void)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;
	struct buf key = { NULL, 0, 0 };

	while ((len = getline(&line, &cap, stdin)) > 0) {
		buf_clear(&key);
		kb_add_key(&key, str_at(line, (size_t)len - (line[len - 1] == '\n')));
		buf_add_byte(&key, '\n');
		fwrite(key.at, 1, key.len, stdout);
	}
	free(line);
	buf_free(&key);
	return ferror(stdin) ? EXIT_IO : EXIT_OK;
}

static void print_candidate(const struct kb_set *set, const struct kb_candidate *candidate)
{
	static const char *const namings[KB_NAMINGS] = { "label", "alias", "redirect", "demonym",
		                                         "short", "weak",  "",         "" };
	static const char *const types[KB_TYPES] = { "",      "PER",  "ORG",  "GPE",   "LOC",
		                                     "FAC",   "EVENT", "WORK", "MISC", "TITLE" };
	struct kb_entity entity;

	kb_entity(set, candidate, &entity);
	printf("%.*s\t%.*s\t%s\t%s\t%.0f\t%d\t%.*s\t%.*s\t%.*s\n", STR_ARGS(entity.kb), STR_ARGS(entity.id),
	       types[entity.type], namings[candidate->naming], exp2(candidate->count / 2.0) - 1,
	       candidate->popularity, STR_ARGS(entity.country), STR_ARGS(entity.label),
	       STR_ARGS(entity.description));
}

static void show_name(const struct kb_set *set, struct str name, struct buf *key)
{
	struct kb_candidate found[KB_MAX_CANDIDATES * 2];
	size_t n;

	buf_clear(key);
	kb_add_key(key, name);
	n = kb_find(set, buf_str(key), found, sizeof found / sizeof *found);
	for (size_t i = 0; i < n; i++)
		print_candidate(set, &found[i]);
	if (kb_is_title(set, buf_str(key)))
		printf("wikipedia\t%.*s\t\ttitle\t\t\t\t%.*s\t\n", STR_ARGS(name), STR_ARGS(name));
}

static bool open_base(struct kb_set *set, struct kb *bases, const char *path)
{
	struct bundle bundle;

	if (!resource_bundle(path, KB_KIND, &bundle))
		return false;
	if (!kb_open(&bundle, (uint32_t)set->n, &bases[set->n])) {
		diag_message(path, "a section of the knowledge base has a wrong size");
		return false;
	}
	set->n++;
	return true;
}

/* What a name means, or every name of standard input, an empty line behind each. */
static int show(const struct options *options)
{
	static struct kb bases[KB_MAX_BASES];
	struct kb_set set = { bases, 0 };
	struct buf key = { NULL, 0, 0 };
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	for (size_t i = 0; i < options->n_bases; i++)
		if (!open_base(&set, bases, options->bases[i]))
			return EXIT_CONFIG;
	if (!str_is(str_of(options->show), "-"))
		show_name(&set, str_of(options->show), &key);
	else
		for (; (len = getline(&line, &cap, stdin)) > 0; putchar('\n'))
			show_name(&set, str_at(line, (size_t)len - (line[len - 1] == '\n')), &key);
	free(line);
	buf_free(&key);
	return ferror(stdin) ? EXIT_IO : EXIT_OK;
}

/* --- a dump ----------------------------------------------------------------------------------- */

static bool is_wanted(const struct options *options, const struct dump_item *item)
{
	return item->n_sitelinks >= options->min_sitelinks &&
	       (options->types[KB_ANY] || options->types[item->entity.type]);
}

static void add_item(struct builder *builder, const struct dump_item *item, bool with_article)
{
	size_t bracket = str_find(item->title, '(', 0);

	builder_entity(builder, &item->entity);
	for (size_t i = 0; i < item->n_aliases; i++)
		builder_name(builder, item->aliases[i], item->entity.id, KB_ALIAS, 0);
	if (item->title.len)
		builder_name(builder, str_slice(item->title, 0, bracket ? bracket : item->title.len), item->entity.id,
		             bracket < item->title.len ? KB_ALIAS : KB_LABEL, 0);
	if (item->title.len && with_article)
		builder_article(builder, item->entity.id, item->title);
}

static int read_dump(const struct options *options, struct builder *builder)
{
	struct dump *dump = dump_new();
	struct dump_item item;
	uint64_t counts[DUMP_BROKEN + 1] = { 0 }, n_kept = 0;
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	while ((len = getline(&line, &cap, stdin)) > 0) {
		enum dump_status status = dump_read(dump, str_at(line, (size_t)len), &item);

		counts[status]++;
		if (status == DUMP_ITEM && is_wanted(options, &item)) {
			add_item(builder, &item, options->n_inputs > 0);
			n_kept++;
		}
	}
	free(line);
	dump_delete(dump);
	printf("%" PRIu64 " items, %" PRIu64 " kept, %" PRIu64 " without a name, %" PRIu64 " pages and articles, %" PRIu64
	       " other entities, %" PRIu64 " broken lines\n",
	       counts[DUMP_ITEM] + counts[DUMP_NAMELESS] + counts[DUMP_SKIPPED], n_kept, counts[DUMP_NAMELESS],
	       counts[DUMP_SKIPPED], counts[DUMP_OTHER], counts[DUMP_BROKEN]);
	if (ferror(stdin)) {
		diag_message("<stdin>", "%s", strerror(errno));
		return EXIT_IO;
	}
	return EXIT_OK;
}

/* --- building ------------------------------------------------------------------------------ */

static int read_input(struct builder *builder, const struct input *input)
{
	enum table_format format = str_ends(str_of(input->path), ".csv") ? TABLE_CSV : TABLE_TSV;
	struct tables tables = { .builder = builder };
	int fd = str_is(str_of(input->path), "-") ? STDIN_FILENO : open(input->path, O_RDONLY);
	bool is_good;

	if (fd < 0) {
		diag_message(input->path, "%s", strerror(errno));
		return EXIT_NO_INPUT;
	}
	switch (input->kind) {
	case INPUT_ENTITIES: is_good = tables_entities(&tables, fd, format); break;
	case INPUT_NAMES: is_good = tables_names(&tables, fd, format); break;
	case INPUT_GIVEN: is_good = tables_given(&tables, fd, format); break;
	default: is_good = tables_titles(&tables, fd); break;
	}
	if (!is_good)
		diag_message(input->path, "line %llu: %s", (unsigned long long)tables.line, tables.problem);
	if (fd != STDIN_FILENO)
		close(fd);
	return is_good ? EXIT_OK : EXIT_DATA;
}

/* The output: a file beside the wanted one, put in its place when all is written; a device is written as it is. */
struct output {
	struct buf temporary; /* its path, with a NUL; empty for a device */
	FILE *file;
};

static bool output_open(struct output *output, const char *path)
{
	struct stat stat_of;

	if (stat(path, &stat_of) != 0 || S_ISREG(stat_of.st_mode)) {
		buf_printf(&output->temporary, "%s.part", path);
		buf_add_byte(&output->temporary, '\0');
	}
	output->file = fopen(output->temporary.len ? output->temporary.at : path, "wb");
	return output->file != NULL;
}

/* False with errno set; then nothing is left of what was written. */
static bool output_close(struct output *output, const char *path, bool is_good)
{
	is_good = fclose(output->file) == 0 && is_good;
	if (output->temporary.len && is_good)
		is_good = rename(output->temporary.at, path) == 0;
	else if (output->temporary.len)
		unlink(output->temporary.at);
	return is_good;
}

static int write_base(const struct options *options, struct builder *builder)
{
	struct builder_counts counts = { .n_entities = 0 };
	struct output output = { .file = NULL };
	enum builder_status status;
	int code = EXIT_OK;

	if (!output_open(&output, options->output)) {
		diag_message(options->output, "%s", strerror(errno));
		code = EXIT_IO;
	} else {
		status = builder_write(builder, str_of(options->name), output.file, &counts);
		if (!output_close(&output, options->output, status == BUILDER_OK)) {
			diag_message(options->output, "%s", status == BUILDER_TOO_LARGE ?
			                                            "more text, names or entities than 32 bits can count" :
			                                            strerror(errno));
			code = EXIT_IO;
		}
	}
	buf_free(&output.temporary);
	if (code != EXIT_OK)
		return code;
	if (counts.n_lost_names)
		diag_message(options->output, "%" PRIu64 " names of unknown ids left out", counts.n_lost_names);
	printf("%" PRIu64 " entities, %" PRIu64 " stubs, %" PRIu64 " postings, %" PRIu64 " titles\n", counts.n_entities,
	       counts.n_stubs, counts.n_postings, counts.n_titles);
	return EXIT_OK;
}

static int build(const struct options *options)
{
	const char *directory = getenv("TMPDIR");
	struct builder *builder = builder_new(directory && *directory ? directory : "/tmp");
	int code = EXIT_OK;

	if (options->dump)
		code = read_dump(options, builder);
	for (size_t i = 0; i < options->n_inputs && code == EXIT_OK; i++)
		code = read_input(builder, &options->inputs[i]);
	if (code == EXIT_OK)
		code = write_base(options, builder);
	builder_delete(builder);
	return code;
}

/* --- options ------------------------------------------------------------------------------- */

enum { OPTION_SHOW = 256, OPTION_KEY, OPTION_DUMP, OPTION_SITELINKS, OPTION_TYPES };

static void add_input(struct options *options, enum input_kind kind, const char *path)
{
	if (options->n_inputs == MAX_INPUTS)
		diag_fatal(EXIT_USAGE, path, "more than %d tables", MAX_INPUTS);
	options->inputs[options->n_inputs++] = (struct input){ kind, path };
}

static void set_types(struct options *options, struct str list)
{
	options->types[KB_ANY] = false;
	for (size_t at = 0; at <= list.len;) {
		size_t end = str_find(list, ',', at);
		enum kb_type type = tables_type(str_slice(list, at, end));

		if (type == KB_ANY)
			diag_fatal(EXIT_USAGE, "--types", "'%.*s' is no type", STR_ARGS(str_slice(list, at, end)));
		options->types[type] = true;
		at = end + 1;
	}
}

static void parse(struct options *options, int argc, char *argv[])
{
	static const struct option names[] = {
		{ "entities", required_argument, NULL, 'e' }, { "names", required_argument, NULL, 'a' },
		{ "titles", required_argument, NULL, 't' },   { "name", required_argument, NULL, 'n' },
		{ "given", required_argument, NULL, 'g' },
		{ "output", required_argument, NULL, 'o' },   { "kb", required_argument, NULL, 'k' },
		{ "show", required_argument, NULL, OPTION_SHOW }, { "key", no_argument, NULL, OPTION_KEY },
		{ "dump", no_argument, NULL, OPTION_DUMP },
		{ "min-sitelinks", required_argument, NULL, OPTION_SITELINKS },
		{ "types", required_argument, NULL, OPTION_TYPES },
		{ "help", no_argument, NULL, 'h' },           { "version", no_argument, NULL, 'V' },
		{ NULL, 0, NULL, 0 },
	};
	int key;

	while ((key = getopt_long(argc, argv, "e:a:t:g:n:o:k:hV", names, NULL)) != -1) {
		switch (key) {
		case 'e': add_input(options, INPUT_ENTITIES, optarg); break;
		case 'a': add_input(options, INPUT_NAMES, optarg); break;
		case 't': add_input(options, INPUT_TITLES, optarg); break;
		case 'g': add_input(options, INPUT_GIVEN, optarg); break;
		case 'n': options->name = optarg; break;
		case 'o': options->output = optarg; break;
		case 'k':
			if (options->n_bases == KB_MAX_BASES)
				diag_fatal(EXIT_USAGE, optarg, "more than %d knowledge bases", KB_MAX_BASES);
			options->bases[options->n_bases++] = optarg;
			break;
		case OPTION_SHOW: options->show = optarg; break;
		case OPTION_DUMP: options->dump = true; break;
		case OPTION_SITELINKS:
			if (!str_number(str_of(optarg), UINT32_MAX, &options->min_sitelinks))
				diag_fatal(EXIT_USAGE, "--min-sitelinks", "'%s' is no number", optarg);
			break;
		case OPTION_TYPES: set_types(options, str_of(optarg)); break;
		case OPTION_KEY: options->keys = true; break;
		case 'h':
			fputs(usage, stdout);
			exit(EXIT_OK);
		case 'V':
			printf("kb-build (copydesk) %s, contract %d\n", COPYDESK_VERSION, CONTRACT_VERSION);
			exit(EXIT_OK);
		default:
			fputs(usage, stderr);
			exit(EXIT_USAGE);
		}
	}
	if (optind < argc || (!options->output && !options->show && !options->keys)) {
		fputs(usage, stderr);
		exit(EXIT_USAGE);
	}
}

int main(int argc, char *argv[])
{
	static const char *const defaults[] = { "open.kb", "encyclopedia.kb" };
	struct options options = { .name = "user", .min_sitelinks = 1, .types = { [KB_ANY] = true } };
	struct buf paths[2] = { { NULL, 0, 0 }, { NULL, 0, 0 } };
	int code;

	diag_set_program("kb-build");
	parse(&options, argc, argv);
	if (options.show && options.n_bases == 0)
		for (size_t i = 0; i < 2; i++)
			options.bases[options.n_bases++] = resource_path("link", defaults[i], &paths[i]);
	code = options.keys ? print_keys() : options.show ? show(&options) : build(&options);
	if (fflush(stdout) != 0 && code == EXIT_OK)
		code = EXIT_IO;
	buf_free(&paths[0]);
	buf_free(&paths[1]);
	return code;
}
