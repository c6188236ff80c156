/* Adds up matches: by article and dimension, by sentence for the interval, by voice, by entry. */
#include "search.h"

#include <string.h>

static Range characters_of(const Search *search, uint32_t first, uint32_t last) {
    const Word *words = search->text.words.items;
    return (Range){words[first].start - words[first].lag, words[last].end - words[last].end_lag};
}

static bool add_range(Search *search, Range range) {
    if (!MAKE_ROOM(&search->out->ranges, 1)) return false;
    search->out->ranges.items[search->out->ranges.count++] = range;
    return true;
}

/* The characters of a negator; n’t stands in the tail of its word. */
static Range negator_of(const Search *search, Span span) {
    static const uint8_t SIZES[] = {0, 2, 2, 3, 3, 3, 2, 2}; /* of tails with their apostrophes */
    uint8_t tails = search->text.words.items[span.last].tails;
    Range range = characters_of(search, span.first, span.last);
    range.end += SIZES[tails & 7] + SIZES[tails >> 3 & 7];
    if (search->text.words.items[span.last].opens & IS_CLIPPED) range.end += 2; /* ´t */
    return range;
}

/* The article and a dimension, in the arrays that have an item for each such pair. */
static size_t cell_of(const Search *search, uint32_t dimension) {
    size_t dimensions = (size_t)search->lexicon->tables.dimensions;
    return (size_t)search->article * dimensions + dimension;
}

static void add_tally(Search *search, uint32_t entry, bool counted, bool negated) {
    Tally *tally = &search->tally[entry];
    tally->matches += counted;
    tally->negated += negated;
    search->tallied[entry / 64] |= (uint64_t)1 << entry % 64;
}

static int weigh(Search *search, uint32_t dimension, uint32_t entry, uint32_t words,
                 uint8_t voice) {
    Sums *sums = search->sums;
    double weight = search->lexicon->tables.name_weight[entry];
    size_t cell = cell_of(search, dimension);
    sums->matches[cell]++;
    sums->weight[cell] += weight;
    sums->covered[cell] += words;
    search->weights[dimension * VOICES + voice] += weight;
    if (search->voice) {
        sums->voice_matches[cell * VOICES + voice]++;
        sums->voice_weight[cell * VOICES + voice] += weight;
    }
    if (search->is_weighed[dimension]) return DONE;
    if (!MAKE_ROOM(&search->weighed, 1)) return NO_MEMORY;
    search->is_weighed[dimension] = true;
    search->weighed.items[search->weighed.count++] = dimension;
    return DONE;
}

static int count_match(Search *search, Match *match) {
    const Tables *tables = &search->lexicon->tables;
    if (++search->found > (size_t)search->wishes->most_matches) return TOO_MANY_MATCHES;
    match->article = search->article;
    match->voice = voice_of(search, match->first_word);
    match->counted = !(match->negated && tables->dimension_drops[match->dimension]);
    add_tally(search, match->entry, match->counted, match->negated);
    size_t cell = cell_of(search, match->dimension);
    search->sums->negated[cell] += match->negated;
    if (match->counted && weigh(search, match->dimension, match->entry, match->words, match->voice))
        return NO_MEMORY;
    if (!search->wishes->with_matches) return DONE;
    if (!MAKE_ROOM(&search->out->matches, 1)) return NO_MEMORY;
    search->out->matches.items[search->out->matches.count++] = *match;
    return DONE;
}

/* The hits that a match needs, behind its evidence. */
static bool add_needed(Search *search, Match *match, const Span *hits, size_t count) {
    Span needed[CONTEXT_GROUPS];
    if (!match->evidence_count) match->evidence = (uint32_t)search->out->ranges.count;
    match->needed_count = (uint32_t)needed_hits(search, match->entry, hits, count, needed);
    for (uint32_t at = 0; at < match->needed_count; at++)
        if (!add_range(search, characters_of(search, needed[at].first, needed[at].last)))
            return false;
    return true;
}

int count_term(Search *search, Win win) {
    Span negators[MOST_NEGATORS];
    uint32_t count = negators_of_term(search, win.first, negators);
    Match match = {
        .dimension = (uint32_t)search->lexicon->tables.pattern_contest[win.pattern],
        .entry = win.pattern, .first_word = win.first, .last_word = win.last,
        .sentence = search->text.words.items[win.first].sentence,
        .words = win.last - win.first + 1, .negated = count % 2, .negator_count = count,
    };
    if (search->wishes->with_matches) {
        Range own = characters_of(search, win.first, win.last);
        Span span = {win.first, win.last};
        match.start = own.start;
        match.end = own.end;
        if (!add_needed(search, &match, &span, 1)) return NO_MEMORY;
        match.negators = (uint32_t)search->out->ranges.count;
        for (uint32_t at = 0; at < count; at++)
            if (!add_range(search, negator_of(search, negators[at]))) return NO_MEMORY;
    }
    return count_match(search, &match);
}

