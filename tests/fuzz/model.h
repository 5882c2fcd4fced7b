/*
 * model.h: a model made of sections that the input gives, so that checksums are right and what stands in
 * the sections is what is wrong.
 */
#ifndef TESTS_FUZZ_MODEL_H
#define TESTS_FUZZ_MODEL_H

#include <stdlib.h>

#include "common/bundle.h"

/* As if it were mapped from a file; freed by free_model. */
static inline struct bundle make_model(const char *kind, const struct bundle_part *parts, size_t n_parts)
{
	struct buf file = { 0 };
	struct bundle bundle;
	char *aligned;

	bundle_write(kind, parts, n_parts, &file);
	aligned = aligned_alloc(BUNDLE_ALIGN, (file.len + BUNDLE_ALIGN - 1) / BUNDLE_ALIGN * BUNDLE_ALIGN);
	if (!aligned)
		abort();
	memcpy(aligned, file.at, file.len);
	if (bundle_open(str_at(aligned, file.len), kind, &bundle) != BUNDLE_OK)
		abort();
	buf_free(&file);
	return bundle;
}

static inline void free_model(struct bundle bundle)
{
	free((char *)bundle.bytes.at);
}

#endif
