/* diag.c: messages and exit codes. */
#include "common/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *program = "copydesk";

void diag_set_program(const char *name)
{
	program = name;
}

const char *diag_program(void)
{
	return program;
}

/* A message is one line of printable text whatever the input put into it. */
static void write_message(const char *where, const char *format, va_list args)
{
	char what[2048], line[4 * sizeof what];
	size_t len = 0;

	vsnprintf(what, sizeof what, format, args);
	for (const char *c = what; *c; c++) {
		unsigned char byte = (unsigned char)*c;

		if (byte < 0x20 || byte == 0x7f)
			len += (size_t)snprintf(line + len, sizeof line - len, "\\x%02X", byte);
		else
			line[len++] = *c;
	}
	line[len] = '\0';
	if (where)
		fprintf(stderr, "%s: %s: %s\n", program, where, line);
	else
		fprintf(stderr, "%s: %s\n", program, line);
}

void diag_message(const char *where, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_message(where, format, args);
	va_end(args);
}

void diag_fatal(enum exit_code code, const char *where, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_message(where, format, args);
	va_end(args);
	exit(code);
}

void *diag_alloc(size_t size)
{
	return diag_realloc(NULL, size);
}

void *diag_realloc(void *old, size_t size)
{
	void *at = realloc(old, size ? size : 1);

	if (!at)
		diag_fatal(EXIT_SYSTEM, NULL, "out of memory (%zu bytes)", size);
	return at;
}

void *diag_zeroed(size_t size)
{
	void *at = calloc(1, size ? size : 1);

	if (!at)
		diag_fatal(EXIT_SYSTEM, NULL, "out of memory (%zu bytes)", size);
	return at;
}
