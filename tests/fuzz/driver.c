/*
 * driver.c: runs a fuzz target without a fuzzer: on the seeds named on the command line, and on
 * seeded mutations of them. Deterministic, so that a failure can be had again with any compiler.
 * With clang the same targets are linked against libFuzzer instead (scripts/fuzz).
 *
 *      fuzz_row [-n MUTATIONS] SEED…
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_SIZE = 1 << 16 };

/* xorshift64*, the same numbers everywhere. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * UINT64_C(2685821657736338717);
}

static size_t mutate(uint8_t *data, size_t size, uint64_t *state)
{
	static const uint8_t awkward[] = { 0, '\t', '\n', '\r', '\\', '"', '&', '<', 0x80, 0xC3, 0xE2, 0xFF, '0', '9' };
	size_t n = 1 + next_random(state) % 8;

	while (n--) {
		uint64_t dice = next_random(state);
		size_t place = size ? next_random(state) % size : 0, len;

		switch (dice % 6) {
		case 0:
			if (size)
				data[place] ^= (uint8_t)(1 << (dice >> 8) % 8);
			break;
		case 1:
			if (size)
				data[place] = awkward[(dice >> 8) % sizeof awkward];
			break;
		case 2: /* put a byte in */
			if (size < MAX_SIZE) {
				memmove(data + place + 1, data + place, size - place);
				data[place] = awkward[(dice >> 8) % sizeof awkward];
				size++;
			}
			break;
		case 3: /* take some out */
			len = size - place < 16 ? size - place : (dice >> 8) % 16;
			memmove(data + place, data + place + len, size - place - len);
			size -= len;
			break;
		case 4: /* double a part */
			len = size - place < 64 ? size - place : (dice >> 8) % 64;
			if (size + len <= MAX_SIZE) {
				memmove(data + place + len, data + place, size - place);
				size += len;
			}
			break;
		case 5: /* cut off */
			if ((dice >> 8) % 8 == 0)
				size = place;
			break;
		}
	}
	return size;
}

/* Inputs lie in memory of their own size, so that a sanitizer sees every byte read beyond. */
static void run(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	if (!copy)
		exit(71);
	if (size)
		memcpy(copy, data, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

int main(int argc, char *argv[])
{
	static uint8_t seed[MAX_SIZE], data[MAX_SIZE + 1];
	unsigned long mutations = 1000;
	uint64_t state = UINT64_C(0x9E3779B97F4A7C15);
	int first = 1;

	if (argc > 2 && strcmp(argv[1], "-n") == 0) {
		mutations = strtoul(argv[2], NULL, 10);
		first = 3;
	}
	run(NULL, 0);
	for (int i = first; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");
		size_t size;

		if (!file) {
			perror(argv[i]);
			return 66;
		}
		size = fread(seed, 1, sizeof seed, file);
		fclose(file);
		run(seed, size);
		for (unsigned long m = 0; m < mutations; m++) {
			memcpy(data, seed, size);
			run(data, mutate(data, size, &state));
		}
	}
	return 0;
}
