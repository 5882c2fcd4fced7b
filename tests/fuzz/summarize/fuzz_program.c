/* summarize on any rows, of documents alone and of stories, with any weights. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = {
	"",
	"--fragment",
	"--fragment --why --words 30",
	"--fragment --group --why",
	"--fragment --group-by title --bytes 300",
	"--fragment --update a --query Q42",
	"--fragment --query ship --keys 20",
	"--fragment --layers sent",
	"--fragment --layers tag --ratio 0.3",
	"--fragment --weights @1",
	"--fragment --key-weights @1",
	"--fragment --redo",
	NULL,
};
const enum program_output program_output = PROGRAM_STAGE;
