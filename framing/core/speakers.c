/* Which words are reported, and who says a word: the subject of the attribution, as written. */
#include "voice.h"

#include <stdlib.h>

#define LONGEST_NAME 40 /* a subject of more words names nobody */

/* ---- reported words and their attributions ---- */

static uint32_t extent_of(const Attribution *found) {
    return found->said[0].end - found->said[0].start + found->said[1].end - found->said[1].start;
}

typedef struct { uint32_t extent, number; } Extent;

static int compare_extents(const void *one, const void *other) {
    const Extent *a = one, *b = other;
    if (a->extent != b->extent) return a->extent < b->extent ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* The first word from here on that is not taken; the way there is made shorter. */
static uint32_t free_word(uint32_t *following, uint32_t word) {
    while (following[word] != word) {
        following[word] = following[following[word]];
        word = following[word];
    }
    return word;
}

/* Takes the free words of a range for an attribution; `following` counts from the sentence on. */
static void own_words(Search *search, uint32_t number, Range said) {
    Voice *voice = search->voice;
    uint32_t *following = voice->following.items, base = search->first;
    if (said.start >= said.end) return;
    for (uint32_t word = free_word(following, said.start - base) + base; word < said.end;
         word = free_word(following, word - base) + base) {
        voice->owners.items[word] = number;
        if (voice->codes.items[word] == NARRATOR) voice->codes.items[word] = REPORTED;
        following[word - base] = word - base + 1;
    }
}

/* Each word belongs to the attribution that attributes least around it. It is taken once, however
 * many attributions of a sentence lie around one another. */
int report_words(Search *search) {
    Voice *voice = search->voice;
    size_t from = voice->attributions.count;
    while (from && voice->attributions.items[from - 1].clause.sentence == search->first) from--;
    size_t count = voice->attributions.count - from, words = search->stop - search->first;
    if (!count) return DONE;
    voice->following.count = 0;
    if (!MAKE_ROOM(&voice->following, words + 1)) return NO_MEMORY;
    for (uint32_t word = 0; word <= words; word++) voice->following.items[word] = word;
    Extent *order = malloc(count * sizeof *order);
    if (!order) return NO_MEMORY;
    for (size_t at = 0; at < count; at++)
        order[at] = (Extent){extent_of(&voice->attributions.items[from + at]),
                             (uint32_t)(from + at)};
    qsort(order, count, sizeof *order, compare_extents);
    for (size_t at = 0; at < count; at++)
        for (int part = 0; part < 2; part++)
            own_words(search, order[at].number,
                      voice->attributions.items[order[at].number].said[part]);
    free(order);
    return DONE;
}

/* ---- subjects ---- */

/* The subject of a verb that stands first; with its apposition where one is between. */
static Range named_before(const Search *search, const Clause *own) {
    const Text *text = &search->text;
    if (own->first > own->start)
        return (Range){is_listed(text, own->first - 1, TO) ? own->first : own->start, own->first};
    if (is_listed(text, own->first, ING)) return (Range){own->first, own->first};
    return (Range){earlier_clause(search, own->start, own->sentence, 2), own->first};
}

/* What is named after a form; with an apposition where the form does not open the sentence. */
static Range named_after(const Search *search, const Clause *own) {
    Range named = {own->last + 1, own->end};
    if (own->sentence == own->first || own->end >= own->sentence_end || !(own->after & COMMA) ||
        says_more(&search->text, own->end))
        return named;
    uint32_t end = clause_end(search, own->end);
    named.end = end < own->sentence_end ? end : own->sentence_end;
    return named;
}

/* The words of an attribution's subject without fillers at its edges; empty where it has none. */
static Range subject_of(const Search *search, const Attribution *found) {
    Range named = {(uint32_t)found->name, found->clause.first};
    if (found->name == NAME_AFTER) named = named_after(search, &found->clause);
    if (found->name == NAME_BEFORE) named = named_before(search, &found->clause);
    while (named.start < named.end && is_listed(&search->text, named.start, FILLER)) named.start++;
    while (named.start < named.end && is_listed(&search->text, named.end - 1, FILLER)) named.end--;
    bool fits = named.start < named.end && named.end - named.start <= LONGEST_NAME;
    return fits ? named : (Range){0, 0};
}

/* Who is named by an attribution; for `adding that` by the one before it in its sentence. */
static Range name_of(Search *search, size_t number) {
    Attribution *all = search->voice->attributions.items;
    size_t at = number;
    Range named;
    for (;; at--) {
        named = all[at].is_named ? all[at].named : subject_of(search, &all[at]);
        if (all[at].is_named || named.start < named.end || !at ||
            all[at - 1].clause.sentence != all[number].clause.sentence)
            break;
    }
    for (; at <= number; at++) {
        all[at].is_named = true;
        all[at].named = named;
    }
    return named;
}

/* ---- quotations ---- */

/* The first attribution whose form begins at a word or after. */
static size_t first_from(const Voice *voice, uint32_t word) {
    size_t low = 0, high = voice->attributions.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (voice->attributions.items[middle].clause.first < word) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Words between an attribution and a quotation. */
static int64_t distance(const Attribution *found, Range quoted) {
    int64_t after = (int64_t)found->clause.first - quoted.end;
    int64_t before = (int64_t)quoted.start - found->clause.last;
    return after > before ? after : before;
}

/* The nearer of the last attribution before a quotation and the first behind it, among those of a
 * word's sentence; NONE where neither stands there. */
static uint32_t beside(const Search *search, uint32_t word, Range quoted) {
    const Voice *voice = search->voice;
    uint32_t number = search->text.words.items[word].sentence, found = NONE;
    uint32_t sentence = search->text.sentence_opens.items[number];
    size_t before = first_from(voice, quoted.start), after = first_from(voice, quoted.end);
    const Attribution *all = voice->attributions.items;
    if (before && all[before - 1].clause.sentence == sentence) found = (uint32_t)before - 1;
    if (after < voice->attributions.count && all[after].clause.sentence == sentence &&
        (found == NONE || distance(&all[after], quoted) < distance(&all[found], quoted)))
        found = (uint32_t)after;
    return found;
}

static uint32_t paragraph_number(const Voice *voice, uint32_t word) {
    return (uint32_t)lower_than(voice->paragraphs.items, voice->paragraphs.count,
                                (uint64_t)word + 1);
}

/* Who says a quotation: the attribution in the sentence where it ends counts first, then that of
 * the sentence where it begins, then the one before it in its paragraph, or at the end of the one
 * before. */
static Range quoted_by(Search *search, Range quoted) {
    const Voice *voice = search->voice;
    uint32_t found = beside(search, quoted.end - 1, quoted);
    if (found == NONE) found = beside(search, quoted.start, quoted);
    if (found != NONE) return name_of(search, found);
    size_t before = first_from(voice, quoted.start);
    if (!before) return (Range){0, 0};
    const Attribution *last = &voice->attributions.items[before - 1];
    bool same = paragraph_number(voice, last->clause.first) ==
                paragraph_number(voice, quoted.start);
    bool leads = last->clause.sentence_end == quoted.start && last->said[0].start == quoted.start;
    return same || leads ? name_of(search, before - 1) : (Range){0, 0};
}

/* The whole quotation that a quoted word stands in. */
static Range quotation_of(const Voice *voice, uint32_t word) {
    size_t low = 0, high = voice->quotations.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (voice->quotations.items[middle].first <= word) low = middle + 1;
        else high = middle;
    }
    while (low && voice->quotations.items[low - 1].stop <= word) low--;
    if (!low) return (Range){word, word + 1};
    return (Range){voice->quotations.items[low - 1].whole_first,
                   voice->quotations.items[low - 1].whole_stop};
}

int find_speakers(Search *search, size_t matches_from) {
    Voice *voice = search->voice;
    const Word *words = search->text.words.items;
    for (size_t at = matches_from; at < search->out->matches.count; at++) {
        Match *match = &search->out->matches.items[at];
        Range named = {0, 0};
        if (match->voice == REPORTED && voice->owners.items[match->first_word] != NONE)
            named = name_of(search, voice->owners.items[match->first_word]);
        if (match->voice == QUOTE)
            named = quoted_by(search, quotation_of(voice, match->first_word));
        if (named.start >= named.end) continue;
        match->speaker_start = words[named.start].start - words[named.start].lag;
        match->speaker_end = words[named.end - 1].end - words[named.end - 1].end_lag;
    }
    return DONE;
}
