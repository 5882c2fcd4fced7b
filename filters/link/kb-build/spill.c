/* spill.c: sorted runs in a temporary file, merged by a scan of their heads. */
#include "spill.h"

#include <stdlib.h>
#include <string.h>

#include "common/diag.h"
#include "section.h"

enum { RUN_BUFFER_BYTES = 1 << 20 };

void spill_init(struct spill *spill, size_t record_size, size_t block_bytes, spill_compare *compare,
                const char *directory)
{
	*spill = (struct spill){ .record_size = record_size, .compare = compare, .directory = directory };
	spill->block_records = block_bytes / record_size;
	if (spill->block_records == 0)
		spill->block_records = 1;
	spill->block = diag_alloc(spill->block_records * record_size);
}

void spill_free(struct spill *spill)
{
	for (size_t i = 0; i < spill->n_runs; i++)
		free(spill->runs[i].buffer);
	free(spill->runs);
	free(spill->block);
	if (spill->file)
		fclose(spill->file);
	*spill = (struct spill){ .block = NULL };
}

static void sort_block(struct spill *spill)
{
	qsort(spill->block, spill->n_block, spill->record_size, spill->compare);
}

/* Writes the block to the file as one more run. */
static void write_run(struct spill *spill)
{
	uint64_t begin = spill->n_runs ? spill->runs[spill->n_runs - 1].end : 0;

	sort_block(spill);
	if (!spill->file)
		spill->file = section_temporary(spill->directory);
	if (!spill->file || fwrite(spill->block, spill->record_size, spill->n_block, spill->file) !=
	                            spill->n_block) {
		spill->failed = true;
	} else {
		spill->runs = diag_realloc(spill->runs, (spill->n_runs + 1) * sizeof *spill->runs);
		spill->runs[spill->n_runs++] =
		        (struct spill_run){ .next = begin, .end = begin + spill->n_block };
	}
	spill->n_block = 0;
}

void spill_add(struct spill *spill, const void *record)
{
	if (spill->n_block == spill->block_records)
		write_run(spill);
	memcpy(spill->block + spill->n_block++ * spill->record_size, record, spill->record_size);
	spill->n_records++;
}

bool spill_sort(struct spill *spill)
{
	if (spill->n_runs) {
		if (spill->n_block)
			write_run(spill);
		for (size_t i = 0; i < spill->n_runs; i++)
			spill->runs[i].buffer = diag_alloc(RUN_BUFFER_BYTES / spill->record_size *
			                                   spill->record_size);
		if (!spill->failed && fflush(spill->file) != 0)
			spill->failed = true;
	} else {
		/* One run that lies in the block as a whole. */
		sort_block(spill);
		spill->runs = diag_alloc(sizeof *spill->runs);
		spill->runs[0] = (struct spill_run){ .buffer = spill->block,
			                             .n_buffered = spill->n_block };
		spill->block = NULL;
		spill->n_runs = 1;
	}
	return !spill->failed;
}

/* The head of a run, its buffer filled where it was used up; NULL at its end. */
static const void *run_head(struct spill *spill, struct spill_run *run)
{
	if (run->at == run->n_buffered && run->next < run->end) {
		size_t n = RUN_BUFFER_BYTES / spill->record_size;

		if (n > run->end - run->next)
			n = (size_t)(run->end - run->next);
		if (fseeko(spill->file, (off_t)(run->next * spill->record_size), SEEK_SET) != 0 ||
		    fread(run->buffer, spill->record_size, n, spill->file) != n) {
			spill->failed = true;
			return NULL;
		}
		run->next += n;
		run->n_buffered = n;
		run->at = 0;
	}
	return run->at < run->n_buffered ? run->buffer + run->at * spill->record_size : NULL;
}

const void *spill_next(struct spill *spill)
{
	struct spill_run *best_run = NULL;
	const void *best = NULL;

	for (size_t i = 0; i < spill->n_runs && !spill->failed; i++) {
		const void *head = run_head(spill, &spill->runs[i]);

		if (head && (!best || spill->compare(head, best) < 0)) {
			best = head;
			best_run = &spill->runs[i];
		}
	}
	if (!best || spill->failed)
		return NULL;
	best_run->at++;
	return best;
}
