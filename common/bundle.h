/*
 * bundle.h: a read-only file of named sections, mapped into memory. Models and knowledge bases.
 *
 *      magic "copydesk" | version | byte order mark | kind | file size | n sections | XXH3 of the table
 *      table: name, offset, size, XXH3-64 of the section's bytes
 *      sections, each aligned to 64 bytes
 *
 * The same sections give the same bytes: no time stamps, no padding that is not zero. The
 * fingerprint of a bundle is the XXH3-64 of its header and table (which hold every section's
 * checksum), so it names the content. Loading checks magic, version, byte order, kind, size and
 * the table's checksum, and, of a file of up to BUNDLE_CHECKED bytes, the checksum of every section;
 * the sections of a larger one are checked for their bounds only, so that opening takes constant
 * time however large a knowledge base is (`bundle_verify` reads them whole). The user of a section checks every number
 * it reads from it: a file is input.
 */
#ifndef COMMON_BUNDLE_H
#define COMMON_BUNDLE_H

#include "common/buf.h"
#include "common/str.h"

enum {
	BUNDLE_ALIGN = 64,
	BUNDLE_VERSION = 1,
	BUNDLE_CHECKED = 32 << 20,
};

enum bundle_status {
	BUNDLE_OK,
	BUNDLE_NOT_ONE,     /* no magic: some other file */
	BUNDLE_VERSION_BAD, /* another version or byte order */
	BUNDLE_KIND_BAD,    /* a bundle of another kind */
	BUNDLE_TRUNCATED,   /* shorter or longer than it says */
	BUNDLE_CORRUPT,     /* a checksum or an offset is wrong */
};

struct bundle {
	struct str bytes; /* the whole file; borrowed */
	uint64_t fingerprint;
};

/* Looks at a file that lies in memory (64-byte aligned): nothing is copied. kind: at most 15 bytes. */
enum bundle_status bundle_open(struct str bytes, const char *kind, struct bundle *bundle);

/* Checks the checksum of every section, large ones too. */
enum bundle_status bundle_verify(const struct bundle *bundle);

/* A section by name; at = NULL, len = 0 where there is none. Aligned to 64 bytes. */
struct str bundle_section(const struct bundle *bundle, const char *name);

/* The name of section i, in the order of the file; NULL behind the last. */
const char *bundle_section_name(const struct bundle *bundle, size_t i);

/* In words, for a message. */
const char *bundle_status_text(enum bundle_status status);

/* --- making one ------------------------------------------------------------------------- */

struct bundle_part {
	const char *name; /* at most 15 bytes */
	struct str bytes;
};

/*
 * Appends the header and table alone, for a file too large to lie in memory: the sections follow it in order, each
 * behind as many zero bytes as align it to 64, and nothing behind the last.
 */
void bundle_write_head(const char *kind, const struct bundle_part *parts, size_t n_parts, struct buf *out);

/* Appends the file to `out`. */
void bundle_write(const char *kind, const struct bundle_part *parts, size_t n_parts,
                  struct buf *out);

#endif
