/* What is reported: the rules of an attribution, one function a rule. Nothing is parsed.
 *
 * A listed form (framing/data/attribution.toml) attributes
 * - the whole sentence, where it is "according to";
 * - what follows to the sentence's end, where it stands first: before *that*, before a colon, or
 *   before a comma in the first clause;
 * - what precedes it, where it stands last: after a comma, a question or exclamation mark or a
 *   closing quotation mark; and what follows as well, where it stands between two commas.
 */
#include "voice.h"

#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_SUBJECT = 8, /* words of a subject right before a verb that stands last, and after it */
    FURTHEST_THAT = 7,   /* words after a verb among which its `that` may stand */
    BARE = 6,            /* words between a verb and its comma or colon: whom, when and where */
    TOLD = 4,            /* words after a verb of telling that stands last: whom */
    AWAY = 30,           /* words between a quotation and its verb, with the name and apposition */
    EARLIER = 5,         /* clauses before a verb among which a quotation may end */
};

bool says_more(const Text *text, uint32_t word) { return is_listed(text, word, ING | ONWARD); }

/* ---- gaps and clauses ---- */

/* What a mark says of its gap. Neither an opening mark nor the apostrophe of a tail closes what was
 * said. */
static uint8_t bits_of(const Mark *mark) {
    switch (mark->code) {
    case ',': case 0xFF0C: case 0x3001: return COMMA;
    case '?': case '!': case 0xFF1F: case 0xFF01: case 0x2026: return STOPS;
    case ':': case 0xFF1A: return COLON;
    case '"': case '\'': case 0x201D: case 0x201C: case 0xBB: case 0xAB: case 0x300D: case 0x300F:
    case 0xFF63: case 0x2019: case 0x2018: case 0x203A:
        return mark->sides & WORD_AFTER ? 0 : QUOTES;
    default: return 0;
    }
}

