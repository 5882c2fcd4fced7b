/* tag on any rows, with any names and words of a user. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = {
	"",
	"--fragment",
	"--fragment --retag",
	"--fragment --names @1 --lexicon @2",
	"--fragment --redo",
	NULL,
};
const enum program_output program_output = PROGRAM_STAGE;
