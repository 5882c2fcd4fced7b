#include <criterion/criterion.h>
#include <stdlib.h>

#include "common/bundle.h"

static struct str made(struct buf *out)
{
	static const struct bundle_part parts[] = {
		{ "first", STR("some bytes") },
		{ "empty", STR("") },
		{ "last", STR("0123456789012345678901234567890123456789012345678901234567890123456789") },
	};

	bundle_write("test", parts, 3, out);
	return buf_str(out);
}

Test(bundle, gives_back_its_sections)
{
	struct buf file = { 0 };
	struct bundle bundle;

	cr_assert_eq(bundle_open(made(&file), "test", &bundle), BUNDLE_OK);
	cr_expect(str_is(bundle_section(&bundle, "first"), "some bytes"));
	cr_expect_eq(bundle_section(&bundle, "empty").len, 0);
	cr_expect_eq(bundle_section(&bundle, "last").len, 70);
	cr_expect_null(bundle_section(&bundle, "none").at);
	cr_expect_str_eq(bundle_section_name(&bundle, 0), "first");
	cr_expect_str_eq(bundle_section_name(&bundle, 2), "last");
	cr_expect_null(bundle_section_name(&bundle, 3));
	cr_expect_eq(bundle_verify(&bundle), BUNDLE_OK);
	buf_free(&file);
}

Test(bundle, the_same_parts_give_the_same_bytes)
{
	struct buf a = { 0 }, b = { 0 };

	cr_expect(str_eq(made(&a), made(&b)));
	buf_free(&a);
	buf_free(&b);
}

Test(bundle, every_flipped_bit_is_noticed)
{
	struct buf file = { 0 };
	struct bundle bundle;

	made(&file);
	for (size_t bit = 0; bit < 8 * file.len; bit++) {
		file.at[bit / 8] ^= (char)(1 << bit % 8);
		cr_expect_neq(bundle_open(buf_str(&file), "test", &bundle), BUNDLE_OK, "bit %zu", bit);
		file.at[bit / 8] ^= (char)(1 << bit % 8);
	}
	buf_free(&file);
}

Test(bundle, every_truncation_is_noticed)
{
	struct buf file = { 0 };
	struct bundle bundle;
	struct str all = made(&file);

	for (size_t len = 0; len < all.len; len++)
		cr_expect_neq(bundle_open(str_slice(all, 0, len), "test", &bundle), BUNDLE_OK, "%zu", len);
	buf_add_byte(&file, 0);
	cr_expect_eq(bundle_open(buf_str(&file), "test", &bundle), BUNDLE_TRUNCATED);
	buf_free(&file);
}

Test(bundle, another_kind_is_refused)
{
	struct buf file = { 0 };
	struct bundle bundle;

	cr_expect_eq(bundle_open(made(&file), "other", &bundle), BUNDLE_KIND_BAD);
	cr_expect_eq(bundle_open(str_of("#copydesk\t1\n"), "test", &bundle), BUNDLE_NOT_ONE);
	buf_free(&file);
}
