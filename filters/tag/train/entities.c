/*
 * tag-train entities: learns the names' CRF. tag-train entities-score: measures a model.
 */
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "entity_learn.h"
#include "entity_score.h"
#include "entity_votes.h"
#include "filters/tag/model.h"
#include "filters/tag/names/entity_model.h"
#include "train.h"

enum { MAX_DEV = 8, MAX_FIELDS = 4, MAX_PARTS = 5 };

struct dev_set {
	const char *name;
	struct entity_corpus corpus;
};

static const char usage[] =
        "usage: tag-train entities -c CLASSES [-g GAZETTEER] [-t TOKENIZER] [-i TEXT] SOURCE… -o PART\n"
        "-i: licence and sources, for the model's info.\n"
        "Sources, in any number and order:\n"
        "  --times N                    how often the sources that follow are seen in an epoch (1)\n"
        "  --iob2 FILE                  tokens with IOB2 tags\n"
        "  --votes TOKENS,VOTES         GMB's tokens with votes of several taggers\n"
        "  --silver TEXT,SPANS,STEP     raw text with votes; one document in STEP is read\n"
        "  --lower STEP                 a copy in lower case of one document in STEP so far\n"
        "  --dev NAME,FILE              scores after each epoch; the first one that has a type makes its scores\n"
        "                               probabilities\n"
        "  --dev-gmb NAME,FILE,COUNTRIES  the same with GMB's own labels\n"
        "Numbers:\n"
        "  --epochs N (4)  --trainings N (1): their mean is the model  --rate R  --dropout D (0.3)\n"
        "  --rows N (105000)  --least N (2)  --least-place N (3)  --unit U  --seed N\n";

/* Splits at commas into at most MAX_FIELDS, in place. */
static size_t split(char *argument, char *field[MAX_FIELDS])
{
	size_t n = 0;

	for (char *at = argument; at && n < MAX_FIELDS; n++) {
		field[n] = at;
		at = strchr(at, ',');
		if (at)
			*at++ = '\0';
	}
	return n;
}

_Noreturn static void bad_argument(const char *option)
{
	diag_fatal(EXIT_USAGE, "entities", "bad or missing value of --%s (see -h)", option);
}

static double number(const char *text, double least, double most, const char *option)
{
	char *end;
	double value = strtod(text, &end);

	if (end == text || *end || !(value >= least && value <= most))
		bad_argument(option);
	return value;
}

static void open_classes(const char *path, struct classes *classes)
{
	struct bundle part = part_open(path);

	if (!classes_open(&part, classes))
		diag_fatal(EXIT_CONFIG, path, "no word classes");
}

static struct entity_model *open_model(const struct bundle *bundle, const char *path)
{
	const char *why;
	struct entity_model *model = entity_model_new(bundle, &why);

	if (!model)
		diag_fatal(EXIT_CONFIG, path, "%s", why ? why : "no entity model");
	return model;
}

/*
 * The sections as they would stand in a file, opened: what is scored is what will be shipped. *bytes
 * is the file, which the caller frees after the model.
 */
static struct entity_model *try_model(const struct bundle_part *parts, size_t n_parts, void **bytes)
{
	struct bundle bundle;
	struct buf file = { 0 };

	bundle_write(MODEL_KIND, parts, n_parts, &file);
	*bytes = aligned_alloc(64, (file.len + 63) / 64 * 64);
	if (!*bytes)
		diag_fatal(EXIT_SYSTEM, NULL, "out of memory");
	memcpy(*bytes, file.at, file.len);
	if (bundle_open(str_at(*bytes, file.len), MODEL_KIND, &bundle) != BUNDLE_OK)
		diag_fatal(EXIT_BUG, NULL, "the model just written cannot be read");
	buf_free(&file);
	return open_model(&bundle, "model");
}

/* --- scores ------------------------------------------------------------------------------------ */

static void print_scores(const char *name, const struct entity_scores *scores)
{
	size_t gold = 0, found = 0, right = 0;

	printf("%-12s", name);
	for (unsigned type = 0; type < CRF_TYPES; type++) {
		double p = scores->n_found[type] ? 100.0 * (double)scores->n_right[type] / (double)scores->n_found[type] : 0;
		double r = scores->n_gold[type] ? 100.0 * (double)scores->n_right[type] / (double)scores->n_gold[type] : 0;

		printf("  %s %4.1f/%4.1f", entity_type_name((enum entity_type)type), p, r);
		if (type < ENTITY_MISC) {
			gold += scores->n_gold[type];
			found += scores->n_found[type];
			right += scores->n_right[type];
		}
	}
	printf("   P %.2f  R %.2f  F1 %.2f (3 types)\n", found ? 100.0 * (double)right / (double)found : 0,
	       gold ? 100.0 * (double)right / (double)gold : 0, entity_scores_f1(scores, ENTITY_MISC));
	fflush(stdout);
}

