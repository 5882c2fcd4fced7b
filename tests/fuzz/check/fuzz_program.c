/* check on any rows, alone and against raw documents. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = {
	"-q",
	"-q --fragment --strict",
	"-q --fragment --against @1",
	"-q --fragment --against @1 @2",
	"--reframe",
	"--reframe --fragment",
	NULL,
};
const enum program_output program_output = PROGRAM_BYTES;
