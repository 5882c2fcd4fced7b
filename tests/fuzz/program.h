/*
 * program.h: a whole program as a fuzz target: its main is called, under another name, with bytes on
 * standard input. tests/fuzz/X/fuzz_program.c says how it is called; program.c does the rest.
 */
#ifndef TESTS_FUZZ_PROGRAM_H
#define TESTS_FUZZ_PROGRAM_H

#include <stdbool.h>

/*
 * Command lines behind the program's name, words parted by blanks, ended by NULL; the input's first
 * byte chooses one. The bytes behind it are standard input; where `@0`, `@1`, `@2` are in the command they
 * are parted by NULs: the names of files with the first, second and third part, the first standard input too.
 */
extern const char *const program_commands[];

/* Whether it is a stage: read again, a stream that it called good comes out as the same bytes. */
extern const bool program_is_stage;

#endif
