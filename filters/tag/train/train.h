/*
 * train.h: what the sub-commands of tag-train share.
 *
 *      tag-train SUB-COMMAND OPTIONS… -o PART
 *      tag-train join PART… -o MODEL
 *
 * A sub-command reads annotated files and writes a part: a bundle of kind "tag" that holds the
 * sections of one module and an `info` section (licence, sources, scores, as text). `join` puts the
 * sections of all parts into one file. Every sub-command is deterministic byte for byte.
 */
#ifndef TAG_TRAIN_H
#define TAG_TRAIN_H

#include "common/bundle.h"
#include "common/diag.h"

/* Each returns an exit code; argv[0] is the sub-command's name, so getopt works from 1. */
int train_classes(int argc, char *argv[]);
int train_cluster(int argc, char *argv[]);
int train_gaps(int argc, char *argv[]);
int train_pos(int argc, char *argv[]);
int train_lemma(int argc, char *argv[]);
int train_gazetteer(int argc, char *argv[]);
int train_entities(int argc, char *argv[]);
int train_entities_score(int argc, char *argv[]);
int train_join(int argc, char *argv[]);

/* Writes a part or a model (by rename). Ends the process on failure. */
void part_write(const char *path, const struct bundle_part *parts, size_t n_parts);

/* Opens a part or a model, verified. Ends the process (78) where it is none. */
struct bundle part_open(const char *path);

/* Maps a whole file. Ends the process (66) where it cannot be read. */
struct str train_file(const char *path);

/* An option's number in [least, most]. Ends the process (64) where it is none. */
double train_number(const char *text, double least, double most);

#endif
