/* decoding.c: widths are summed from the checkpoint before. */
#include "decoding.h"

enum { CHECKPOINT = 1024, WIDE = DECODING_WIDE };

void decoding_free(struct decoding *decoding)
{
	buf_free(&decoding->text);
	buf_free(&decoding->widths);
	buf_free(&decoding->wides);
	buf_free(&decoding->checkpoints);
}

/* Before bytes are added at the end of the text. */
static void mark_checkpoint(struct decoding *decoding)
{
	if (decoding->checkpoints.len / sizeof(size_t) * CHECKPOINT <= decoding->text.len)
		buf_add(&decoding->checkpoints, &decoding->raw_end, sizeof decoding->raw_end);
}

void decoding_add(struct decoding *decoding, const char *bytes, size_t len, size_t width)
{
	struct wide wide = { decoding->text.len, width };

	if (len == 0)
		return;
	mark_checkpoint(decoding);
	if (width >= WIDE)
		buf_add(&decoding->wides, &wide, sizeof wide);
	buf_add(&decoding->text, bytes, len);
	buf_add_byte(&decoding->widths, (char)(width < WIDE ? width : WIDE));
	memset(buf_reserve(&decoding->widths, len - 1), 0, len - 1);
	decoding->widths.len += len - 1;
	decoding->raw_end += width;
}

void decoding_add_verbatim(struct decoding *decoding, struct str bytes)
{
	for (size_t i = 0; i < bytes.len;) {
		size_t room = CHECKPOINT - decoding->text.len % CHECKPOINT, n = bytes.len - i < room ? bytes.len - i : room;

		mark_checkpoint(decoding);
		buf_add(&decoding->text, bytes.at + i, n);
		memset(buf_reserve(&decoding->widths, n), 1, n);
		decoding->widths.len += n;
		decoding->raw_end += n;
		i += n;
	}
}

void decoding_add_each(struct decoding *decoding, struct str bytes, const unsigned char *widths)
{
	for (size_t i = 0; i < bytes.len;) {
		size_t room = CHECKPOINT - decoding->text.len % CHECKPOINT, n = bytes.len - i < room ? bytes.len - i : room;
		size_t sum = 0;

		mark_checkpoint(decoding);
		buf_add(&decoding->text, bytes.at + i, n);
		buf_add(&decoding->widths, widths + i, n);
		for (size_t k = i; k < i + n; k++)
			sum += widths[k];
		decoding->raw_end += sum;
		i += n;
	}
}

size_t decoding_wide(const struct decoding *decoding, size_t at)
{
	const struct wide *wides = (const void *)decoding->wides.at;
	size_t low = 0, high = decoding->wides.len / sizeof *wides;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (wides[middle].text <= at)
			low = middle;
		else
			high = middle;
	}
	return wides[low].width;
}

size_t decoding_raw(const struct decoding *decoding, size_t text)
{
	const size_t *checkpoints = (const void *)decoding->checkpoints.at;
	size_t i = text / CHECKPOINT, at, raw;

	if (text >= decoding->text.len)
		return decoding->raw_end;
	at = i * CHECKPOINT;
	raw = checkpoints[i];
	/* a character across the checkpoint was counted before it */
	while (at < text && decoding->widths.at[at] == 0)
		at++;
	for (; at < text; at++) {
		unsigned char width = (unsigned char)decoding->widths.at[at];

		raw += width < WIDE ? width : decoding_width(decoding, at);
	}
	return raw;
}
