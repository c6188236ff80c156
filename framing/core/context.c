/* What an entry asks of its sentence and its clause: hits of groups beside it, or none.
 *
 * The hits of a group do not overlap one another, so the nearest before a word and the nearest
 * behind it tell whether one stands beside a match, and whether one stands in its clause.
 */
#include "search.h"

bool gather_hits(Search *search) {
    search->beside.count = 0;
    for (size_t at = 0; at < search->gathered.count; at++) {
        Contest *group = &search->contests[search->gathered.items[at]];
        group->beside = (uint32_t)search->beside.count;
        for (uint32_t hit = group->first_hit; hit != NONE; hit = search->hits.items[hit].next) {
            if (!MAKE_ROOM(&search->beside, 1)) return false;
            search->beside.items[search->beside.count++] = search->hits.items[hit].span;
        }
        group->beside_count = (uint32_t)search->beside.count - group->beside;
    }
    return true;
}

bool has_hit(const Search *search, uint32_t group) {
    const Word *first = &search->text.words.items[search->first];
    return search->contests[group].sentence == search->sentences_before + first->sentence + 1;
}

/* How many hits of a group begin at a word or before it. */
static uint32_t begun(const Search *search, const Contest *group, uint32_t word) {
    const Span *hits = search->beside.items + group->beside;
    uint32_t low = 0, high = group->beside_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (hits[middle].first <= word) low = middle + 1;
        else high = middle;
    }
    return low;
}

static bool overlaps(Span span, const Span *hits, size_t count) {
    for (size_t at = 0; at < count; at++)
        if (hits[at].first <= span.last && span.first <= hits[at].last) return true;
    return false;
}

typedef struct {
    bool found;
    uint32_t distance;
    Span span;
} Nearest;

static void weigh(Nearest *nearest, Span span, uint32_t distance) {
    if (nearest->found && nearest->distance <= distance) return;
    *nearest = (Nearest){true, distance, span};
}

/* The nearest hit of a group that shares no word with a match, in the sentence or in the clause of
 * one of the match's own hits; of two as near the left one. */
static Nearest nearest_beside(const Search *search, uint32_t number, const Span *hits,
                              size_t count, bool in_clause) {
    Nearest nearest = {0};
    if (!has_hit(search, number)) return nearest;
    const Word *words = search->text.words.items;
    const Contest *group = &search->contests[number];
    const Span *all = search->beside.items + group->beside;
    for (size_t at = 0; at < count; at++) {
        Span own = hits[at];
        uint32_t left = begun(search, group, own.first), right = begun(search, group, own.last);
        if (left && all[left - 1].last >= own.first) left--; /* it reaches into the match */
        if (left && !overlaps(all[left - 1], hits, count) &&
            (!in_clause || words[all[left - 1].last].clause == words[own.first].clause))
            weigh(&nearest, all[left - 1], own.first - all[left - 1].last);
        if (right < group->beside_count && !overlaps(all[right], hits, count) &&
            (!in_clause || words[all[right].first].clause == words[own.last].clause))
            weigh(&nearest, all[right], all[right].first - own.last);
    }
    return nearest;
}

bool meets_context(const Search *search, uint32_t name, const Span *hits, size_t count) {
    const Tables *t = &search->lexicon->tables;
    for (int64_t at = t->needs_from[name]; at < t->needs_from[name + 1]; at++)
        if (!nearest_beside(search, (uint32_t)t->needs[at], hits, count, false).found)
            return false;
    for (int64_t at = t->unless_from[name]; at < t->unless_from[name + 1]; at++)
        if (nearest_beside(search, (uint32_t)t->unless[at], hits, count, true).found)
            return false;
    return true;
}

size_t needed_hits(const Search *search, uint32_t name, const Span *hits, size_t count,
                   Span *kept) {
    const Tables *t = &search->lexicon->tables;
    size_t found = 0;
    for (int64_t at = t->needs_from[name]; at < t->needs_from[name + 1]; at++)
        kept[found++] = nearest_beside(search, (uint32_t)t->needs[at], hits, count, false).span;
    return found;
}
