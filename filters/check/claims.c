/* claims.c: see claims.h. */
#include "claims.h"

void claims_free(struct claims *claims)
{
	arena_free(&claims->arena);
	buf_free(&claims->runs);
	buf_free(&claims->pars);
	buf_free(&claims->sents);
	buf_free(&claims->toks);
	buf_free(&claims->ents);
	buf_free(&claims->edits);
	buf_free(&claims->chains);
	buf_free(&claims->users);
	buf_free(&claims->ranks);
}

void claims_reset(struct claims *claims)
{
	arena_reset(&claims->arena);
	buf_clear(&claims->runs);
	buf_clear(&claims->pars);
	buf_clear(&claims->sents);
	buf_clear(&claims->toks);
	buf_clear(&claims->ents);
	buf_clear(&claims->edits);
	buf_clear(&claims->chains);
	buf_clear(&claims->users);
	buf_clear(&claims->ranks);
	claims->bytes = UINT64_MAX;
	claims->has_errors = claims->is_sent_row_seen = false;
	claims->last_edit = claims->last_ent = claims->last_quote = claims->last_key = 0;
	claims->last_sum_begin = 0;
}

#define FAULT(claims, ...) fault((claims)->faults, (claims)->line, __VA_ARGS__)

/* A number whose grammar has been looked at; 0 where it was not a good one. */
static uint32_t number(struct str field)
{
	uint64_t n = 0;

	str_number(field, UINT32_MAX, &n);
	return (uint32_t)n;
}

/* A copy of the field, its escapes undone, that lives as long as the document. */
static struct str decoded(struct claims *claims, struct str field)
{
	char *out = arena_alloc(&claims->arena, field.len);

	return str_at(out, rule_unescape(field, out));
}

/* The field without its escapes, for as long as the row is at hand. */
static struct str plain(struct claims *claims, struct str field)
{
	return str_find(field, '\\', 0) < field.len ? decoded(claims, field) : field;
}

static size_t skip_blanks(struct str text, size_t at)
{
	while (at < text.len && (text.at[at] == ' ' || text.at[at] == '\n' || text.at[at] == '\t'))
		at++;
	return at;
}

/* begin and end of a row: in order, and inside the document. False where they are not. */
static bool is_range(struct claims *claims, uint32_t begin, uint32_t end)
{
	if (begin > end) {
		FAULT(claims, "found end %u, expected at least begin %u", end, begin);
		return false;
	}
	if (end > claims->bytes) {
		FAULT(claims, "found end %u, expected at most %llu, the bytes of the document", end,
		      (unsigned long long)claims->bytes);
		return false;
	}
	return true;
}

/* Numbers count from 1; after an err row some may be missing, since their rows could not be written. */
static void counts(struct claims *claims, const char *what, uint32_t last, uint32_t now)
{
	if (now == last + 1 || (claims->has_errors && now > last))
		return;
	FAULT(claims, "found %s %u, expected %u", what, now, last + 1);
}

static struct claim_text read_text(struct claims *claims, struct str begin, struct str end,
                                   struct str map, struct str text)
{
	struct claim_text claim = {
		.line = claims->line,
		.begin = number(begin),
		.end = number(end),
		.text = decoded(claims, text),
	};
	const char *expected;

	if (!is_range(claims, claim.begin, claim.end))
		return claim;
	expected = runs_read(map, claim.begin, claim.end, claim.text.len, &claims->runs, &claim.runs);
	if (expected) {
		if (map.len)
			FAULT(claims, "found map %.*s, expected %s", SHOWN(map), expected);
		else
			FAULT(claims, "found %zu bytes of text for the range %u-%u, expected %s",
			      claim.text.len, claim.begin, claim.end, expected);
		claim.runs.n = 0;
	}
	return claim;
}

static struct claim_par *last_par(struct claims *claims)
{
	return claims->pars.len ? (struct claim_par *)(void *)(claims->pars.at + claims->pars.len) - 1 : NULL;
}

