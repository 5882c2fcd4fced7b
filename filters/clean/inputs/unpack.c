/* unpack.c: a buffer of what read(2) gave, and one decoder at a time. */
#include "unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "common/diag.h"

enum {
	ROOM = 64 << 10,
	HISTORY = 8 << 10, /* used bytes that are kept: the next member may begin among them */
	MAGIC = 4, /* bytes that tell what comes */
};

enum packing { UNKNOWN, PLAIN, GZIP, ZSTD };

struct unpack {
	int fd;            /* -1: all of it is in memory: */
	struct str memory; /* what is left of it */
	bool is_end;       /* of the file */
	enum packing packing; /* of the member that is being read; UNKNOWN: the next begins here */
	bool is_packed; /* the file began with a member */
	const char *damage;
	bool has_given; /* bytes came out of the member */
	z_stream gzip;
	bool has_gzip;
	ZSTD_DCtx *zstd;
	size_t begin, end; /* bytes that are not yet used */
	size_t search;     /* where the next member is looked for, should this one be damaged */
	char buffer[ROOM];
};

struct unpack *unpack_new(int fd)
{
	struct unpack *unpack = diag_alloc(sizeof *unpack);

	memset(unpack, 0, offsetof(struct unpack, buffer)); /* which is large, and has nothing in it yet */
	unpack->fd = fd;
	return unpack;
}

void unpack_delete(struct unpack *unpack)
{
	if (unpack->has_gzip)
		inflateEnd(&unpack->gzip);
	ZSTD_freeDCtx(unpack->zstd);
	free(unpack);
}

const char *unpack_damage(struct unpack *unpack, bool *is_inside)
{
	const char *damage = unpack->damage;

	*is_inside = damage && unpack->has_given;
	unpack->damage = NULL;
	return damage;
}

bool unpack_is_packed(const struct unpack *unpack)
{
	return unpack->is_packed;
}

static ssize_t read_some(struct unpack *unpack, char *out, size_t size)
{
	struct str part = str_slice(unpack->memory, 0, size);
	ssize_t n;

	if (unpack->fd < 0) {
		if (part.len)
			memcpy(out, part.at, part.len);
		unpack->memory = str_slice(unpack->memory, part.len, unpack->memory.len);
		return (ssize_t)part.len;
	}
	do
		n = read(unpack->fd, out, size);
	while (n < 0 && errno == EINTR);
	return n;
}

/* Reads into the buffer's free end; -1 with errno, else 0. */
static int fill(struct unpack *unpack)
{
	size_t kept = unpack->begin > HISTORY ? unpack->begin - HISTORY : 0;
	ssize_t n;

	memmove(unpack->buffer, unpack->buffer + kept, unpack->end - kept);
	unpack->end -= kept;
	unpack->begin -= kept;
	unpack->search -= unpack->search < kept ? unpack->search : kept;
	n = read_some(unpack, unpack->buffer + unpack->end, ROOM - unpack->end);
	if (n < 0)
		return -1;
	unpack->is_end = n == 0;
	unpack->end += (size_t)n;
	return 0;
}

static enum packing packing_of(const char *at, size_t n)
{
	if (n >= MAGIC && memcmp(at, "\x1F\x8B\x08", 3) == 0 && !(at[3] & 0xE0))
		return GZIP;
	if (n >= MAGIC && memcmp(at, "\x28\xB5\x2F\xFD", 4) == 0)
		return ZSTD;
	return n >= MAGIC && (at[0] & 0xF0) == 0x50 && memcmp(at + 1, "\x2A\x4D\x18", 3) == 0 ? ZSTD : PLAIN;
}

static void begin_member(struct unpack *unpack, enum packing packing)
{
	unpack->packing = packing;
	unpack->search = unpack->begin + 1;
	unpack->has_given = false;
	if (packing == GZIP && unpack->has_gzip) {
		inflateReset(&unpack->gzip);
	} else if (packing == GZIP) {
		unpack->has_gzip = inflateInit2(&unpack->gzip, 15 + 16) == Z_OK;
		if (!unpack->has_gzip)
			diag_fatal(EXIT_SYSTEM, NULL, "out of memory");
	} else if (packing == ZSTD) {
		if (!unpack->zstd)
			unpack->zstd = ZSTD_createDCtx();
		if (!unpack->zstd)
			diag_fatal(EXIT_SYSTEM, NULL, "out of memory");
		ZSTD_DCtx_reset(unpack->zstd, ZSTD_reset_session_only);
	}
}

/* Goes to where the next member may begin, or to the end; -1 with errno. */
static int find_member(struct unpack *unpack)
{
	unpack->packing = UNKNOWN;
	unpack->begin = unpack->search;
	for (;;) {
		while (unpack->end - unpack->begin >= MAGIC) {
			if (packing_of(unpack->buffer + unpack->begin, unpack->end - unpack->begin) != PLAIN)
				return 0;
			unpack->begin++;
		}
		if (unpack->is_end) {
			unpack->begin = unpack->end;
			return 0;
		}
		if (fill(unpack) < 0)
			return -1;
	}
}

static int damaged(struct unpack *unpack, const char *damage)
{
	if (find_member(unpack) < 0)
		return -1;
	unpack->damage = damage;
	return -1;
}

static bool is_zeros(const char *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (at[i])
			return false;
	return true;
}

