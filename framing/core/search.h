/* The search of a batch: the lists that one sentence, one text and the whole batch fill. */
#ifndef SEARCH_H
#define SEARCH_H

#include "lexicon.h"

/* Group hits, exclusions and waiting windows of one sentence: 200 MB at most. */
#define MOST_HELD 4000000u

enum { VOICES = 4, HEADLINE = 0, QUOTE, REPORTED, NARRATOR }; /* as in `model.VOICES` */

/* First and last word, both included. */
typedef struct { uint32_t first, last; } Span;

/* A pattern on the words that it won, or that it stands on. */
typedef struct { uint32_t pattern, first, last; } Win;

/* A hit of a group of rules, and the next one of its group in the sentence. */
typedef struct { Span span; uint32_t next; } Hit;

/* What competes for the same words. */
typedef struct {
    size_t taken;   /* words of the batch up to here are won */
    size_t begun;   /* where its best candidate begins: number of the word in the batch and one */
    uint32_t best, last;
    size_t sentence; /* where the hits below stand: number of the sentence in the batch and one */
    uint32_t first_hit, last_hit;
    uint32_t beside, beside_count; /* the same hits as a stretch of `beside`, for contexts */
} Contest;

/* A listed form that negates, and one past the last word that it reaches. */
typedef struct { uint32_t first, last, stop; uint8_t kind; } Negator;
/* Kinds of negators, in the order of `listed_forms.py`. */
enum { PLAIN, VERB, HINDERING, NOUN, CLAUSAL };

/* A listed form that attributes speech; see `voice.h`. */
typedef struct { uint32_t first, last; uint8_t kind; } Verb;

/* ---- what a batch yields; the fields stand in the same order in `results.py` ---- */

typedef struct {
    uint32_t article, dimension, entry, first_word, last_word;
    uint32_t start, end; /* characters of the article; so in all ranges */
    uint32_t sentence, words;
    uint32_t evidence, evidence_count; /* a stretch of the ranges, for a rule; behind it … */
    uint32_t needed_count;             /* … so many hits of groups that it needs */
    uint32_t negators, negator_count;
    uint32_t speaker_start, speaker_end;                        /* equal where nobody is named */
    uint8_t counted, negated, voice, is_rule;
} Match;

typedef struct { uint32_t entry, matches, negated; } Tally;

/* A win, or a candidate, with words counted through the batch. */
typedef struct { int64_t entry, first, last, contest; } Place;

typedef struct { int64_t words, sentences, squares; } Said;

/* Arrays that the caller made: by article, by cell (an article and a dimension), or by one of both
 * and voice. */
typedef struct {
    int64_t *words, *excluded_words, *sentences, *squares, *units;
    int64_t *matches, *covered, *negated;
    double *weight, *hits_squared, *hits_words;
    Said *said;
    int64_t *voice_matches;
    double *voice_weight, *voice_squared, *voice_words;
    int64_t *tallies_from; /* by article, and one more; so the two below */
    int64_t *words_from, *marks_from;
} Sums;

/* Lists that the batch grew. */
typedef struct {
    LIST(Tally) tallies;
    LIST(Match) matches;
    LIST(Range) ranges;
    LIST(uint32_t) lone_marks; /* quotation marks without a partner, in characters */
    LIST(Place) candidates; /* whose context is met */
    LIST(Place) wins;
    LIST(Word) words;
    Kinds kinds;
} Lists;

/* What is asked for. */
typedef struct {
    int64_t with_voices, with_matches, with_places, with_words;
    int64_t most_matches; /* of one article, negated ones included */
    int64_t most_places;  /* of the batch */
} Wishes;

struct Voice;

