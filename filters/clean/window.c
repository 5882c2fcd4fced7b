/* window.c: one buffer; what is done with is moved out of it before it is read into. */
#include "window.h"

enum { CHUNK = 64 << 10 };

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

enum window_status window_more(struct window *window)
{
	size_t held = window->buf.len - window->at, more = held + CHUNK;
	ssize_t n;

	if (window->status != WINDOW_MORE)
		return window->status;
	if (window->at > 0) {
		memmove(window->buf.at, window->buf.at + window->at, held);
		window->buf.len = held;
		window->at = 0;
	}
	n = unpack_read(window->unpack, buf_reserve(&window->buf, more), more);
	if (n > 0)
		window->buf.len += (size_t)n;
	else if (n < 0)
		window->damage = unpack_damage(window->unpack);
	window->status = n > 0 ? WINDOW_MORE : n == 0 ? WINDOW_END : WINDOW_BROKEN;
	return window->status;
}

void window_resume(struct window *window)
{
	window_drop(window, window_bytes(window).len);
	window->status = WINDOW_MORE;
}

enum window_status window_want(struct window *window, size_t n)
{
	enum window_status status = WINDOW_MORE;

	while (status == WINDOW_MORE && window->buf.len - window->at < n)
		status = window_more(window);
	return status;
}
