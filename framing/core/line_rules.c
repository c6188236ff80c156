/* Which rules of cleaning may take a line: one automaton finds their words, tables of first and last
 * pieces their patterns, as the line is compared: case folded, with straight quotation marks and
 * single spaces. */
#include "lines.h"

#include <stdlib.h>

enum { CHUNK = 1024, FOLDED_WORDS = 120, LONGEST_DATE = 100, LONGEST_FOUND = 16 };

/* ---- a line as it is compared ---- */

typedef struct {
    const uint8_t *at, *end;
    bool spaced;  /* whether a space was written last */
    uint8_t seen; /* FIGURE and FOREIGN */
} Folding;

/* Folds one character, which is no white space; says how many bytes it wrote. */
static size_t fold_one(const LineTables *t, Folding *line, uint8_t *to) {
    uint32_t length, code = code_at(line->at, line->end, &length);
    uint8_t kind = t->kinds[code];
    uint64_t fold = t->fold[t->fold_of[code]];
    size_t size = t->fold_of[code] ? (size_t)(fold >> 56) : length;
    if (kind & ALNUM && code >= ASCII) line->seen |= kind & DECIMAL ? FIGURE | FOREIGN : FOREIGN;
    for (size_t at = 0; at < size; at++, fold >>= 8)
        to[at] = t->fold_of[code] ? (uint8_t)fold : line->at[at];
    line->at += length;
    return size;
}

/* Folds on until a buffer is nearly full or the line ends; says how many bytes it wrote. */
static size_t fold_some(const LineTables *t, Folding *line, uint8_t *to, size_t room) {
    size_t size = 0;
    while (line->at < line->end && size + FOLD_BYTES < room) {
        uint8_t byte = *line->at;
        uint32_t length = 1;
        bool white = byte <= ' ' || byte >= ASCII ? is_white(t, line->at, line->end, &length) : false;
        if (white && !line->spaced) to[size++] = ' ';
        line->spaced = white;
        if (white) line->at += length;
        else if (byte >= ASCII) size += fold_one(t, line, to + size);
        else {
            to[size++] = (uint8_t)(byte + 32 * ((uint8_t)(byte - 'A') < 26));
            line->at++;
        }
    }
    return size;
}

static inline uint32_t step(const LineTables *t, uint32_t row, uint8_t byte, uint64_t *shown) {
    row = t->next[row / 2 + t->class_of[byte]];
    if (row % 2) *shown |= t->shown[row / 2 / t->classes];
    return row;
}

/* Walks on from a row. Each step waits for the one before, so a long stretch is walked in two halves
 * at once; the second begins so early that it meets all words that end in it. */
static uint64_t walk(const LineTables *t, uint32_t *row, const uint8_t *at, const uint8_t *end) {
    uint64_t shown = 0;
    uint32_t now = *row, ahead = 0;
    if (end - at >= 8 * LONGEST_FOUND) {
        const uint8_t *half = at + (end - at + LONGEST_FOUND) / 2;
        const uint8_t *other = half - LONGEST_FOUND;
        for (; at < half && other < end; at++, other++) {
            now = step(t, now, *at, &shown);
            ahead = step(t, ahead, *other, &shown);
        }
        for (; other < end; other++) ahead = step(t, ahead, *other, &shown);
        now = ahead;
        at = end;
    }
    for (; at < end; at++) now = step(t, now, *at, &shown);
    *row = now;
    return shown;
}

static const uint8_t *end_of_ascii(const uint8_t *at, const uint8_t *end) {
    while (end - at >= 8 && !(eight(at) & 0x8080808080808080u)) at += 8;
    while (at < end && *at < ASCII) at++;
    return at;
}

/* Walks on through a line that has single spaces alone, to its end or to other white space: its
 * ASCII is read as it stands. */
static uint64_t walk_even(const LineTables *t, uint32_t *state, Folding *line) {
    uint64_t shown = 0;
    uint8_t folded[FOLD_BYTES];
    uint32_t length;
    while (line->at < line->end) {
        const uint8_t *past = end_of_ascii(line->at, line->end);
        shown |= walk(t, state, line->at, past);
        line->spaced = past > line->at && past[-1] == ' ';
        line->at = past;
        if (past == line->end || is_white(t, past, line->end, &length)) break;
        size_t size = fold_one(t, line, folded);
        shown |= walk(t, state, folded, folded + size);
    }
    return shown;
}

/* What the words of rules tell of a line. */
static uint64_t shown_in(const LineTables *t, const LineBytes *line, uint8_t *seen) {
    static const uint8_t edge[] = "\n";
    uint8_t chunk[CHUNK];
    uint32_t state = 0;
    Folding left = {line->at, line->end, false, line->seen};
    uint64_t shown = walk(t, &state, edge, edge + 1);
    if (!(line->seen & UNEVEN)) shown |= walk_even(t, &state, &left);
    while (left.at < left.end) {
        size_t size = fold_some(t, &left, chunk, CHUNK);
        shown |= walk(t, &state, chunk, chunk + size);
    }
    *seen = left.seen;
    return shown | walk(t, &state, edge, edge + 1);
}

/* Where a piece stands first; NULL for nowhere. */
static const uint8_t *place_in(const uint8_t *at, const uint8_t *end, Piece piece) {
    if (!piece.size) return at <= end ? at : NULL;
    while (at < end && (size_t)(end - at) >= piece.size) {
        at = memchr(at, piece.bytes[0], (size_t)(end - at) - piece.size + 1);
        if (!at || !memcmp(at, piece.bytes, piece.size)) return at;
        at++;
    }
    return NULL;
}

