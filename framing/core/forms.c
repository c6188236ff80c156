/* Which words of patterns mean a word of a text: exact ones and prefixes by their hash, those with
 * a wildcard inside or in front by one automaton for all of them. */
#include "lexicon.h"

#include <string.h>

static bool add_form(Kinds *kinds, uint32_t form) {
    if (!MAKE_ROOM(&kinds->forms, 1)) return false;
    kinds->forms.items[kinds->forms.count++] = form;
    return true;
}

static bool find_prefixes(Kinds *kinds, const uint8_t *folded, size_t whole) {
    const Lexicon *lexicon = kinds->lexicon;
    if (!lexicon->prefixes.keys.count) return true;
    uint64_t hash = hash_seed;
    for (size_t size = 1; size <= whole; size++) {
        hash = hash_byte(hash, folded[size - 1]);
        uint32_t found = table_find(&lexicon->prefixes, folded, size, hash);
        if (found != NONE && !add_form(kinds, lexicon->prefix_form.items[found])) return false;
    }
    return true;
}

size_t class_of(const Automaton *automaton, uint32_t code) {
    size_t low = 0, high = automaton->classes;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (automaton->codes[middle] < code) low = middle + 1;
        else high = middle;
    }
    bool found = low < automaton->classes && automaton->codes[low] == code;
    return found ? low : automaton->classes;
}

/* One character: each state leads to the next where that reads it, and back to itself at a `*`. */
static void step(const Automaton *automaton, uint64_t *states, uint32_t code) {
    size_t row = code < ASCII ? automaton->ascii[code] : class_of(automaton, code);
    const uint64_t *reads = automaton->reads + row * automaton->words;
    uint64_t carry = 0;
    for (size_t at = 0; at < automaton->words; at++) {
        uint64_t old = states[at];
        states[at] = ((old << 1 | carry) & reads[at]) | (old & automaton->loops[at]);
        carry = old >> 63;
    }
}

static bool find_globs(Kinds *kinds, const uint8_t *folded, size_t whole) {
    const Automaton *automaton = &kinds->lexicon->automaton;
    if (!automaton->words) return true;
    memcpy(kinds->states, automaton->starts, automaton->words * sizeof(uint64_t));
    for (size_t at = 0; at < whole;) {
        uint32_t size, code = decoded(folded + at, &size);
        step(automaton, kinds->states, code);
        at += size;
    }
    for (size_t at = 0; at < automaton->words; at++) {
        uint64_t ended = kinds->states[at] & automaton->ends[at];
        for (uint32_t bit = 0; ended; bit++, ended >>= 1)
            if (ended & 1 && !add_form(kinds, automaton->form[64 * at + bit])) return false;
    }
    return true;
}

bool find_forms(Kinds *kinds, const uint8_t *folded, size_t size) {
    const Lexicon *lexicon = kinds->lexicon;
    uint32_t found = table_find(&lexicon->literals, folded, size, hash_of(folded, size));
    if (found != NONE && !add_form(kinds, lexicon->literal_form.items[found])) return false;
    return find_prefixes(kinds, folded, size) && find_globs(kinds, folded, size);
}