static void print_reliability(const struct entity_scores *scores)
{
	const struct entity_judged *judged = (const struct entity_judged *)(const void *)scores->judged.at;
	size_t n = scores->judged.len / sizeof *judged;
	enum { BINS = 10 };
	double sum[BINS] = { 0 }, error = 0;
	size_t count[BINS] = { 0 }, right[BINS] = { 0 };

	for (size_t i = 0; i < n; i++) {
		size_t bin = (size_t)(judged[i].score * BINS);

		bin = bin < BINS ? bin : BINS - 1;
		sum[bin] += judged[i].score;
		count[bin]++;
		right[bin] += judged[i].is_right;
	}
	printf("score      names  mean score  right\n");
	for (size_t bin = 0; bin < BINS; bin++) {
		if (count[bin] == 0)
			continue;
		printf("%.1f-%.1f  %7zu  %10.3f  %5.3f\n", (double)bin / BINS, (double)(bin + 1) / BINS, count[bin],
		       sum[bin] / (double)count[bin], (double)right[bin] / (double)count[bin]);
		error += fabs(sum[bin] - (double)right[bin]);
	}
	printf("expected calibration error %.3f\n", n ? error / (double)n : 0);
}

/* --- the commands -------------------------------------------------------------------------------- */

struct training {
	struct entity_learn_options options;
	struct entity_corpus corpus;
	struct dev_set dev[MAX_DEV];
	size_t n_dev;
	struct classes classes;
	struct tokenizer tokenizer;
	struct gazetteer gazetteer;
	struct bundle gazetteer_part;
	struct buf info; /* licence and sources, then the scores of the last epoch */
	struct arena arena;
};

static struct dev_set *add_dev(struct training *t, const char *name)
{
	if (t->n_dev == MAX_DEV)
		diag_fatal(EXIT_USAGE, "entities", "more than %d dev sets", MAX_DEV);
	t->dev[t->n_dev].name = name;
	return &t->dev[t->n_dev++];
}

/* What was learned. */
struct sections {
	struct buf head, filter, rows;
};

/* The sections of the part; returns how many. */
static size_t model_parts(const struct training *t, const struct sections *learned,
                          struct bundle_part parts[MAX_PARTS])
{
	size_t n = 0;

	parts[n++] = (struct bundle_part){ "ent.head", buf_str(&learned->head) };
	parts[n++] = (struct bundle_part){ "ent.filter", buf_str(&learned->filter) };
	parts[n++] = (struct bundle_part){ "ent.rows", buf_str(&learned->rows) };
	if (t->gazetteer.entries)
		parts[n++] = (struct bundle_part){ "ent.gaz", bundle_section(&t->gazetteer_part, "ent.gaz") };
	if (t->info.len > 0)
		parts[n++] = (struct bundle_part){ "info", buf_str(&t->info) };
	return n;
}

/* Learns, and prints the scores after each epoch. */
static void learn(struct training *t, struct sections *learned)
{
	struct entity_learner *learner;
	struct entity_calibration calibration = { .is_set = { false } };
	unsigned n_epochs = t->options.epochs * t->options.trainings;

	learner = entity_learner_new(&t->corpus, &t->classes, &t->gazetteer, &t->options);
	printf("%zu sentences, %zu tokens, %zu rows\n", entity_corpus_n_sentences(&t->corpus),
	       entity_corpus_n_tokens(&t->corpus), entity_learner_n_rows(learner));
	for (unsigned epoch = 1; epoch <= n_epochs; epoch++) {
		struct bundle_part parts[MAX_PARTS];
		struct entity_model *model;
		void *bytes;

		printf("epoch %u: loss %.4f\n", epoch, entity_learner_epoch(learner));
		buf_clear(&learned->head);
		buf_clear(&learned->filter);
		buf_clear(&learned->rows);
		entity_learner_write(learner, &learned->head, &learned->filter, &learned->rows);
		model = try_model(parts, model_parts(t, learned, parts), &bytes);
		for (size_t i = 0; i < t->n_dev; i++) {
			struct entity_scores scores = { 0 };

			entity_scores_add(&scores, &t->dev[i].corpus, model, &t->classes, NULL);
			print_scores(t->dev[i].name, &scores);
			if (epoch == n_epochs)
				buf_printf(&t->info, "names, F1 of PER ORG LOC on %s: %.2f\n", t->dev[i].name,
				           entity_scores_f1(&scores, ENTITY_MISC));
			if (epoch == n_epochs)
				entity_scores_calibrate(&scores, &calibration);
			entity_scores_free(&scores);
		}
		entity_model_delete(model);
		free(bytes);
	}
	for (unsigned type = 0; type < CRF_TYPES; type++) {
		struct entity_head *head = (struct entity_head *)(void *)learned->head.at;

		if (!calibration.is_set[type])
			continue;
		head->slope[type] = calibration.slope[type];
		head->offset[type] = calibration.offset[type];
		printf("%s: log odds of a right name = %.3f x + %.3f\n", entity_type_name((enum entity_type)type),
		       (double)head->slope[type], (double)head->offset[type]);
	}
	entity_learner_delete(learner);
}