static struct claim_sent *last_sent(struct claims *claims)
{
	return claims->sents.len ? (struct claim_sent *)(void *)(claims->sents.at + claims->sents.len) - 1 : NULL;
}

static void see_par(struct claims *claims, const struct str *field)
{
	struct claim_par *before = last_par(claims);
	struct claim_par par = { .number = number(field[1]) };

	counts(claims, "par", before ? before->number : 0, par.number);
	par.at = read_text(claims, field[3], field[4], field[5], field[6]);
	if (before && par.at.begin < before->at.end)
		FAULT(claims, "found begin %u, expected at least %u, the end of the par before",
		      par.at.begin, before->at.end);
	buf_add(&claims->pars, &par, sizeof par);
}

static void see_edit(struct claims *claims, const struct str *field)
{
	struct claim_edit edit = {
		.line = claims->line,
		.begin = number(field[4]),
		.end = number(field[5]),
		.before = decoded(claims, field[6]),
		.after = decoded(claims, field[7]),
		.is_repaired = str_is(field[3], "repaired"),
		.is_gap = str_is(field[2], "gap"),
	};

	counts(claims, "edit", claims->last_edit, number(field[1]));
	claims->last_edit = number(field[1]);
	if (!is_range(claims, edit.begin, edit.end))
		return;
	if (edit.is_gap && (!edit.is_repaired || edit.after.len))
		FAULT(claims, "found a gap that is %.*s, with %zu bytes after, expected repaired and none",
		      SHOWN(field[3]), edit.after.len);
	if (edit.is_repaired && edit.before.len != edit.end - edit.begin)
		FAULT(claims, "found %zu bytes before for the range %u-%u, expected %u", edit.before.len,
		      edit.begin, edit.end, edit.end - edit.begin);
	buf_add(&claims->edits, &edit, sizeof edit);
}

/*
 * The item with a number, of items that begin with theirs (uint32_t) and stand in rising order;
 * NULL where there is none.
 */
static void *find(const struct buf *items, size_t size, uint32_t wanted)
{
	size_t low = 0, high = items->len / size, n = high;

	/* Numbers count from 1, without gaps where no row was lost. */
	if (wanted - 1 < n && *(const uint32_t *)(const void *)(items->at + (wanted - 1) * size) == wanted)
		return items->at + (wanted - 1) * size;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (*(const uint32_t *)(const void *)(items->at + middle * size) < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == n || *(const uint32_t *)(const void *)(items->at + low * size) != wanted)
		return NULL;
	return items->at + low * size;
}

/* A sentence lies inside its paragraph, behind the sentence before, and its text is a part of that text. */
static void compare_with_par(struct claims *claims, struct claim_sent *sent, uint32_t par_number)
{
	struct claim_par *par = find(&claims->pars, sizeof *par, par_number);
	struct str rest;
	const char *hit;

	if (!claims->pars.len)
		return;
	if (!par) {
		FAULT(claims, "found par %u, expected that of a par row before", par_number);
		return;
	}
	if (sent->at.begin < par->at.begin || sent->at.end > par->at.end) {
		FAULT(claims, "found the range %u-%u, expected one inside %u-%u of par %u", sent->at.begin,
		      sent->at.end, par->at.begin, par->at.end, par->number);
		return;
	}
	rest = str_slice(par->at.text, par->cursor, par->at.text.len);
	hit = sent->at.text.len ? memmem(rest.at, rest.len, sent->at.text.at, sent->at.text.len) : rest.at;
	if (!hit) {
		FAULT(claims, "found text \"%.*s\", expected a part of par %u, behind the sent before",
		      SHOWN(sent->at.text), par->number);
		return;
	}
	par->cursor += (size_t)(hit - rest.at) + sent->at.text.len;
	if (par->at.runs.n && sent->at.runs.n && sent->at.text.len) {
		uint32_t end = (uint32_t)par->cursor, begin = end - (uint32_t)sent->at.text.len;

		runs_raw(runs_at(&claims->runs, par->at.runs), par->at.runs.n, &begin, &end);
		if (begin != sent->at.begin || end != sent->at.end)
			FAULT(claims, "found the range %u-%u, expected %u-%u by the map of par %u",
			      sent->at.begin, sent->at.end, begin, end, par->number);
	}
}

