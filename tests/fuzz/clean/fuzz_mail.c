/* Messages: whatever comes is read without harm; the text lies in the message and all of it is stood for. */
#include <stdint.h>
#include <stdlib.h>

#include "common/utf8.h"
#include "filters/clean/inputs/header.h"
#include "filters/clean/inputs/mail.h"
#include "filters/clean/inputs/mbox.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str message = str_at((const char *)data, size);
	struct arena arena = { 0 };
	struct decoding text = { .raw_end = 0 };
	struct mail mail;
	size_t sum;

	header_begins_message(message);
	mbox_is_separator(message);
	mail_read(message, &arena, &mail);
	if (mail.begin > mail.end || mail.end > size || !utf8_is_valid(mail.published))
		abort();
	mail_decode(&mail, message, &text);
	sum = mail.begin;
	for (size_t at = 0; at < text.text.len; at++)
		sum += decoding_width(&text, at);
	if (sum > mail.end || !utf8_is_valid(buf_str(&text.text)))
		abort();
	decoding_free(&text);
	arena_free(&arena);
	return 0;
}
