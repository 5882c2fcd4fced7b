/* raw.c: see raw.h. Files are mapped one at a time; only their hashes are kept. */
#include "raw.h"

#include <xxhash.h>

#include "common/resource.h"

struct raw_file {
	const char *path;
	uint64_t hash;
};

static struct str base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return str_of(slash ? slash + 1 : path);
}

bool raw_add(struct raw_files *raws, const char *path)
{
	struct raw_file file = { .path = path };
	struct str bytes;

	if (!resource_map(path, &bytes))
		return false;
	file.hash = XXH3_64bits(bytes.at, bytes.len);
	resource_unmap(bytes);
	buf_add(&raws->files, &file, sizeof file);
	return true;
}

/* An id of 16 hexadecimal digits as a number. */
static bool id_hash(struct str id, uint64_t *hash)
{
	*hash = 0;
	for (size_t i = 0; i < id.len; i++) {
		const char *digit = memchr("0123456789abcdef", id.at[i], 16);

		if (!digit)
			return false;
		*hash = *hash << 4 | (uint64_t)(digit - "0123456789abcdef");
	}
	return id.len == 16;
}

static const struct raw_file *find(const struct raw_files *raws, struct str id, struct str source,
                                   size_t position)
{
	const struct raw_file *files = (const struct raw_file *)(const void *)raws->files.at;
	size_t n = raws->files.len / sizeof *files;
	uint64_t hash;

	if (id_hash(id, &hash)) {
		if (position < n && files[position].hash == hash) /* as good as always */
			return &files[position];
		for (size_t i = 0; i < n; i++)
			if (files[i].hash == hash)
				return &files[i];
	}
	if (position < n && (!source.len || str_eq(base_name(files[position].path), source)))
		return &files[position];
	for (size_t i = 0; i < n; i++)
		if (source.len && str_eq(base_name(files[i].path), source))
			return &files[i];
	return n == 1 ? &files[0] : NULL;
}

bool raw_find(struct raw_files *raws, struct str id, struct str source, size_t position, struct str *raw)
{
	const struct raw_file *file = find(raws, id, source, position);

	resource_unmap(raws->mapped);
	raws->mapped = (struct str){ NULL, 0 };
	if (!file || !resource_map(file->path, &raws->mapped))
		return false;
	*raw = raws->mapped;
	return true;
}

void raw_free(struct raw_files *raws)
{
	resource_unmap(raws->mapped);
	buf_free(&raws->files);
}