static void see_sent(struct claims *claims, const struct str *field)
{
	struct claim_sent *before = last_sent(claims);
	struct claim_sent sent = { .number = number(field[1]), .is_row = true };

	if (before && !before->is_row) {
		FAULT(claims, "found a sent behind tok rows, expected it before them");
		return;
	}
	counts(claims, "sent", before ? before->number : 0, sent.number);
	sent.at = read_text(claims, field[3], field[4], field[5], field[6]);
	if (before && sent.at.begin < before->at.begin)
		FAULT(claims, "found begin %u, expected at least %u, the begin of the sent before",
		      sent.at.begin, before->at.begin);
	compare_with_par(claims, &sent, number(field[2]));
	sent.first_tok = SIZE_MAX;
	sent.is_aligned = sent.at.runs.n > 0;
	claims->is_sent_row_seen = true;
	buf_add(&claims->sents, &sent, sizeof sent);
}

/*
 * The sentence that a row names. Where the stream has no sent rows (left out by --drop), tokens make
 * their sentences up.
 */
static struct claim_sent *named_sent(struct claims *claims, uint32_t wanted, bool make)
{
	struct claim_sent *sent = find(&claims->sents, sizeof *sent, wanted);

	if (sent)
		return sent;
	if (claims->is_sent_row_seen) {
		FAULT(claims, "found sent %u, expected that of a sent row before", wanted);
		return NULL;
	}
	if (!make)
		return NULL;
	sent = last_sent(claims);
	if (sent && wanted < sent->number) {
		FAULT(claims, "found sent %u behind sent %u, expected rising numbers", wanted, sent->number);
		return NULL;
	}
	buf_add(&claims->sents,
	        &(struct claim_sent){ .number = wanted, .at = { .end = UINT32_MAX }, .first_tok = SIZE_MAX },
	        sizeof(struct claim_sent));
	return last_sent(claims);
}

/* Where the token's form stands in its sentence, and whether its range is what the map makes of that. */
static void align(struct claims *claims, struct claim_sent *sent, struct claim_tok *tok, struct str form)
{
	size_t at = skip_blanks(sent->at.text, sent->cursor);
	uint32_t begin = (uint32_t)at, end = (uint32_t)(at + form.len);

	if (!str_eq(str_slice(sent->at.text, at, at + form.len), form)) {
		sent->is_aligned = false;
		return;
	}
	sent->cursor = end;
	tok->text_begin = begin;
	tok->text_end = end;
	runs_raw(runs_at(&claims->runs, sent->at.runs), sent->at.runs.n, &begin, &end);
	if (begin != tok->begin || end != tok->end)
		FAULT(claims, "found the range %u-%u for \"%.*s\", expected %u-%u by the map of sent %u",
		      tok->begin, tok->end, SHOWN(form), begin, end, sent->number);
}

