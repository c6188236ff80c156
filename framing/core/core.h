/* What all parts of the core share: characters, growing lists, tables of words, and a text's words.
 *
 * A place is a byte of a text in UTF-8; a word is a number, counted from 0 in its text.
 */
#ifndef CORE_H
#define CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* How a call ends; `library.py` names the same. */
enum { DONE, NO_MEMORY, TOO_LONG, TOO_MANY_MATCHES, TOO_MANY_WAYS, BAD_TABLES };

#define NONE UINT32_MAX

/* ---- lists that grow ---- */

#define LIST(type) struct { type *items; size_t count, room; }
typedef LIST(uint32_t) Numbers;

/* `items` with room for `need` items of `size` bytes; NULL, and the old ones freed, where there is
 * no memory. */
void *grown(void *items, size_t *room, size_t need, size_t size);

/* Whether there is room for `more` items, made where there was none. */
#define MAKE_ROOM(list, more)                     \
    ((list)->count + (more) <= (list)->room ||    \
     ((list)->items = grown((list)->items, &(list)->room, (list)->count + (more), \
                            sizeof *(list)->items)) != NULL)

/* Sorts numbers, for qsort. */
int compare_numbers(const void *one, const void *other);

/* ---- tables of byte strings ---- */

typedef struct {
    uint64_t hash, at;
    uint32_t size;
} Key;

/* Byte strings by number, found by their hash. */
typedef struct {
    uint64_t *slots; /* number of a key and one, below the upper half of its hash; 0 is free */
    size_t mask;
    LIST(Key) keys;
    LIST(uint8_t) bytes;
} Table;

/* Another one in every process, so that no text can be written against the tables. */
extern uint64_t hash_seed, hash_factors[2];

static inline uint64_t hash_byte(uint64_t hash, uint8_t byte) {
    return (hash ^ byte) * 0x100000001b3u; /* FNV-1a */
}

/* Eight bytes as a number, the first lowest. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define IN_ORDER(value) __builtin_bswap64(value)
#else
#define IN_ORDER(value) (value)
#endif
static inline uint64_t eight(const uint8_t *at) {
    uint64_t value;
    memcpy(&value, at, 8);
    return IN_ORDER(value);
}

static inline void put_eight(uint8_t *to, uint64_t value) {
    value = IN_ORDER(value);
    memcpy(to, &value, 8);
}

uint64_t hash_of(const uint8_t *bytes, size_t size);
bool table_open(Table *table);
void table_free(Table *table);
/* The number of a key; NONE where the table has no such. */
uint32_t table_find(const Table *table, const uint8_t *bytes, size_t size, uint64_t hash);
/* The number of a new key, which is not in the table; NONE where there is no memory. */
uint32_t table_add(Table *table, const uint8_t *bytes, size_t size, uint64_t hash);

/* ---- characters ---- */

/* What a character is; the same bits as in `framing/text/characters.py`. */
enum {
    WORD = 1 << 0, DIGIT = 1 << 1, UPPER = 1 << 2, LOWER = 1 << 3, LETTER = 1 << 4,
    ATTACHED = 1 << 5, UNIT = 1 << 6, SPACE = 1 << 7, BREAK = 1 << 8, HYPHEN = 1 << 9,
    APOSTROPHE = 1 << 10, ZERO_WIDTH = 1 << 11 /* skipped in comparison */, STOP = 1 << 12, FULL_STOP = 1 << 13,
    OPENER = 1 << 14, CLOSER = 1 << 15
};

#define CODES 0x110000u
#define ASCII 0x80

/* Lists of words that the rules of words, sentences and voice ask for, as bits; the same order as
 * in `language.py`. */
enum {
    FUNCTION_WORD = 1 << 0, ABBREVIATION = 1 << 1, THAT = 1 << 2, WHEN = 1 << 3, ONWARD = 1 << 4,
    NAMING = 1 << 5, APPOSING = 1 << 6, FILLER = 1 << 7, STATE = 1 << 8, ING = 1 << 9,
    /* of negation */
    TURN = 1 << 10, JOINS = 1 << 11, SUBJECT = 1 << 13, NEGATES = 1 << 14,
    ONLY = 1 << 15, BARRIER = 1 << 16, NO_OBJECT = 1 << 17, SHIELD = 1 << 18, NUMBERED = 1 << 19,
    DETERMINER = 1 << 20, AIM = 1 << 21, AIMING = 1 << 22, DEED = 1 << 23, DEFINITE = 1 << 24,
    BEING = 1 << 25, PREPOSITION = 1 << 26, PRONOUN = 1 << 27,
    /* of voice, told by their ends or listed */
    NOUN_TOO = 1 << 12, FINITE = 1 << 28, RELATIVE = 1 << 29, LY = 1 << 30
};
#define ED (1u << 31)

