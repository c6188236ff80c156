/* The lines of a text, and what the rules of cleaning want a line to show. */
#ifndef LINES_H
#define LINES_H

#include "core.h"

/* What a character is to a line. */
enum { WHITE = 1 << 0, ALNUM = 1 << 1, DECIMAL = 1 << 2, UNSPACED = 1 << 3 /* whatever else */ };

#define MOST_RULES 62 /* the bits above say that a line may fit a pattern, or hold a key */
#define MAY_FIT ((uint64_t)1 << 62)
#define MAY_HOLD ((uint64_t)1 << 63)
#define BYTES 256
#define FOLD_BYTES 7 /* of a folded character at most */

/* Characters and rules as `line_rules.py` writes them down: arrays that live as long as what is made
 * of them. The fields stand in the same order there. Sets of rules are bits by their numbers. */
typedef struct {
    const uint8_t *kinds;    /* of every code point */
    const uint16_t *fold_of; /* of every code point the number of its fold; 0 for itself */
    int64_t folds;
    const uint64_t *fold; /* its bytes, the first lowest; their number in the highest */
    /* The automaton that finds words in a folded line, which opens and closes with a line break. */
    int64_t states;
    int64_t classes;
    const uint8_t *class_of; /* of every byte */
    const uint32_t *next;    /* by row and class the row of the next state, twice its place; odd
                              * where that state shows anything */
    const uint64_t *shown;   /* by state the rules whose words end there, MAY_FIT and MAY_HOLD */
    /* Patterns: pieces with any characters between them; one piece is a whole line. */
    int64_t patterns;
    const int64_t *piece_from; /* one item more than there are patterns; so in all `…_from` */
    const int64_t *byte_from;
    const uint8_t *bytes;
    const int64_t *word_from; /* of a pattern whose pieces are inside, the word that a text has to hold */
    const uint8_t *word_bytes;
    const uint8_t *pattern_rule;
    /* Strings that a line holds in this very case. */
    int64_t keys;
    const int64_t *key_from;
    const uint8_t *key_bytes;
    const uint8_t *key_rule;
    /* Rules. */
    int64_t rules;
    const int32_t *most_words; /* that a line of the rule has; -1 for any */
    int64_t any;      /* rules that look at every line, */
    int64_t capitals; /* at those without small letters of ASCII, */
    int64_t foreign;  /* at those with a letter beyond ASCII, */
    int64_t figures;  /* at those with a figure, */
    int64_t dates;    /* at those with a figure that are short enough for a date; */
    int64_t unclosed; /* and only at those that are no sentence and not long */
} LineTables;

/* Patterns by one of their pieces. */
typedef struct {
    Table keys;
    Numbers first; /* by key its first pattern; the others are in `same` */
    size_t longest; /* bytes of a key */
} PatternIndex;

typedef struct {
    LineTables tables;
    PatternIndex whole, heads, tails; /* by all, by the first piece, by the last one backwards */
    Numbers inner; /* patterns whose first and last pieces are empty */
    uint32_t *same; /* by pattern, the next one with the same key; NONE */
} LineRules;

/* What is seen of the bytes of a line. */
enum {
    BEYOND_ASCII = 1, FOREIGN = 2 /* letters or digits beyond ASCII */, SMALL = 4, FIGURE = 8,
    UNEVEN = 16 /* white space of ASCII other than single spaces */
};

/* A line without white space outside. */
typedef struct {
    const uint8_t *at, *end;
    int64_t length; /* characters */
    uint8_t seen;
    bool opens;  /* whether it can begin a paragraph */
    bool closed; /* whether it ends a sentence, or is long */
    const uint8_t *text, *text_end; /* of a title, the text that has to hold inner words, too */
} LineBytes;

/* A character up to the end of some bytes. */
static inline uint32_t code_at(const uint8_t *at, const uint8_t *end, uint32_t *size) {
    if (*at < ASCII) { *size = 1; return *at; }
    static const uint8_t sizes[] = {1, 1, 1, 1, 2, 2, 3, 4};
    *size = sizes[(*at >> 4) & 7];
    if (*size > end - at) { *size = 1; return 0xFFFD; }
    return decoded(at, size);
}

static inline bool is_white(const LineTables *tables, const uint8_t *at, const uint8_t *end,
                            uint32_t *size) {
    return tables->kinds[code_at(at, end, size)] & WHITE;
}

typedef struct { const uint8_t *bytes; size_t size; } Piece;

static inline Piece piece_of(const LineTables *tables, int64_t piece) {
    int64_t from = tables->byte_from[piece];
    return (Piece){tables->bytes + from, (size_t)(tables->byte_from[piece + 1] - from)};
}

#define LONGEST_TAIL 256 /* bytes of a last piece that are looked up */

/* A piece backwards, cut to what is looked up. */
static inline Piece reversed(Piece piece, uint8_t *room) {
    size_t size = piece.size < LONGEST_TAIL ? piece.size : LONGEST_TAIL;
    for (size_t at = 0; at < size; at++) room[at] = piece.bytes[piece.size - 1 - at];
    return (Piece){room, size};
}

/* The words of a line, roughly. */
int64_t words_of(const LineTables *tables, const uint8_t *at, const uint8_t *end, int64_t length);
/* The rules that may take a line, as it reads by itself; false where there is no memory. */
bool rules_of(const LineRules *rules, const LineBytes *line, uint64_t *found);

#endif
