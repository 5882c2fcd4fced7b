/* json.c: the events of the parser, of which those of the outermost object are kept. */
#include "json.h"

#include <yajl/yajl_parse.h>

#include "common/allocator.h"

struct json_reading {
	const struct str *names;
	size_t n_names;
	struct str *values;
	struct arena *arena;
	size_t depth; /* of objects and arrays that are open */
	size_t wanted; /* the member whose value comes next; n_names: of no interest */
	bool is_object;
};

/* A value of the outermost object; false where it stands outside of any. */
static int keep(struct json_reading *reading, struct str value)
{
	if (reading->depth == 1 && reading->wanted < reading->n_names)
		reading->values[reading->wanted] = value;
	return reading->depth > 0;
}

static int on_text(void *context, const unsigned char *text, size_t len)
{
	struct json_reading *reading = context;
	bool is_wanted = reading->depth == 1 && reading->wanted < reading->n_names;

	return keep(reading, is_wanted ? arena_str(reading->arena, str_at((const char *)text, len)) : str_of(NULL));
}

static int on_number(void *context, const char *text, size_t len)
{
	return on_text(context, (const unsigned char *)text, len);
}

static int on_null(void *context)
{
	return keep(context, str_of(NULL));
}

static int on_boolean(void *context, int value)
{
	(void)value;
	return keep(context, str_of(NULL));
}

static int on_key(void *context, const unsigned char *text, size_t len)
{
	struct json_reading *reading = context;

	if (reading->depth != 1)
		return true;
	reading->wanted = 0;
	while (reading->wanted < reading->n_names &&
	       !(reading->names[reading->wanted].at &&
	         str_eq(reading->names[reading->wanted], str_at((const char *)text, len))))
		reading->wanted++;
	return true;
}

static int on_array(void *context)
{
	struct json_reading *reading = context;

	if (!keep(reading, str_of(NULL)))
		return false;
	reading->depth++;
	return true;
}

static int on_object(void *context)
{
	struct json_reading *reading = context;

	if (reading->depth)
		return on_array(context);
	reading->is_object = true;
	reading->depth = 1;
	return true;
}

static int on_close(void *context)
{
	((struct json_reading *)context)->depth--;
	return true;
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_boolean,
	.yajl_number = on_number,
	.yajl_string = on_text,
	.yajl_start_map = on_object,
	.yajl_map_key = on_key,
	.yajl_end_map = on_close,
	.yajl_start_array = on_array,
	.yajl_end_array = on_close,
};

bool json_read(struct str line, const struct str *names, size_t n_names, struct str *values, struct arena *arena)
{
	struct json_reading reading = { .names = names, .n_names = n_names, .values = values, .arena = arena };
	yajl_alloc_funcs allocator = { allocator_alloc, allocator_realloc, allocator_free, NULL };
	yajl_handle parser = yajl_alloc(&callbacks, &allocator, &reading);
	bool is_good;

	for (size_t i = 0; i < n_names; i++)
		values[i] = str_of(NULL);
	yajl_config(parser, yajl_dont_validate_strings, 1);
	is_good = yajl_parse(parser, (const unsigned char *)line.at, line.len) == yajl_status_ok &&
	          yajl_complete_parse(parser) == yajl_status_ok && reading.is_object;
	yajl_free(parser);
	return is_good;
}