/* What is known of characters and listed words; made once, only read after. */
typedef struct {
    const uint16_t *flags;  /* of every code point */
    const uint32_t *folded; /* its simple case folding */
    uint16_t ascii_flags[ASCII];
    uint8_t ascii_folded[ASCII];
    uint8_t plain[256]; /* bytes that are a letter or digit by themselves, folded; else 0 */
    Table listed;
    uint32_t *lists; /* the lists that each listed word stands in */
} Language;

typedef struct {
    uint32_t code;
    uint32_t size; /* bytes */
    uint16_t flags;
} Character;

/* ---- the words of a text ---- */

/* How a word joins the one before; the same as in `framing/text/tokens.py`. */
enum { APART, ACROSS, TOUCHING };
/* What a word opens; and whether it goes on with a wrong apostrophe and a t, don´t. */
enum { SENTENCE = 1, PARAGRAPH = 2, IS_CLIPPED = 4 };
/* What else is to be known of a word. A pattern may begin with it, be it, or go on with it where it
 * joins the word before; two bits from VOICE_SHIFT on are its voice. */
enum {
    IS_UNIT = 1, AFTER_COMMA = 2, OPENS_PATTERN = 4, IN_LIST = 8, VOICE_SHIFT = 4, SEARCHED = 1 << 6,
    CONTINUES_PATTERN = 1 << 7
};

typedef struct {
    uint32_t start, end; /* places; `end` without tails */
    uint32_t lag, end_lag; /* bytes before both that begin no character; `count_characters` */
    uint32_t kind;       /* number of the distinct word */
    uint32_t sentence;   /* number in its text */
    uint32_t clause;     /* marks before it that end a clause; after `read_clauses`, its number */
    uint8_t tails;       /* 0, or the tails after its apostrophes, three bits each */
    uint8_t joint;
    uint8_t opens;
    uint8_t what;
} Word;

typedef struct {
    uint32_t place, after; /* first byte, and one past the last */
    uint32_t code;
    uint32_t word; /* the first word after it */
    uint16_t flags;
    uint8_t sides; /* what it touches */
} Mark;

/* A half-open range of places, or of characters. */
typedef struct { uint32_t start, end; } Range;

/* A distinct word, folded. */
typedef struct {
    uint32_t lists;
    uint32_t forms, form_count; /* the words of patterns that mean it … */
    uint32_t round;             /* … as long as this is the round of all */
} Kind;

/* Where a distinct word is looked up: most are told by their first sixteen bytes alone. */
typedef struct {
    uint64_t head, tail; /* eight bytes each, the first of them lowest */
    uint32_t number; /* of the word, and one; 0 in a free slot */
    uint16_t size;   /* bytes */
    uint8_t what;    /* what patterns do with it, as in a word */
} Slot;

struct Lexicon;

/* The distinct words of texts; each is looked up in the lexicon once, or again where too many
 * patterns mean too many words. */
typedef struct {
    const Language *language;
    const struct Lexicon *lexicon; /* NULL where only words are wanted */
    Slot *slots;
    size_t mask;
    int shift; /* of a hash, for the first slot */
    LIST(Key) keys;
    LIST(uint8_t) letters;
    LIST(Kind) kinds;
    LIST(uint32_t) forms;
    uint32_t round;   /* how often the lists of forms were given up */
    uint64_t *states; /* room for the automaton of inner wildcards */
} Kinds;

/* What a word is looked up by: its first sixteen bytes, and its hash, the upper bits of which count:
 * products with odd numbers that nobody knows, so that no text can be written against them. */
typedef struct { uint64_t head, tail, hash, size; } Spelling;

#define WAITING 64 /* words that are looked up together */

#define LONGEST_WORD 256 /* characters that are compared */
#define LONGEST_TEXT ((size_t)1 << 28) /* bytes */
#define MOST_WORDS ((size_t)1 << 25)   /* of a text: 1.3 GB */
#define MARGIN 16        /* bytes before and after a text: no look at a neighbour leaves it */

typedef struct {
    const Language *language;
    Kinds *kinds;
    const uint8_t *bytes; /* the text as it was given */
    uint8_t *raw; /* the text between margins, excluded characters as NUL */
    size_t size;
    LIST(uint8_t) room;
    LIST(Range) cuts;     /* excluded spans */
    LIST(uint32_t) edges; /* places where they begin or end, sorted */
    LIST(Word) words;
    Numbers sentence_opens; /* the first word of each sentence */
    bool with_marks;
    LIST(Mark) marks;     /* what is neither part of a word nor white space */
    LIST(uint32_t) breaks; /* places of line breaks */
    uint32_t sentences; /* of the word that was read last, counted from 0; in the end, of all */
    uint32_t units;       /* words that are characters of scripts without spaces */

    /* While it is read. */
    size_t gap;      /* where the gap before the next word begins */
    uint8_t opens;   /* what the next word opens */
    bool after_break;
    uint32_t clause;
    bool comma;      /* whether the gap before the next word holds a comma */
    size_t edge;     /* the next edge */
    Spelling spellings[WAITING]; /* of the last words, which have no `kind` yet */
    size_t waiting;
    uint8_t folded[4 * LONGEST_WORD + 16]; /* the word that was read last, as it is compared */
    size_t folded_size;
    bool humped; /* whether it has letters that fold where a lost line break may be */
} Text;

