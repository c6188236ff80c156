/* Words: maximal runs of letters, marks and digits, and what else belongs to them.
 *
 * The rules are those of docs/manual.md, "Words"; each function states the one it holds.
 */
#include "core.h"

#include <stdlib.h>
#include <string.h>

#define LOOK 64 /* a word of more bytes is compared with no list of words */
#define FEWEST_BEFORE_GLUE 3

size_t past(const Text *text, size_t place, uint16_t flag) {
    while (place < text->size) {
        Character next = char_at(text, place);
        if (!(next.flags & flag)) break;
        place += next.size;
    }
    return place;
}

/* `.` or `,` between two digits, and `&` between characters of words, join: 1.5, R&D. */
static bool joins(const Text *text, size_t at, Character mark) {
    uint16_t before = char_before(text, at).flags, after = char_at(text, at + 1).flags;
    if (mark.code == '.' || mark.code == ',') return before & after & DIGIT;
    return mark.code == '&' && before & after & WORD && !(after & UNIT);
}

/* Where a word of a script with spaces ends; `at` stands behind its first character. */
static size_t run_end(const Text *text, size_t at) {
    for (;;) {
        while (text->language->plain[text->raw[at]]) at++;
        Character next = char_at(text, at);
        if (next.flags & WORD && !(next.flags & UNIT)) {
            at += next.size;
        } else if (next.flags & ZERO_WIDTH) { /* part of a word between two of its characters */
            size_t after = past(text, at, ZERO_WIDTH);
            if (!(char_at(text, after).flags & WORD)) return at;
            at = after;
        } else if (joins(text, at, next)) {
            at += next.size;
        } else {
            return at;
        }
    }
}

/* Where a unit ends: one character of a script without spaces, with its marks. */
static size_t unit_end(const Text *text, size_t at) {
    for (;;) {
        size_t after = past(text, at, ZERO_WIDTH);
        Character next = char_at(text, after);
        if (!(next.flags & WORD) || (after == at && !(next.flags & ATTACHED))) return at;
        at = after == at ? at + next.size : after;
    }
}

static size_t word_end(const Text *text, size_t at) {
    Character first = char_at(text, at);
    return first.flags & UNIT ? unit_end(text, at + first.size) : run_end(text, at + first.size);
}

/* Where an initialism ends, two or more single letters each followed by a full stop (U.S., A.I.);
 * 0 where none begins. */
static size_t initialism_end(const Text *text, size_t at) {
    for (int letters = 0;; letters++) {
        Character letter = char_at(text, at);
        if ((letter.flags & (LETTER | UNIT)) != LETTER || text->raw[at + letter.size] != '.')
            return letters >= 2 ? at : 0;
        at += letter.size + 1;
    }
}

static size_t put_character(uint8_t *to, uint32_t code) {
    if (code < 0x80) { to[0] = (uint8_t)code; return 1; }
    if (code < 0x800) {
        to[0] = (uint8_t)(0xC0 | code >> 6);
        to[1] = (uint8_t)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        to[0] = (uint8_t)(0xE0 | code >> 12);
        to[1] = (uint8_t)(0x80 | (code >> 6 & 0x3F));
        to[2] = (uint8_t)(0x80 | (code & 0x3F));
        return 3;
    }
    to[0] = (uint8_t)(0xF0 | code >> 18);
    to[1] = (uint8_t)(0x80 | (code >> 12 & 0x3F));
    to[2] = (uint8_t)(0x80 | (code >> 6 & 0x3F));
    to[3] = (uint8_t)(0x80 | (code & 0x3F));
    return 4;
}

/* What the word in `folded` is looked up by. */
static void seal(Text *text, size_t size, uint64_t head) {
    uint64_t hash = hash_seed;
    for (size_t at = 8; at < size; at++) hash = hash_byte(hash, text->folded[at]);
    text->folded_size = size;
    text->head = head;
    hash = (hash ^ head) * 0x9E3779B97F4A7C15u;
    text->hash = hash ^ hash >> 32;
}

/* Whether nothing after a run of plain letters and digits can belong to its word: no mark that
 * joins, no full stop of an initialism, nothing beyond ASCII. */
static bool ends_plainly(const uint8_t *next, size_t size) {
    if (*next == '.' || *next == ',') return size > 1 && (next[1] == ' ' || next[1] == '\n');
    return *next < ASCII && *next != '&';
}

/* Folds a word of plain letters and digits, as most are, and returns its end; 0 for any other. */
static size_t fold_plain(Text *text, size_t at) {
    const uint8_t *plain = text->language->plain, *raw = text->raw + at;
    size_t size = 0;
    uint64_t head = 0;
    bool humped = false;
    for (uint8_t folded; size < LONGEST_WORD && (folded = plain[raw[size]]); size++) {
        text->folded[size] = folded;
        if (size < 8) head |= (uint64_t)folded << 8 * size;
        humped |= folded != raw[size] && size >= FEWEST_BEFORE_GLUE;
    }
    if (!size || size == LONGEST_WORD || !ends_plainly(raw + size, size)) return 0;
    seal(text, size, head);
    text->humped = humped;
    return at + size;
}