static void see_tok(struct claims *claims, const struct str *field)
{
	struct claim_sent *sent = named_sent(claims, number(field[1]), true);
	struct claim_tok tok = { .begin = number(field[3]), .end = number(field[4]) };
	uint32_t own = number(field[2]);
	size_t n_toks = claims->toks.len / sizeof tok;

	if (!is_range(claims, tok.begin, tok.end) || !sent)
		return;
	if (sent->first_tok == SIZE_MAX) {
		sent->first_tok = n_toks;
	} else if (sent->first_tok + sent->n_toks != n_toks) {
		FAULT(claims, "found a tok of sent %u behind those of another, expected them together",
		      sent->number);
		return;
	}
	if (own != sent->n_toks + 1)
		FAULT(claims, "found tok %u, expected %zu", own, sent->n_toks + 1);
	if (tok.begin < sent->at.begin || tok.end > sent->at.end)
		FAULT(claims, "found the range %u-%u, expected one inside %u-%u of sent %u", tok.begin, tok.end,
		      sent->at.begin, sent->at.end, sent->number);
	if (sent->n_toks) {
		const struct claim_tok *before = (struct claim_tok *)(void *)claims->toks.at + n_toks - 1;

		if (tok.begin < before->begin || tok.end < before->end)
			FAULT(claims, "found the range %u-%u, expected one behind %u-%u of the tok before",
			      tok.begin, tok.end, before->begin, before->end);
	}
	if (field[9].len) {
		size_t hyphen = str_find(field[9], '-', 0);
		uint32_t first = number(str_slice(field[9], 0, hyphen));
		uint32_t last = number(str_slice(field[9], hyphen + 1, field[9].len));

		if (first > own || own > last)
			FAULT(claims, "found mwt %.*s, expected a range that holds tok %u", SHOWN(field[9]), own);
	}
	if (sent->is_aligned)
		align(claims, sent, &tok, plain(claims, field[5]));
	sent->n_toks++;
	buf_add(&claims->toks, &tok, sizeof tok);
}

/*
 * A row that names tokens of a sentence (ent, ref): they are there, its range is theirs, and its text
 * is what stands there. A foreign stage may leave the sentence or the tokens empty.
 */
static void compare_with_toks(struct claims *claims, const struct str *place, struct str text)
{
	struct claim_sent *sent = place[0].len ? named_sent(claims, number(place[0]), false) : NULL;
	uint32_t first = number(place[1]), last = number(place[2]);
	uint32_t begin = number(place[3]), end = number(place[4]);
	const struct claim_tok *toks = (struct claim_tok *)(void *)claims->toks.at;

	if (first > last)
		FAULT(claims, "found last %u, expected at least first %u", last, first);
	if (!is_range(claims, begin, end) || !sent || first > last)
		return;
	if (claims->toks.len == 0 || first == 0) {
		if (begin < sent->at.begin || end > sent->at.end)
			FAULT(claims, "found the range %u-%u, expected one inside %u-%u of sent %u", begin,
			      end, sent->at.begin, sent->at.end, sent->number);
		return;
	}
	if (last > sent->n_toks) {
		FAULT(claims, "found tokens %u to %u, expected some of the %zu of sent %u", first, last,
		      sent->n_toks, sent->number);
		return;
	}
	toks += sent->first_tok;
	if (begin != toks[first - 1].begin || end != toks[last - 1].end)
		FAULT(claims, "found the range %u-%u, expected %u-%u of tokens %u to %u", begin, end,
		      toks[first - 1].begin, toks[last - 1].end, first, last);
	if (sent->is_aligned) {
		struct str here = str_slice(sent->at.text, toks[first - 1].text_begin, toks[last - 1].text_end);

		text = plain(claims, text);
		if (!str_eq(text, here))
			FAULT(claims, "found text \"%.*s\", expected \"%.*s\"", SHOWN(text), SHOWN(here));
	}
}

static void see_ent(struct claims *claims, const struct str *field)
{
	struct claim_ent ent = { .number = number(field[1]) };

	counts(claims, "ent", claims->last_ent, ent.number);
	claims->last_ent = ent.number;
	buf_add(&claims->ents, &ent, sizeof ent);
	compare_with_toks(claims, &field[2], field[9]);
}

static void add_chain(struct claims *claims, struct buf *to, struct str field)
{
	struct claim_chain chain = { number(field), claims->line };

	if (chain.chain)
		buf_add(to, &chain, sizeof chain);
}

