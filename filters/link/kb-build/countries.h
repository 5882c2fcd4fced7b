/* countries.h: Wikidata's numbers of countries to ISO 3166 codes. */
#ifndef LINK_KB_BUILD_COUNTRIES_H
#define LINK_KB_BUILD_COUNTRIES_H

#include "common/str.h"

/* Two capitals; empty where the number is no country's. */
struct str country_code(uint32_t number);

#endif
