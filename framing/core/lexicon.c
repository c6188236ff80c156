/* Builds, from the arrays that Python wrote down, what the search looks patterns up in. */
#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

/* ---- checking: afterwards every index stands in its array ---- */

static bool rises(const int64_t *from, int64_t count) {
    for (int64_t at = 0; at < count; at++)
        if (from[at] < 0 || from[at + 1] < from[at]) return false;
    return from[0] == 0;
}

static bool below(const int32_t *values, int64_t count, int64_t limit) {
    for (int64_t at = 0; at < count; at++)
        if (values[at] < 0 || values[at] >= limit) return false;
    return true;
}

static bool rules_are_sound(const Tables *t) {
    if (!rises(t->rule_from, t->rules) || !below(t->rule_dimension, t->rules, t->dimensions))
        return false;
    for (int64_t at = 0; at < t->rule_from[t->rules]; at++)
        if (t->rule_group[at] < t->dimensions + GROUPS || t->rule_group[at] >= t->contests)
            return false;
    for (int64_t rule = 0; rule < t->rules; rule++) {
        int64_t groups = t->rule_from[rule + 1] - t->rule_from[rule];
        if (groups < 1 || groups > RULE_GROUPS) return false;
        if (t->rule_within[rule] < 1 || t->rule_within[rule] > WITHIN_WORDS) return false;
    }
    return true;
}

/* A context names groups only, and few. */
static bool is_context(const Tables *t, const int64_t *from, const int32_t *groups) {
    if (!rises(from, t->names)) return false;
    for (int64_t name = 0; name < t->names; name++)
        if (from[name + 1] - from[name] > CONTEXT_GROUPS) return false;
    for (int64_t at = 0; at < from[t->names]; at++)
        if (groups[at] < t->dimensions + GROUPS || groups[at] >= t->contests) return false;
    return true;
}

static bool are_sound(const Tables *t) {
    if (t->forms < 0 || t->patterns < 0 || t->dimensions < 0 || t->rules < 0) return false;
    if (t->forms >= INT32_MAX || t->patterns + t->rules >= INT32_MAX) return false;
    if (t->names != t->patterns + t->rules || t->contests < t->dimensions + GROUPS) return false;
    if (!rises(t->form_from, t->forms) || !rises(t->pattern_from, t->patterns)) return false;
    return below(t->step_form, t->pattern_from[t->patterns], t->forms) &&
           below(t->pattern_contest, t->patterns, t->contests) && rules_are_sound(t) &&
           is_context(t, t->needs_from, t->needs) && is_context(t, t->unless_from, t->unless) &&
           rises(t->written_from, t->pattern_from[t->patterns]) &&
           below(t->written, t->written_from[t->pattern_from[t->patterns]], CODES);
}

/* ---- forms ---- */

static bool add_form(Table *table, Numbers *forms, const uint8_t *bytes, size_t size,
                     uint32_t form) {
    if (table_add(table, bytes, size, hash_of(bytes, size)) == NONE) return false;
    if (!MAKE_ROOM(forms, 1)) return false;
    forms->items[forms->count++] = form;
    return true;
}

static bool add_forms(Lexicon *lexicon) {
    const Tables *t = &lexicon->tables;
    lexicon->any = NONE;
    for (uint32_t form = 0; form < t->forms; form++) {
        const uint8_t *bytes = t->form_bytes + t->form_from[form];
        size_t size = (size_t)(t->form_from[form + 1] - t->form_from[form]);
        bool added = true;
        if (t->form_shape[form] == ANY) lexicon->any = form;
        if (t->form_shape[form] == LITERAL)
            added = add_form(&lexicon->literals, &lexicon->literal_form, bytes, size, form);
        if (t->form_shape[form] == PREFIX && size) /* without its `*` */
            added = add_form(&lexicon->prefixes, &lexicon->prefix_form, bytes, size - 1, form);
        if (!added) return false;
    }
    return true;
}

/* ---- the automaton of words with inner wildcards ---- */

typedef struct {
    LIST(uint32_t) codes;
    uint8_t padded[4]; /* the last character of a form, so that decoding stays inside */
} Glob;

