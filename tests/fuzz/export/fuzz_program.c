/* export on any rows, to the formats that go to standard output. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = {
	"-t conllu --fragment",
	"-t conllup --fragment",
	"-t jsonl --fragment",
	"-t naf --fragment",
	"-t spacy --fragment",
	"-t conllu",
	"-t jsonl",
	NULL,
};
const enum program_output program_output = PROGRAM_BYTES;