int train_entities(int argc, char *argv[])
{
	enum { TIMES = 256, IOB2, VOTES, SILVER, LOWER, DEV, DEV_GMB, EPOCHS, TRAININGS,
	       RATE, DROPOUT, ROWS, LEAST, LEAST_PLACE, UNIT, SEED };
	static const struct option options[] = {
		{ "times", 1, NULL, TIMES },     { "iob2", 1, NULL, IOB2 },       { "votes", 1, NULL, VOTES },
		{ "silver", 1, NULL, SILVER },   { "lower", 1, NULL, LOWER },     { "dev", 1, NULL, DEV },
		{ "dev-gmb", 1, NULL, DEV_GMB }, { "epochs", 1, NULL, EPOCHS },   { "trainings", 1, NULL, TRAININGS },
		{ "rate", 1, NULL, RATE },       { "dropout", 1, NULL, DROPOUT }, { "rows", 1, NULL, ROWS },
		{ "least", 1, NULL, LEAST },     { "least-place", 1, NULL, LEAST_PLACE },
		{ "unit", 1, NULL, UNIT },       { "seed", 1, NULL, SEED },
		{ 0 },
	};
	struct training t = { .options = { .epochs = 4, .trainings = 1, .least = 2, .least_place = 3, .rate = 0.1f, .dropout = 0.3f,
		                           .n_rows = 105000, .unit = 1 / 32.0f, .seed = 20240607 } };
	struct sections learned = { 0 };
	struct bundle_part parts[MAX_PARTS];
	const char *out = NULL;
	unsigned times = 1;
	char *f[MAX_FIELDS];
	int key;

	while ((key = getopt_long(argc, argv, "c:g:t:i:o:h", options, NULL)) != -1) {
		switch (key) {
		case 'h':
			fputs(usage, stdout);
			return EXIT_OK;
		case 'c':
			open_classes(optarg, &t.classes);
			break;
		case 'o':
			out = optarg;
			break;
		case 'i':
			buf_add_str(&t.info, str_of(optarg));
			break;
		case 'g':
			t.gazetteer_part = part_open(optarg);
			if (!gazetteer_read(bundle_section(&t.gazetteer_part, "ent.gaz"), &t.gazetteer))
				diag_fatal(EXIT_CONFIG, optarg, "no gazetteer");
			break;
		case 't': {
			struct bundle part = part_open(optarg);

			if (!tokenizer_open(&part, &t.tokenizer))
				diag_fatal(EXIT_CONFIG, optarg, "no tokenizer");
			break;
		}
		case TIMES:
			times = (unsigned)number(optarg, 1, 100, "times");
			break;
		case IOB2:
			entity_corpus_iob2(&t.corpus, optarg, train_file(optarg), times);
			break;
		case VOTES:
			if (split(optarg, f) != 2)
				bad_argument("votes");
			entity_corpus_votes(&t.corpus, f[0], train_file(f[0]), train_file(f[1]), times);
			break;
		case SILVER:
			if (split(optarg, f) != 3)
				bad_argument("silver");
			entity_corpus_silver(&t.corpus, f[1], train_file(f[0]), train_file(f[1]), &t.tokenizer,
			                     (unsigned)number(f[2], 1, 1000, "silver"));
			break;
		case LOWER:
			entity_corpus_add_lower(&t.corpus, (unsigned)number(optarg, 1, 1000, "lower"), &t.arena);
			break;
		case DEV:
			if (split(optarg, f) != 2)
				bad_argument("dev");
			entity_corpus_iob2(&add_dev(&t, f[0])->corpus, f[1], train_file(f[1]), 1);
			break;
		case DEV_GMB:
			if (split(optarg, f) != 3)
				bad_argument("dev-gmb");
			entity_corpus_gmb(&add_dev(&t, f[0])->corpus, f[1], train_file(f[1]), train_file(f[2]), 1);
			break;
		case EPOCHS:
			t.options.epochs = (unsigned)number(optarg, 1, 100, "epochs");
			break;
		case TRAININGS:
			t.options.trainings = (unsigned)number(optarg, 1, 100, "trainings");
			break;
		case RATE:
			t.options.rate = (float)number(optarg, 1e-4, 10, "rate");
			break;
		case DROPOUT:
			t.options.dropout = (float)number(optarg, 0, 0.9, "dropout");
			break;
		case ROWS:
			t.options.n_rows = (uint32_t)number(optarg, 1, 1e8, "rows");
			break;
		case LEAST:
			t.options.least = (unsigned)number(optarg, 1, 1e6, "least");
			break;
		case LEAST_PLACE:
			t.options.least_place = (unsigned)number(optarg, 1, 1e6, "least-place");
			break;
		case UNIT:
			t.options.unit = (float)number(optarg, 1e-4, 0.5, "unit");
			break;
		case SEED:
			t.options.seed = (uint64_t)number(optarg, 1, 1e15, "seed");
			break;
		default:
			return EXIT_USAGE;
		}
	}
	if (!t.classes.entries || !out || optind != argc || entity_corpus_n_tokens(&t.corpus) == 0) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	learn(&t, &learned);
	part_write(out, parts, model_parts(&t, &learned, parts));
	for (size_t i = 0; i < t.n_dev; i++)
		entity_corpus_free(&t.dev[i].corpus);
	entity_corpus_free(&t.corpus);
	buf_free(&learned.head);
	buf_free(&learned.filter);
	buf_free(&learned.rows);
	buf_free(&t.info);
	arena_free(&t.arena);
	return EXIT_OK;
}

