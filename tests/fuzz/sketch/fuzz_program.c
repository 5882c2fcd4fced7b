/* sketch on any rows. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = { "", "--fragment", "--fragment --redo", NULL };
const enum program_output program_output = PROGRAM_STAGE;
