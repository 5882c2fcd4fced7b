/* when.c: see when.h. */
#include "when.h"

#include "common/buf.h"
#include "common/calendar.h"

/* What the last letters of a value stand for. */
static const struct {
	const char *letters, *words;
} parts[] = {
	{ "-SP", " spring" }, { "-SU", " summer" }, { "-FA", " autumn" }, { "-WI", " winter" },
	{ "-0X", " early" },  { "-1X", " mid" },    { "-2X", " late" },
	{ "TMO", " morning" }, { "TMI", " midday" }, { "TAF", " afternoon" }, { "TEV", " evening" }, { "TNI", " night" },
};

static bool is_week(struct str value, uint64_t *year, uint64_t *week)
{
	return value.len == 8 && value.at[5] == 'W' && str_number(str_slice(value, 0, 4), 9999, year) &&
	       str_number(str_slice(value, 6, 8), 53, week) && *year && *week;
}

/* 10:00:00+03:00 as 10:00 +03:00, 10:00:30Z as 10:00:30 UTC. */
static void add_clock(struct str clock, struct buf *out)
{
	size_t zone = 0;

	while (zone < clock.len && clock.at[zone] != 'Z' && clock.at[zone] != '+' && clock.at[zone] != '-')
		zone++;
	buf_add_byte(out, ' ');
	buf_add_str(out, str_slice(clock, 0, zone == 8 && str_ends(str_slice(clock, 0, zone), ":00") ? 5 : zone));
	if (zone == clock.len)
		return;
	buf_add_byte(out, ' ');
	buf_add_str(out, clock.at[zone] == 'Z' ? str_of("UTC") : str_slice(clock, zone, clock.len));
}

static void add_plain(struct str value, struct buf *out)
{
	size_t slash = str_find(value, '/', 0);
	uint64_t year, week;

	if (is_week(value, &year, &week)) {
		/* The week of 4 January is the first. */
		struct period period = period_shift(period_at(GRAIN_WEEK, calendar_day((int)year, 1, 4)), (int)week - 1);

		calendar_write(period.first, out);
		buf_add_str(out, str_of(" – "));
		calendar_write(period_last(period), out);
		return;
	}
	if (slash < value.len) {
		add_plain(str_slice(value, 0, slash), out);
		buf_add_str(out, str_of(" – "));
		add_plain(str_slice(value, slash + 1, value.len), out);
		return;
	}
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (str_ends(value, parts[i].letters)) {
			buf_add_str(out, str_slice(value, 0, value.len - strlen(parts[i].letters)));
			buf_add_str(out, str_of(parts[i].words));
			return;
		}
	if (value.len > 11 && value.at[10] == 'T' && value.at[11] >= '0' && value.at[11] <= '9') {
		buf_add_str(out, str_slice(value, 0, 10));
		add_clock(str_slice(value, 11, value.len), out);
	} else {
		buf_add_str(out, value);
	}
}

struct str when_plain(struct str value, struct arena *arena)
{
	struct buf out = { 0 };

	add_plain(value, &out);
	value = arena_str(arena, buf_str(&out));
	buf_free(&out);
	return value;
}