/* Words are compared by simple case folding, one character for one; zero-width characters are
 * skipped, and of a longer word the first 256 characters are compared. */
void fold(Text *text, size_t at, size_t end) {
    const Language *language = text->language;
    size_t size = 0; /* at most four bytes for each of LONGEST_WORD characters */
    bool humped = false;
    for (int characters = 0; at < end && characters < LONGEST_WORD;) {
        uint8_t byte = text->raw[at];
        if (byte < ASCII) {
            uint8_t folded = language->ascii_folded[byte];
            humped |= folded != byte;
            text->folded[size++] = folded;
            at++, characters++;
            continue;
        }
        Character next = char_at(text, at);
        at += next.size;
        humped = true;
        if (next.flags & ZERO_WIDTH) continue;
        size += put_character(text->folded + size, language->folded[next.code]);
        characters++;
    }
    uint64_t head = 0;
    for (size_t place = 0; place < size && place < 8; place++)
        head |= (uint64_t)text->folded[place] << 8 * place;
    seal(text, size, head);
    text->humped = humped;
}

/* Whether a function word with a capital stands between two places: The, As. */
static bool is_function_word(const Text *text, size_t at, size_t end) {
    uint8_t letters[LOOK + 4];
    size_t size = 0;
    for (bool first = true; at < end;) {
        Character next = char_at(text, at);
        at += next.size;
        if (next.flags & ZERO_WIDTH) continue;
        size += put_character(letters + size,
                              first ? text->language->folded[next.code] : next.code);
        first = false;
    }
    const Table *listed = &text->language->listed;
    uint32_t number = table_find(listed, letters, size, hash_of(letters, size));
    return number != NONE && text->language->lists[number] & FUNCTION_WORD;
}

/* Where a word is two that lost the line break between them (mindsetAs): at least three small
 * letters, then a function word with a capital; 0 where it is one. */
static size_t glue(const Text *text, size_t at, size_t end) {
    size_t letters = 0;
    while (at < end) {
        Character next = char_at(text, at);
        if (next.flags & LOWER) letters++;
        else if (!(next.flags & ZERO_WIDTH)) break;
        at += next.size;
    }
    if (letters < FEWEST_BEFORE_GLUE || at >= end || end - at >= LOOK) return 0;
    return char_at(text, at).flags & UPPER && is_function_word(text, at, end) ? at : 0;
}

/* The tails s t re ve ll d m, counted from 1. */
static const char *const TAILS[] = {"s", "t", "re", "ve", "ll", "d", "m"};

/* Which tail stands at a place, and where it ends; 0 where none does. */
static uint8_t tail_at(Text *text, size_t at, size_t *stop) {
    if (!(char_at(text, at).flags & WORD) || initialism_end(text, at)) return 0;
    *stop = word_end(text, at);
    if (*stop - at >= LOOK) return 0;
    fold(text, at, *stop);
    for (uint8_t number = 0; number < 7; number++)
        if (strlen(TAILS[number]) == text->folded_size &&
            !memcmp(TAILS[number], text->folded, text->folded_size))
            return number + 1;
    return 0;
}

static bool note_word(Numbers *list, size_t word) {
    if (!MAKE_ROOM(list, 1)) return false;
    list->items[list->count++] = (uint32_t)word;
    return true;
}

bool note_opening(Text *text) {
    size_t last = text->words.count - 1;
    const Numbers *opening = &text->opening;
    if (opening->count && opening->items[opening->count - 1] == last) return true;
    return note_word(&text->opening, last);
}

/* Tails right after an apostrophe belong to the word before; of several the first two are kept.
 * Returns where the last one ends, 0 where there is no memory. */
static size_t read_tails(Text *text, size_t end) {
    Word *word = &text->words.items[text->words.count - 1];
    while (text->raw[end] == '\'' || text->raw[end] == 0xE2) {
        Character mark = char_at(text, end);
        size_t stop;
        uint8_t tail = mark.flags & APOSTROPHE ? tail_at(text, end + mark.size, &stop) : 0;
        if (!tail) break;
        if (!word->tails && !note_opening(text)) return 0;
        if (!word->tails) word->tails = tail;
        else if (word->tails < 8) word->tails |= (uint8_t)(tail << 3);
        end = stop;
    }
    return end;
}

/* Whether an edge of an excluded span stands before a place and after the last word. */
static bool passes_edge(Text *text, size_t place) {
    size_t before = text->edge;
    while (text->edge < text->edges.count && text->edges.items[text->edge] <= place) text->edge++;
    return text->edge > before;
}

