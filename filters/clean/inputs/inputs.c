/* inputs.c: bytes and facts of a document to its rows; what could not be read to a document that says so. */
#include "inputs.h"

#include <errno.h>
#include <stdio.h>

#include "common/utf8.h"
#include "facts.h"
#include "filters/clean/html/html_article.h"

void inputs_free(struct inputs *inputs)
{
	buf_free(&inputs->raw);
	arena_free(&inputs->arena);
}

void inputs_worsen(struct inputs *inputs, enum exit_code code)
{
	if (code > inputs->worst)
		inputs->worst = code;
}

/* A document that is passed over, with the reason. */
static void skip(struct inputs *inputs, struct document_facts *facts, uint64_t bytes, const char *code,
                 const char *reason)
{
	struct buf name = { 0 };
	char id[16];

	facts->bytes = bytes;
	if (facts->id.len == 0) { /* there are no bytes to name it after */
		buf_add_str(&name, facts->source);
		buf_add_str(&name, str_of(reason));
		facts->id = filter_document_id(buf_str(&name), id);
		buf_free(&name);
	}
	filter_document(inputs->out, facts);
	filter_error(inputs->out, code, FILTER_NOWHERE, FILTER_NOWHERE, "%s", reason);
	filter_document_end(inputs->out, FILTER_SKIPPED);
}

/* A file's base name, as far as it is text; stdin has none. */
static struct str base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct str name = str_of(slash ? slash + 1 : strcmp(path, "<stdin>") ? path : NULL);

	name.len = utf8_valid_prefix(name);
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.at[i] < ' ' || name.at[i] == 0x7F)
			name.len = i;
	return name;
}

static struct document_facts facts_of_file(const struct inputs *inputs, const char *path)
{
	struct document_facts facts = inputs->facts;

	if (facts.source.len == 0)
		facts.source = base_name(path);
	return facts;
}

void inputs_skip(struct inputs *inputs, const char *path, const char *code, const char *reason)
{
	struct document_facts facts = facts_of_file(inputs, path);

	diag_message(path, "%s", reason);
	skip(inputs, &facts, 0, code, reason);
}

void inputs_unreadable(struct inputs *inputs, const char *path)
{
	inputs_skip(inputs, path, "E_READ", strerror(errno));
	inputs_worsen(inputs, EXIT_NO_INPUT);
}

void inputs_broken(struct inputs *inputs, const struct window *window)
{
	inputs_skip(inputs, window->name, "E_READ", window->damage ? window->damage : strerror(errno));
	inputs_worsen(inputs, EXIT_NO_INPUT);
}

/* --- a document a file ----------------------------------------------------------------------- */

void inputs_prepare_pages(struct inputs *inputs)
{
	if (!clean_prepare_pages(inputs->clean))
		diag_fatal(EXIT_CONFIG, NULL, "html-blocks.tsv: not a table of trees");
}

/* What is behind the limit is read and thrown away, to know how much it was; not of packed bytes, which may have no end. */
static uint64_t count_rest(struct window *window)
{
	while (!unpack_is_packed(window->unpack) && window_more(window) == WINDOW_MORE)
		window_drop(window, window_bytes(window).len);
	return window->offset + window_bytes(window).len;
}

void inputs_whole(struct inputs *inputs, bool is_page, struct window *window)
{
	struct document_facts facts = facts_of_file(inputs, window->name);
	enum window_status status = window_want(window, inputs->max_doc + 1);
	struct str raw = window_bytes(window);
	char reason[96];
	uint64_t bytes;

	inputs->rows.complaint = NULL;
	if (raw.len > inputs->max_doc) {
		bytes = count_rest(window);
		snprintf(reason, sizeof reason, "document of %llu bytes%s, at most %llu (--max-doc)", (unsigned long long)bytes,
		         unpack_is_packed(window->unpack) ? " or more" : "", (unsigned long long)inputs->max_doc);
		skip(inputs, &facts, bytes, "E_LIMIT", reason);
		return;
	}
	if (status == WINDOW_BROKEN) {
		if (raw.len == 0) {
			inputs_broken(inputs, window);
			return;
		}
		inputs->rows.complaint = window->damage ? window->damage : strerror(errno);
		inputs->rows.complaint_code = "E_READ";
		diag_message(window->name, "%s", inputs->rows.complaint);
		inputs_worsen(inputs, EXIT_NO_INPUT);
	}
	inputs->rows.is_page = is_page;
	if (is_page)
		inputs_prepare_pages(inputs);
	rows_write(inputs->out, inputs->clean, &inputs->rows, &facts, raw);
}

