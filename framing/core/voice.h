/* Who speaks in a text: quotations, headings, and what an attribution reports. */
#ifndef VOICE_H
#define VOICE_H

#include "search.h"

#define FEWEST_QUOTED 5 /* fewer words between quotation marks are no speech but a scare quote */
#define HEADING_WORDS 15

/* Kinds of attributing forms, in the order of `listed_forms.py`. */
enum { SPEAKING, TELLING, ACCORDING, SAYING, QUOTING };
/* What stands in the gap before a word. */
enum { COMMA = 1, QUOTES = 2, STOPS = 4, COLON = 8, OPENS_QUOTE = 16 };
/* The subject of a form follows it, or precedes it; else it begins at a known word. */
enum { NAME_AFTER = -1, NAME_BEFORE = -2 };

/* Words between two quotation marks, half-open, in one paragraph. */
typedef struct {
    uint32_t opens, closes; /* places of its marks; of its paragraph's last word, where unclosed */
    uint32_t first, stop;
    uint32_t paragraph;
    bool unclosed;
    bool continues;         /* whether it goes on with the one before, in a new paragraph */
    uint32_t whole_first, whole_stop; /* of all its paragraphs */
    uint32_t outer; /* the nearest one before that ends behind where it begins; NONE */
} Quotation;

/* A listed form with the words around it; ranges are half-open. */
typedef struct {
    uint32_t first, last;
    uint8_t kind;
    uint32_t sentence, sentence_end;
    uint32_t start, end;   /* of its clause */
    uint8_t before, after; /* bits of the gaps before and after its clause */
    uint32_t that;         /* how many words after it the first `that` stands; 0 for none */
    bool when;             /* whether the word after it begins to say when or where */
} Clause;

typedef struct {
    Clause clause;
    Range said[2]; /* words; the second is empty unless what is said goes on */
    int64_t name;
    bool is_named; /* whether `named` is known */
    Range named;   /* words of its subject; empty where it has none */
} Attribution;

typedef struct Voice {
    LIST(uint8_t) codes;            /* the voice of each word */
    LIST(uint32_t) paragraphs;      /* first words; so are the next */
    LIST(uint32_t) clauses;
    LIST(Quotation) doubles;        /* the outermost between double marks, scare quotes too */
    LIST(Quotation) quotations;     /* long enough to be speech, by first word */
    LIST(uint32_t) lone;            /* places of double marks without a partner */
    LIST(uint32_t) stack;           /* marks that are open, by number */
    LIST(uint32_t) singles;         /* single marks that may open or close, by number */
    LIST(Attribution) attributions; /* by first word */
    LIST(uint32_t) owners;          /* by word, the attribution that reports it; NONE */
    LIST(uint32_t) following;       /* room to find owners in */
    size_t mark;                    /* the first mark after the sentence's first word */
} Voice;

/* How many of the sorted numbers are lower than a value. */
size_t lower_than(const uint32_t *sorted, size_t count, uint64_t value);
/* Whether a line break or the edge of excluded text stands from one place to another. */
bool cut_between(const Text *text, uint32_t from, uint32_t to);
bool edge_between(const Text *text, uint32_t from, uint32_t to);
bool is_capital(const Text *text, uint32_t word);

int find_quotations(Search *search);
int find_headings(Search *search, Range title);
/* Where a clause of the text ends that a word stands in. */
uint32_t clause_end(const Search *search, uint32_t word);
/* The clause so many before the one that begins at a word, but none before the sentence. */
uint32_t earlier_clause(const Search *search, uint32_t start, uint32_t sentence, size_t back);
/* The bits of what stands between a word and the one before it; 0 past the last word. */
uint8_t gap_before(const Text *text, uint32_t word);
/* Which words of the sentence its attributions report. */
int report_words(Search *search);
bool says_more(const Text *text, uint32_t word);
/* Whether a clause that opens with a word depends on another: "when", "although". */
bool depends(const Text *text, uint32_t word);
/* Whether a word may open a name: a capital, a pronoun or a determiner. */
bool opens_name(const Text *text, uint32_t word);
/* Where a bracket closes that opens before a word; else the given end. */
uint32_t bracket_end(const Text *text, uint32_t word, uint32_t end);
/* Whether a hyphen joins a word to the one before it. */
bool is_compound(const Text *text, uint32_t word);

#endif
