/* The patterns of all lexicons as the search wants them, and what a search finds. */
#ifndef LEXICON_H
#define LEXICON_H

#include "core.h"

#include <stdatomic.h>

/* The lexicons as `compiled_lexicons.py` writes them down: arrays that live as long as what is
 * made of them. The fields stand in the same order there. */
typedef struct {
    /* Forms: the distinct words of patterns. */
    int64_t forms;
    const uint8_t *form_bytes;
    const int64_t *form_from; /* one item more than there are forms; so in all `…_from` */
    const uint8_t *form_shape;
    /* Patterns, and their words as steps from form to form. */
    int64_t patterns;
    const int64_t *pattern_from;
    const int32_t *step_form;
    const uint8_t *step_tail;     /* the tails it demands, 0 for any or none */
    const uint8_t *step_touching; /* whether nothing may stand before it */
    const int32_t *pattern_contest;
    const int32_t *pattern_rank; /* at equal place and length the lowest wins */
    const uint8_t *pattern_what; /* SILENT, EXACT, and the kind of a negator or a verb of speech */
    /* Names: every pattern, then every rule. */
    int64_t names;
    const double *name_weight;
    /* Contests: the dimensions, then `negators` and `verbs`, then the groups of rules. */
    int64_t contests;
    int64_t dimensions;
    const uint8_t *dimension_drops; /* whether its negated matches do not count */
    /* Rules, dimension by dimension. */
    int64_t rules;
    const int32_t *rule_dimension;
    const int32_t *rule_within;
    const uint8_t *rule_ordered;
    const int64_t *rule_from;
    const int32_t *rule_group; /* contests */
    const uint8_t *rule_in_clause;
    /* Context: the groups that a name needs, and those that it refuses, as contests. */
    const int64_t *needs_from;
    const int32_t *needs;
    const int64_t *unless_from;
    const int32_t *unless;
    /* Steps as they are written, in code points; empty where case makes no difference. */
    const int64_t *written_from;
    const int32_t *written;
} Tables;

enum { LITERAL, PREFIX, GLOB, ANY };
enum { SILENT = 1, EXACT = 2, KIND_SHIFT = 4 };
enum { NEGATORS, VERBS, GROUPS }; /* contests after the dimensions */

#define RULE_GROUPS 4   /* at most, and … */
#define WITHIN_WORDS 100 /* … the longest window; as in `limits.py` */
#define CONTEXT_GROUPS 8 /* at most that a name needs, and that it refuses */

/* Every word with inner wildcards at once: a bit stands for so many of its characters read. */
typedef struct {
    size_t words;      /* of 64 bits, of a set of states */
    uint32_t *codes;   /* sorted: the characters that are written out */
    size_t classes;
    uint32_t ascii[ASCII]; /* the class of each, looked up once */
    uint64_t *reads;   /* by character, the last row for all others: states it leads into */
    uint64_t *loops;   /* states that any character leads back into: `*` */
    uint64_t *starts;
    uint64_t *ends;
    uint32_t *form;    /* the form of each end */
} Automaton;

/* A node stands for the first words of some patterns. */
typedef struct {
    uint64_t leads; /* bits of the forms that lead on, each by its number modulo 64 */
    uint32_t pattern; /* the first that ends here; NONE */
    bool goes_on;
    bool by_any;   /* whether any word leads on */
    bool by_tails; /* whether a word with tails may lead on where one without does not */
} Node;

/* From a node by a word to the next; 0, which no edge leads to, in a free slot. */
typedef struct { uint32_t node, form, wants, next; } Edge;

typedef struct Lexicon {
    Tables tables;
    const Language *language;
    _Atomic(Kinds *) known; /* words of earlier batches for the next scan; NULL while one has them */
    Table literals, prefixes;
    Numbers literal_form, prefix_form; /* by the number of a key */
    uint32_t any; /* the form `*`; NONE */
    Automaton automaton;
    uint8_t *roles; /* by form: what patterns do with it, as in a word */
    Edge *edges;  /* by the hash of what they lead from */
    size_t edge_mask;
    uint32_t *first_node; /* by form, the node of a first word without tails; NONE */
    LIST(Node) nodes;
    uint32_t *next; /* the next pattern that ends at the same node */
    /* For each group the rules that ask for it, with repetitions. */
    uint32_t *asking_from;
    uint32_t *asking;
    bool *has_rules; /* by dimension */
    bool *is_beside; /* by contest, whether some context asks for it */
    bool *waits;     /* by contest, whether some pattern of it has a context */
    bool *is_picky;  /* by pattern, whether more than its words is asked of a candidate */
} Lexicon;

/* The node that an edge leads to, or NONE. */
uint32_t edge_from(const Lexicon *lexicon, uint32_t node, uint32_t form, uint32_t wants);
/* The node after one by a form, or NONE; `wants` are the tails and the touch of a step. */
static inline uint32_t next_node(const Lexicon *lexicon, uint32_t node, uint32_t form,
                                 uint32_t wants) {
    if (!node && !wants) return lexicon->first_node[form];
    bool may_lead = lexicon->nodes.items[node].leads >> form % 64 & 1;
    return may_lead ? edge_from(lexicon, node, form, wants) : NONE;
}
static inline uint32_t wants_of(uint32_t tail, bool touching) { return tail | touching << 6; }

/* Whether a context is asked of a match of a name. */
static inline bool has_context(const Tables *tables, uint32_t name) {
    return tables->needs_from[name] < tables->needs_from[name + 1] ||
           tables->unless_from[name] < tables->unless_from[name + 1];
}

/* The row of a character in `reads`: its place among the sorted codes, or the last. */
size_t class_of(const Automaton *automaton, uint32_t code);

/* Adds to the list of forms those that mean a folded word of whole characters. */
bool find_forms(Kinds *kinds, const uint8_t *folded, size_t size);

#endif
