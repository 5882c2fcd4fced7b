/*
 * faults.h: what check found wrong: a message a fault, in the words `found …, expected …`.
 */
#ifndef CHECK_FAULTS_H
#define CHECK_FAULTS_H

#include <stdint.h>

#include "common/str.h"

struct faults {
	void (*tell)(void *context, uint64_t line, const char *message);
	void *context;
	uint64_t n_faults;
};

/* Counts a fault and tells it. A message is cut at 1 KiB. */
void fault(struct faults *faults, uint64_t line, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* For "%.*s" in a message: at most 60 bytes of s, whole characters. */
#define SHOWN(s) (int)fault_shown(s), (s).len ? (s).at : ""
size_t fault_shown(struct str s);

#endif
