/*
 * shim.c: makes the n-th call of one function fail. Preloaded into a program under test.
 *
 *      FAULT_CALL   write read open mmap malloc rename close, or short (write takes one byte),
 *                   eintr (write and read are interrupted)
 *      FAULT_AT     which call fails, from 1; with short and eintr: every call from there on
 *      FAULT_MARK   a file that is made when the fault happened; without it no call was left to fail
 *
 * A failure looks like a full disk, a bad medium, or no memory. Only calls after main has begun are
 * counted, so the loader is left alone.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *wanted, *mark;
static long at, seen;
static bool is_ready;

__attribute__((constructor)) static void prepare(void)
{
	const char *n = getenv("FAULT_AT");

	wanted = getenv("FAULT_CALL");
	mark = getenv("FAULT_MARK");
	at = n ? strtol(n, NULL, 10) : 0;
	is_ready = wanted && mark && at > 0;
}

static void leave_mark(void)
{
	static int (*real_open)(const char *, int, ...);
	static int (*real_close)(int);
	int fd;

	real_open = real_open ? real_open : (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
	real_close = real_close ? real_close : (int (*)(int))dlsym(RTLD_NEXT, "close");
	fd = real_open(mark, O_WRONLY | O_CREAT, 0600);
	if (fd >= 0)
		real_close(fd);
}

/* Whether this call of `name` is the one. */
static bool fails(const char *name, bool from_there_on)
{
	if (!is_ready || strcmp(wanted, name) != 0)
		return false;
	seen++;
	if (from_there_on ? seen < at : seen != at)
		return false;
	leave_mark();
	return true;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t len)
{
	static ssize_t (*real)(int, const void *, size_t);

	real = real ? real : REAL(write);
	if (fails("write", false)) {
		errno = ENOSPC;
		return -1;
	}
	if (fails("eintr", false)) {
		errno = EINTR;
		return -1;
	}
	return real(fd, bytes, len > 1 && fails("short", true) ? 1 : len);
}

ssize_t read(int fd, void *bytes, size_t len)
{
	static ssize_t (*real)(int, void *, size_t);

	real = real ? real : REAL(read);
	if (fails("read", false)) {
		errno = EIO;
		return -1;
	}
	if (fails("eintr", false)) {
		errno = EINTR;
		return -1;
	}
	return real(fd, bytes, len);
}

int open(const char *path, int flags, ...)
{
	static int (*real)(const char *, int, ...);
	va_list args;
	mode_t mode;

	va_start(args, flags);
	mode = va_arg(args, mode_t);
	va_end(args);
	real = real ? real : REAL(open);
	if (fails("open", false)) {
		errno = EMFILE;
		return -1;
	}
	return real(path, flags, mode);
}

void *mmap(void *where, size_t len, int prot, int flags, int fd, off_t offset)
{
	static void *(*real)(void *, size_t, int, int, int, off_t);

	real = real ? real : REAL(mmap);
	if (fails("mmap", false)) {
		errno = ENOMEM;
		return MAP_FAILED;
	}
	return real(where, len, prot, flags, fd, offset);
}

int rename(const char *from, const char *to)
{
	static int (*real)(const char *, const char *);

	real = real ? real : REAL(rename);
	if (fails("rename", false)) {
		errno = EIO;
		return -1;
	}
	return real(from, to);
}

int close(int fd)
{
	static int (*real)(int);

	real = real ? real : REAL(close);
	if (fails("close", false)) {
		real(fd);
		errno = EIO;
		return -1;
	}
	return real(fd);
}

/* dlsym may allocate before malloc is known: glibc's own names are taken instead. */
extern void *__libc_malloc(size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_calloc(size_t n, size_t size);

void *malloc(size_t size)
{
	if (fails("malloc", false)) {
		errno = ENOMEM;
		return NULL;
	}
	return __libc_malloc(size);
}

void *realloc(void *old, size_t size)
{
	if (fails("malloc", false)) {
		errno = ENOMEM;
		return NULL;
	}
	return __libc_realloc(old, size);
}

void *calloc(size_t n, size_t size)
{
	if (fails("malloc", false)) {
		errno = ENOMEM;
		return NULL;
	}
	return __libc_calloc(n, size);
}
