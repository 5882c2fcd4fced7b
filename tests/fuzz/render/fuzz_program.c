/* render on any rows. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = {
	"-t brief",
	"-t html",
	"-t dot",
	"-t brief --fragment",
	"-t html --fragment",
	"-t dot --fragment",
	NULL,
};
const enum program_output program_output = PROGRAM_BYTES;
