/* Arenas, buffers and the string index. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/index.h"

Test(arena, pieces_do_not_overlap_and_are_aligned)
{
	struct arena arena = { 0 };
	char *before = NULL;

	for (size_t i = 0; i < 20000; i++) {
		size_t size = i * 7 % 300;
		char *at = arena_alloc(&arena, size);

		cr_assert_eq((uintptr_t)at % 16, 0);
		memset(at, (int)(i & 0xFF), size);
		if (before && i * 7 % 300 > 7)
			cr_assert_eq((unsigned char)*before, (i - 1) & 0xFF, "piece %zu was written over", i - 1);
		before = size ? at : NULL;
	}
	arena_free(&arena);
}

Test(arena, a_release_gives_back_what_came_after_the_mark)
{
	struct arena arena = { 0 };
	char *kept = arena_alloc(&arena, 100), *scratch;
	struct arena_mark mark = arena_mark(&arena);

	memset(kept, 'k', 100);
	scratch = arena_alloc(&arena, 5 << 20);
	memset(scratch, 's', 5 << 20);
	arena_release(&arena, mark);
	cr_expect_eq(kept[99], 'k');
	memset(arena_alloc(&arena, 64), 'n', 64);
	cr_expect_eq(kept[99], 'k');
	arena_reset(&arena);
	cr_expect_eq((char *)arena_alloc(&arena, 100), kept, "a reset starts anew in the first chunk");
	arena_free(&arena);
}

Test(arena, a_queue_gives_back_what_is_done_with)
{
	enum { ITEMS = 200000 };
	struct arena arena = { 0 };
	size_t **items = malloc(ITEMS * sizeof *items);

	for (size_t i = 0; i < ITEMS; i++) {
		items[i] = arena_alloc(&arena, 64);
		*items[i] = i;
	}
	for (size_t i = 0; i < ITEMS; i += 1000) {
		arena_forget(&arena, items[i]);
		cr_assert_eq(*items[i], i);
	}
	cr_expect_eq(*items[0], 0, "the first chunk stays");
	cr_expect_eq(*items[ITEMS - 1], ITEMS - 1, "what is behind stays");
	arena_reset(&arena);
	cr_expect_eq(arena_alloc(&arena, 64), items[0]);
	arena_free(&arena);
	free(items);
}

Test(index, finds_every_key_it_was_given)
{
	struct index index = { 0 };
	struct arena arena = { 0 };

	for (uint32_t i = 0; i < 50000; i++) {
		char key[16];
		bool is_new;

		snprintf(key, sizeof key, "key %u", i);
		index_put(&index, arena_str(&arena, str_of(key)), i, &is_new);
		cr_assert(is_new);
	}
	for (uint32_t i = 0; i < 50000; i++) {
		char key[16];

		snprintf(key, sizeof key, "key %u", i);
		cr_assert_eq(*index_find(&index, str_of(key)), i);
	}
	cr_expect_null(index_find(&index, str_of("none")));
	cr_expect_null(index_find(&index, str_of("")));
	cr_expect_eq(*index_put(&index, str_of("key 7"), 99, NULL), 7, "an old value stays");
	index_free(&index);
	arena_free(&arena);
}

Test(buf, grows_and_keeps_its_bytes)
{
	struct buf buf = { 0 };

	for (int i = 0; i < 1000; i++)
		buf_printf(&buf, "%d,", i);
	cr_expect(str_starts(buf_str(&buf), "0,1,2,"));
	cr_expect(str_ends(buf_str(&buf), "998,999,"));
	buf_clear(&buf);
	buf_add_number(&buf, 0);
	buf_add_number(&buf, UINT64_MAX);
	cr_expect(str_is(buf_str(&buf), "018446744073709551615"));
	for (uint64_t number = 1, n_digits = 1; n_digits < 20; number *= 10, n_digits++) {
		char both[48];
		int len = snprintf(both, sizeof both, "%llu%llu", (unsigned long long)number, (unsigned long long)number - 1);

		buf_clear(&buf);
		buf_add_number(&buf, number);
		buf_add_number(&buf, number - 1);
		cr_expect(str_eq(buf_str(&buf), str_at(both, (size_t)len)), "%s", both);
	}
	buf_free(&buf);
}
