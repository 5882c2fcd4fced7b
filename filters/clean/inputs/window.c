/* window.c: one buffer; what is done with is moved out of it before it is read into. */
#include "window.h"

#include <sys/mman.h>

enum {
	CHUNK = 64 << 10,
	LARGE = 4 << 20, /* a buffer whose first touch, page by page, is a good part of the work */
	PAGE = 4096,
};

void window_init(struct window *window, int fd, const char *name)
{
	*window = (struct window){ .name = name, .unpack = unpack_new(fd) };
}

void window_free(struct window *window)
{
	unpack_delete(window->unpack);
	buf_free(&window->buf);
}

void window_drop(struct window *window, size_t n)
{
	window->at += n;
	window->offset += n;
}

/* Asks for pages of the larger size, where the system has them. */
static void use_large_pages(const struct buf *buf)
{
#ifdef MADV_HUGEPAGE
	size_t before = -(uintptr_t)buf->at % PAGE;

	madvise(buf->at + before, (buf->cap - before) / PAGE * PAGE, MADV_HUGEPAGE);
#else
	(void)buf;
#endif
}

/* Reads at most `more` bytes; fewer, where what the buffer has room for is a good part of them. */
static enum window_status read_on(struct window *window, size_t more)
{
	size_t held = window->buf.len - window->at, cap = window->buf.cap, room;
	ssize_t n;
	char *to;

	if (window->status != WINDOW_MORE)
		return window->status;
	if (window->at > 0) {
		memmove(window->buf.at, window->buf.at + window->at, held);
		window->buf.len = held;
		window->at = 0;
	}
	room = window->buf.cap - window->buf.len;
	if (room >= CHUNK / 2 && room < more)
		more = room;
	to = buf_reserve(&window->buf, more);
	if (window->buf.cap > cap && window->buf.cap >= LARGE)
		use_large_pages(&window->buf);
	n = unpack_read(window->unpack, to, more);
	if (n > 0)
		window->buf.len += (size_t)n;
	else if (n < 0)
		window->damage = unpack_damage(window->unpack, &window->is_inside);
	window->status = n > 0 ? WINDOW_MORE : n == 0 ? WINDOW_END : WINDOW_BROKEN;
	return window->status;
}

enum window_status window_more(struct window *window)
{
	return read_on(window, window->buf.len - window->at + CHUNK);
}

void window_resume(struct window *window)
{
	window_drop(window, window_bytes(window).len);
	window->status = WINDOW_MORE;
}

enum window_status window_want(struct window *window, size_t n)
{
	enum window_status status = WINDOW_MORE;
	size_t held;

	while (status == WINDOW_MORE && (held = window->buf.len - window->at) < n)
		status = read_on(window, n - held < held ? n - held + CHUNK : held + CHUNK);
	return status;
}
