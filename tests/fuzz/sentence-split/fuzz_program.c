/* sentence-split on any rows, and any list of abbreviations. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = {
	"",
	"--fragment",
	"--redo --fragment",
	"--fragment --abbreviations @1",
	"--fragment --max-row 300",
	NULL,
};
const enum program_output program_output = PROGRAM_STAGE;
