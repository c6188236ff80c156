/* The voice of every word, by precedence: headline, quote, reported, else narrator.
 *
 * Quotations and headings are found of the whole text before its words are matched, reported words
 * sentence by sentence, once the forms that attribute speech are known.
 */
#include "voice.h"

#include <stdlib.h>
#include <string.h>

Voice *voice_open(void) { return calloc(1, sizeof(Voice)); }

void voice_free(Voice *voice) {
    if (!voice) return;
    free(voice->codes.items);
    free(voice->paragraphs.items);
    free(voice->clauses.items);
    free(voice->doubles.items);
    free(voice->quotations.items);
    free(voice->lone.items);
    free(voice->stack.items);
    free(voice->singles.items);
    free(voice->attributions.items);
    free(voice->owners.items);
    free(voice->following.items);
    free(voice);
}

uint8_t voice_of(const Search *search, uint32_t word) {
    return search->voice ? search->voice->codes.items[word] : NARRATOR;
}

size_t lower_than(const uint32_t *sorted, size_t count, uint64_t value) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sorted[middle] < value) low = middle + 1;
        else high = middle;
    }
    return low;
}

static bool stands_between(const uint32_t *sorted, size_t count, uint32_t from, uint32_t to) {
    size_t at = lower_than(sorted, count, from);
    return at < count && sorted[at] <= to;
}

bool edge_between(const Text *text, uint32_t from, uint32_t to) {
    return stands_between(text->edges.items, text->edges.count, from, to);
}

bool cut_between(const Text *text, uint32_t from, uint32_t to) {
    return stands_between(text->breaks.items, text->breaks.count, from, to) ||
           edge_between(text, from, to);
}

bool is_capital(const Text *text, uint32_t word) {
    return !(char_at(text, text->words.items[word].start).flags & LOWER);
}

static bool find_paragraphs(Search *search) {
    Voice *voice = search->voice;
    for (uint32_t word = 0; word < search->text.words.count; word++) {
        if (!(search->text.words.items[word].opens & PARAGRAPH)) continue;
        if (!MAKE_ROOM(&voice->paragraphs, 1)) return false;
        voice->paragraphs.items[voice->paragraphs.count++] = word;
    }
    return true;
}

/* Hands out where quotation marks without a partner stand, in characters. */
static bool keep_lone_marks(Search *search) {
    Voice *voice = search->voice;
    Lists *out = search->out;
    uint32_t lag = 0, at = 0;
    if (!voice->lone.count) return true;
    if (!MAKE_ROOM(&out->lone_marks, voice->lone.count)) return false;
    qsort(voice->lone.items, voice->lone.count, sizeof(uint32_t), compare_numbers);
    for (size_t number = 0; number < voice->lone.count; number++) {
        for (; at < voice->lone.items[number]; at++)
            lag += (search->text.bytes[at] & 0xC0) == 0x80;
        out->lone_marks.items[out->lone_marks.count++] = at - lag;
    }
    return true;
}

int read_voices(Search *search, Range title) {
    Voice *voice = search->voice;
    size_t words = search->text.words.count;
    voice->codes.count = voice->owners.count = voice->paragraphs.count = 0;
    voice->clauses.count = voice->attributions.count = 0;
    voice->mark = 0;
    if (!MAKE_ROOM(&voice->codes, words + 1) || !MAKE_ROOM(&voice->owners, words + 1))
        return NO_MEMORY;
    memset(voice->codes.items, NARRATOR, words);
    memset(voice->owners.items, 0xFF, words * sizeof(uint32_t)); /* NONE */
    if (!find_paragraphs(search)) return NO_MEMORY;
    int ended = find_quotations(search);
    if (!ended) ended = find_headings(search, title);
    return ended || keep_lone_marks(search) ? ended : NO_MEMORY;
}
