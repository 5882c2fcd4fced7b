/*
 * kb.h: knowledge bases: from a name to the things it may mean.
 *
 * A knowledge base is a bundle (common/bundle.h, kind "kb") made by kb-build. Nothing is parsed or
 * copied when it is opened: every section is an array that is read in place.
 *
 *      key of a name --XXH3--> bucket --> postings [bucket, bucket + 1)
 *      posting = 16-bit fingerprint | entity | how it is named and how often
 *      entity = id | popularity | type, gender, country | label and description in `text`
 *
 * Names themselves are not stored, only 16 bits of their hash beside the bucket: a name that is not
 * there answers wrongly once in some twenty thousand look-ups, which is far below what namesakes do, and
 * the file is a third smaller. Postings of a name stand best first.
 *
 * The first n_records entities have a record; the others are stubs, an id alone: names that one
 * file adds to the entities of another. Both groups are sorted by id: Wikidata ones by their
 * number, then Wikipedia titles, then all others, by bytes.
 *
 * `titles` is a filter (title_filter.h) of names that are known to be titles of the English
 * Wikipedia, without anything else known of them.
 *
 * `given` says of given names whose they are: hashes with the gender in the two low bits, sorted.
 *
 * A set holds several bases, later ones before earlier ones: the record of a later one replaces that
 * of an earlier one, its names add to theirs. Every number of a file is checked when it is used; a
 * wrong one reads as absent, never as memory that is not ours.
 */
#ifndef LINK_KB_H
#define LINK_KB_H

#include "common/buf.h"
#include "common/bundle.h"
#include "common/str.h"
#include "title_filter.h"

#define KB_KIND "kb"

enum {
	KB_MAX_BASES = 16,
	KB_MAX_CANDIDATES = 32, /* of one name in one base; those behind are never looked at */
	KB_NAME_BYTES = 32,
	KB_GENDER_BITS = 3, /* of an entry of `given` */
	KB_NUMBER_BYTES = 11,   /* of Q and a number */
};

enum kb_type {
	KB_ANY, /* not known */
	KB_PERSON,
	KB_ORGANISATION,
	KB_COUNTRY, /* and what else has a government: cities, provinces */
	KB_PLACE,
	KB_FACILITY,
	KB_EVENT,
	KB_WORK,
	KB_MISC,
	KB_OFFICE,
	KB_TYPES,
};

enum kb_gender { KB_GENDER_UNKNOWN, KB_MALE, KB_FEMALE };

/* How a name names its entity; strongest first. */
enum kb_naming {
	KB_LABEL,    /* the entity's own label or title */
	KB_ALIAS,    /* another name of it */
	KB_REDIRECT, /* leads to it in an encyclopedia */
	KB_DEMONYM,  /* of its people */
	KB_SHORT,    /* an acronym or short form that many share */
	KB_WEAK,     /* a misspelling, a foreign or former name */
	KB_NAMINGS = 8,
};

/* --- the file --------------------------------------------------------------------------- */

struct kb_meta {
	char name[KB_NAME_BYTES]; /* of a user's KB: what `kb` says of ids without a prefix */
	uint32_t n_entities, n_records;
	uint32_t records_wikipedia, records_other; /* where these begin among the records */
	uint32_t stubs_wikipedia, stubs_other;     /* … and among the stubs */
	uint32_t n_postings, bucket_bits;
	uint32_t entity_bytes; /* of an entity's number in a posting: 3 or 4 */
	uint32_t unused;
};

struct kb_record {
	uint32_t label, description; /* in `text`; description 0 = none */
	uint8_t type, gender;
	char country[2]; /* ISO 3166 in capitals, or zero */
};

/* --- reading ---------------------------------------------------------------------------- */

struct kb {
	struct bundle bundle;
	const struct kb_meta *meta;
	const uint32_t *ids; /* [n_entities] Wikidata: the number; others: offset in text */
	const uint8_t *popularities; /* [n_entities] */
	const struct kb_record *records; /* [n_records] */
	const uint32_t *buckets;         /* [2^bucket_bits + 1] */
	const uint16_t *fingerprints;    /* [n_postings] */
	const uint8_t *entities;         /* [n_postings * entity_bytes] */
	const uint8_t *namings;      /* [n_postings] enum kb_naming in the low 3 bits, log of the count above */
	struct str text; /* strings: two bytes of length (little end first), the bytes */
	struct title_filter titles;
	const uint64_t *given; /* [n_given] */
	size_t n_given;
	uint32_t layer; /* 0: a default; the n-th of the user: n */
};

/* Looks at an open bundle. False where its sections do not fit each other. */
bool kb_open(const struct bundle *bundle, uint32_t layer, struct kb *kb);

struct kb_set {
	const struct kb *bases; /* [n], earliest first */
	size_t n;
};

struct kb_candidate {
	uint32_t base, entity; /* the record that counts, or a stub where no base has one */
	uint8_t naming;        /* enum kb_naming, the strongest of all bases */
	uint8_t count;         /* 2 * log2(1 + how often the name was seen to mean it), at most 31 */
	uint8_t popularity;    /* of the entity, 0 to 255 */
	uint8_t layer;         /* the latest that has the name */
};

/*
 * The search key of a name: folded (utf8.h), without full stops, apostrophes, commas and quotes, hyphens as
 * blanks, runs of single letters joined, a leading "the" gone: "The O. J. Simpson" and "O.J. Simpson" have the key
 * "oj simpson". Appends to `out`. Empty where nothing is left.
 */
void kb_add_key(struct buf *out, struct str name);

/* The hash of a key: bucket in its top bits, fingerprint in its low 16. */
uint64_t kb_hash(struct str key);

/*
 * All that a key may mean, at most `cap`, in an order that depends on the files alone; one id comes
 * once. Returns how many.
 */
size_t kb_find(const struct kb_set *set, struct str key, struct kb_candidate *found, size_t cap);

/* Whether the key is the title of an article (wrong once in a thousand). */
bool kb_is_title(const struct kb_set *set, struct str key);

/* Whose given name a word of a key is, where it is nearly always a man's or a woman's. */
enum kb_gender kb_given_gender(const struct kb_set *set, struct str word);

/* What is known of a candidate. Strings borrow from the file, or from `number`. */
struct kb_entity {
	struct str kb, id; /* as the link row has them */
	struct str label; /* of a Wikipedia title: with underscores for blanks, where they are equal but for those */
	struct str description;
	enum kb_type type;
	enum kb_gender gender;
	struct str country;
	char number[KB_NUMBER_BYTES];
};

void kb_entity(const struct kb_set *set, const struct kb_candidate *candidate, struct kb_entity *entity);

/* The entity with an id as the tables write it (Q649, enwiki:Title, geonames:1); false where there is none. */
bool kb_find_id(const struct kb_set *set, struct str id, struct kb_candidate *found);

#endif
