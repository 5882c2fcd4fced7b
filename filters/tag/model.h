/*
 * model.h: the model file of `tag`: a bundle (common/bundle.h) of kind "tag" with named sections.
 *
 * Each module opens its own sections and checks every size and number in them; here are only the
 * names, in the order of the file. A part that is absent leaves its column empty: a model without
 * lem.* writes no lemmas. `info` is text: licence, sources and scores of every part.
 */
#ifndef TAG_MODEL_H
#define TAG_MODEL_H

#define MODEL_KIND "tag"

/* Every section that a model may have, ended by NULL. */
extern const char *const model_sections[];

#endif
