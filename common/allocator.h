/*
 * allocator.h: allocation for libraries that are given functions to allocate with, and that do not
 * look at what they get: out of memory ends the process (exit 71, diag.h) before they see it. The
 * context is not used.
 */
#ifndef COMMON_ALLOCATOR_H
#define COMMON_ALLOCATOR_H

#include <stdlib.h>

#include "common/diag.h"

static inline void *allocator_alloc(void *context, size_t size)
{
	(void)context;
	return diag_alloc(size);
}

static inline void *allocator_realloc(void *context, void *old, size_t size)
{
	(void)context;
	return diag_realloc(old, size);
}

static inline void allocator_free(void *context, void *memory)
{
	(void)context;
	free(memory);
}

#endif