/* The characters of a form with wildcards. */
static bool read_glob(Glob *glob, const Tables *t, int64_t form) {
    const uint8_t *at = t->form_bytes + t->form_from[form];
    const uint8_t *end = t->form_bytes + t->form_from[form + 1];
    glob->codes.count = 0;
    while (at < end) {
        memset(glob->padded, 0, 4);
        memcpy(glob->padded, at, end - at < 4 ? (size_t)(end - at) : 4);
        uint32_t size, code = decoded(glob->padded, &size);
        at += size;
        if (!MAKE_ROOM(&glob->codes, 1)) return false;
        glob->codes.items[glob->codes.count++] = code;
    }
    return true;
}

/* Counts the states, and gathers the characters that are written out. */
static bool measure(Automaton *automaton, const Tables *t, Glob *glob, size_t *states) {
    LIST(uint32_t) codes = {0};
    for (int64_t form = 0; form < t->forms; form++) {
        if (t->form_shape[form] != GLOB) continue;
        if (!read_glob(glob, t, form) || !MAKE_ROOM(&codes, glob->codes.count)) {
            free(codes.items);
            return false;
        }
        ++*states;
        for (size_t at = 0; at < glob->codes.count; at++) {
            if (glob->codes.items[at] == '*') continue;
            ++*states;
            if (glob->codes.items[at] != '?')
                codes.items[codes.count++] = glob->codes.items[at];
        }
    }
    if (codes.count) qsort(codes.items, codes.count, sizeof(uint32_t), compare_numbers);
    for (size_t at = 0; at < codes.count; at++)
        if (!at || codes.items[at] != codes.items[at - 1])
            codes.items[automaton->classes++] = codes.items[at];
    automaton->codes = codes.items;
    for (uint32_t code = 0; code < ASCII; code++)
        automaton->ascii[code] = (uint32_t)class_of(automaton, code);
    return true;
}

static void set(uint64_t *row, size_t bit) { row[bit / 64] |= (uint64_t)1 << bit % 64; }

/* Writes one form's states from a bit on; returns the first bit behind them. */
static size_t write_glob(Automaton *automaton, const Glob *glob, size_t bit, uint32_t form) {
    set(automaton->starts, bit);
    for (size_t at = 0; at < glob->codes.count; at++) {
        uint32_t code = glob->codes.items[at];
        if (code == '*') {
            set(automaton->loops, bit);
            continue;
        }
        bit++;
        if (code != '?')
            set(automaton->reads + class_of(automaton, code) * automaton->words, bit);
        for (size_t row = 0; code == '?' && row <= automaton->classes; row++)
            set(automaton->reads + row * automaton->words, bit);
    }
    set(automaton->ends, bit);
    automaton->form[bit] = form;
    return bit + 1;
}

static bool build_automaton(Automaton *automaton, const Tables *t) {
    Glob glob = {0};
    size_t states = 0, bit = 0;
    bool built = measure(automaton, t, &glob, &states);
    size_t words = automaton->words = states / 64 + (states % 64 != 0);
    if (built && words) {
        automaton->reads = calloc((automaton->classes + 1) * words, sizeof(uint64_t));
        automaton->loops = calloc(words, sizeof(uint64_t));
        automaton->starts = calloc(words, sizeof(uint64_t));
        automaton->ends = calloc(words, sizeof(uint64_t));
        automaton->form = calloc(words * 64, sizeof(uint32_t));
        built = automaton->reads && automaton->loops && automaton->starts && automaton->ends &&
                automaton->form;
    }
    for (int64_t form = 0; built && form < t->forms; form++)
        if (t->form_shape[form] == GLOB && (built = read_glob(&glob, t, form)))
            bit = write_glob(automaton, &glob, bit, (uint32_t)form);
    free(glob.codes.items);
    return built;
}

/* ---- phrases ---- */

/* The slot of an edge, or the free one where it belongs. There are as many edges as words of
 * patterns at most, and twice as many slots, so the walk meets one. */
