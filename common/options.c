/* options.c: one table of options, getopt_long's, the help text and the #stage row made from it. */
#include "common/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/table.h"
#include "common/utf8.h"

enum { MAX_OPTIONS = 64, MAX_GIVEN = 256 };

enum common_key {
	KEY_STRICT = 0x1000,
	KEY_FRAGMENT,
	KEY_DROP,
	KEY_ONLY,
	KEY_MAX_ROW,
	KEY_MAX_DOC,
	KEY_STATS,
	KEY_OUTLINE,
	KEY_PROGRESS,
	KEY_REDO,
};

static const struct filter_option common_options[] = {
	{ KEY_DROP, "drop", "TYPE,…", "leave rows of these types out of the output", true },
	{ KEY_ONLY, "only", "TYPE,…", "leave all others out (doc, end, err stay)", true },
	{ KEY_REDO, "redo", NULL, "drop rows that this stage made before and make them anew", true },
	{ KEY_FRAGMENT, "fragment", NULL, "accept a stream without header and #eof", false },
	{ KEY_STRICT, "strict", NULL, "exit 65 where any err row stands in the stream", false },
	{ KEY_MAX_ROW, "max-row", "BYTES", "longest row (1048576)", true },
	{ KEY_MAX_DOC, "max-doc", "BYTES", "largest document, in raw bytes (67108864)", true },
	{ 'o', "output", "FILE", "write to FILE, by rename when all is done", false },
	{ KEY_STATS, "stats", "FILE", "write counts in Prometheus text format", false },
	{ KEY_OUTLINE, "outline", "FILE", "write the end rows and a checksum of the output there too", false },
	{ KEY_PROGRESS, "progress", NULL, "show progress on a terminal", false },
	{ 'h', "help", NULL, "show this help", false },
	{ 'V', "version", NULL, "show versions and the model's fingerprint", false },
	{ 0 },
};

struct given {
	const struct filter_option *option;
	const char *value;
};

static size_t count(const struct filter_option *options)
{
	size_t n = 0;

	while (options && options[n].key)
		n++;
	return n;
}

static void print_option(FILE *to, const struct filter_option *option)
{
	char left[64];
	int len = 0;

	if (option->key < 256)
		len = snprintf(left, sizeof left, "-%c%s", option->key, option->name ? ", " : "");
	else
		len = snprintf(left, sizeof left, "    ");
	if (option->name)
		len += snprintf(left + len, sizeof left - (size_t)len, "--%s", option->name);
	if (option->argument)
		snprintf(left + len, sizeof left - (size_t)len, "%s%s", option->name ? "=" : " ",
		         option->argument);
	/* "…" is three bytes and one column. */
	fprintf(to, "  %-*s %s\n", 26 + (int)(strlen(left) - utf8_width(str_of(left))), left, option->help);
}

static void print_help(FILE *to, const struct filter *filter)
{
	fprintf(to, "%s: %s\n\nUsage: %s [OPTION]… [FILE]…\n", filter->name, filter->summary, filter->name);
	if (filter->examples)
		fprintf(to, "\nExamples:\n%s", filter->examples);
	if (count(filter->options)) {
		fprintf(to, "\nOptions:\n");
		for (const struct filter_option *o = filter->options; o->key; o++)
			print_option(to, o);
	}
	fprintf(to, "\nOptions of every filter:\n");
	for (const struct filter_option *o = common_options; o->key; o++)
		print_option(to, o);
}

void options_print_usage(const struct filter *filter)
{
	fprintf(stderr, "%s: %s\nUsage: %s [OPTION]… [FILE]…   (--help tells more)\n", filter->name,
	        filter->summary, filter->name);
}

void options_print_version(const struct filter *filter)
{
	printf("%s (copydesk) %s\ncontract %d\n", filter->name, COPYDESK_VERSION, CONTRACT_VERSION);
	if (filter->fingerprint)
		printf("model %016llx\n", (unsigned long long)filter->fingerprint);
	printf("utf8proc %s\nlibcsv %s\n", utf8_library_version(), table_library_version());
}

static _Noreturn void usage_error(const struct filter *filter)
{
	options_print_usage(filter);
	exit(EXIT_USAGE);
}

/* One of the contract's, or somebody else's, which begin with x-. */
static bool is_type(struct str type)
{
	return contract_find(type) || (str_starts(type, "x-") && type.len > 2);
}

static void read_types(struct selection *selection, const char *list, bool is_only,
                       const struct filter *filter)
{
	struct str rest = str_of(list);

	if (selection->n_types && selection->is_only != is_only) {
		diag_message(NULL, "--drop and --only do not go together");
		usage_error(filter);
	}
	selection->is_only = is_only;
	while (rest.len) {
		size_t comma = str_find(rest, ',', 0);

		if (selection->n_types == sizeof selection->types / sizeof *selection->types || !comma) {
			diag_message(NULL, "bad list of types: %s", list);
			usage_error(filter);
		}
		if (!is_type(str_slice(rest, 0, comma))) {
			diag_message(NULL, "%.*s: no type of rows, which are those of docs/FORMAT.md and x-NAME", (int)comma,
			             rest.at);
			usage_error(filter);
		}
		selection->types[selection->n_types++] = str_slice(rest, 0, comma);
		rest = str_slice(rest, comma + 1, rest.len);
	}
}

