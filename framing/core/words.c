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
    if (mark.code != '.' && mark.code != ',' && mark.code != '&') return false;
    uint16_t before = char_before(text, at).flags, after = char_at(text, at + 1).flags;
    return mark.code == '&' ? before & after & WORD && !(after & UNIT) : before & after & DIGIT;
}

static bool is_hebrew(Character next) {
    bool inside = (next.code >= 0x590 && next.code < 0x600) ||
                  (next.code >= 0xFB1D && next.code < 0xFB50);
    return inside && next.flags & WORD;
}

/* A mark between two Hebrew letters belongs to their word, as in an acronym. */
static bool joins_hebrew(const Text *text, size_t at, Character mark) {
    if (mark.code != '"' && mark.code != '\'' && mark.code != 0x5F3 && mark.code != 0x5F4)
        return false;
    Character after = char_at(text, at + mark.size);
    return is_hebrew(char_before(text, at)) && is_hebrew(after) && after.flags & LETTER;
}

/* A place moved past characters without width, which belong to a word between two of its own. */
static size_t past_zero_width(const Text *text, size_t place) {
    for (;;) {
        Character next = char_at(text, place);
        if ((next.flags & (ZERO_WIDTH | WORD)) != ZERO_WIDTH) return place;
        place += next.size;
    }
}

/* Where a word of a script with spaces ends; `at` stands behind its first character. */
static size_t run_end(const Text *text, size_t at) {
    for (;;) {
        while (text->language->plain[text->raw[at]]) at++;
        Character next = char_at(text, at);
        if (next.flags & WORD && !(next.flags & UNIT)) {
            at += next.size;
        } else if (next.flags & ZERO_WIDTH) {
            size_t after = past_zero_width(text, at);
            if (!(char_at(text, after).flags & WORD)) return at;
            at = after;
        } else if (joins(text, at, next) || joins_hebrew(text, at, next)) {
            at += next.size;
        } else {
            return at;
        }
    }
}

