/* folder.c: temporary names until all is done. */
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/diag.h"

struct file {
	char *name, *temporary;
	int fd; /* -1: closed */
};

struct folder {
	int fd;
	struct file *files;
	size_t n, cap;
};

struct folder *folder_open(const char *path)
{
	struct folder *folder;
	int fd;

	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		return NULL;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	folder = diag_alloc(sizeof *folder);
	*folder = (struct folder){ .fd = fd };
	return folder;
}

static bool is_safe(struct str name, size_t i)
{
	char c = name.at[i];

	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
	       (c == '.' && i > 0);
}

static char *safe_name(struct str name, const char *suffix, const char *end)
{
	struct buf safe = { 0 };

	for (size_t i = 0; i < name.len; i++) {
		if (is_safe(name, i))
			buf_add_byte(&safe, name.at[i]);
		else
			buf_printf(&safe, "%%%02X", (unsigned char)name.at[i]);
	}
	buf_printf(&safe, "%s%s%s", *suffix && name.len ? "." : "", suffix, end);
	buf_add_byte(&safe, '\0');
	return safe.at;
}

int folder_add(struct folder *folder, struct str name, const char *suffix)
{
	struct file *file;
	char end[32];

	if (folder->n == folder->cap) {
		folder->cap = folder->cap ? 2 * folder->cap : 16;
		folder->files = diag_realloc(folder->files, folder->cap * sizeof *folder->files);
	}
	snprintf(end, sizeof end, ".%ld.tmp", (long)getpid());
	file = &folder->files[folder->n];
	file->name = safe_name(name, suffix, "");
	file->temporary = safe_name(name, suffix, end);
	file->fd = openat(folder->fd, file->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (file->fd < 0) {
		free(file->name);
		free(file->temporary);
		return -1;
	}
	return (int)folder->n++;
}

bool folder_write(struct folder *folder, int file, struct str bytes)
{
	size_t done = 0;

	while (done < bytes.len) {
		ssize_t n = write(folder->files[file].fd, bytes.at + done, bytes.len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

bool folder_close_file(struct folder *folder, int file)
{
	int fd = folder->files[file].fd;

	folder->files[file].fd = -1;
	return fd < 0 || close(fd) == 0;
}

bool folder_close(struct folder *folder, bool is_good)
{
	int saved = 0;

	for (size_t i = 0; i < folder->n; i++)
		if (!folder_close_file(folder, (int)i) && is_good) {
			is_good = false;
			saved = errno;
		}
	for (size_t i = 0; i < folder->n; i++) {
		struct file *file = &folder->files[i];

		if (is_good && renameat(folder->fd, file->temporary, folder->fd, file->name) != 0 && !saved)
			saved = errno;
		if (!is_good)
			unlinkat(folder->fd, file->temporary, 0);
		free(file->name);
		free(file->temporary);
	}
	close(folder->fd);
	free(folder->files);
	free(folder);
	errno = saved;
	return saved == 0;
}