static const char score_usage[] =
        "usage: tag-train entities-score -m MODEL [-c CLASSES] [--lower | --upper] [--wrong] [--gmb COUNTRIES] FILE…\n"
        "A part needs the classes that it was trained with. Exact spans of each file, and how far the scores of all of them are probabilities.\n"
        "--lower, --upper: in small letters, in capitals; --wrong: with the names missed or wrong; --gmb: by GMB's own labels\n";

int train_entities_score(int argc, char *argv[])
{
	enum { LOWER = 256, UPPER, WRONG, GMB };
	static const struct option options[] = {
		{ "lower", 0, NULL, LOWER }, { "upper", 0, NULL, UPPER }, { "wrong", 0, NULL, WRONG }, { "gmb", 1, NULL, GMB }, { 0 },
	};
	struct classes classes;
	struct entity_scores all = { 0 };
	const char *classes_path = NULL, *model_path = NULL, *countries = NULL;
	struct entity_model *model;
	struct bundle part;
	struct arena arena = { 0 };
	struct buf wrong = { 0 };
	bool is_lower = false, is_upper = false, shows_wrong = false;
	int key;

	while ((key = getopt_long(argc, argv, "c:m:h", options, NULL)) != -1) {
		switch (key) {
		case 'h':
			fputs(score_usage, stdout);
			return EXIT_OK;
		case 'c':
			classes_path = optarg;
			break;
		case 'm':
			model_path = optarg;
			break;
		case LOWER:
			is_lower = true;
			break;
		case UPPER:
			is_upper = true;
			break;
		case WRONG:
			shows_wrong = true;
			break;
		case GMB:
			countries = optarg;
			break;
		default:
			return EXIT_USAGE;
		}
	}
	if (!model_path || optind == argc) {
		fputs(score_usage, stderr);
		return EXIT_USAGE;
	}
	open_classes(classes_path ? classes_path : model_path, &classes);
	part = part_open(model_path);
	model = open_model(&part, model_path);
	for (int i = optind; i < argc; i++) {
		struct entity_corpus corpus = { 0 };
		struct entity_scores scores = { 0 };
		const char *name = strrchr(argv[i], '/');

		if (countries)
			entity_corpus_gmb(&corpus, argv[i], train_file(argv[i]), train_file(countries), 1);
		else
			entity_corpus_iob2(&corpus, argv[i], train_file(argv[i]), 1);
		if (is_lower || is_upper)
			entity_corpus_set_case(&corpus, is_upper, &arena);
		entity_scores_add(&scores, &corpus, model, &classes, shows_wrong ? &wrong : NULL);
		print_scores(name ? name + 1 : argv[i], &scores);
		entity_scores_add(&all, &corpus, model, &classes, NULL);
		if (wrong.len)
			fwrite(wrong.at, 1, wrong.len, stdout);
		buf_clear(&wrong);
		entity_scores_free(&scores);
		entity_corpus_free(&corpus);
	}
	print_reliability(&all);
	buf_free(&wrong);
	entity_scores_free(&all);
	entity_model_delete(model);
	arena_free(&arena);
	return EXIT_OK;
}
