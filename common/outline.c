/* outline.c: see outline.h. */
#include "common/outline.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

#include "common/buf.h"
#include "common/diag.h"

enum { FLUSH_AT = 32 << 10 };

static const struct str mark = STR("end\t");

struct outline {
	int fd, error; /* error: errno of the first write that failed */
	XXH3_state_t *hash;
	uint64_t n_headers;
	struct buf out;
	struct buf row;  /* the begin of a row whose end is still to come, while it may be an `end` row */
	bool is_inside;  /* the next byte belongs to a row that is none */
};

struct outline *outline_open(const char *path)
{
	struct outline *outline = diag_alloc(sizeof *outline);

	*outline = (struct outline){ .fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) };
	outline->hash = outline->fd < 0 ? NULL : XXH3_createState();
	if (!outline->hash) {
		free(outline);
		return NULL;
	}
	XXH3_64bits_reset(outline->hash);
	return outline;
}

static void flush(struct outline *outline)
{
	for (size_t done = 0; done < outline->out.len && !outline->error;) {
		ssize_t n = write(outline->fd, outline->out.at + done, outline->out.len - done);

		if (n < 0 && errno != EINTR)
			outline->error = errno;
		done += n < 0 ? 0 : (size_t)n;
	}
	buf_clear(&outline->out);
}

/* A whole row, its LF included. */
static void add_row(struct outline *outline, struct str row)
{
	outline->n_headers += row.at[0] == '#';
	if (row.len < mark.len || memcmp(row.at, mark.at, mark.len) != 0)
		return;
	buf_add_str(&outline->out, row);
	if (outline->out.len >= FLUSH_AT)
		flush(outline);
}

void outline_add(struct outline *outline, struct str bytes)
{
	size_t at = 0, end;

	XXH3_64bits_update(outline->hash, bytes.at, bytes.len);
	for (; (end = str_find(bytes, '\n', at)) < bytes.len; at = end + 1) {
		struct str row = str_slice(bytes, at, end + 1);

		if (outline->row.len) {
			buf_add_str(&outline->row, row);
			row = buf_str(&outline->row);
		}
		if (!outline->is_inside)
			add_row(outline, row);
		outline->is_inside = false;
		buf_clear(&outline->row);
	}
	if (at == bytes.len || outline->is_inside)
		return;
	buf_add(&outline->row, bytes.at + at, bytes.len - at);
	outline->is_inside = outline->row.at[0] != '#' &&
	                     memcmp(outline->row.at, mark.at, outline->row.len < mark.len ? outline->row.len : mark.len) != 0;
	if (outline->is_inside)
		buf_clear(&outline->row);
}

bool outline_close(struct outline *outline, bool is_whole)
{
	int error;

	if (is_whole)
		buf_printf(&outline->out, "#outline\t%llu\t%016llx\n", (unsigned long long)outline->n_headers,
		           (unsigned long long)XXH3_64bits_digest(outline->hash));
	flush(outline);
	error = outline->error;
	if (close(outline->fd) != 0 && !error)
		error = errno;
	XXH3_freeState(outline->hash);
	buf_free(&outline->out);
	buf_free(&outline->row);
	free(outline);
	errno = error;
	return !error;
}