/* --- a document a record --------------------------------------------------------------------- */

/* A value that becomes a fact: one line of valid text; an option of the same name stands first. */
static struct str fact(struct inputs *inputs, struct str value, struct str given)
{
	return given.len || !value.at ? given : clean_fact(inputs->clean, value, &inputs->arena);
}

/* A fact that may not stand in the doc row is left out, with an err row. */
static void reject(struct inputs *inputs, struct str *value, bool is_good, const char *complaint)
{
	if (value->len == 0 || is_good)
		return;
	*value = str_of(NULL);
	inputs->rows.complaint = complaint;
	inputs->rows.complaint_code = "E_FORMAT";
}

static struct document_facts facts_of_record(struct inputs *inputs, const char *path,
                                             const struct str values[N_ROLES])
{
	struct document_facts facts = inputs->facts;

	arena_reset(&inputs->arena);
	inputs->rows.complaint = NULL;
	facts.id = fact(inputs, values[ROLE_ID], facts.id);
	facts.title = fact(inputs, values[ROLE_TITLE], facts.title);
	facts.published = fact(inputs, values[ROLE_PUBLISHED], facts.published);
	facts.url = fact(inputs, values[ROLE_URL], facts.url);
	facts.source = fact(inputs, values[ROLE_SOURCE], facts.source);
	facts.author = fact(inputs, values[ROLE_AUTHOR], facts.author);
	facts.lang = fact(inputs, values[ROLE_LANG], facts.lang);
	if (facts.source.len == 0)
		facts.source = base_name(path);
	reject(inputs, &facts.lang, fact_is_language(facts.lang), "lang is no BCP 47 tag");
	reject(inputs, &facts.published, fact_is_date(facts.published), "published is no ISO 8601 date");
	reject(inputs, &facts.id, filter_id_is_good(facts.id), "id is empty, too long or has a blank");
	return facts;
}

void inputs_record(struct inputs *inputs, const char *path, const struct str values[N_ROLES])
{
	struct document_facts facts = facts_of_record(inputs, path, values);

	inputs->rows.has_title_line = !values[ROLE_TITLE].at;
	inputs->rows.is_page = false;
	inputs->rows.is_piece = inputs->reads_pieces && !inputs->rows.item && !inputs->rows.mail &&
	                        html_is_piece(values[ROLE_TEXT]);
	rows_write(inputs->out, inputs->clean, &inputs->rows, &facts, values[ROLE_TEXT]);
	inputs->rows.is_piece = false;
}

void inputs_skip_record(struct inputs *inputs, const char *path, const struct str values[N_ROLES],
                        const char *code, const char *reason)
{
	struct document_facts facts = facts_of_record(inputs, path, values);

	skip(inputs, &facts, 0, code, reason);
}

void inputs_payload(struct inputs *inputs, const char *path, struct str url, bool is_page,
                    const struct encoding *encoding, struct str payload, const char *complaint)
{
	struct str values[N_ROLES] = { [ROLE_URL] = url };
	struct document_facts facts = facts_of_record(inputs, path, values);

	if (complaint) {
		inputs->rows.complaint = complaint;
		inputs->rows.complaint_code = "E_FORMAT";
		diag_message(path, "%.*s: %s", STR_ARGS(url), complaint);
	}
	if (is_page)
		inputs_prepare_pages(inputs);
	inputs->rows.is_page = is_page;
	inputs->rows.encoding = encoding;
	rows_write(inputs->out, inputs->clean, &inputs->rows, &facts, payload);
	inputs->rows.encoding = NULL;
}
