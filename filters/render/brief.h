/*
 * brief.h: a document on one screen, for people.
 */
#ifndef RENDER_BRIEF_H
#define RENDER_BRIEF_H

#include "lines.h"
#include "story.h"

void brief_write(const struct story *story, struct lines *lines);

#endif
