/* Headlines: the title, and lines that are set apart and not closed like a sentence. */
#include "voice.h"

#include <string.h>

/* The place of the first line break from a place on, or the text's end. */
static uint32_t line_end(const Text *text, uint32_t place) {
    size_t at = lower_than(text->breaks.items, text->breaks.count, place);
    return at < text->breaks.count ? text->breaks.items[at] : (uint32_t)text->size;
}

/* Whether the line of a paragraph holds excluded text: what is left of it was no line. */
static bool touches_excluded(const Text *text, uint32_t first, uint32_t last) {
    if (!text->edges.count) return false;
    uint32_t start = text->words.items[first].start, end = text->words.items[last].end;
    size_t before = lower_than(text->breaks.items, text->breaks.count, start);
    uint32_t line = before ? text->breaks.items[before - 1] + 1 : 0;
    return edge_between(text, line, line_end(text, end));
}

/* Whether the line that ends with a word is closed by a mark; closing quotes and brackets after it
 * do not matter. `*mark` is the first mark after the word. */
static bool is_closed(const Text *text, uint32_t last, size_t *mark) {
    uint32_t end = text->words.items[last].end, stop = line_end(text, end), code = 0;
    const Mark *marks = text->marks.items;
    while (*mark < text->marks.count && marks[*mark].word <= last) ++*mark;
    for (size_t at = *mark; at < text->marks.count && marks[at].word == last + 1; at++)
        if (marks[at].place >= end && marks[at].place < stop && !(marks[at].flags & CLOSER))
            code = marks[at].code;
    switch (code) {
    case '.': case '!': case '?': case ':': case ',': case ';': case 0x2026:
    case 0x3002: case 0xFF01: case 0xFF1F: case 0xFF61: case 0xFF1A: case 0xFF0C: case 0xFF1B:
        return true;
    default:
        return false;
    }
}

static bool is_heading(const Text *text, uint32_t first, uint32_t last, size_t *mark) {
    if (last - first >= HEADING_WORDS) return false;
    if (line_end(text, text->words.items[first].start) < text->words.items[last].end) return false;
    return !touches_excluded(text, first, last) && !is_closed(text, last, mark);
}

int find_headings(Search *search, Range title) {
    Voice *voice = search->voice;
    const Text *text = &search->text;
    size_t mark = 0;
    for (size_t at = 0; at < voice->paragraphs.count; at++) {
        uint32_t first = voice->paragraphs.items[at];
        uint32_t stop = at + 1 < voice->paragraphs.count ? voice->paragraphs.items[at + 1]
                                                         : (uint32_t)text->words.count;
        if (is_heading(text, first, stop - 1, &mark))
            memset(voice->codes.items + first, HEADLINE, stop - first);
    }
    size_t place = 0;
    int64_t number = 0;
    size_t start = place_of(text->bytes, text->size, title.start, &place, &number);
    size_t end = place_of(text->bytes, text->size, title.end, &place, &number);
    for (size_t at = 0; at < text->words.count && text->words.items[at].start < end; at++)
        if (text->words.items[at].start >= start) voice->codes.items[at] = HEADLINE;
    return DONE;
}
