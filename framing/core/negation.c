/* Which matches are negated: an odd number of negators in the words before them in their clause.
 *
 * Nothing is parsed: a negator within the four words before a match counts, and for a rule also one
 * that stands between its group hits. Two negators affirm ("not without risks").
 */
#include "search.h"

/* The list stays sorted by last word; at the same one the listed form stands before n’t. */
bool add_negator(Search *search, Span span) {
    if (!MAKE_ROOM(&search->negators, 1)) return false;
    size_t at = search->negators.count++;
    Span *items = search->negators.items;
    for (; at && items[at - 1].last > span.last; at--) items[at] = items[at - 1];
    items[at] = span;
    return true;
}

/* Counts the clauses that "but" opens, too, in `clause` of the sentence's words. */
void read_clauses(Search *search) {
    if (search->clauses_read) return;
    search->clauses_read = true;
    Word *words = search->text.words.items;
    uint32_t turns = 0;
    for (uint32_t word = search->first; word < search->stop; word++) {
        turns += (words[word].what & IS_TURN) != 0;
        words[word].clause += turns;
    }
}

/* Whether no clause opens after a negator up to a word of its sentence: by a mark, or by "but". */
bool reaches(const Search *search, uint32_t negator, uint32_t word) {
    const Word *words = search->text.words.items;
    if (words[negator].clause != words[word].clause) return false;
    for (uint32_t at = negator + 1; at <= word; at++)
        if (words[at].what & IS_TURN) return false;
    return true;
}

/* The first negator that ends at a word or after. */
static size_t first_from(const Search *search, int64_t word) {
    size_t low = 0, high = search->negators.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (search->negators.items[middle].last < word) low = middle + 1;
        else high = middle;
    }
    return low;
}

uint32_t negators_of_term(const Search *search, uint32_t word, Span *kept) {
    uint32_t found = 0;
    size_t at = first_from(search, (int64_t)word - REACH);
    for (; at < search->negators.count && search->negators.items[at].last < word; at++)
        if (reaches(search, search->negators.items[at].last, word))
            kept[found++] = search->negators.items[at];
    return found;
}

static bool shares_a_word(Span span, const Span *hits, size_t count) {
    for (size_t at = 0; at < count; at++)
        if (span.first <= hits[at].last && hits[at].first <= span.last) return true;
    return false;
}

/* Whether a negator before a rule's window reaches one of its hits. */
static bool reaches_one(const Search *search, uint32_t last, const Span *hits, size_t count) {
    for (size_t at = 0; at < count; at++)
        if ((int64_t)hits[at].first - REACH <= last && last < hits[at].first &&
            reaches(search, last, hits[at].first))
            return true;
    return false;
}

size_t negators_of_rule(const Search *search, const Span *hits, size_t count, uint32_t *kept) {
    uint32_t end = 0;
    for (size_t at = 0; at < count; at++) end = hits[at].last > end ? hits[at].last : end;
    size_t found = 0, at = first_from(search, (int64_t)hits[0].first - REACH);
    for (; at < search->negators.count && search->negators.items[at].last <= end; at++) {
        Span span = search->negators.items[at];
        if (!shares_a_word(span, hits, count) &&
            (span.last >= hits[0].first || reaches_one(search, span.last, hits, count)))
            kept[found++] = (uint32_t)at;
    }
    return found;
}
