/* walk.c: pieces are cut behind a blank where there is one in their second half, else at a character. */
#include "walk.h"

enum { MIN_PIECE = 64 }; /* is not cut further */

void walk_begin(struct walk *walk, struct str text, const struct html_article *article, bool is_unwrapping,
                size_t longest)
{
	*walk = (struct walk){ .text = text, .article = article, .longest = longest };
	if (!article)
		lines_init(&walk->lines, text, is_unwrapping);
}

/* Where a piece from `begin` of at most `limit` bytes ends. */
static size_t piece_end(struct str text, size_t begin, size_t end, size_t limit)
{
	size_t cut;

	if (end - begin <= limit)
		return end;
	for (cut = begin + limit; cut > begin + limit / 2; cut--)
		if (text.at[cut - 1] == ' ')
			return cut;
	cut = begin + limit;
	for (int i = 0; i < 3 && ((unsigned char)text.at[cut] & 0xC0) == 0x80; i++)
		cut--;
	return cut;
}

/* The next paragraph of the text, or of the page's article. */
static bool next_block(struct walk *walk)
{
	const struct html_article *article = walk->article;

	if (!article)
		return lines_next(&walk->lines, &walk->block);
	if (walk->n_blocks == article->n_paragraphs)
		return false;
	walk->block = (struct block){
		.begin = article->paragraphs[walk->n_blocks].begin,
		.end = article->paragraphs[walk->n_blocks].end,
		.is_after_blank = true,
		.is_before_blank = true,
	};
	return true;
}

bool walk_next(struct walk *walk, struct piece *piece)
{
	if (walk->at >= walk->block.end) {
		if (!next_block(walk))
			return false;
		walk->at = walk->block.begin;
		walk->limit = walk->longest;
		walk->n_blocks++;
	}
	piece->begin = walk->at;
	piece->end = piece_end(walk->text, walk->at, walk->block.end, walk->limit);
	piece->is_first = piece->begin == walk->block.begin;
	piece->is_last = piece->end == walk->block.end;
	walk->at = piece->end;
	return true;
}

bool walk_halve(struct walk *walk, const struct piece *piece)
{
	if (piece->end - piece->begin <= MIN_PIECE)
		return false;
	walk->limit = (piece->end - piece->begin) / 2;
	walk->at = piece->begin;
	return true;
}