/* Where a unit ends: one character of a script without spaces, with its marks. */
static size_t unit_end(const Text *text, size_t at) {
    for (;;) {
        size_t after = past_zero_width(text, at);
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

/* ---- the word as it is compared ---- */

/* Eight bytes at once; compilers make instructions for it of what the machine has. */
typedef uint8_t Eight __attribute__((vector_size(8)));

/* Eight bytes with those set to 0xFF that are no ASCII letter or digit, the first lowest. */
static inline uint64_t others_of(const uint8_t *at) {
    Eight bytes;
    memcpy(&bytes, at, 8);
    Eight others = (Eight)((bytes | 0x20) - 'a' >= 26) & (Eight)(bytes - '0' >= 10);
    uint8_t found[8];
    memcpy(found, &others, 8);
    return eight(found);
}

/* Whether nothing at a place can belong to the plain word of so many bytes before it: no character
 * of words, no mark that joins, no full stop of an initialism. */
static inline bool ends_plainly(const Text *text, size_t at, size_t size) {
    if (text->raw[at] == ' ') return true;
    Character next = char_at(text, at);
    if (next.flags & (WORD | ZERO_WIDTH) || joins(text, at, next)) return false;
    return size > 1 || next.code != '.';
}

#define SMALL 0x2020202020202020u /* the bit of eight letters that tells small ones, or of digits */

/* Folds a word of fewer than 16 ASCII letters and digits, as most are, and returns its end; 0 for
 * any other. A text's margin is longer than what is read behind its end. */
static inline size_t fold_plain(const Text *text, size_t at, Spelling *own) {
    const uint8_t *raw = text->raw + at;
    uint64_t bytes = eight(raw), others = others_of(raw), inside = (others - 1) & ~others;
    size_t size = 0;
    own->head = (bytes | SMALL) & inside;
    own->tail = 0;
    uint64_t capitals = ((bytes ^ own->head) & inside) >> 8 * FEWEST_BEFORE_GLUE;
    if (!others) {
        size = 8;
        bytes = eight(raw + 8), others = others_of(raw + 8), inside = (others - 1) & ~others;
        own->tail = (bytes | SMALL) & inside;
        capitals |= (bytes ^ own->tail) & inside;
        if (!others) return 0;
    }
    size += (size_t)__builtin_ctzll(others) / 8;
    if (!size || capitals || !ends_plainly(text, at + size, size)) return 0;
    own->size = size;
    own->hash = own->head * hash_factors[0] + own->tail * hash_factors[1];
    return at + size;
}

/* What the word in `folded` is looked up by. */
static Spelling spelling_of(const Text *text) {
    size_t size = text->folded_size;
    Spelling own = {.head = eight(text->folded), .tail = eight(text->folded + 8), .size = size};
    own.hash = own.head * hash_factors[0] + own.tail * hash_factors[1];
    if (size > 16) own.hash += hash_of(text->folded + 16, size - 16) * hash_factors[0];
    return own;
}

uint32_t voiced(uint32_t kana, uint32_t mark) {
    if (mark != 0x3099 && mark != 0x309A) return 0;
    uint32_t shift = kana >= 0x3041 && kana < 0x30A0 ? 0x60 : 0; /* of hiragana */
    uint32_t code = kana + shift;
    bool of_ha = code >= 0x30CF && code <= 0x30DB && code % 3 == 0x30CF % 3;
    if (mark == 0x309A) return of_ha ? kana + 2 : 0;
    if (code == 0x30A6) return 0x30F4 - shift;                         /* ウ */
    if (code >= 0x30EF && code <= 0x30F2) return shift ? 0 : code + 8; /* ワ to ヲ */
    bool other = (code >= 0x30AB && code <= 0x30C1 && code % 2) ||     /* カ to チ */
                 code == 0x30C4 || code == 0x30C6 || code == 0x30C8 || code == 0x30FD;
    return of_ha || other ? kana + 1 : 0;
}

/* The kana that a folded word ends with so far, or another character of three bytes; else 0. */
static uint32_t last_kana(const uint8_t *folded, size_t size) {
    uint32_t bytes;
    return size >= 3 && folded[size - 3] == 0xE3 ? decoded(folded + size - 3, &bytes) : 0;
}

/* Words are compared by simple case folding, one character for one, a kana with its voiced mark as
 * one; what is skipped in comparison is left out, but from a word of nothing else. Of a longer word
 * the first 256 characters are compared. */
static void fold_with(Text *text, size_t at, size_t end, uint16_t skipped) {
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
        if (next.flags & skipped) continue;
        uint32_t code = language->folded[next.code];
        uint32_t whole = code - 0x3099 < 2 ? voiced(last_kana(text->folded, size), code) : 0;
        if (whole) size -= 3; /* bytes of any kana */
        else characters++;
        size += put_character(text->folded + size, whole ? whole : code);
    }
    memset(text->folded + size, 0, 16);
    text->folded_size = size;
    text->humped = humped;
}

void fold(Text *text, size_t at, size_t end) {
    fold_with(text, at, end, ZERO_WIDTH);
    if (!text->folded_size) fold_with(text, at, end, 0);
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

/* Tails right after an apostrophe belong to the word before; of several the first two are kept.
 * Returns where the last one ends. */
static size_t read_tails(Text *text, size_t end) {
    Word *word = &text->words.items[text->words.count - 1];
    while (text->raw[end] == '\'' || text->raw[end] == 0xE2) {
        Character mark = char_at(text, end);
        size_t stop;
        uint8_t tail = mark.flags & APOSTROPHE ? tail_at(text, end + mark.size, &stop) : 0;
        if (!tail) break;
        word->what |= SEARCHED;
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

/* What a word that opens a sentence, or does not follow the one before after a single space, has of
 * its place. */
static bool open_word(Text *text, Word *word) {
    size_t number = text->words.count;
    const Word *before = number ? &text->words.items[number - 1] : NULL;
    if (passes_edge(text, word->start)) text->opens = PARAGRAPH;
    bool unit = char_at(text, word->start).flags & UNIT;
    text->units += unit;
    if (unit) word->what |= IS_UNIT;
    if (text->comma) word->what |= AFTER_COMMA;
    text->comma = false;
    bool beside = unit || (before && before->what & IS_UNIT);
    word->joint = text->opens ? APART : joint_of(text, text->gap, word->start, beside);
    if (!text->opens) return true;
    text->sentences += number != 0;
    word->opens = text->opens & PARAGRAPH ? SENTENCE | PARAGRAPH : text->opens;
    text->opens = 0;
    if (!MAKE_ROOM(&text->sentence_opens, 1)) return false;
    text->sentence_opens.items[text->sentence_opens.count++] = (uint32_t)number;
    return true;
}

/* Looks up the words that wait for it: together, because each is far away in memory. */
static bool settle(Text *text) {
    Word *word = text->words.items + text->words.count - text->waiting;
    for (size_t at = 0; at < text->waiting; at++, word++) {
        const Slot *slot = kind_of(text->kinds, text, text->spellings[at]);
        if (!slot) return false;
        word->kind = slot->number - 1;
        __builtin_prefetch(&text->kinds->kinds.items[word->kind]);
        word->what |= word->joint == APART ? slot->what & ~CONTINUES_PATTERN : slot->what;
    }
    text->waiting = 0;
    return true;
}

/* `follows` tells of a word after a single space. */
static inline bool add_word(Text *text, Spelling own, size_t start, size_t end, bool follows) {
    if (text->words.count == MOST_WORDS || (text->waiting == WAITING && !settle(text)) ||
        !MAKE_ROOM(&text->words, 1))
        return false;
    __builtin_prefetch(home_slot(text->kinds, own.hash));
    text->spellings[text->waiting++] = own;
    Word *word = &text->words.items[text->words.count];
    *word = (Word){.start = (uint32_t)start, .end = (uint32_t)end, .clause = text->clause,
                   .joint = ACROSS};
    bool at_edge = text->edge < text->edges.count && text->edges.items[text->edge] <= start;
    if ((!follows || at_edge) && !open_word(text, word)) return false;
    word->sentence = text->sentences;
    text->words.count++;
    return true;
}

/* Reads the word at a place that is not plain, or two that lost the line break between them;
 * returns where the next gap begins, 0 where there is no memory. */
static size_t read_odd_word(Text *text, size_t at) {
    if (!settle(text)) return 0;
    size_t letters = initialism_end(text, at), end = letters ? letters : word_end(text, at);
    fold(text, at, letters ? end - 1 : end); /* without the last stop of an initialism */
    size_t split = text->humped && !letters ? glue(text, at, end) : 0;
    if (split) fold(text, at, end = split);
    if (!add_word(text, spelling_of(text), at, end, false) || !settle(text)) return 0;
    if (split) text->opens = PARAGRAPH;
    return split ? end : read_tails(text, end);
}

int read_words(Text *text) {
    text->words.count = text->marks.count = text->breaks.count = 0;
    text->sentence_opens.count = 0;
    text->opens = PARAGRAPH;
    text->clause = text->sentences = text->units = 0;
    text->edge = text->waiting = 0;
    text->comma = false;
    for (size_t at = 0, start, end;; at = end) {
        bool follows = !text->opens && text->raw[at] == ' ' &&
                       text->language->plain[text->raw[at + 1]];
        text->gap = at;
        if (text->raw[at] == '.' && !settle(text)) return NO_MEMORY; /* may be abbreviated */
        start = follows ? at + 1 : read_gap(text, at);
        if (start >= text->size) break;
        Spelling own;
        end = fold_plain(text, start, &own);
        if (!end) end = read_odd_word(text, start);
        else if (!add_word(text, own, start, end, follows)) end = 0;
        else if (text->raw[end] != ' ') end = read_tails(text, end);
        if (!end) return text->words.count == MOST_WORDS ? TOO_LONG : NO_MEMORY;
    }
    if (text->words.count) text->sentences++;
    return !settle(text) || text->gap == SIZE_MAX ? NO_MEMORY : DONE;
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
    if (size > LONGEST_TEXT) return TOO_LONG;
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