static bool add_word(Text *text, size_t start, size_t end) {
    const Slot *slot = kind_of(text->kinds, text);
    if (!slot || !MAKE_ROOM(&text->words, 1)) return false;
    if (passes_edge(text, start)) text->opens = PARAGRAPH;
    if (text->opens && text->words.count) text->sentences++;
    const Word *before = text->words.count ? &text->words.items[text->words.count - 1] : NULL;
    bool unit = char_at(text, start).flags & UNIT;
    Word word = {
        .start = (uint32_t)start, .end = (uint32_t)end,
        .kind = slot->number - 1,
        .sentence = text->sentences, .clause = text->clause,
        .opens = text->opens & PARAGRAPH ? SENTENCE | PARAGRAPH : text->opens,
        .what = (uint8_t)(slot->what | (unit ? IS_UNIT : 0) | (text->comma ? AFTER_COMMA : 0)),
    };
    text->units += unit;
    bool beside = unit || (before && before->what & IS_UNIT);
    word.joint = word.opens ? APART : joint_of(text, text->gap, start, beside);
    if (word.opens && !note_word(&text->sentence_opens, text->words.count)) return false;
    if (word.what & OPENS_PATTERN && !note_word(&text->opening, text->words.count)) return false;
    text->words.items[text->words.count++] = word;
    text->opens = 0;
    text->comma = false;
    return true;
}

/* Reads the word at a place with its tails; returns where the next gap begins, 0 where there is no
 * memory. */
static size_t read_word(Text *text, size_t at) {
    size_t letters = 0, end = fold_plain(text, at);
    if (!end) {
        letters = initialism_end(text, at);
        end = letters ? letters : word_end(text, at);
        fold(text, at, letters ? end - 1 : end); /* without the last stop of an initialism */
    }
    size_t split = text->humped && !letters ? glue(text, at, end) : 0;
    if (split) fold(text, at, end = split);
    if (!add_word(text, at, end)) return 0;
    if (split) text->opens = PARAGRAPH;
    return split ? end : read_tails(text, end);
}

int read_words(Text *text) {
    text->words.count = text->marks.count = text->breaks.count = 0;
    text->opening.count = text->sentence_opens.count = 0;
    text->opens = PARAGRAPH;
    text->clause = text->sentences = text->units = 0;
    text->edge = 0;
    text->comma = false;
    for (size_t at = 0; (at = read_gap(text, at)) < text->size;)
        if (!(at = read_word(text, at))) return NO_MEMORY;
    if (text->words.count) text->sentences++;
    return text->gap == SIZE_MAX ? NO_MEMORY : DONE;
}

size_t place_of(const uint8_t *bytes, size_t size, int64_t character, size_t *at, int64_t *number) {
    while (*at < size && *number < character) {
        ++*at;
        while (*at < size && (bytes[*at] & 0xC0) == 0x80) ++*at;
        ++*number;
    }
    return *at;
}

int take_text(Text *text, const uint8_t *bytes, size_t size, const int64_t *excluded,
              size_t spans) {
    if (size >= INT32_MAX) return TOO_LONG;
    text->room.count = text->edges.count = text->cuts.count = 0;
    if (!MAKE_ROOM(&text->room, size + 2 * MARGIN)) return NO_MEMORY;
    if (!MAKE_ROOM(&text->edges, 2 * spans) || !MAKE_ROOM(&text->cuts, spans)) return NO_MEMORY;
    memset(text->room.items, 0, MARGIN);
    text->raw = text->room.items + MARGIN;
    memcpy(text->raw, bytes, size);
    memset(text->raw + size, 0, MARGIN);
    text->bytes = bytes;
    text->size = size;
    size_t at = 0;
    int64_t number = 0;
    for (size_t span = 0; span < spans; span++) {
        if (span && excluded[2 * span] < number) at = 0, number = 0; /* spans that overlap */
        size_t from = place_of(bytes, size, excluded[2 * span], &at, &number); /* so from <= to */
        size_t to = place_of(bytes, size, excluded[2 * span + 1], &at, &number);
        memset(text->raw + from, 0, to - from);
        text->cuts.items[text->cuts.count++] = (Range){(uint32_t)from, (uint32_t)to};
        text->edges.items[text->edges.count++] = (uint32_t)from;
        text->edges.items[text->edges.count++] = (uint32_t)to;
    }
    if (spans) qsort(text->edges.items, text->edges.count, sizeof(uint32_t), compare_numbers);
    return DONE;
}

void free_text(Text *text) {
    free(text->room.items);
    free(text->cuts.items);
    free(text->edges.items);
    free(text->words.items);
    free(text->opening.items);
    free(text->sentence_opens.items);
    free(text->marks.items);
    free(text->breaks.items);
}

void count_characters(Text *text) {
    uint32_t lag = 0;
    size_t at = 0;
    for (size_t number = 0; number < text->words.count; number++) {
        Word *word = &text->words.items[number];
        for (; at < word->start; at++) lag += (text->bytes[at] & 0xC0) == 0x80;
        word->lag = lag;
        for (; at < word->end; at++) lag += (text->bytes[at] & 0xC0) == 0x80;
        word->end_lag = lag;
    }
}
