/* database.c: one transaction, one prepared INSERT a table. */
#include "database.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "common/buf.h"
#include "common/diag.h"
#include "common/utf8.h"

enum { MAX_TABLES = 16, EDIT_TABLE = 2 /* in inserts[] */ };

const char *const database_reads[] = { "par", "edit", "sent", "tok", "ent", "link", "ref", "quote", "sum", "key", "err", NULL };

struct database {
	sqlite3 *handle;
	sqlite3_stmt *inserts[MAX_TABLES]; /* doc, then database_reads[] */
	int n_columns[MAX_TABLES];
	bool is_number[MAX_TABLES][CONTRACT_COLUMNS];
	int64_t n_documents;
	struct buf bytes; /* of an edit, as text */
};

static const char schema_end[] =
        "CREATE INDEX tok_place ON tok(doc_n, sent, tok);"
        "CREATE INDEX ent_number ON ent(doc_n, ent);"
        "CREATE INDEX link_entity ON link(doc_n, ent);"
        "CREATE INDEX link_id ON link(kb, id);"
        "CREATE VIEW mentions AS SELECT doc.n AS doc_n, doc.doc AS doc, ent.ent, ent.sent, ent.\"begin\", ent.\"end\","
        " ent.type, ent.text, ent.score AS entity_score, link.kb, link.id, link.label, link.chain, link.score AS link_score"
        " FROM ent JOIN doc ON doc.n = ent.doc_n LEFT JOIN link ON link.doc_n = ent.doc_n AND link.ent = ent.ent AND link.rank = 1;"
        "CREATE VIEW names AS SELECT kb, id, max(label) AS label, type, count(*) AS mentions, count(DISTINCT doc_n) AS documents"
        " FROM mentions WHERE kb IS NOT NULL AND kb NOT IN ('nil', 'timex3', 'amount') GROUP BY kb, id;"
        "CREATE VIEW dates AS SELECT id AS value, doc_n, doc, sent, text FROM mentions WHERE kb = 'timex3' ORDER BY id;"
        "CREATE VIRTUAL TABLE sentence_text USING fts5(text, content='sent', content_rowid='n');"
        "INSERT INTO sentence_text(sentence_text) VALUES('rebuild');";

static bool run(struct database *database, const char *sql)
{
	return sqlite3_exec(database->handle, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* CREATE TABLE and INSERT of one type; table 0 is doc. */
static bool make_table(struct database *database, int table, const char *type)
{
	const char *at = contract_find(str_of(type))->columns;
	struct buf create = { 0 }, insert = { 0 };
	bool good;
	int n = 0;

	buf_printf(&create, "CREATE TABLE \"%s\"(%s", type,
	           table == 0 ? "n INTEGER PRIMARY KEY" : "n INTEGER PRIMARY KEY, doc_n INTEGER NOT NULL REFERENCES doc(n)");
	buf_printf(&insert, "INSERT INTO \"%s\" VALUES(?", type);
	if (table > 0)
		buf_printf(&insert, ",?");
	while (*at) {
		size_t len = strcspn(at, " ");
		bool is_number = strncmp(at + strcspn(at, ": "), ":n", 2) == 0 || strncmp(at, "score", 5) == 0;

		/* The document of an inner row is doc_n. */
		if (table == 0 || n > 0) {
			buf_printf(&create, ", \"%.*s\" %s", (int)strcspn(at, ":? "), at,
			           strncmp(at, "score", 5) == 0 ? "REAL" : is_number ? "INTEGER" : "TEXT");
			buf_printf(&insert, ",?");
		}
		database->is_number[table][n++] = is_number;
		at += len + (at[len] == ' ');
	}
	database->n_columns[table] = n;
	buf_add(&create, ");", 3);
	buf_add(&insert, ")", 2);
	good = run(database, create.at) && sqlite3_prepare_v2(database->handle, insert.at, -1, &database->inserts[table],
	                                                      NULL) == SQLITE_OK;
	buf_free(&create);
	buf_free(&insert);
	return good;
}

struct database *database_new(const char *path, const char **error)
{
	struct database *database = diag_alloc(sizeof *database);
	bool good;

	*database = (struct database){ 0 };
	good = sqlite3_open_v2(path, &database->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE,
	                       NULL) == SQLITE_OK;
	good = good && run(database, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;") &&
	       make_table(database, 0, "doc");
	for (int i = 0; good && database_reads[i]; i++)
		good = make_table(database, i + 1, database_reads[i]);
	if (!good) {
		*error = database->handle ? sqlite3_errmsg(database->handle) : "out of memory";
		return NULL;
	}
	return database;
}

static void bind(sqlite3_stmt *insert, int place, struct str field, bool is_number)
{
	uint64_t n;

	if (field.len == 0)
		sqlite3_bind_null(insert, place);
	else if (is_number && str_number(field, INT64_MAX, &n))
		sqlite3_bind_int64(insert, place, (sqlite3_int64)n);
	else
		sqlite3_bind_text(insert, place, field.at, (int)field.len, SQLITE_STATIC);
}

static bool add_row(struct database *database, int table, const struct row *row)
{
	sqlite3_stmt *insert = database->inserts[table];
	int place = 1, first = table == 0 ? 0 : 1;

	sqlite3_reset(insert);
	if (table == 0)
		sqlite3_bind_int64(insert, place++, database->n_documents);
	else {
		sqlite3_bind_null(insert, place++); /* n: the next number */
		sqlite3_bind_int64(insert, place++, database->n_documents);
	}
	for (int c = first; c < database->n_columns[table]; c++) {
		struct str field = row_get(row, (size_t)c);

		if (c == EDIT_BEFORE && table == EDIT_TABLE) {
			buf_clear(&database->bytes);
			utf8_add_bytes(&database->bytes, field);
			field = buf_str(&database->bytes);
		}
		bind(insert, place++, field, database->is_number[table][c]);
	}
	return sqlite3_step(insert) == SQLITE_DONE;
}

bool database_add(struct database *database, const struct document *document, const char **error)
{
	bool good;

	database->n_documents++;
	good = add_row(database, 0, document->facts);
	for (int t = 0; good && database_reads[t]; t++)
		for (const struct row *row = document_first(document, database_reads[t]); row && good; row = row_next(row))
			good = add_row(database, t + 1, row);
	if (!good)
		*error = sqlite3_errmsg(database->handle);
	return good;
}

bool database_close(struct database *database, const char **error)
{
	static char message[256];
	bool good;

	for (int t = 0; t < MAX_TABLES; t++)
		sqlite3_finalize(database->inserts[t]);
	good = run(database, schema_end) && run(database, "COMMIT;");
	if (!good)
		sqlite3_snprintf(sizeof message, message, "%s", sqlite3_errmsg(database->handle));
	*error = message;
	good = sqlite3_close(database->handle) == SQLITE_OK && good;
	buf_free(&database->bytes);
	free(database);
	return good;
}
