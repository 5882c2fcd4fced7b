/*
 * bundle.c: sections behind one table.
 *
 *      0   magic "copydesk"          8   version, byte order (u32 each)
 *      16  kind, 16 bytes            32  file size, n sections (u64 each)
 *      48  XXH3-64 of the 48 bytes above and the table
 *      64  table: name 16 bytes, offset, size, checksum, 0 (u64 each): 48 bytes an entry
 */
#include "common/bundle.h"

#include <assert.h>
#include <xxhash.h>
#ifdef __x86_64__
#include <xxh_x86dispatch.h> /* the same checksums, by the widest vectors that the processor has */
#endif

enum {
	HEADER = 64,
	HASHED_HEADER = 48,
	NAME = 16,
	MAX_SECTIONS = 256,
	BYTE_ORDER_MARK = 0x01020304,
};

static const char magic[8] = { 'c', 'o', 'p', 'y', 'd', 'e', 's', 'k' };

struct header {
	char magic[8];
	uint32_t version, byte_order;
	char kind[NAME];
	uint64_t size, n_sections;
	uint64_t checksum, reserved;
};

struct entry {
	char name[NAME];
	uint64_t offset, size, checksum, reserved;
};

_Static_assert(sizeof(struct header) == HEADER, "the header is as drawn above");
_Static_assert(sizeof(struct entry) == 48, "an entry is as drawn above");

/* The header's checksum seeds that of the table, so one number covers both. */
static uint64_t table_checksum(const char *file, size_t n_sections)
{
	return XXH3_64bits_withSeed(file + HEADER, n_sections * sizeof(struct entry),
	                            XXH3_64bits(file, HASHED_HEADER));
}

static struct entry entry_at(const struct bundle *bundle, size_t i)
{
	struct entry entry;

	memcpy(&entry, bundle->bytes.at + HEADER + i * sizeof entry, sizeof entry);
	return entry;
}

static size_t n_entries(const struct bundle *bundle)
{
	struct header header;

	memcpy(&header, bundle->bytes.at, sizeof header);
	return (size_t)header.n_sections;
}

static bool entry_is_intact(const struct bundle *bundle, const struct entry *entry)
{
	return XXH3_64bits(bundle->bytes.at + entry->offset, entry->size) == entry->checksum;
}

static bool padding_is_zero(struct str bytes, uint64_t from, uint64_t to)
{
	for (; from < to; from++)
		if (bytes.at[from])
			return false;
	return true;
}

enum bundle_status bundle_open(struct str bytes, const char *kind, struct bundle *bundle)
{
	struct header header;
	uint64_t end;

	*bundle = (struct bundle){ .bytes = bytes };
	if (bytes.len < sizeof magic || memcmp(bytes.at, magic, sizeof magic) != 0)
		return BUNDLE_NOT_ONE;
	if (bytes.len < HEADER)
		return BUNDLE_TRUNCATED;
	memcpy(&header, bytes.at, sizeof header);
	if (header.version != BUNDLE_VERSION || header.byte_order != BYTE_ORDER_MARK)
		return BUNDLE_VERSION_BAD;
	if (header.size != bytes.len)
		return BUNDLE_TRUNCATED;
	if (header.n_sections > MAX_SECTIONS || header.reserved ||
	    HEADER + header.n_sections * sizeof(struct entry) > bytes.len)
		return BUNDLE_CORRUPT;
	bundle->fingerprint = table_checksum(bytes.at, (size_t)header.n_sections);
	if (bundle->fingerprint != header.checksum)
		return BUNDLE_CORRUPT;
	if (strncmp(header.kind, kind, NAME) != 0)
		return BUNDLE_KIND_BAD;
	end = HEADER + header.n_sections * sizeof(struct entry);
	for (size_t i = 0; i < header.n_sections; i++) {
		struct entry entry = entry_at(bundle, i);

		if (entry.offset % BUNDLE_ALIGN || entry.offset < end || entry.offset > bytes.len ||
		    entry.size > bytes.len - entry.offset || entry.name[NAME - 1] ||
		    !padding_is_zero(bytes, end, entry.offset))
			return BUNDLE_CORRUPT;
		if (bytes.len <= BUNDLE_CHECKED && !entry_is_intact(bundle, &entry))
			return BUNDLE_CORRUPT;
		end = entry.offset + entry.size;
	}
	return end == bytes.len ? BUNDLE_OK : BUNDLE_CORRUPT;
}

