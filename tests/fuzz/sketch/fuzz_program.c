/* sketch on any rows. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = { "", "--fragment", "--fragment --redo", NULL };
const bool program_is_stage = true;
