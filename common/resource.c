/* resource.c: files beside the program, mapped. */
#include "common/resource.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/diag.h"

enum { MAX_PATH = 4096 };

/* The folder of the running program, its slash counted in; 0 where it cannot be told. */
static size_t program_folder(char *path)
{
	ssize_t len = readlink("/proc/self/exe", path, MAX_PATH - 1);

	while (len > 0 && path[len - 1] != '/')
		len--;
	return len > 0 ? (size_t)len : 0;
}

const char *resource_path(const char *filter, const char *name, struct buf *path)
{
	static const char *const beside[] = { "../share/copydesk/", "../../share/copydesk/" };
	char folder[MAX_PATH];
	size_t len = program_folder(folder);

	for (size_t i = 0; i < sizeof beside / sizeof *beside && len; i++) {
		buf_clear(path);
		buf_printf(path, "%.*s%s%s/%s", (int)len, folder, beside[i], filter, name);
		buf_add_byte(path, '\0');
		if (access(path->at, F_OK) == 0)
			return path->at;
	}
	buf_clear(path);
	buf_printf(path, "%s/share/copydesk/%s/%s", COPYDESK_PREFIX, filter, name);
	buf_add_byte(path, '\0');
	return path->at;
}

bool resource_map(const char *path, struct str *bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), saved;
	struct stat stat;
	void *at = NULL;
	bool good;

	*bytes = str_at(NULL, 0);
	if (fd < 0)
		return false;
	good = fstat(fd, &stat) == 0;
	if (good && !S_ISREG(stat.st_mode)) {
		errno = S_ISDIR(stat.st_mode) ? EISDIR : EINVAL;
		good = false;
	}
	if (good && stat.st_size > 0) {
		at = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		good = at != MAP_FAILED;
	}
	saved = errno;
	close(fd);
	errno = saved;
	if (good && stat.st_size > 0)
		*bytes = str_at(at, (size_t)stat.st_size);
	return good;
}

void resource_unmap(struct str bytes)
{
	if (bytes.len)
		munmap((void *)bytes.at, bytes.len);
}

bool resource_bundle(const char *path, const char *kind, struct bundle *bundle)
{
	enum bundle_status status;
	struct str bytes;

	if (!resource_map(path, &bytes)) {
		diag_message(path, "%s", strerror(errno));
		return false;
	}
	status = bundle_open(bytes, kind, bundle);
	if (status != BUNDLE_OK) {
		diag_message(path, "%s", bundle_status_text(status));
		resource_unmap(bytes);
		return false;
	}
	return true;
}

int resource_read(int fd, size_t max, struct buf *out)
{
	size_t start = out->len;

	for (;;) {
		size_t left = max - (out->len - start), want = left < 65536 ? left + 1 : 65536;
		ssize_t n = read(fd, buf_reserve(out, want), want);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			return 0;
		if ((size_t)n > left) {
			out->len += left;
			return 1;
		}
		out->len += (size_t)n;
	}
}