/* Whether the pieces of a pattern stand in a folded line in their order, the outer ones at its ends. */
static bool fits(const LineTables *t, uint32_t pattern, Piece line) {
    int64_t from = t->piece_from[pattern], past = t->piece_from[pattern + 1];
    Piece first = piece_of(t, from), last = piece_of(t, past - 1);
    if (line.size < first.size + last.size || memcmp(line.bytes, first.bytes, first.size)) return false;
    const uint8_t *at = line.bytes + first.size, *stop = line.bytes + line.size - last.size;
    if (memcmp(stop, last.bytes, last.size)) return false;
    for (int64_t piece = from + 1; piece < past - 1; piece++) {
        Piece own = piece_of(t, piece);
        at = place_in(at, stop, own);
        if (!at) return false;
        at += own.size;
    }
    return true;
}

/* Whether a word stands in a text, whose capitals of ASCII count as small letters. */
static bool holds_word(const uint8_t *at, const uint8_t *end, Piece word) {
    for (; (size_t)(end - at) >= word.size; at++) {
        size_t same = 0;
        while (same < word.size &&
               at[same] + 32 * ((uint8_t)(at[same] - 'A') < 26) == word.bytes[same])
            same++;
        if (same == word.size) return true;
    }
    return false;
}

/* The rules among the patterns of an index that fit a line and begin, as looked up, like some bytes. */
static uint64_t fitting(const LineRules *rules, const PatternIndex *index, Piece opening, Piece line) {
    uint64_t found = 0, hash = hash_seed;
    for (size_t size = 1; size <= opening.size && size <= index->longest; size++) {
        hash = hash_byte(hash, opening.bytes[size - 1]);
        uint32_t number = table_find(&index->keys, opening.bytes, size, hash);
        uint32_t pattern = number == NONE ? NONE : index->first.items[number];
        for (; pattern != NONE; pattern = rules->same[pattern])
            if (fits(&rules->tables, pattern, line))
                found |= (uint64_t)1 << rules->tables.pattern_rule[pattern];
    }
    return found;
}

static uint64_t patterns_of(const LineRules *rules, const LineBytes *line, Piece folded) {
    const LineTables *t = &rules->tables;
    uint8_t room[LONGEST_TAIL];
    uint64_t found = fitting(rules, &rules->heads, folded, folded) |
                     fitting(rules, &rules->tails, reversed(folded, room), folded);
    uint32_t number = table_find(&rules->whole.keys, folded.bytes, folded.size,
                                 hash_of(folded.bytes, folded.size));
    uint32_t pattern = number == NONE ? NONE : rules->whole.first.items[number];
    for (; pattern != NONE; pattern = rules->same[pattern])
        found |= (uint64_t)1 << t->pattern_rule[pattern];
    for (size_t at = 0; at < rules->inner.count; at++) {
        pattern = rules->inner.items[at];
        int64_t from = t->word_from[pattern];
        Piece word = {t->word_bytes + from, (size_t)(t->word_from[pattern + 1] - from)};
        bool held = !line->text || holds_word(line->text, line->text_end, word);
        if (held && fits(t, pattern, folded))
            found |= (uint64_t)1 << t->pattern_rule[pattern];
    }
    return found;
}

/* The same of a line that is not folded yet; one of more than `FOLDED_WORDS` words fits none. */
static bool find_patterns(const LineRules *rules, const LineBytes *line, uint64_t *found) {
    int64_t spaces = 0;
    for (const uint8_t *at = line->at; at < line->end; at++) spaces += *at == ' ';
    if (line->length >= 2 * FOLDED_WORDS && spaces >= FOLDED_WORDS) return true;
    uint8_t own[CHUNK];
    size_t room = 4 * (size_t)(line->end - line->at) + FOLD_BYTES + 1;
    uint8_t *folded = room <= CHUNK ? own : malloc(room);
    if (!folded) return false;
    Folding left = {line->at, line->end, false, 0};
    size_t size = fold_some(&rules->tables, &left, folded, room);
    *found |= patterns_of(rules, line, (Piece){folded, size});
    if (folded != own) free(folded);
    return true;
}

bool rules_of(const LineRules *rules, const LineBytes *line, uint64_t *found) {
    const LineTables *t = &rules->tables;
    uint8_t seen;
    uint64_t shown = shown_in(t, line, &seen);
    *found = (shown & ~(MAY_FIT | MAY_HOLD)) | (uint64_t)t->any;
    if (!(seen & SMALL)) *found |= (uint64_t)t->capitals;
    if (seen & FOREIGN) *found |= (uint64_t)t->foreign;
    if (seen & FIGURE) *found |= (uint64_t)t->figures;
    if (seen & FIGURE && line->length <= LONGEST_DATE) *found |= (uint64_t)t->dates;
    for (int64_t key = 0; shown & MAY_HOLD && key < t->keys; key++) {
        Piece own = {t->key_bytes + t->key_from[key], (size_t)(t->key_from[key + 1] - t->key_from[key])};
        if (place_in(line->at, line->end, own)) *found |= (uint64_t)1 << t->key_rule[key];
    }
    if (line->closed) *found &= ~(uint64_t)t->unclosed;
    return !(shown & MAY_FIT && line->opens) || find_patterns(rules, line, found);
}
