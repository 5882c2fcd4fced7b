/* kb-build on any tables, names and lines of a dump. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = {
	"-e @0 -o /dev/null",
	"-e @0 -a @1 -o /dev/null",
	"-e @0 -t @1 -g @2 -n mine -o /dev/null",
	"--dump -o /dev/null",
	"--dump --min-sitelinks 2 --types PER,ORG -a @1 -o /dev/null",
	"--key",
	"--show -",
	NULL,
};
const enum program_output program_output = PROGRAM_BYTES;