static void read_bytes(uint64_t *out, uint64_t most, const struct filter_option *option, const char *value,
                       const struct filter *filter)
{
	if (!str_number(str_of(value), most, out) || *out == 0) {
		diag_message(NULL, "--%s: found %s, expected a number of bytes", option->name, value);
		usage_error(filter);
	}
}

static void take_common(struct options *options, struct filter *filter,
                        const struct filter_option *option, const char *value)
{
	switch (option->key) {
	case 'h':
		print_help(stdout, filter);
		exit(fflush(stdout) == 0 ? EXIT_OK : EXIT_IO);
	case 'V': options->wants_version = true; break;
	case 'o': options->output_path = value; break;
	case KEY_STRICT: options->is_strict = true; break;
	case KEY_FRAGMENT: options->is_fragment = true; break;
	case KEY_PROGRESS: options->wants_progress = true; break;
	case KEY_REDO: filter->redo = true; break;
	case KEY_STATS: options->stats_path = value; break;
	case KEY_OUTLINE: options->outline_path = value; break;
	case KEY_DROP: read_types(&options->selection, value, false, filter); break;
	case KEY_ONLY: read_types(&options->selection, value, true, filter); break;
	case KEY_MAX_ROW: read_bytes(&options->max_row, INT32_MAX, option, value, filter); break;
	case KEY_MAX_DOC: read_bytes(&options->max_doc, UINT32_MAX, option, value, filter); break;
	}
}

/* The options that change output, as one field: in the order of the tables, then as given. */
static void write_text(struct buf *text, const struct filter_option *table, const struct given *given,
                       size_t n_given)
{
	for (; table && table->key; table++) {
		for (size_t i = 0; i < n_given && table->changes_output; i++) {
			if (given[i].option != table)
				continue;
			buf_printf(text, "%s", text->len ? " " : "");
			if (table->name)
				buf_printf(text, "--%s", table->name);
			else
				buf_printf(text, "-%c", table->key);
			if (given[i].value)
				buf_printf(text, "%s%s", table->name ? "=" : " ", given[i].value);
		}
	}
}

/* getopt_long's two tables; returns the number of options. */
static size_t make_tables(const struct filter *filter, const struct filter_option *all[],
                          struct option longs[], char letters[])
{
	const struct filter_option *const tables[] = { filter->options, common_options };
	size_t n = 0, n_longs = 0, n_letters = 0;

	letters[n_letters++] = ':';
	for (size_t t = 0; t < 2; t++) {
		for (const struct filter_option *o = tables[t]; o && o->key && n < MAX_OPTIONS; o++) {
			all[n++] = o;
			if (o->name)
				longs[n_longs++] = (struct option){
					o->name, o->argument ? required_argument : no_argument, NULL, o->key
				};
			if (o->key < 256) {
				letters[n_letters++] = (char)o->key;
				if (o->argument)
					letters[n_letters++] = ':';
			}
		}
	}
	longs[n_longs] = (struct option){ 0 };
	letters[n_letters] = '\0';
	return n;
}

void options_read(struct options *options, struct filter *filter, int argc, char *argv[])
{
	const struct filter_option *all[MAX_OPTIONS];
	struct option longs[MAX_OPTIONS + 1];
	char letters[2 * MAX_OPTIONS + 2];
	struct given given[MAX_GIVEN];
	size_t n = make_tables(filter, all, longs, letters), n_given = 0, n_own = count(filter->options);
	int key;

	*options = (struct options){ .max_row = ROW_MAX_BYTES, .max_doc = CONTRACT_MAX_DOC };
	opterr = 0;
	while ((key = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		size_t i = 0;

		if (key == '?' || key == ':') {
			diag_message(NULL, key == ':' ? "%s needs a value" : "unknown option %s",
			             argv[optind - 1]);
			usage_error(filter);
		}
		while (i < n && all[i]->key != key)
			i++;
		if (n_given == MAX_GIVEN) {
			diag_message(NULL, "more than %d options", MAX_GIVEN);
			usage_error(filter);
		}
		given[n_given++] = (struct given){ all[i], all[i]->argument ? optarg : NULL };
		if (i >= n_own) {
			take_common(options, filter, all[i], optarg);
		} else if (!filter->option(filter->state, key, optarg)) {
			diag_message(NULL, "bad value for %s%s: %s", all[i]->name ? "--" : "-",
			             all[i]->name ? all[i]->name : (char[]){ (char)key, 0 }, optarg ? optarg : "");
			usage_error(filter);
		}
	}
	write_text(&options->text, filter->options, given, n_given);
	write_text(&options->text, common_options, given, n_given);
	options->inputs = argv + optind;
	options->n_inputs = (size_t)(argc - optind);
}

void options_free(struct options *options)
{
	buf_free(&options->text);
}
