/*
 * mojibake.h: UTF-8 that was once read as a single-byte code page.
 *
 * The idea is that of ftfy (Speer 2019): text is misread where the bytes of its characters in some
 * code page form valid UTF-8, and where that reading is more likely than the text as it stands.
 * ftfy weighs whole strings; here every sequence is judged where it stands, so one misread mark in
 * a page of sound text is found and sound text beside it stays untouched.
 */
#ifndef CLEAN_MOJIBAKE_H
#define CLEAN_MOJIBAKE_H

#include "filters/clean/encodings/charset.h"
#include "filters/clean/draft.h"

/* Proposes to undo one layer of misreading: the caller comes again until nothing is proposed. */
void mojibake_propose(const struct charsets *charsets, struct str text, struct edits *edits);

#endif
