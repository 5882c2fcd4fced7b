/* contract.c: the row types of docs/FORMAT.md, section 4. */
#include "common/contract.h"

#include "common/buf.h"

const struct contract_type contract_types[] = {
	{ "doc", "doc source? url? published? lang? bytes:n? title? author?" },
	{ "par", "doc par:n kind begin:n end:n map text" },
	{ "edit", "doc edit:n kind action begin:n end:n before:x after" },
	{ "sent", "doc sent:n par:n begin:n end:n map text" },
	{ "tok", "doc sent:n tok:n begin:n end:n form lemma? upos? xpos? mwt?" },
	{ "ent", "doc ent:n sent:n? first:n? last:n? begin:n end:n type score? text" },
	{ "link", "doc ent:n rank:n chain:n? kb id score? label?" },
	{ "ref", "doc chain:n sent:n? first:n? last:n? begin:n end:n text" },
	{ "quote", "doc quote:n sent:n? begin:n end:n kind speaker:n? source_begin:n? source_end:n? cue? text" },
	{ "sum", "doc rank:n sent:n begin:n end:n score? text" },
	{ "key", "doc rank:n score? type? text id?" },
	{ "sig", "doc band value" },
	{ "dup", "doc of similarity" },
	{ "story", "doc story score?" },
	{ "err", "doc stage code begin:n end:n message" },
	{ "end", "doc status rows:n" },
	{ NULL, NULL },
};

const struct contract_type *contract_find(struct str type)
{
	for (const struct contract_type *t = contract_types; t->type; t++)
		if (str_is(type, t->type))
			return t;
	return NULL;
}

void contract_write_columns(const char *type, const char *columns, struct buf *out)
{
	bool in_mark = false;

	buf_add_str(out, str_of(type));
	buf_add_byte(out, '\t');
	for (const char *c = columns; *c; c++) {
		if (*c == ' ') {
			buf_add_byte(out, '\t');
			in_mark = false;
		} else if (*c == ':' || *c == '?') {
			in_mark = true;
		} else if (!in_mark) {
			buf_add_byte(out, *c);
		}
	}
}
