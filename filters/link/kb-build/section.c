/* section.c: see section.h. */
#include "section.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

FILE *section_temporary(const char *directory)
{
	int fd = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	FILE *file;

	if (fd < 0)
		return tmpfile(); /* a file system without unnamed files */
	file = fdopen(fd, "w+b");
	if (!file)
		close(fd);
	return file;
}

void section_add(struct section *section, const void *bytes, size_t size)
{
	if (!section->file && !(section->file = section_temporary(section->directory)))
		section->failed = true;
	if (section->failed || fwrite(bytes, 1, size, section->file) != size)
		section->failed = true;
	section->size += size;
}

bool section_map(struct section *section, struct str *bytes)
{
	void *at;

	*bytes = (struct str){ NULL, 0 };
	if (section->failed || (section->file && fflush(section->file) != 0))
		return false;
	if (section->size == 0)
		return true;
	at = mmap(NULL, section->size, PROT_READ, MAP_SHARED, fileno(section->file), 0);
	if (at == MAP_FAILED)
		return false;
	*bytes = str_at(at, section->size);
	return true;
}

void section_unmap(struct str bytes)
{
	if (bytes.len)
		munmap((void *)bytes.at, bytes.len);
}

void section_close(struct section *section)
{
	if (section->file)
		fclose(section->file);
}

bool section_write_all(const struct bundle_part *parts, size_t n, uint64_t end, FILE *out)
{
	static const char zeros[BUNDLE_ALIGN];

	for (size_t i = 0; i < n; i++) {
		size_t padding = (BUNDLE_ALIGN - end % BUNDLE_ALIGN) % BUNDLE_ALIGN;

		if (fwrite(zeros, 1, padding, out) != padding ||
		    (parts[i].bytes.len && fwrite(parts[i].bytes.at, 1, parts[i].bytes.len, out) != parts[i].bytes.len))
			return false;
		end += padding + parts[i].bytes.len;
	}
	return true;
}