/* Tells what begins here; 1 where something does, 0 at the end of the file, -1 on an error. */
static int next_member(struct unpack *unpack)
{
	enum packing packing;

	while (unpack->end - unpack->begin < MAGIC && !unpack->is_end)
		if (fill(unpack) < 0)
			return -1;
	if (unpack->begin == unpack->end)
		return 0;
	packing = packing_of(unpack->buffer + unpack->begin, unpack->end - unpack->begin);
	if (packing == PLAIN && unpack->is_packed) {
		if (is_zeros(unpack->buffer + unpack->begin, unpack->end - unpack->begin)) {
			unpack->begin = unpack->end; /* a tape's padding */
			return next_member(unpack);
		}
		unpack->search = unpack->begin;
		unpack->has_given = false;
		return damaged(unpack, "bytes behind packed data that are none");
	}
	unpack->is_packed |= packing != PLAIN;
	begin_member(unpack, packing);
	return 1;
}

/* Unpacks what the buffer holds: how many bytes came out (0: it needs more), -1 on damage. */
static ssize_t inflate_some(struct unpack *unpack, char *out, size_t size)
{
	z_stream *z = &unpack->gzip;
	int status;

	z->next_in = (Bytef *)unpack->buffer + unpack->begin;
	z->avail_in = (uInt)(unpack->end - unpack->begin);
	z->next_out = (Bytef *)out;
	z->avail_out = (uInt)size;
	status = inflate(z, Z_NO_FLUSH);
	unpack->begin = unpack->end - z->avail_in;
	if (status == Z_MEM_ERROR)
		diag_fatal(EXIT_SYSTEM, NULL, "out of memory");
	if (status == Z_STREAM_END)
		unpack->packing = UNKNOWN;
	else if (status != Z_OK && status != Z_BUF_ERROR && z->avail_out == size)
		return damaged(unpack, "damaged gzip data");
	return (ssize_t)(size - z->avail_out);
}

static ssize_t unzstd_some(struct unpack *unpack, char *out, size_t size)
{
	ZSTD_inBuffer in = { unpack->buffer, unpack->end, unpack->begin };
	ZSTD_outBuffer to = { out, size, 0 };
	size_t status = ZSTD_decompressStream(unpack->zstd, &to, &in);

	unpack->begin = in.pos;
	if (ZSTD_isError(status))
		return damaged(unpack, "damaged zstd data");
	if (status == 0)
		unpack->packing = UNKNOWN;
	return (ssize_t)to.pos;
}

/* Bytes of a plain file: those of the buffer, then as read(2) gives them. */
static ssize_t take_plain(struct unpack *unpack, char *out, size_t size)
{
	size_t n = unpack->end - unpack->begin < size ? unpack->end - unpack->begin : size;

	if (n == 0)
		return unpack->is_end ? 0 : read_some(unpack, out, size);
	memcpy(out, unpack->buffer + unpack->begin, n);
	unpack->begin += n;
	return (ssize_t)n;
}

ssize_t unpack_read(struct unpack *unpack, char *out, size_t size)
{
	size = size < 1u << 30 ? size : 1u << 30;
	for (;;) {
		ssize_t n;
		int member;

		if (unpack->packing == UNKNOWN) {
			member = next_member(unpack);
			if (member <= 0)
				return member;
		}
		if (unpack->packing == PLAIN)
			return take_plain(unpack, out, size);
		n = unpack->packing == GZIP ? inflate_some(unpack, out, size) : unzstd_some(unpack, out, size);
		unpack->has_given |= n > 0;
		if (n != 0)
			return n;
		if (unpack->packing == UNKNOWN || unpack->begin < unpack->end)
			continue;
		if (unpack->is_end)
			return damaged(unpack, "packed data that is cut off");
		if (fill(unpack) < 0)
			return -1;
	}
}

/* --- bodies ---------------------------------------------------------------------------------- */

/* `deflate` is a zlib stream; some servers send it without the head that zlib has. */
static enum unpack_status inflate_body(struct str bytes, int window, size_t most, struct buf *out)
{
	z_stream z = { .next_in = (Bytef *)bytes.at, .avail_in = (uInt)bytes.len };
	size_t first = out->len;
	int status = Z_OK;

	if (inflateInit2(&z, window) != Z_OK)
		diag_fatal(EXIT_SYSTEM, NULL, "out of memory");
	while (status == Z_OK && out->len - first <= most) {
		z.next_out = (Bytef *)buf_reserve(out, ROOM);
		z.avail_out = ROOM;
		status = inflate(&z, Z_NO_FLUSH);
		out->len += ROOM - z.avail_out;
	}
	inflateEnd(&z);
	if (out->len - first > most)
		return UNPACK_TOO_LONG;
	return status == Z_STREAM_END ? UNPACK_OK : UNPACK_DAMAGED;
}

enum unpack_status unpack_body(struct str packing, struct str bytes, size_t most, struct buf *out)
{
	size_t first = out->len;
	enum unpack_status status = UNPACK_OK;
	struct unpack *unpack;
	ssize_t n;

	if (str_is(packing, "deflate")) {
		status = inflate_body(bytes, 15, most, out);
		return status == UNPACK_DAMAGED && out->len == first ? inflate_body(bytes, -15, most, out) : status;
	}
	if (!str_is(packing, "gzip") && !str_is(packing, "x-gzip") && !str_is(packing, "zstd"))
		return UNPACK_UNKNOWN;
	unpack = unpack_new(-1);
	unpack->memory = bytes;
	while (out->len - first <= most && (n = unpack_read(unpack, buf_reserve(out, ROOM), ROOM)) > 0)
		out->len += (size_t)n;
	if (out->len - first > most)
		status = UNPACK_TOO_LONG;
	else if (unpack->damage)
		status = UNPACK_DAMAGED;
	unpack_delete(unpack);
	return status;
}