static Edge *slot_of(const Lexicon *lexicon, uint32_t node, uint32_t form, uint32_t wants) {
    uint64_t hash = ((uint64_t)node << 32 | form) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ wants ^ hash >> 29) * 0xBF58476D1CE4E5B9u;
    for (size_t slot = (hash >> 32) & lexicon->edge_mask;; slot = (slot + 1) & lexicon->edge_mask) {
        Edge *edge = &lexicon->edges[slot];
        if (!edge->next || (edge->node == node && edge->form == form && edge->wants == wants))
            return edge;
    }
}

uint32_t edge_from(const Lexicon *lexicon, uint32_t node, uint32_t form, uint32_t wants) {
    uint32_t next = slot_of(lexicon, node, form, wants)->next;
    return next ? next : NONE;
}

static uint32_t add_edge(Lexicon *lexicon, uint32_t node, uint32_t form, uint32_t wants) {
    if (!MAKE_ROOM(&lexicon->nodes, 1)) return NONE;
    uint32_t next = (uint32_t)lexicon->nodes.count;
    *slot_of(lexicon, node, form, wants) = (Edge){node, form, wants, next};
    if (!node && !wants) lexicon->first_node[form] = next;
    lexicon->nodes.items[lexicon->nodes.count++] = (Node){.pattern = NONE};
    Node *from = &lexicon->nodes.items[node];
    from->goes_on = true;
    from->leads |= (uint64_t)1 << form % 64;
    from->by_any |= form == lexicon->any;
    from->by_tails |= (wants & 63) != 0;
    return next;
}

static bool add_pattern(Lexicon *lexicon, uint32_t pattern) {
    const Tables *t = &lexicon->tables;
    int64_t first = t->pattern_from[pattern], stop = t->pattern_from[pattern + 1];
    uint32_t node = 0;
    for (int64_t step = first; step < stop; step++) {
        uint32_t form = (uint32_t)t->step_form[step];
        uint32_t wants = wants_of(t->step_tail[step], t->step_touching[step]);
        uint32_t next = next_node(lexicon, node, form, wants);
        if (next == NONE) next = add_edge(lexicon, node, form, wants);
        if (next == NONE) return false;
        lexicon->roles[form] |= node ? CONTINUES_PATTERN : OPENS_PATTERN;
        if (stop == first + 1) lexicon->roles[form] |= SEARCHED;
        node = next;
    }
    lexicon->next[pattern] = lexicon->nodes.items[node].pattern;
    lexicon->nodes.items[node].pattern = pattern;
    return true;
}

static bool build_phrases(Lexicon *lexicon) {
    const Tables *t = &lexicon->tables;
    lexicon->roles = calloc((size_t)t->forms + 1, sizeof(uint8_t));
    lexicon->next = calloc((size_t)t->patterns + 1, sizeof(uint32_t));
    lexicon->first_node = malloc(((size_t)t->forms + 1) * sizeof(uint32_t));
    for (lexicon->edge_mask = 63; lexicon->edge_mask < 2 * (size_t)t->pattern_from[t->patterns];)
        lexicon->edge_mask = 2 * lexicon->edge_mask + 1;
    lexicon->edges = calloc(lexicon->edge_mask + 1, sizeof(Edge));
    if (!lexicon->roles || !lexicon->next || !lexicon->first_node || !lexicon->edges ||
        !MAKE_ROOM(&lexicon->nodes, 1))
        return false;
    memset(lexicon->first_node, 0xFF, ((size_t)t->forms + 1) * sizeof(uint32_t)); /* NONE */
    lexicon->nodes.items[lexicon->nodes.count++] = (Node){.pattern = NONE};
    for (uint32_t pattern = 0; pattern < t->patterns; pattern++)
        if (!add_pattern(lexicon, pattern)) return false;
    return true;
}

/* ---- rules ---- */

