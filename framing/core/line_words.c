/* Counts the words of a line, roughly: letters and digits in a row, and each character of a script
 * without spaces. */
#include "lines.h"

enum { LONG_LINE = 250 };

/* Of a long line, what stands between spaces. */
static int64_t spaced_words(const LineTables *tables, const uint8_t *at, const uint8_t *end) {
    int64_t words = 0;
    bool inside = false;
    uint32_t size;
    for (; at < end; at += size) {
        uint8_t kind = tables->kinds[code_at(at, end, &size)];
        words += (kind & UNSPACED) != 0 || (!inside && !(kind & WHITE));
        inside = !(kind & (UNSPACED | WHITE));
    }
    return words;
}

static uint32_t small(uint32_t code) {
    if (code == 0x17F) return 's';
    return code >= 'A' && code <= 'Z' ? code + 32 : code;
}

/* Where a tail such as 's or 're ends that begins at a place; NULL for none. */
static const uint8_t *tail_end(const LineTables *tables, const uint8_t *at, const uint8_t *end) {
    uint32_t size, first = at < end ? small(code_at(at, end, &size)) : 0;
    if (!first || !memchr("stdmrvl", (int)first, first < ASCII ? 7 : 0)) return NULL;
    at += size;
    if (first == 'r' || first == 'v' || first == 'l') {
        if (at >= end || small(*at) != (first == 'l' ? 'l' : 'e')) return NULL;
        at++;
    }
    if (at >= end) return at;
    uint32_t code = code_at(at, end, &size);
    uint8_t kind = tables->kinds[code];
    return code != '_' && (kind & UNSPACED || !(kind & ALNUM)) ? at : NULL;
}

static bool is_decimal(const LineTables *tables, const uint8_t *at, const uint8_t *end) {
    uint32_t size;
    if (at >= end) return false;
    return (tables->kinds[code_at(at, end, &size)] & (DECIMAL | UNSPACED)) == DECIMAL;
}

int64_t words_of(const LineTables *tables, const uint8_t *at, const uint8_t *end, int64_t length) {
    if (length > LONG_LINE) return spaced_words(tables, at, end);
    enum { OUTSIDE, IN_NUMBER, IN_WORD } where = OUTSIDE;
    int64_t words = 0;
    const uint8_t *tail = at, *previous = NULL; /* the letter or digit right before */
    uint32_t size;
    for (; at < end; at += size) {
        uint32_t code = code_at(at, end, &size);
        uint8_t kind = tables->kinds[code];
        if (kind & UNSPACED || !(kind & ALNUM)) {
            words += (kind & UNSPACED) != 0;
            bool goes_on = where == IN_NUMBER && (code == '.' || code == ',') &&
                           is_decimal(tables, at + size, end);
            if ((code == '\'' || code == 0x2019) && previous && previous >= tail) {
                const uint8_t *past = tail_end(tables, at + size, end);
                words -= past != NULL;
                tail = past ? past : tail;
            }
            where = goes_on ? IN_NUMBER : OUTSIDE;
            previous = NULL;
            continue;
        }
        previous = at;
        if (where == IN_WORD || (where == IN_NUMBER && kind & DECIMAL)) continue;
        words++;
        where = kind & DECIMAL ? IN_NUMBER : IN_WORD;
    }
    return words;
}
