/*
 * mbox.h: mail, a document a message: a mailbox file, or one message as maildir keeps it.
 *
 * A message begins behind a line `From …` that stands first or behind an empty line and names a
 * time of day. The raw document is the message without that line.
 */
#ifndef CLEAN_MBOX_H
#define CLEAN_MBOX_H

#include "inputs.h"

void mbox_read(struct inputs *inputs, struct window *window);

/* Whether a line is that of a mailbox between two messages. */
bool mbox_is_separator(struct str line);

#endif
