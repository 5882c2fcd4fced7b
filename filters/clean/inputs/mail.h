/*
 * mail.h: a message (RFC 5322, MIME): its facts and the part that is its text.
 *
 *      raw -> head, parts -> the first text/plain, else the first text/html -> transfer -> encoding
 *
 * The text is one part, which is one slice of the message: all else is gap. Attachments and
 * messages inside the message are not looked into. What MIME libraries do not give, and what this
 * is for: the raw bytes of every character.
 */
#ifndef CLEAN_MAIL_H
#define CLEAN_MAIL_H

#include "common/arena.h"

#include "filters/clean/encodings/encoding.h"
#include "transfer.h"

struct mail {
	struct str subject, author; /* decoded; at = NULL where absent */
	struct str published;       /* ISO 8601, the zone as found */
	size_t begin, end;          /* the part that is its text; empty: there is none */
	enum transfer transfer;
	struct str charset;         /* as declared */
	bool is_html, is_flowed, deletes_space; /* format=flowed, delsp=yes (RFC 3676) */
};

/* Linear; memory from the arena. */
void mail_read(struct str message, struct arena *arena, struct mail *mail);

/* The text, or the HTML, with its line ends as they are. `out` is empty. */
void mail_decode(const struct mail *mail, struct str message, struct decoding *out);

#endif
