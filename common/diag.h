/*
 * diag.h: what a program says on stderr and how it ends (contract, section 7).
 *
 * A message is one line, `program: where: what`. Exit codes are those of sysexits.h. The program's
 * name is the one piece of static state of the project. Control characters of a message are shown
 * as \xHH, so input can never drive the terminal.
 */
#ifndef COMMON_DIAG_H
#define COMMON_DIAG_H

#include <stddef.h>

enum exit_code {
	EXIT_OK = 0,
	EXIT_USAGE = 64,    /* unknown option, bad argument */
	EXIT_DATA = 65,     /* bad or truncated stream */
	EXIT_NO_INPUT = 66, /* a file that cannot be read */
	EXIT_BUG = 70,
	EXIT_SYSTEM = 71, /* out of memory */
	EXIT_IO = 74,     /* a write failed, the last one included */
	EXIT_TRY_LATER = 75,
	EXIT_CONFIG = 78, /* model, KB or configuration unusable */
};

/* Sets the name that begins every message; the string must live as long as the program. */
void diag_set_program(const char *name);
const char *diag_program(void);

/* One line on stderr: `program: where: what`; `where` may be NULL. */
void diag_message(const char *where, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, then exit(code). For main programs and common/, never for a core. */
_Noreturn void diag_fatal(enum exit_code code, const char *where, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* malloc and realloc that end the process (exit 71) rather than return NULL; size 0 is 1. */
void *diag_alloc(size_t size);
void *diag_realloc(void *old, size_t size);

/* The same, filled with zeros: of a large one only what is touched becomes memory. */
void *diag_zeroed(size_t size);

#endif
