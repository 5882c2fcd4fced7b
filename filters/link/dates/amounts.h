/*
 * amounts.h: money, percentages and quantities as a number and a unit.
 *
 *      "$1.2bn"             1200000000 USD      "46 cents"         0.46 USD
 *      "35 percent"         35 %                "two thirds"       66.6667 %
 *      "300 vessels"        300 vessel          "5-foot"           5 ft
 *      "$9 to $10 million"  9000000/10000000 USD
 *
 * The unit is a symbol of the table (data/units.tsv: currencies by ISO 4217, measures), else the
 * counted word itself. Numbers that are not said ("thousands of people", "several ships") have no value.
 */
#ifndef LINK_AMOUNTS_H
#define LINK_AMOUNTS_H

#include "common/arena.h"
#include "common/buf.h"

struct units;

/*
 * A table: `name TAB unit TAB factor`, the name in lower case, a sign or words; factor empty = 1.
 * Lines that begin with # are comments. NULL where a line is malformed (*line tells which).
 */
struct units *units_read(struct str tsv, struct arena *arena, uint64_t *line);

/*
 * Appends the value of an expression of type MONEY, PERCENT or QUANTITY. lemma: of its last word, for a
 * unit that the table does not have; empty where unknown. False, and nothing appended, where there
 * is no number or no unit.
 */
bool amounts_resolve(struct str text, struct str lemma, const struct units *units, struct buf *value);

#endif
