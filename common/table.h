/*
 * table.h: CSV and TSV from outside (feeds, dictionaries, knowledge bases) and CSV to outside.
 * The only includer of libcsv. Rows between stages go through row.h instead.
 *
 * TABLE_CSV is RFC 4180: quotes, doubled quotes, LF or CRLF, line breaks inside quotes.
 * TABLE_TSV has no quoting; the escapes \t \n \r \\ (as jq's @tsv and Miller write them) are undone,
 * any other backslash stays as it is. CR before LF is dropped in both.
 */
#ifndef COMMON_TABLE_H
#define COMMON_TABLE_H

#include "common/buf.h"
#include "common/str.h"

enum table_format { TABLE_CSV, TABLE_TSV };

enum table_status {
	TABLE_OK,
	TABLE_STOPPED, /* the callback asked for it */
	TABLE_TOO_LONG, /* a field above the limit */
	TABLE_MALFORMED, /* a quote that never ends, a stray quote */
	TABLE_READ_ERROR, /* read(2) failed; errno tells */
};

struct table_options {
	enum table_format format;
	char delimiter;       /* 0: the format's own (',' or TAB) */
	size_t max_field;     /* bytes; 0: 64 MiB */
};

/*
 * One record. fields[n] are unescaped, not NUL-terminated, valid during the call. `line` counts
 * physical lines from 1: where the record begins. Empty lines are passed over in CSV and are a
 * record of one empty field in TSV. Return false to stop.
 */
typedef bool table_record(void *context, const struct str *fields, size_t n, uint64_t line);

/* Reads all records from a descriptor. *line: where it ended, for messages. */
enum table_status table_read(int fd, const struct table_options *options, table_record *record,
                             void *context, uint64_t *line);

/* The same from memory. */
enum table_status table_parse(struct str bytes, const struct table_options *options,
                              table_record *record, void *context, uint64_t *line);

/*
 * A reader that is fed: for input that arrives in pieces of any size. table_feed calls `record`
 * for every record that is complete, table_finish for the last one that had no line end.
 */
struct table;
struct table *table_new(const struct table_options *options, table_record *record, void *context);
enum table_status table_feed(struct table *table, struct str bytes);
enum table_status table_finish(struct table *table);
uint64_t table_line(const struct table *table);
void table_delete(struct table *table);

/* Appends one CSV field, quoted always (libcsv's writer). */
void table_write_csv_field(struct buf *out, struct str field);

const char *table_library_version(void);

#endif