typedef struct {
    const Lexicon *lexicon;
    const Wishes *wishes;
    Sums *sums;
    Lists *out;
    Text text;
    struct Voice *voice; /* NULL where nobody asks who speaks */
    Contest *contests;
    size_t words_before, sentences_before; /* of earlier texts */
    uint32_t article;
    size_t found;   /* matches in the article */
    uint64_t steps; /* of the searches for patterns and windows in it */
    Numbers opening; /* its words with which a pattern may begin, and those with tails */

    /* Of the sentence. */
    uint32_t first, stop; /* its words, half-open */
    size_t next;          /* the first of `opening` that is not searched yet */
    LIST(uint32_t) touched; /* contests with a candidate that begins at the word */
    LIST(Win) terms;
    LIST(Win) exclusions; /* of dimensions with rules */
    LIST(Hit) hits;
    LIST(Win) waiting;       /* candidates of contests with contexts, by first word */
    LIST(uint32_t) gathered; /* groups of contexts with a hit */
    LIST(Span) beside;       /* their hits */
    bool clauses_read;
    LIST(Negator) negators; /* by last word */
    LIST(Verb) verbs;
    LIST(uint32_t) asked;  /* rules of which some group has a hit */
    uint32_t *groups_met;  /* by rule, how many of its groups have one */
    size_t *asked_in;      /* by rule, the sentence that this is said of */
    struct Windows *windows;

    /* Sums of the sentence. */
    LIST(uint32_t) weighed; /* dimensions with a counted match */
    double *weights;        /* by dimension and voice */
    bool *is_weighed;
    uint32_t voice_words[VOICES];

    /* Of the article. */
    Tally *tally;      /* by name */
    uint64_t *tallied; /* names with a match, as bits */
} Search;

/* Whether the article may take so many steps more: some half a second for a megabyte, and ten times
 * what real texts and lexicons ask for. */
static inline bool may_go_on(Search *search, uint32_t more) {
    return (search->steps += more) <= 4000000 + 16 * (uint64_t)search->text.size;
}

/* Finds the `opening` words of the text. */
bool find_opening(Search *search);
/* Who wins the words of the sentence. */
int find_sentence(Search *search);

#define FURTHEST 30 /* counted words behind a negator that it may reach */
/* Two negators at most end at a word: a listed form and n’t. */
#define MOST_NEGATORS (2 * FURTHEST)
#define MOST_OF_RULE (2 * (FURTHEST + WITHIN_WORDS))
bool add_negator(Search *search, uint32_t first, uint32_t last, uint8_t kind);
/* Sees to it that two words of the sentence lie in one clause where `clause` of both is equal. */
void read_clauses(Search *search);
/* What the negators of the sentence reach. */
void read_negators(Search *search);
/* How many negators reach the word at which a term begins. */
uint32_t negators_of_term(const Search *search, uint32_t word, Span *kept);
/* How many count for a rule with these group hits, by place. */
size_t negators_of_rule(const Search *search, const Span *hits, size_t count, Span *kept);

/* Whether a word has capitals just where a pattern with exact case writes them. */
bool is_exact(const Text *text, const Word *word, const int32_t *written, size_t count);

/* What a context asks, of a match with these hits, from left to right: `context.c`. After
 * `gather_hits` and `read_clauses`. */
bool gather_hits(Search *search);
bool has_hit(const Search *search, uint32_t group);
bool meets_context(const Search *search, uint32_t name, const Span *hits, size_t count);
/* The nearest hits of the groups that the name needs; how many. */
size_t needed_hits(const Search *search, uint32_t name, const Span *hits, size_t count,
                   Span *kept);

/* The windows of the rules that hold in the sentence, counted. */
int count_rules(Search *search);
struct Windows *windows_open(void);
void windows_free(struct Windows *windows);

/* Adds one match to the sums, and to the list where it is asked for. */
int count_term(Search *search, Win win);
int count_window(Search *search, uint32_t rule, const Span *hits, size_t count);
void end_sentence(Search *search);
int end_article(Search *search);

/* Who speaks: `voice.h` */
struct Voice *voice_open(void);
void voice_free(struct Voice *voice);
int read_voices(Search *search, Range title);   /* headings and quotations of the text */
int attribute_sentence(Search *search);          /* what is reported in it */
int find_speakers(Search *search, size_t matches_from);
uint8_t voice_of(const Search *search, uint32_t word);

#endif
