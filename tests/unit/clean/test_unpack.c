#include <criterion/criterion.h>
#include <stdio.h>
#include <zlib.h>
#include <zstd.h>

#include "common/buf.h"
#include "filters/clean/inputs/unpack.h"

static void add_gzip(struct buf *out, struct str bytes)
{
	z_stream z = { .next_in = (Bytef *)bytes.at, .avail_in = (uInt)bytes.len };
	size_t room = bytes.len + 1000;

	deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	z.next_out = (Bytef *)buf_reserve(out, room);
	z.avail_out = (uInt)room;
	cr_assert_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
	out->len += room - z.avail_out;
	deflateEnd(&z);
}

static void add_zstd(struct buf *out, struct str bytes)
{
	size_t room = ZSTD_compressBound(bytes.len);

	out->len += ZSTD_compress(buf_reserve(out, room), room, bytes.at, bytes.len, 3);
}

/* All that comes out, `|` and what was wrong where something was; read by `size` bytes. */
static struct buf unpacked(struct str file, size_t size)
{
	FILE *stream = tmpfile();
	struct unpack *unpack;
	struct buf out = { 0 };
	const char *damage = NULL;
	bool is_inside;
	ssize_t n;

	fwrite(file.at, 1, file.len, stream);
	fflush(stream);
	rewind(stream);
	unpack = unpack_new(fileno(stream));
	while ((n = unpack_read(unpack, buf_reserve(&out, size), size)) > 0 || (damage = unpack_damage(unpack, &is_inside))) {
		if (n > 0)
			out.len += (size_t)n;
		else
			buf_printf(&out, "|%s|", damage);
	}
	cr_expect_eq(n, 0);
	unpack_delete(unpack);
	fclose(stream);
	return out;
}

static void expect(const char *why, struct str file, const char *want)
{
	static const size_t sizes[] = { 1, 7, 100000 };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct buf got = unpacked(file, sizes[i]);

		cr_expect(str_is(buf_str(&got), want), "%s, by %zu: got %.*s", why, sizes[i], STR_ARGS(buf_str(&got)));
		buf_free(&got);
	}
}

Test(unpack, members_damage_and_plain_files)
{
	struct buf a = { 0 }, b = { 0 }, file = { 0 };

	expect("nothing", str_of(""), "");
	expect("plain", str_of("abc"), "abc");
	expect("plain that begins like gzip", str_at("\x1F\x8B", 2), "\x1F\x8B");
	add_gzip(&a, str_of("the first member"));
	add_zstd(&b, str_of("the second"));
	expect("gzip", buf_str(&a), "the first member");
	expect("zstd", buf_str(&b), "the second");
	buf_add_str(&file, buf_str(&a));
	buf_add_str(&file, buf_str(&b));
	buf_add_str(&file, buf_str(&a));
	expect("members", buf_str(&file), "the first memberthe secondthe first member");
	buf_add(&file, "\0\0\0\0\0\0", 6);
	expect("padding", buf_str(&file), "the first memberthe secondthe first member");
	buf_clear(&file);
	buf_add_str(&file, buf_str(&a));
	buf_add_str(&file, str_of("other bytes"));
	buf_add_str(&file, buf_str(&b));
	expect("other bytes", buf_str(&file), "the first member|bytes behind packed data that are none|the second");
	expect("cut off", str_slice(buf_str(&a), 0, a.len - 4), "the first member|packed data that is cut off|");
	buf_clear(&file);
	buf_add_str(&file, str_slice(buf_str(&a), 0, 10));
	buf_add_str(&file, buf_str(&b));
	expect("the member behind damage", buf_str(&file), "|damaged gzip data|the second");
	buf_free(&a);
	buf_free(&b);
	buf_free(&file);
}

Test(unpack, bodies)
{
	struct buf packed = { 0 }, out = { 0 };

	add_gzip(&packed, str_of("a body"));
	cr_expect_eq(unpack_body(str_of("gzip"), buf_str(&packed), 100, &out), UNPACK_OK);
	cr_expect(str_is(buf_str(&out), "a body"));
	buf_clear(&out);
	cr_expect_eq(unpack_body(str_of("gzip"), buf_str(&packed), 3, &out), UNPACK_TOO_LONG);
	buf_clear(&out);
	cr_expect_eq(unpack_body(str_of("gzip"), str_slice(buf_str(&packed), 0, packed.len - 9), 100, &out), UNPACK_DAMAGED);
	buf_clear(&out); /* deflate: the same without gzip's head and tail */
	cr_expect_eq(unpack_body(str_of("deflate"), str_slice(buf_str(&packed), 10, packed.len - 8), 100, &out), UNPACK_OK);
	cr_expect(str_is(buf_str(&out), "a body"));
	cr_expect_eq(unpack_body(str_of("br"), buf_str(&packed), 100, &out), UNPACK_UNKNOWN);
	buf_free(&packed);
	buf_free(&out);
}
