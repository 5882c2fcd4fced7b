/* Bundles: sections of whatever is accepted lie inside the file. */
#include <stdint.h>
#include <stdlib.h>

#include "common/bundle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = str_at((const char *)data, size), section;
	struct bundle bundle;

	if (bundle_open(bytes, "test", &bundle) != BUNDLE_OK)
		return 0;
	section = bundle_section(&bundle, "first");
	if (section.len && (section.at < bytes.at || section.at + section.len > bytes.at + size))
		abort();
	bundle_verify(&bundle);
	return 0;
}
