/* clean on any bytes, in whatever form they come; and the way back on any rows. */
#include <stddef.h>

#include "tests/fuzz/program.h"

const char *const program_commands[] = {
	"",
	"--no-undo",
	"--from text",
	"--from html",
	"--from csv",
	"--from tsv",
	"--from jsonl",
	"--from rss",
	"--from atom",
	"--from mbox",
	"--from warc",
	"--from rows",
	"--from html --boiler",
	"--from csv --columns text=text,id=id,title=title",
	"--from tsv --columns text=2,id=1",
	"--quotes straight",
	"--quotes curly --max-row 300",
	"--phrases @1",
	"--from warc --max-doc 200",
	"--from jsonl --max-doc 40",
	"--undo",
	"--undo --fragment",
	"--redo --from rows --fragment",
	NULL,
};
const enum program_output program_output = PROGRAM_ROWS;
