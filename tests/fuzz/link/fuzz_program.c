/* link on any rows: names, dates, amounts, quotations. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = {
	"",
	"--fragment",
	"--fragment --explain",
	"--fragment --candidates 4",
	"--fragment --redo",
	NULL,
};
const enum program_output program_output = PROGRAM_STAGE;
