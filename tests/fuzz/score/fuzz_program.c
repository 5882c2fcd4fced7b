/* score: each metric on any two files. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = {
	"chains -t all @0 @1",
	"chains @0 @1",
	"conll -v @0 @1",
	"conll -c @0 @1",
	"dates -v @0 @1",
	"links -v @0 @1",
	"quotes @0 @1",
	"spans -u @0 @1",
	"spans -m PER=X,LOC= -k X @0 @1",
	"rouge @0 @1",
	"keyphrases @0 @1",
	NULL,
};
const enum program_output program_output = PROGRAM_BYTES;
