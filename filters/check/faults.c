/* faults.c: see faults.h. */
#include "faults.h"

#include <stdarg.h>
#include <stdio.h>

enum { SHOWN_BYTES = 60 };

void fault(struct faults *faults, uint64_t line, const char *format, ...)
{
	char message[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	faults->n_faults++;
	faults->tell(faults->context, line, message);
}

size_t fault_shown(struct str s)
{
	size_t n = s.len;

	if (n > SHOWN_BYTES)
		for (n = SHOWN_BYTES; n > 0 && ((unsigned char)s.at[n] & 0xC0) == 0x80; n--)
			;
	return n;
}
