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
const bool program_is_stage = false;