static void see_link(struct claims *claims, const struct str *field)
{
	uint32_t rank = number(field[2]);
	struct claim_ent *ent = find(&claims->ents, sizeof *ent, number(field[1]));
	struct str kb = field[4], id = field[5];
	uint64_t q;

	add_chain(claims, &claims->chains, field[3]);
	if (ent) {
		if (rank != ent->last_rank + 1)
			FAULT(claims, "found rank %u of ent %u, expected %u", rank, ent->number,
			      ent->last_rank + 1);
		ent->last_rank = rank;
	} else if (claims->ents.len) { /* without any ent row they were left out on purpose */
		FAULT(claims, "found ent %.*s, expected that of an ent row before", SHOWN(field[1]));
	}
	if (str_is(kb, "wikidata") && (id.len < 2 || id.at[0] != 'Q' || !str_number(str_slice(id, 1, id.len), UINT64_MAX, &q)))
		FAULT(claims, "found id %.*s, expected Q and a number", SHOWN(id));
	if (str_is(kb, "nil") && !str_eq(id, field[3]))
		FAULT(claims, "found id %.*s of nil, expected its chain %.*s", SHOWN(id), SHOWN(field[3]));
	if (str_is(kb, "wikipedia") && memchr(id.at, ' ', id.len))
		FAULT(claims, "found id \"%.*s\", expected underscores for blanks", SHOWN(id));
}

static void see_ref(struct claims *claims, const struct str *field)
{
	add_chain(claims, &claims->users, field[1]);
	compare_with_toks(claims, &field[2], field[7]);
}

static void see_quote(struct claims *claims, const struct str *field)
{
	uint32_t own = number(field[1]);

	if (own != claims->last_quote)
		counts(claims, "quote", claims->last_quote, own);
	claims->last_quote = own;
	if (field[2].len)
		named_sent(claims, number(field[2]), false);
	is_range(claims, number(field[3]), number(field[4]));
	add_chain(claims, &claims->users, field[6]);
	if (!field[7].len != !field[8].len)
		FAULT(claims, "found one of source_begin and source_end, expected both or none");
	else
		is_range(claims, number(field[7]), number(field[8]));
}

static void see_sum(struct claims *claims, const struct str *field)
{
	const struct claim_sent *sent = named_sent(claims, number(field[2]), false);
	uint32_t rank = number(field[1]), begin = number(field[3]), end = number(field[4]);

	buf_add(&claims->ranks, &rank, sizeof rank);
	if (!is_range(claims, begin, end))
		return;
	if (begin < claims->last_sum_begin)
		FAULT(claims, "found begin %u, expected at least %u: sum rows stand in text order", begin,
		      claims->last_sum_begin);
	claims->last_sum_begin = begin;
	if (sent && sent->is_row) {
		struct str text = plain(claims, field[6]);

		if (begin != sent->at.begin || end != sent->at.end)
			FAULT(claims, "found the range %u-%u, expected %u-%u of sent %u", begin, end,
			      sent->at.begin, sent->at.end, sent->number);
		if (!str_eq(text, sent->at.text))
			FAULT(claims, "found text \"%.*s\", expected that of sent %u", SHOWN(text), sent->number);
	}
}

static void see_key(struct claims *claims, const struct str *field)
{
	counts(claims, "rank", claims->last_key, number(field[1]));
	claims->last_key = number(field[1]);
}

void claims_row(struct claims *claims, enum rule_type type, const struct str *field, uint64_t line)
{
	uint32_t begin, end;

	claims->line = line;
	switch (type) {
	case RULE_DOC:
		str_number(field[5], UINT32_MAX, &claims->bytes);
		break;
	case RULE_PAR:
		see_par(claims, field);
		break;
	case RULE_EDIT:
		see_edit(claims, field);
		break;
	case RULE_SENT:
		see_sent(claims, field);
		break;
	case RULE_TOK:
		see_tok(claims, field);
		break;
	case RULE_ENT:
		see_ent(claims, field);
		break;
	case RULE_LINK:
		see_link(claims, field);
		break;
	case RULE_REF:
		see_ref(claims, field);
		break;
	case RULE_QUOTE:
		see_quote(claims, field);
		break;
	case RULE_SUM:
		see_sum(claims, field);
		break;
	case RULE_KEY:
		see_key(claims, field);
		break;
	case RULE_ERR:
		claims->has_errors = true;
		begin = number(field[3]);
		end = field[4].len ? number(field[4]) : begin;
		is_range(claims, begin, end);
		break;
	default:
		break;
	}
}
