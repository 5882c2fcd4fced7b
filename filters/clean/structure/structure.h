/*
 * structure.h: what each paragraph is: text, title, caption, credit, list item, or what pages put
 * around text.
 *
 * An article as a file is nearly all text, so there only plain cues count. A saved page is mostly
 * menus and teasers; there trees (trees.h) look at each line and its neighbours twice: the second
 * time they know what was thought of the lines around the first time, and how likely the text has
 * begun and is not over (a chain of states, as in hidden Markov models). Which of the two a document
 * is, is told by its share of short lines.
 */
#ifndef CLEAN_STRUCTURE_H
#define CLEAN_STRUCTURE_H

#include "common/arena.h"
#include "common/str.h"

#include "filters/clean/trees.h"

enum par_kind { PAR_P, PAR_TITLE, PAR_LIST, PAR_CAPTION, PAR_CREDIT, PAR_BOILER, N_PAR_KINDS };

/* Names of the contract. */
extern const char *const par_kind_names[N_PAR_KINDS];

/* What is seen in one line, whatever stands around it. */
struct line_look {
	uint32_t cues; /* a set of 1 << LOOK_… (looks.h) */
	uint32_t hash; /* of its text */
	float length;  /* log2 of its bytes */
	float words, function_words, capitals, digits; /* a number, and shares of it (of the bytes) */
	unsigned char end, begin; /* classes of its ends */
	unsigned char marker;     /* enum look_marker */
	bool is_repeated;         /* the same text stands elsewhere in the document */
	bool is_prose;            /* long and ends like a sentence */
	uint32_t *topic;          /* hashes of its longer words */
	size_t n_topic;
};

/*
 * All but is_repeated. Looks at no more than the first few hundred bytes, and the end; the hashes
 * are in the arena.
 */
void structure_look(struct str text, struct arena *arena, struct line_look *look);

/* --- pages ------------------------------------------------------------------------------------ */

enum { STRUCTURE_MAX_FEATURES = 128 };

/* Names of the features, for the tables of trees; the last ones are those of the second look. */
extern const char *const structure_names[];
extern const size_t structure_n_names, structure_n_first; /* all of them; those of the first look */

/* The features of the first look: x[N][structure_n_names] for all lines, the rest of each row 0. */
void structure_features(struct line_look *lines, size_t n_lines, struct arena *arena, float *x);

/*
 * What the first look thinks of a line, in log odds: that it is text; that the text begins with it;
 * that it is the last, if it is inside the text.
 */
enum { GUESS_TEXT, GUESS_BEGIN, GUESS_END, N_GUESSES };
struct line_guess {
	float odds[N_GUESSES];
};

/*
 * Adds the features of the second look to every row: what the first look thought of the line and of
 * its neighbours, and how likely the line is inside the text.
 */
void structure_look_again(const struct line_guess *guesses, size_t n_lines, float *x);

struct structure_model {
	struct trees guess[N_GUESSES], body, caption;
};

enum { STRUCTURE_TABLES = N_GUESSES + 2 };

/* File names of the tables, in the order in which structure_read_model wants them. */
extern const char *const structure_tables[STRUCTURE_TABLES];

/* Reads the tables of trees; an empty one has none. False where one is malformed. Memory from the arena. */
bool structure_read_model(const struct str tables[STRUCTURE_TABLES], struct arena *arena,
                          struct structure_model *model);

/* The classes of all lines of a page: PAR_P, PAR_CAPTION or PAR_BOILER. */
void structure_page(const struct structure_model *model, struct line_look *lines, size_t n_lines,
                    struct arena *arena, enum par_kind *kinds);

/* --- articles --------------------------------------------------------------------------------- */

/* Whether so many lines, so many of them short and open-ended, are a saved page. */
bool structure_is_page(size_t n_lines, size_t n_short);
bool structure_is_short(struct str text);

/* Whether a line says itself that it is a caption or a credit: `Photo: …`, `… (AP)`, `/Getty Images`. */
bool structure_is_caption(struct str text);

/* Whether a line is what publishers put around their text: `Read more: …`, `Advertisement`, `* * *`. */
bool structure_is_boilerplate(struct str text, bool is_sentence);

/* `By Ann Lee` */
bool structure_is_byline(struct str line);

/* Whether a line can stand right below a title: long, begins a sentence and ends one. */
bool structure_is_prose(struct str line);

struct credits;

struct structure_place {
	bool is_first;       /* of the document */
	bool is_alone;       /* blank lines, or the edges of the text, on both sides */
	bool is_above_text;  /* the next line is a paragraph that ends like a sentence */
	bool is_on_page;     /* of a saved page, whose lines are told together */
	bool has_title_line; /* the first paragraph may be the title */
};

enum par_kind structure_kind(const struct credits *credits, struct str text, const struct structure_place *place);

#endif
