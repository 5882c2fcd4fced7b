/* sketch: adds sig rows, the signature of a document's text, by which near-duplicates are found. */
#include "common/filter.h"
#include "minhash.h"

static const char *const reads[] = { "par", NULL };
static const char *const adds[] = { "sig", NULL };

/* Captions, credits and what belongs to the page are the same in documents that are not. */
static bool is_text(const struct row *par)
{
	struct str kind = row_get(par, PAR_KIND);

	return str_is(kind, "p") || str_is(kind, "list") || str_is(kind, "title");
}

/* Sixteen hexadecimal digits; printf would take an eighth of the program's time. */
static struct str write_hex(uint64_t value, char hex[16])
{
	for (size_t i = 16; i-- > 0; value >>= 4)
		hex[i] = "0123456789abcdef"[value & 15];
	return str_at(hex, 16);
}

static enum filter_status sketch(struct document *document, struct row_writer *out, void *context)
{
	struct minhash minhash;
	uint64_t values[MINHASH_BANDS];

	(void)context;
	if (filter_has(out, "sig"))
		return FILTER_OK;
	minhash_begin(&minhash);
	for (const struct row *par = document_first(document, "par"); par; par = row_next(par)) {
		if (is_text(par))
			minhash_add(&minhash, row_get(par, PAR_TEXT));
	}
	if (!minhash_end(&minhash, values))
		return FILTER_OK;
	for (size_t band = 0; band < MINHASH_BANDS; band++) {
		char hex[16];

		row_begin(out, "sig");
		row_number(out, band + 1);
		row_str(out, write_hex(values[band], hex));
		row_end(out);
	}
	return FILTER_OK;
}

int main(int argc, char *argv[])
{
	struct filter filter = {
		.name = "sketch",
		.summary = "adds 64 sig rows, the signature of a document's text (MinHash)",
		.examples = "  copydesk *.txt | sketch | copydesk-duplicates | awk -F'\\t' '$1 == \"dup\"'\n",
		.reads = reads,
		.adds = adds,
		.document = sketch,
	};

	return filter_main(&filter, argc, argv);
}
