/* import of any bytes. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = {
	"-t conllu",
	"-t jsonl",
	"-t conllu --max-row 300",
	"-t jsonl --max-row 300",
	"-t jsonl --max-doc 40",
	NULL,
};
const enum program_output program_output = PROGRAM_ROWS;