/* The first mark that stands after the word before this one. */
static size_t first_mark(const Text *text, uint32_t word) {
    size_t low = 0, high = text->marks.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (text->marks.items[middle].word < word) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* The bits of what stands between a word and the one before it; 0 past the last word. */
static uint8_t gap_before(const Text *text, uint32_t word) {
    if (word >= text->words.count) return 0;
    uint8_t bits = 0;
    for (size_t at = first_mark(text, word);
         at < text->marks.count && text->marks.items[at].word == word; at++)
        bits |= bits_of(&text->marks.items[at]);
    return bits;
}

/* The full stop of an abbreviation ends no clause; a hyphen after white space is a dash. */
static bool ends_clause(const Mark *mark) {
    switch (mark->code) {
    case ',': case ';': case ':': case '!': case '?': case '(': case ')':
    case 0x2026: case 0x2014: case 0x2015:
    case 0xFF0C: case 0xFF1B: case 0xFF1A: case 0xFF08: case 0xFF09: case 0x3001:
        return true;
    default:
        return mark->flags & HYPHEN && mark->sides & SPACE_BEFORE;
    }
}

/* The clauses of the sentence: after a mark, at "but", and at its first word. */
static bool find_clauses(Search *search) {
    Voice *voice = search->voice;
    const Text *text = &search->text;
    for (uint32_t word = search->first; word < search->stop; word++) {
        bool opens = word == search->first || text->words.items[word].what & IS_TURN;
        while (voice->mark < text->marks.count && text->marks.items[voice->mark].word <= word)
            opens |= ends_clause(&text->marks.items[voice->mark++]);
        if (!opens) continue;
        if (!MAKE_ROOM(&voice->clauses, 1)) return false;
        voice->clauses.items[voice->clauses.count++] = word;
    }
    return true;
}

uint32_t clause_end(const Search *search, uint32_t word) {
    const Voice *voice = search->voice;
    size_t at = lower_than(voice->clauses.items, voice->clauses.count, (uint64_t)word + 1);
    return at < voice->clauses.count ? voice->clauses.items[at] : search->stop;
}

static uint32_t clause_start(const Search *search, uint32_t word) {
    const Voice *voice = search->voice;
    return voice->clauses.items[
        lower_than(voice->clauses.items, voice->clauses.count, (uint64_t)word + 1) - 1];
}

uint32_t earlier_clause(const Search *search, uint32_t start, uint32_t sentence, size_t back) {
    const Voice *voice = search->voice;
    size_t own = lower_than(voice->clauses.items, voice->clauses.count, start);
    size_t lowest = lower_than(voice->clauses.items, voice->clauses.count, sentence);
    return voice->clauses.items[own - lowest > back ? own - back : lowest];
}

static Clause clause_of(const Search *search, Verb verb) {
    const Text *text = &search->text;
    Clause own = {.first = verb.first, .last = verb.last, .kind = verb.kind,
                  .sentence = search->first, .sentence_end = search->stop,
                  .start = clause_start(search, verb.first), .end = clause_end(search, verb.last)};
    if (own.start > own.sentence) own.before = gap_before(text, own.start);
    own.after = gap_before(text, own.end);
    for (uint32_t that = FURTHEST_THAT; that; that--)
        if (own.last + that < own.end && is_listed(text, own.last + that, THAT)) own.that = that;
    own.when = own.last + 1 < own.end && is_listed(text, own.last + 1, WHEN);
    return own;
}

/* ---- rules ---- */

static uint32_t rest_of(const Clause *own) { return own->end - own->last - 1; }

/* Whether the words after a verb may say whom, when or where. */
static bool may_wait(const Clause *own) { return own->kind == TELLING || own->when; }

/* The first word after *that*, a colon, or a comma in the first clause; 0 for none. */
static uint32_t stands_first(const Clause *own) {
    if (own->that == 1 || (own->that && may_wait(own))) return own->last + own->that + 1;
    bool bare = !rest_of(own) || (rest_of(own) <= BARE && may_wait(own));
    bool opening = own->start == own->sentence && own->first > own->start;
    bool pause = own->after & COLON || (opening && own->after & COMMA);
    return bare && pause ? own->end : 0;
}

/* `…, he said.` or `…, he said, …` */
static bool closes_speech(const Clause *own) {
    if (!(own->before & (COMMA | STOPS)) || own->first - own->start > LONGEST_SUBJECT) return false;
    uint32_t rest = rest_of(own);
    return !rest || (rest <= LONGEST_SUBJECT && own->when) ||
           (rest <= TOLD && own->kind == TELLING);
}

/* `…, the name, what it is, said.`: the first word of the name, 0 where there is none. What a
 * quotation mark closes counts first, then what a comma does before one apposition. */
static uint32_t apposition(const Search *search, const Clause *own) {
    for (int by_comma = 0; by_comma < 2; by_comma++)
        for (size_t back = by_comma ? 2 : 1; back <= (by_comma ? 2 : EARLIER); back++) {
            uint32_t start = earlier_clause(search, own->start, own->sentence, back);
            if (start <= own->sentence || own->start - start > AWAY) continue;
            if (gap_before(&search->text, start) & (by_comma ? COMMA : QUOTES)) return start;
        }
    return 0;
}

/* Whether an apposition stands before a clause: then what follows its verb is no name. */
static bool is_apposed(const Search *search, const Clause *own) {
    uint32_t nearest = earlier_clause(search, own->start, own->sentence, 1);
    uint32_t second = earlier_clause(search, own->start, own->sentence, 2);
    if (nearest <= own->sentence) return false;
    if (is_listed(&search->text, nearest, APPOSING)) return true;
    if (second != own->sentence || nearest - own->sentence > LONGEST_SUBJECT) return false;
    for (uint32_t word = own->sentence; word < nearest; word++)
        if (!is_capital(&search->text, word)) return false;
    return true;
}

/* `…, said the name.`: a capital, or one of a short list, follows. */
static bool name_follows(const Search *search, const Clause *own) {
    uint32_t next = own->last + 1;
    if (rest_of(own) > LONGEST_SUBJECT) return false;
    return (is_listed(&search->text, next, NAMING) || is_capital(&search->text, next)) &&
           !is_apposed(search, own);
}

/* Where what is said goes on after a comma, and not what its speaker does. */
static Range going_on(const Search *search, const Clause *own) {
    bool goes_on = own->end < own->sentence_end && own->after & COMMA &&
                   !says_more(&search->text, own->end);
    return goes_on ? (Range){own->end, own->sentence_end} : (Range){0, 0};
}

/* A form that stands last: what precedes it is said. */
static bool attribute_before(const Search *search, Attribution *found) {
    const Clause *own = &found->clause;
    if (own->start == own->sentence || is_listed(&search->text, own->first, ING)) return false;
    bool inverted = own->first == own->start;
    found->said[0] = (Range){own->sentence, own->start};
    found->name = own->start;
    if (own->before & QUOTES) {
        if (inverted) found->name = NAME_AFTER;
        return true;
    }
    if (!inverted) {
        if (!closes_speech(own)) return false;
        found->said[1] = going_on(search, own);
        return true;
    }
    if (!(own->before & COMMA)) return false;
    if (rest_of(own) && !may_wait(own)) {
        found->name = NAME_AFTER;
        return name_follows(search, own);
    }
    uint32_t name = apposition(search, own);
    found->said[0].end = name;
    found->name = name;
    return name;
}

/* What a form attributes, by the first rule that takes it. */
static bool attribute(const Search *search, Attribution *found) {
    const Clause *own = &found->clause;
    uint32_t opens = stands_first(own);
    if (own->kind == ACCORDING) {
        found->said[0] = (Range){own->sentence, own->sentence_end};
        found->name = NAME_AFTER;
    } else if (opens) {
        found->said[0] = (Range){opens, own->sentence_end};
        found->name = NAME_BEFORE;
    } else {
        return attribute_before(search, found);
    }
    return true;
}

int attribute_sentence(Search *search) {
    Voice *voice = search->voice;
    if (!find_clauses(search)) return NO_MEMORY;
    for (size_t at = 0; at < search->verbs.count; at++) {
        Verb verb = search->verbs.items[at];
        uint8_t said_by = voice->codes.items[verb.first];
        if (said_by == QUOTE || said_by == HEADLINE) continue;
        Attribution found = {.clause = clause_of(search, verb)};
        if (!attribute(search, &found)) continue;
        if (!MAKE_ROOM(&voice->attributions, 1)) return NO_MEMORY;
        voice->attributions.items[voice->attributions.count++] = found;
    }
    return report_words(search);
}
