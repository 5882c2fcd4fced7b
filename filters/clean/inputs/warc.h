/*
 * warc.h: archives of web pages (ISO 28500), a document a page.
 *
 * Pages are the records of type response (HTTP status 2xx) and resource whose content is HTML, plain
 * text or a feed; all other records are passed over. The raw document is the payload: without the HTTP head, its
 * chunks and its packing. Compressed or not, by record or as a whole, is unpack.h's affair; what is
 * damaged is a skipped document, and reading goes on with the next record.
 */
#ifndef CLEAN_WARC_H
#define CLEAN_WARC_H

#include "inputs.h"

void warc_read(struct inputs *inputs, struct window *window);

#endif
