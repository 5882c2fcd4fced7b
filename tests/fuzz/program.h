/*
 * program.h: a whole program as a fuzz target: its main is called, under another name, with bytes on
 * standard input. tests/fuzz/X/fuzz_program.c says how it is called; program.c does the rest.
 */
#ifndef TESTS_FUZZ_PROGRAM_H
#define TESTS_FUZZ_PROGRAM_H

/*
 * Command lines behind the program's name, words parted by blanks, ended by NULL; the input's first
 * byte chooses one. The bytes behind it are standard input; where `@0`, `@1`, `@2` are in the command they
 * are parted by NULs: the names of files with the first, second and third part, the first standard input too.
 */
extern const char *const program_commands[];

/*
 * What it writes: anything; rows, a good stream wherever it ended well; as a stage, which does nothing
 * to these when it reads them again. Commands with --undo write anything.
 */
enum program_output { PROGRAM_BYTES, PROGRAM_ROWS, PROGRAM_STAGE };
extern const enum program_output program_output;

#endif
