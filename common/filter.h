/*
 * filter.h: the loop of every filter. Options, header rows, documents in, rows out, frames, exit
 * code (docs/FORMAT.md, sections 1, 3, 6, 7, 8) live here, once.
 *
 * A row filter says which types it reads and adds and gives one function from a document to rows:
 *
 *      static const char *const reads[] = { "par", "sent", NULL };
 *      static const char *const adds[] = { "sent", NULL };
 *
 *      int main(int argc, char *argv[])
 *      {
 *              struct filter filter = { .name = "sentence-split", .reads = reads, .adds = adds, … };
 *              return filter_main(&filter, argc, argv);
 *      }
 *
 * What the loop does with a document: every row is passed on as it arrives, byte for byte; rows of
 * the types in `reads` are kept as well. When `end` arrives and its count is right, `document` is
 * called once and writes its rows; then the loop writes `end` with the new count. So new rows stand
 * behind all that came in. Where the document already has rows of a type in `adds`, rows of that
 * type written by `document` are swallowed (`--redo` drops the old ones on arrival instead), so
 * `document` need not care, but it can ask (filter_has) and save the work.
 *
 * Kinds of filter besides the row filter:
 *   producer   `open` sets `produce`: raw documents in, rows out (`clean`, `import`)
 *   sink       is_sink: rows in, something else out (`render`, `export`); nothing is passed on, the
 *              document function writes with filter_write
 *
 * Memory: one arena a document; the loop keeps nothing from one document to the next, but for a
 * filter with a `group_key` the documents of one group.
 */
#ifndef COMMON_FILTER_H
#define COMMON_FILTER_H

#include "common/diag.h"
#include "common/document.h"
#include "common/row.h"

/* Of a document; the worst of what all stages say counts. */
enum filter_status { FILTER_OK, FILTER_PARTIAL, FILTER_SKIPPED };

struct filter_option {
	int key;              /* the letter, or a number from 256 up for a long name alone */
	const char *name;     /* without the dashes; NULL for a letter alone */
	const char *argument; /* what it takes, for the help text: "FILE"; NULL for none */
	const char *help;     /* one line */
	bool changes_output;  /* named in the #stage row */
};

struct filter {
	const char *name;
	const char *summary;           /* one line: what it does */
	const char *examples;          /* lines for --help; NULL for none */
	const char *const *reads;      /* types, NULL-terminated, columns as the contract has them */
	const char *const *adds;       /* types, NULL-terminated */
	const struct filter_option *options; /* its own, ended by a zeroed one; NULL for none */
	const char *extra_type, *extra_column; /* columns that one type of `adds` has beyond the contract, parted by TABs; set by `open`; NULL */
	bool is_sink;
	bool is_english_only; /* documents of another language (doc.lang) are skipped with E_LANG */
	/*
	 * Its document function reads tok rows through layers_read, once, and never as rows: those of
	 * a huge document are given back while they are read. It takes half as much memory so.
	 */
	bool takes_tokens;
	bool has_own_output;  /* a sink that writes output_path itself; `open` may set it */

	/* An option's value; false = not a good one (the loop says so and exits 64). */
	bool (*option)(void *state, int key, const char *value);
	/*
	 * After the options, before the first byte is read: loads models. Returns EXIT_OK, or an
	 * exit code after a message. May set filter->produce, filter->fingerprint.
	 */
	enum exit_code (*open)(struct filter *filter);
	/* One document. FILTER_OK, or what the rows written make of it. */
	enum filter_status (*document)(struct document *document, struct row_writer *out, void *state);
	/*
	 * Set by `open` where documents that follow each other may belong together: the key of a
	 * document, of its rows. Documents of one key wait until the last of them has come (an empty
	 * key is no key); then `group` sees those that `document` will be called with, each as always.
	 */
	struct str (*group_key)(const struct document *document, void *state);
	void (*group)(const struct document *const *documents, size_t n, void *state);
	/*
	 * A producer: reads the inputs (none = stdin, "-" = stdin) and writes documents with
	 * filter_document and filter_document_end. Returns the exit code (EXIT_NO_INPUT where a file
	 * could not be read; a message has been given).
	 */
	enum exit_code (*produce)(char *const *inputs, size_t n_inputs, struct row_writer *out, void *state);
	/* After the last document, before #eof; for sinks that write something at the end. */
	enum exit_code (*finish)(struct row_writer *out, void *state);
	void (*close)(void *state);

	void *state;
	uint64_t fingerprint; /* of the model or KB; 0 = none */
	/*
	 * Set by `open`: rows of these types (of `reads` and `adds`) are kept for `document` but not
	 * passed on, since it writes them anew. NULL-terminated. (`--redo` alone drops the rows of all
	 * types in `adds` unseen.)
	 */
	const char *const *replaces;
	uint64_t max_doc;     /* set by the loop from --max-doc before `open` */
	uint64_t max_row;     /* the same from --max-row */
	bool redo;            /* the same from --redo */
	const char *output_path; /* the same from -o; NULL: stdout */
	bool has_failed; /* set before `finish`: the stream was bad, nothing must look complete */
};

/* Runs the program; returns its exit code. Restores SIGPIPE's default action. */
int filter_main(struct filter *filter, int argc, char *argv[]);

/* --- for document functions ---------------------------------------------------------------- */

/* Whether the document came with rows of this type (one of `adds`), so that new ones are swallowed. */
bool filter_has(const struct row_writer *out, const char *type);

/*
 * Writes an `err` row and makes the document at least `partial`. code: one of the contract.
 * [begin, end): raw bytes, or FILTER_NOWHERE twice. Equal rows of the same stage are written once.
 */
#define FILTER_NOWHERE SIZE_MAX
void filter_error(struct row_writer *out, const char *code, size_t begin, size_t end,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));

/* A sink's output: bytes as they are. */
void filter_write(struct row_writer *out, struct str bytes);

/* --- for producers -------------------------------------------------------------------------- */

struct document_facts {
	struct str id; /* empty: XXH3-64 of the raw bytes, 16 hex digits, which the caller puts here */
	struct str source, url, published, lang, title, author;
	uint64_t bytes;
};

void filter_document(struct row_writer *out, const struct document_facts *facts);
void filter_document_end(struct row_writer *out, enum filter_status status);

/* The id of a document that has none: 16 hex digits, written to `hex`. */
struct str filter_document_id(struct str raw, char hex[16]);

/* Whether the id may be used: not empty, no TAB, LF, CR, blank, valid text, at most 1 KiB. */
bool filter_id_is_good(struct str id);

#endif