int count_window(Search *search, uint32_t rule, const Span *hits, size_t count) {
    const Tables *tables = &search->lexicon->tables;
    Span negators[MOST_OF_RULE];
    size_t turned = negators_of_rule(search, hits, count, negators);
    Match match = {
        .dimension = (uint32_t)tables->rule_dimension[rule],
        .entry = (uint32_t)tables->patterns + rule, .is_rule = 1,
        .first_word = hits[0].first, .last_word = hits[count - 1].last,
        .sentence = search->text.words.items[hits[0].first].sentence,
        .evidence = (uint32_t)search->out->ranges.count, .evidence_count = (uint32_t)count,
        .negated = turned % 2, .negator_count = (uint32_t)turned,
    };
    for (size_t at = 0; at < count; at++) {
        match.words += hits[at].last - hits[at].first + 1;
        if (!search->wishes->with_matches) continue;
        Range range = characters_of(search, hits[at].first, hits[at].last);
        if (!at) match.start = range.start;
        match.end = range.end > match.end ? range.end : match.end;
        if (!add_range(search, range)) return NO_MEMORY;
    }
    if (search->wishes->with_matches && !add_needed(search, &match, hits, count))
        return NO_MEMORY;
    match.negators = (uint32_t)search->out->ranges.count;
    for (size_t at = 0; search->wishes->with_matches && at < turned; at++)
        if (!add_range(search, negator_of(search, negators[at])))
            return NO_MEMORY;
    return count_match(search, &match);
}

/* The words of each voice in the sentence. */
static void count_voices(Search *search) {
    for (size_t voice = 0; voice < VOICES; voice++) search->voice_words[voice] = 0;
    for (uint32_t word = search->first; word < search->stop; word++)
        search->voice_words[voice_of(search, word)]++;
    Said *said = search->sums->said + (size_t)search->article * VOICES;
    for (size_t voice = 0; voice < VOICES; voice++) {
        int64_t words = search->voice_words[voice];
        said[voice].words += words;
        said[voice].sentences += words > 0;
        said[voice].squares += words * words;
    }
}

/* Σh² and Σhn: what each dimension weighs in the sentence, squared and times the words. */
static void add_products(Search *search, size_t cell, const double *own) {
    Sums *sums = search->sums;
    double weight = 0, words = search->stop - search->first;
    for (size_t voice = 0; voice < VOICES; voice++) weight += own[voice];
    sums->hits_squared[cell] += weight * weight;
    sums->hits_words[cell] += weight * words;
    for (size_t voice = 0; search->voice && voice < VOICES; voice++) {
        sums->voice_squared[cell * VOICES + voice] += own[voice] * own[voice];
        sums->voice_words[cell * VOICES + voice] += own[voice] * search->voice_words[voice];
    }
}

void end_sentence(Search *search) {
    int64_t words = search->stop - search->first;
    search->sums->squares[search->article] += words * words;
    if (search->voice) count_voices(search);
    for (size_t at = 0; at < search->weighed.count; at++) {
        uint32_t dimension = search->weighed.items[at];
        double *own = search->weights + (size_t)dimension * VOICES;
        add_products(search, cell_of(search, dimension), own);
        memset(own, 0, VOICES * sizeof *own);
        search->is_weighed[dimension] = false;
    }
    search->weighed.count = 0;
}

/* Hands out the tallies of the article's entries, by number. */
int end_article(Search *search) {
    Lists *out = search->out;
    size_t words = (size_t)search->lexicon->tables.names / 64 + 1;
    for (size_t at = 0; at < words; at++) {
        uint64_t entries = search->tallied[at];
        if (!entries) continue;
        if (!MAKE_ROOM(&out->tallies, 64)) return NO_MEMORY;
        for (; entries; entries &= entries - 1) {
            uint32_t entry = (uint32_t)(64 * at) + (uint32_t)__builtin_ctzll(entries);
            Tally *tally = &search->tally[entry];
            out->tallies.items[out->tallies.count++] =
                (Tally){entry, tally->matches, tally->negated};
            tally->matches = tally->negated = 0;
        }
        search->tallied[at] = 0;
    }
    return DONE;
}