/* Which rules ask for each contest: counted, then written one after another. */
static bool index_rules(Lexicon *lexicon) {
    const Tables *t = &lexicon->tables;
    size_t groups = (size_t)t->rule_from[t->rules];
    lexicon->asking_from = calloc((size_t)t->contests + 2, sizeof(uint32_t));
    lexicon->asking = calloc(groups + 1, sizeof(uint32_t));
    lexicon->has_rules = calloc((size_t)t->dimensions + 1, sizeof(bool));
    if (!lexicon->asking_from || !lexicon->asking || !lexicon->has_rules) return false;
    uint32_t *from = lexicon->asking_from;
    for (size_t at = 0; at < groups; at++) from[t->rule_group[at] + 2]++;
    for (int64_t contest = 0; contest < t->contests; contest++)
        from[contest + 2] += from[contest + 1];
    for (int64_t rule = 0; rule < t->rules; rule++) {
        lexicon->has_rules[t->rule_dimension[rule]] = true;
        for (int64_t at = t->rule_from[rule]; at < t->rule_from[rule + 1]; at++)
            lexicon->asking[from[t->rule_group[at] + 1]++] = (uint32_t)rule;
    }
    return true;
}

/* ---- context ---- */

static bool index_context(Lexicon *lexicon) {
    const Tables *t = &lexicon->tables;
    lexicon->is_beside = calloc((size_t)t->contests + 1, sizeof(bool));
    lexicon->waits = calloc((size_t)t->contests + 1, sizeof(bool));
    lexicon->is_picky = calloc((size_t)t->patterns + 1, sizeof(bool));
    if (!lexicon->is_beside || !lexicon->waits || !lexicon->is_picky) return false;
    for (int64_t at = 0; at < t->needs_from[t->names]; at++)
        lexicon->is_beside[t->needs[at]] = true;
    for (int64_t at = 0; at < t->unless_from[t->names]; at++)
        lexicon->is_beside[t->unless[at]] = true;
    for (uint32_t pattern = 0; pattern < t->patterns; pattern++)
        if (t->pattern_contest[pattern] < t->dimensions && has_context(t, pattern))
            lexicon->waits[t->pattern_contest[pattern]] = true;
    for (uint32_t pattern = 0; pattern < t->patterns; pattern++)
        lexicon->is_picky[pattern] = t->pattern_what[pattern] & EXACT ||
                                     lexicon->waits[t->pattern_contest[pattern]];
    return true;
}

EXPORT void lexicon_free(Lexicon *lexicon) {
    if (!lexicon) return;
    Kinds *known = atomic_load(&lexicon->known);
    if (known) kinds_free(known);
    free(known);
    table_free(&lexicon->literals);
    table_free(&lexicon->prefixes);
    free(lexicon->edges);
    free(lexicon->first_node);
    free(lexicon->literal_form.items);
    free(lexicon->prefix_form.items);
    free(lexicon->automaton.codes);
    free(lexicon->automaton.reads);
    free(lexicon->automaton.loops);
    free(lexicon->automaton.starts);
    free(lexicon->automaton.ends);
    free(lexicon->automaton.form);
    free(lexicon->roles);
    free(lexicon->nodes.items);
    free(lexicon->next);
    free(lexicon->asking_from);
    free(lexicon->asking);
    free(lexicon->has_rules);
    free(lexicon->is_beside);
    free(lexicon->waits);
    free(lexicon->is_picky);
    free(lexicon);
}

/* The lexicons of these tables for texts that are read by a language; both have to live as long.
 * The call's end in `ended`. */
EXPORT Lexicon *lexicon_open(const Language *language, const Tables *tables, int *ended) {
    Lexicon *lexicon = calloc(1, sizeof *lexicon);
    *ended = NO_MEMORY;
    if (!lexicon) return NULL;
    lexicon->language = language;
    lexicon->tables = *tables;
    bool sound = are_sound(tables);
    if (sound && table_open(&lexicon->literals) && table_open(&lexicon->prefixes) &&
        add_forms(lexicon) && build_automaton(&lexicon->automaton, tables) &&
        build_phrases(lexicon) && index_rules(lexicon) && index_context(lexicon)) {
        *ended = DONE;
        return lexicon;
    }
    if (!sound) *ended = BAD_TABLES;
    lexicon_free(lexicon);
    return NULL;
}
