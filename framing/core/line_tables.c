/* Checks what Python wrote down of characters and rules, and indexes the patterns by their pieces. */
#include "lines.h"

#include <stdlib.h>

enum { MOST_STATES = 1 << 16 };

/* ---- checking: afterwards every index stands in its array ---- */

static bool rises(const int64_t *from, int64_t count) {
    for (int64_t at = 0; at < count; at++)
        if (from[at] < 0 || from[at + 1] < from[at]) return false;
    return from[0] == 0;
}

static bool characters_are_sound(const LineTables *t) {
    for (size_t code = 0; code < CODES; code++)
        if (t->fold_of[code] >= t->folds) return false;
    for (int64_t fold = 0; fold < t->folds; fold++)
        if (t->fold[fold] >> 56 > FOLD_BYTES) return false;
    return true;
}

static bool automaton_is_sound(const LineTables *t) {
    if (t->states < 1 || t->states > MOST_STATES || t->classes < 1 || t->classes > BYTES) return false;
    for (int byte = 0; byte < BYTES; byte++)
        if (t->class_of[byte] >= t->classes) return false;
    for (int64_t at = 0; at < t->states * t->classes; at++)
        if (t->next[at] / 2 >= t->states * t->classes || t->next[at] / 2 % t->classes) return false;
    return true;
}

static bool are_sound(const LineTables *t) {
    if (t->folds < 1 || t->patterns < 0 || t->patterns >= INT32_MAX || t->keys < 0) return false;
    if (t->rules < 0 || t->rules > MOST_RULES) return false;
    if (!characters_are_sound(t) || !automaton_is_sound(t)) return false;
    if (!rises(t->piece_from, t->patterns) || !rises(t->byte_from, t->piece_from[t->patterns]) ||
        !rises(t->word_from, t->patterns) || !rises(t->key_from, t->keys))
        return false;
    for (int64_t at = 0; at < t->patterns; at++)
        if (t->pattern_rule[at] >= t->rules || t->piece_from[at] == t->piece_from[at + 1]) return false;
    for (int64_t at = 0; at < t->keys; at++)
        if (t->key_rule[at] >= t->rules) return false;
    return true;
}

/* ---- patterns by their pieces ---- */

static bool add_pattern(LineRules *rules, PatternIndex *index, Piece key, uint32_t pattern) {
    uint64_t hash = hash_of(key.bytes, key.size);
    uint32_t number = table_find(&index->keys, key.bytes, key.size, hash);
    if (number != NONE) {
        rules->same[pattern] = index->first.items[number];
        index->first.items[number] = pattern;
        return true;
    }
    if (key.size > index->longest) index->longest = key.size;
    if (!MAKE_ROOM(&index->first, 1)) return false;
    index->first.items[index->first.count++] = pattern;
    return table_add(&index->keys, key.bytes, key.size, hash) != NONE;
}

static bool index_patterns(LineRules *rules) {
    const LineTables *t = &rules->tables;
    uint8_t room[LONGEST_TAIL];
    for (uint32_t pattern = 0; pattern < t->patterns; pattern++) {
        Piece first = piece_of(t, t->piece_from[pattern]);
        Piece last = piece_of(t, t->piece_from[pattern + 1] - 1);
        bool whole = t->piece_from[pattern + 1] == t->piece_from[pattern] + 1, added = true;
        rules->same[pattern] = NONE;
        if (whole) added = add_pattern(rules, &rules->whole, first, pattern);
        else if (first.size) added = add_pattern(rules, &rules->heads, first, pattern);
        else if (last.size) added = add_pattern(rules, &rules->tails, reversed(last, room), pattern);
        else if ((added = MAKE_ROOM(&rules->inner, 1))) rules->inner.items[rules->inner.count++] = pattern;
        if (!added) return false;
    }
    return true;
}

EXPORT void line_rules_free(LineRules *rules) {
    if (!rules) return;
    PatternIndex *indexes[] = {&rules->whole, &rules->heads, &rules->tails};
    for (int at = 0; at < 3; at++) {
        table_free(&indexes[at]->keys);
        free(indexes[at]->first.items);
    }
    free(rules->inner.items);
    free(rules->same);
    free(rules);
}

EXPORT LineRules *line_rules_open(const LineTables *tables, int32_t *ended) {
    *ended = BAD_TABLES;
    if (!are_sound(tables)) return NULL;
    *ended = NO_MEMORY;
    LineRules *rules = calloc(1, sizeof *rules);
    if (!rules) return NULL;
    rules->tables = *tables;
    rules->same = calloc((size_t)tables->patterns + 1, sizeof(uint32_t));
    if (rules->same && table_open(&rules->whole.keys) && table_open(&rules->heads.keys) &&
        table_open(&rules->tails.keys) && index_patterns(rules)) {
        *ended = DONE;
        return rules;
    }
    line_rules_free(rules);
    return NULL;
}
