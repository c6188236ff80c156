/* Exact case: whether a word of a text has capitals just where a pattern writes them. */
#include "search.h"

/* The characters of a word that are compared, as of `fold` but in their own case. */
static size_t read_characters(const Text *text, const Word *word, uint32_t *codes,
                              uint16_t skipped) {
    size_t count = 0, end = word->end;
    if (text->raw[end - 1] == '.') end--; /* the last stop of an initialism */
    for (size_t at = word->start; at < end && count < LONGEST_WORD;) {
        Character next = char_at(text, at);
        at += next.size;
        if (next.flags & skipped) continue;
        const uint32_t *folded = text->language->folded;
        uint32_t whole = count ? voiced(folded[codes[count - 1]], folded[next.code]) : 0;
        if (whole) codes[count - 1] = whole;
        else codes[count++] = next.code;
    }
    return count;
}

/* Both fold to the same, and are capitals both or neither. */
static bool is_same(const Language *language, uint32_t written, uint32_t code) {
    return language->folded[written] == language->folded[code] &&
           !((language->flags[written] ^ language->flags[code]) & UPPER);
}

bool is_exact(const Text *text, const Word *word, const int32_t *written, size_t count) {
    uint32_t codes[LONGEST_WORD];
    size_t size = read_characters(text, word, codes, ZERO_WIDTH);
    if (!size) size = read_characters(text, word, codes, 0);
    /* Where the last `*` stands, one past it, and up to where it stands for characters. */
    size_t star = 0, reached = 0, at = 0, from = 0;
    while (from < size) {
        if (at < count && written[at] == '*') {
            star = ++at;
            reached = from;
        } else if (at < count && (written[at] == '?' || is_same(text->language,
                                  (uint32_t)written[at], codes[from]))) {
            at++, from++;
        } else if (star) {
            at = star;
            from = ++reached;
        } else {
            return false;
        }
    }
    while (at < count && written[at] == '*') at++;
    return at == count;
}
