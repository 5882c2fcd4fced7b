/*
 * wide.h: functions that the compiler makes twice, for every processor of its kind and for those with
 * vectors of 32 bytes; the program takes the right one when it starts. For loops over vectors (of the
 * compiler, see bytes.h) in whole numbers, which give the same results in any width.
 */
#ifndef COMMON_WIDE_H
#define COMMON_WIDE_H

/* The choice is made before a sanitizer is there. */
#if defined(__x86_64__) && defined(__ELF__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/* A vector of the lanes of a and b whose numbers follow. `type` is that of all three; its lanes are whole numbers. */
#ifdef __clang__
#define SHUFFLE(type, a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define SHUFFLE(type, a, b, ...) __builtin_shuffle(a, b, (type){ __VA_ARGS__ })
#endif

#endif