enum bundle_status bundle_verify(const struct bundle *bundle)
{
	for (size_t i = 0; i < n_entries(bundle); i++) {
		struct entry entry = entry_at(bundle, i);

		if (!entry_is_intact(bundle, &entry))
			return BUNDLE_CORRUPT;
	}
	return BUNDLE_OK;
}

struct str bundle_section(const struct bundle *bundle, const char *name)
{
	for (size_t i = 0; i < n_entries(bundle); i++) {
		struct entry entry = entry_at(bundle, i);

		if (strcmp(entry.name, name) == 0)
			return str_at(bundle->bytes.at + entry.offset, (size_t)entry.size);
	}
	return str_at(NULL, 0);
}

const char *bundle_section_name(const struct bundle *bundle, size_t i)
{
	return i < n_entries(bundle) ? bundle->bytes.at + HEADER + i * sizeof(struct entry) : NULL;
}

const char *bundle_status_text(enum bundle_status status)
{
	switch (status) {
	case BUNDLE_OK: return "good";
	case BUNDLE_NOT_ONE: return "no copydesk data file";
	case BUNDLE_VERSION_BAD: return "made by another version or for another byte order";
	case BUNDLE_KIND_BAD: return "a data file for another program";
	case BUNDLE_TRUNCATED: return "truncated: its size is not what it says";
	case BUNDLE_CORRUPT: return "corrupt: a checksum or an offset is wrong";
	}
	return "unknown";
}

static size_t aligned(size_t at)
{
	return (at + BUNDLE_ALIGN - 1) / BUNDLE_ALIGN * BUNDLE_ALIGN;
}

void bundle_write_head(const char *kind, const struct bundle_part *parts, size_t n_parts, struct buf *out)
{
	size_t head = HEADER + n_parts * sizeof(struct entry), end = head;
	struct header header = { .version = BUNDLE_VERSION, .byte_order = BYTE_ORDER_MARK };
	char *file = buf_reserve(out, head);

	assert(n_parts <= MAX_SECTIONS && strlen(kind) < NAME);
	memset(file, 0, head);
	for (size_t i = 0; i < n_parts; i++) {
		struct entry entry = { .offset = aligned(end), .size = parts[i].bytes.len };

		assert(strlen(parts[i].name) < NAME);
		memcpy(entry.name, parts[i].name, strlen(parts[i].name));
		entry.checksum = XXH3_64bits(parts[i].bytes.at, parts[i].bytes.len);
		memcpy(file + HEADER + i * sizeof entry, &entry, sizeof entry);
		end = entry.offset + entry.size;
	}
	memcpy(header.magic, magic, sizeof magic);
	memcpy(header.kind, kind, strlen(kind));
	header.size = end;
	header.n_sections = n_parts;
	memcpy(file, &header, sizeof header);
	header.checksum = table_checksum(file, n_parts);
	memcpy(file, &header, sizeof header);
	out->len += head;
}

void bundle_write(const char *kind, const struct bundle_part *parts, size_t n_parts, struct buf *out)
{
	size_t start = out->len;

	bundle_write_head(kind, parts, n_parts, out);
	for (size_t i = 0; i < n_parts; i++) {
		size_t len = out->len - start, padding = aligned(len) - len;

		memset(buf_reserve(out, padding), 0, padding);
		out->len += padding;
		buf_add_str(out, parts[i].bytes);
	}
}