static inline uint32_t decoded(const uint8_t *at, uint32_t *size) {
    if (at[0] < 0xC0) { *size = 1; return at[0]; }
    if (at[0] < 0xE0) { *size = 2; return (at[0] & 0x1Fu) << 6 | (at[1] & 0x3Fu); }
    if (at[0] < 0xF0) {
        *size = 3;
        return (at[0] & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
    }
    *size = 4;
    uint32_t code = (at[0] & 0x07u) << 18 | (at[1] & 0x3Fu) << 12 | (at[2] & 0x3Fu) << 6 |
                    (at[3] & 0x3Fu);
    return code < CODES ? code : 0;
}

/* The character at a place up to the text's end, where a margin of NUL begins. */
static inline Character char_at(const Text *text, size_t place) {
    const uint8_t *at = text->raw + place;
    if (*at < ASCII) return (Character){*at, 1, text->language->ascii_flags[*at]};
    Character found;
    found.code = decoded(at, &found.size);
    found.flags = text->language->flags[found.code];
    return found;
}

/* The character before a place; NUL before the first. */
static inline Character char_before(const Text *text, size_t place) {
    const uint8_t *at = text->raw + place - 1; /* at worst in the margin, as is what follows */
    for (int back = 0; back < 3 && (*at & 0xC0) == 0x80; back++) at--;
    uint32_t size;
    uint32_t code = decoded(at, &size);
    if (code < ASCII) return (Character){code, 1, text->language->ascii_flags[code]};
    return (Character){code, size, text->language->flags[code]};
}

/* A place moved past the characters with a flag that stand there. */
size_t past(const Text *text, size_t place, uint16_t flag);

/* Words, sentences and paragraphs of the text that `take_text` took. */
int read_words(Text *text);
/* What a mark touches; the edges of a text and of excluded text are white space. */
enum { SPACE_BEFORE = 1, SPACE_AFTER = 2, WORD_BEFORE = 4, WORD_AFTER = 8 };

/* Takes a text; the characters of `excluded`, sorted ranges of characters, become NUL. */
int take_text(Text *text, const uint8_t *bytes, size_t size, const int64_t *excluded, size_t spans);
void free_text(Text *text);
/* Fills in `lag` and `end_lag` of every word. */
void count_characters(Text *text);
/* The place of a character, looked for from a place and its number on. */
size_t place_of(const uint8_t *bytes, size_t size, int64_t character, size_t *at, int64_t *number);
/* Folds what stands between two places into `folded`. */
void fold(Text *text, size_t at, size_t end);
/* A kana with a voiced mark (U+3099, U+309A) as one character; 0 where there is none such. */
uint32_t voiced(uint32_t kana, uint32_t mark);

/* Reads what stands between two words, and says where the next one begins. */
size_t read_gap(Text *text, size_t at);
/* How a word that begins at a place joins the one before it. */
uint8_t joint_of(const Text *text, size_t gap, size_t start, bool beside_unit);

#define MOST_KNOWN 131072 /* words that are kept from one batch to the next: some 10 MB */

bool kinds_open(Kinds *kinds, const Language *language, const struct Lexicon *lexicon);
void kinds_free(Kinds *kinds);
const Slot *find_kind(Kinds *kinds, Text *text, Spelling own);
/* The slot where the search for a word begins. */
static inline Slot *home_slot(const Kinds *kinds, uint64_t hash) {
    return &kinds->slots[hash >> kinds->shift];
}
/* The slot of a word, as long as no other is asked for; one of more than sixteen bytes is that in
 * `folded`. NULL where there is no memory. */
static inline const Slot *kind_of(Kinds *kinds, Text *text, Spelling own) {
    const Slot *slot = home_slot(kinds, own.hash);
    /* A free slot has no head, and no word is empty. */
    bool same = slot->head == own.head && slot->tail == own.tail && slot->size == own.size &&
                own.size <= 16;
    return same ? slot : find_kind(kinds, text, own);
}
/* A distinct word with its forms, until lists are given up; NULL where there is no memory. */
const Kind *kind_with_forms(Kinds *kinds, uint32_t number);
/* Gives the lists of forms up where they have grown long; nobody may be walking through one. */
void rest_forms(Kinds *kinds);
/* Whether a word stands in one of some lists. */
static inline bool is_listed(const Text *text, uint32_t word, uint32_t lists) {
    return text->kinds->kinds.items[text->words.items[word].kind].lists & lists;
}
/* Whether a word is, folded, one of so many letters. */
bool is_spelled(const Text *text, uint32_t word, const char *letters);
/* The last byte of a distinct word. */
uint8_t last_letter(const Kinds *kinds, uint32_t kind);

#endif
