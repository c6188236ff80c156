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
    LONGEST_OCCASION = 16, /* words after a verb that stands last: when and where */
    FURTHEST_THAT = 10,   /* words after a verb among which its `that` may stand */
    BARE = 6,            /* words between a verb and its comma or colon: whom, when and where */
    TOLD = 6,            /* words after a verb of telling that stands last: whom */
    AWAY = 30,           /* words between a quotation and its verb, with the name and apposition */
    EARLIER = 5,         /* clauses before a verb among which a quotation may end */
    WAIT = 4,            /* words that say when, between a verb and a clause without *that* */
    TO_VERB = 12,        /* words from the first of such a clause to its verb */
    TO_VERB_SHORT = 5,   /* the same after a pronoun */
    SURE = 4,            /* words after "said" that are a clause whatever they are, and … */
    TO_WHICH = 5,        /* … before it, among which "which" stands: "which he said had" */
    TO_DENIAL = 3,       /* words before a verb among which a word denies it */
    BRACKETED = 24,      /* marks among which a bracket closes */
    REMARKED = 4,        /* commas among which what is said ends: ", a claim that" */
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

/* What a mark says of its gap, opening quotation marks as well. */
static uint8_t all_bits_of(const Mark *mark) {
    uint8_t bits = bits_of(mark);
    bool opens = !bits && mark->flags & OPENER && mark->code != '(' && mark->code != '[';
    return opens && !(mark->sides & WORD_BEFORE) ? OPENS_QUOTE : bits;
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
uint8_t gap_before(const Text *text, uint32_t word) {
    if (word >= text->words.count) return 0;
    uint8_t bits = 0;
    for (size_t at = first_mark(text, word);
         at < text->marks.count && text->marks.items[at].word == word; at++)
        bits |= all_bits_of(&text->marks.items[at]);
    return bits;
}

/* Neither does the full stop of an abbreviation, nor what stands in brackets: Lund (D-Vt.) said. A
 * hyphen after white space is a dash. */
static bool ends_clause(const Mark *mark) {
    switch (mark->code) {
    case ',': case ';': case ':': case '!': case '?': case 0x2026: case 0x2014: case 0x2015:
    case 0xFF0C: case 0xFF1B: case 0xFF1A: case 0x3001:
        return true;
    default:
        return mark->flags & HYPHEN && mark->sides & SPACE_BEFORE;
    }
}

static bool open_clause(Voice *voice, uint32_t word) {
    if (!MAKE_ROOM(&voice->clauses, 1)) return false;
    voice->clauses.items[voice->clauses.count++] = word;
    return true;
}

/* The clauses of the sentence: at its first word, and after a mark. */
static bool find_clauses(Search *search) {
    Voice *voice = search->voice;
    const Text *text = &search->text;
    if (!open_clause(voice, search->first)) return false;
    for (; voice->mark < text->marks.count; voice->mark++) {
        const Mark *mark = &text->marks.items[voice->mark];
        if (mark->word >= search->stop) break;
        if (ends_clause(mark) && mark->word > voice->clauses.items[voice->clauses.count - 1] &&
            !open_clause(voice, mark->word))
            return false;
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
    for (uint32_t that = 1; that <= FURTHEST_THAT && !own.that; that++) {
        if (own.last + that >= own.end) break;
        if (is_listed(text, own.last + that, JOINS | TURN)) break; /* "but confirmed that" */
        if (!is_listed(text, own.last + that, THAT)) continue;
        bool relative = that > 1 && own.last + that + 1 < own.end && /* "in an order that also" */
                        is_listed(text, own.last + that + 1, FINITE | ED | LY | FILLER);
        if (!relative) own.that = that;
    }
    own.when = own.last + 1 < own.end && is_listed(text, own.last + 1, WHEN);
    return own;
}

/* ---- rules ---- */

bool opens_name(const Text *text, uint32_t word) {
    return is_listed(text, word, NAMING | DEFINITE | PRONOUN) || is_capital(text, word);
}

bool depends(const Text *text, uint32_t word) {
    return is_listed(text, word, ONWARD) && !is_spelled(text, word, "but") &&
           !is_spelled(text, word, "which") && is_listed(text, word, BARRIER | TURN);
}

bool is_compound(const Text *text, uint32_t word) {
    const Word *own = &text->words.items[word];
    return word && own->start == own[-1].end + 1 && char_before(text, own->start).flags & HYPHEN;
}

static uint32_t rest_of(const Clause *own) { return own->end - own->last - 1; }

/* Whether the words after a verb may say whom, when or where. */
static bool may_wait(const Clause *own) { return own->kind == TELLING || own->when; }

/* Whether a finite verb stands among some words, for a verb that is no "say" before another clause
 * that depends on it, and not behind "and": "confirmed their fears and left". */
static bool has_verb(const Search *search, const Clause *own, uint32_t word, uint32_t stop) {
    for (; word < stop; word++) {
        if (is_listed(&search->text, word, FINITE | ED) && !is_compound(&search->text, word) &&
            !is_spelled(&search->text, word - 1, "to"))
            return own->kind == SAYING || !is_listed(&search->text, word - 1, JOINS);
        if (own->kind != SAYING && is_listed(&search->text, word, RELATIVE)) return false;
    }
    return false;
}

/* Whether a comma may open what is said: before a quotation mark, and in the first clause after
 * "say" and "tell", and "As the mayor noted". */
static bool pauses(const Search *search, const Clause *own) {
    if (own->after & COLON) return !(own->after & STOPS);
    if (!(own->after & COMMA)) return false;
    if (own->after & OPENS_QUOTE) return true;
    if (own->start != own->sentence || own->first == own->start || own->kind == QUOTING)
        return false;
    return own->kind != SPEAKING || is_spelled(&search->text, own->start, "as");
}

/* The first word after *that*, a colon, or a comma; 0 for none. */
static uint32_t stands_first(const Search *search, const Clause *own) {
    uint8_t next = gap_before(&search->text, own->last + 1);
    bool leads = own->last + 1 < own->sentence_end || next & (COLON | COMMA);
    if (next & OPENS_QUOTE && !(next & STOPS) && leads) return own->last + 1;
    if (own->kind == QUOTING && !(own->after & OPENS_QUOTE)) return 0;
    if (own->that == 1 || (own->that && may_wait(own))) return own->last + own->that + 1;
    bool bare = !rest_of(own) || (rest_of(own) <= BARE && may_wait(own));
    return bare && pauses(search, own) ? own->end : 0;
}

/* ---- a clause without *that* ---- */

/* Whether the verb belongs to what stands before "say": "the cuts, which he said had failed". */
static bool is_gap(const Search *search, const Clause *own) {
    const Text *text = &search->text;
    if (own->kind != SAYING || !rest_of(own) || !is_listed(text, own->last + 1, FINITE | ED))
        return false;
    for (uint32_t back = 2; back <= TO_WHICH && own->start + back <= own->first; back++) {
        uint32_t word = own->first - back;
        if (is_listed(text, word, RELATIVE)) return !is_spelled(text, word, "what");
    }
    return false;
}

/* Whether what follows "say" behind its subject is a clause whatever verb it has: a name, or a noun
 * that is not "a prayer" and not "nothing". */
static bool is_sure(const Search *search, const Clause *own, uint32_t word, bool noun) {
    static const char *const THINGS[] = {"something", "nothing", "anything", "little", "much",
                                         "more", "so", "yes"};
    const Text *text = &search->text;
    bool goes_on = own->after & COMMA && own->end < own->sentence_end;
    if (own->kind != SAYING || own->first == own->start) return false;
    if (word + SURE > own->end && !(noun && goes_on)) return false;
    if (is_listed(text, word, DETERMINER))
        return is_listed(text, word, DEFINITE) || goes_on || word + TO_VERB_SHORT + 2 <= own->end;
    for (int at = 0; at < 8; at++)
        if (is_spelled(text, word, THINGS[at])) return false;
    return noun || !is_listed(text, word, PREPOSITION | BARRIER | TURN | ONWARD | LY | ING);
}

/* Whether a clause begins at a word: a pronoun, determiner or name, with a finite verb, or a plural
 * right before one. */
static bool is_clause(const Search *search, const Clause *own, uint32_t word) {
    const Text *text = &search->text;
    bool noun = is_listed(text, word, DETERMINER | DEFINITE | NAMING) || is_capital(text, word);
    bool saying = own->kind == SAYING, pronoun = is_listed(text, word, PRONOUN);
    uint32_t most = noun || saying ? TO_VERB : TO_VERB_SHORT, stop = word + 1 + most;
    if (!noun && !pronoun && is_listed(text, word, WHEN | FILLER)) return false;
    if (pronoun && text->words.items[word].tails) return true; /* "they're" */
    if (pronoun && saying && word + 1 == own->end && own->end < own->sentence_end)
        return own->after & COMMA; /* "they, too, are" */
    if (!pronoun && is_sure(search, own, word, noun)) return true;
    if (!noun && !pronoun && !saying) {
        bool plural = last_letter(text->kinds, text->words.items[word].kind) == 's';
        if (own->kind != SPEAKING) return false;
        if (!plural && ++word < own->end) /* "labor costs are" */
            plural = last_letter(text->kinds, text->words.items[word].kind) == 's';
        return plural && word + 1 < own->end && is_listed(text, word + 1, FINITE);
    }
    return has_verb(search, own, word + 1, stop < own->end ? stop : own->end);
}

/* The first word of what is said right after a verb; 0 where no clause follows. */
static uint32_t stands_unmarked(const Search *search, const Clause *own) {
    const Text *text = &search->text;
    bool heads = own->first == own->start, saying = is_listed(text, own->first, ING);
    if (own->kind == ACCORDING || own->kind == QUOTING) return 0;
    bool quoted = own->before & QUOTES && own->start > own->sentence &&
                  (search->voice->codes.items[own->start - 1] == QUOTE || own->kind != SAYING);
    if (saying ? !heads && own->kind != SAYING : heads && quoted) return 0; /* ", arguing it is" */
    if (own->first == own->sentence || is_spelled(text, own->first - 1, "to")) return 0;
    uint32_t word = own->last + 1;
    if (is_gap(search, own)) return word;
    if (own->kind == TELLING) {
        for (uint32_t at = word + 1; at < own->end && at <= own->last + TOLD; at++)
            if (!is_listed(text, at - 1, WHEN) && is_clause(search, own, at) &&
                (is_listed(text, at, PRONOUN | DETERMINER) ||
                 (is_capital(text, at) && is_listed(text, at - 1, PRONOUN | NO_OBJECT))))
                return at;
        return word < own->end && is_listed(text, word, PRONOUN | DETERMINER) &&
               is_clause(search, own, word) ? word : 0;
    }
    for (uint32_t at = word; at < own->end && at <= own->last + WAIT; at++)
        if (at == word || is_listed(text, at - 1, WHEN)) {
            if (at > word && depends(text, at - 1)) break; /* "said after it failed" */
            if (!is_listed(text, at, WHEN) && is_clause(search, own, at)) return at;
        } else break;
    return 0;
}

/* `…, he said.` or `…, he said, …` */
static bool closes_speech(const Clause *own) {
    if (!(own->before & (COMMA | STOPS)) || own->first - own->start > LONGEST_SUBJECT) return false;
    uint32_t rest = rest_of(own);
    return !rest || (rest <= LONGEST_OCCASION && own->when) ||
           (rest <= TOLD && own->kind == TELLING);
}

/* Whether the clause of a verb goes on with what stands before it: ", which he said", "and said",
 * ", he vowed to help". */
static bool opens_more(const Search *search, const Clause *own) {
    const Text *text = &search->text;
    uint32_t next = own->last + 1;
    if (is_listed(text, own->start, RELATIVE)) return true;
    if (is_listed(text, own->first - 1, JOINS)) return true;
    return own->kind == SPEAKING && next + 1 < own->end && is_spelled(text, next, "to") &&
           !opens_name(text, next + 1);
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
    if (is_listed(&search->text, nearest, APPOSING))
        return !has_verb(search, own, nearest + 1, own->start);
    if (second != own->sentence || nearest - own->sentence > LONGEST_SUBJECT) return false;
    for (uint32_t word = own->sentence; word < nearest; word++)
        if (!is_capital(&search->text, word)) return false;
    return true;
}

/* `…, said the name.`: a capital, or after "say" one of a short list, follows. */
static bool name_follows(const Search *search, const Clause *own) {
    uint32_t next = own->last + 1;
    if (rest_of(own) > LONGEST_SUBJECT) return false;
    bool noun = own->kind == SAYING && is_listed(&search->text, next, NAMING);
    return (noun || is_capital(&search->text, next)) &&
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
    if (is_spelled(&search->text, own->first - 1, "to")) return false;
    bool inverted = own->first == own->start;
    found->said[0] = (Range){own->sentence, own->start};
    found->name = own->start;
    if (own->before & QUOTES && !is_listed(&search->text, own->start, RELATIVE)) {
        if (inverted) found->name = NAME_AFTER;
        return true;
    }
    if (own->kind == QUOTING) return false;
    if (!inverted) {
        if (!closes_speech(own) || opens_more(search, own)) return false;
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

/* Whether a form is a noun: "their repeated claims that". Before a verb stands a pronoun, a name, a
 * plural ("critics claim"), or before one in -s a noun with its determiner ("the bank claims"). */
static bool is_noun(const Search *search, const Clause *own) {
    const Text *text = &search->text;
    bool noun_too = is_listed(text, own->last, NOUN_TOO);
    if (own->first == search->first) return noun_too;
    if (own->first == own->start && is_listed(text, own->first, ING)) return false;
    uint32_t before = own->first - 1;
    if (is_listed(text, before, DEFINITE)) return true; /* "the said" */
    if (!noun_too) return false;
    if (is_listed(text, before, PREPOSITION) || is_spelled(text, before, "by")) return true;
    if (is_listed(text, before, PRONOUN | LY | FILLER) || is_capital(text, before) ||
        is_spelled(text, before, "to")) {
        uint32_t place = text->words.items[own->first].start;
        return text->words.items[before].tails || char_before(text, place - 1).flags & APOSTROPHE;
    }
    if (text->words.items[before].tails || is_listed(text, before, ED | ING)) return true;
    bool plural = last_letter(text->kinds, text->words.items[before].kind) == 's';
    bool ends_in_s = last_letter(text->kinds, text->words.items[own->last].kind) == 's';
    return ends_in_s ? plural || !is_listed(text, own->start, NAMING | DETERMINER | DEFINITE)
                     : !plural;
}

/* Whether the writer speaks, or to the reader: "I", "we" or "you" outside quotation marks. */
static bool is_own(const Search *search, const Clause *own) {
    static const char *const OWN[] = {"i", "we", "you"};
    bool saying = own->first == own->start && is_listed(&search->text, own->first, ING);
    uint32_t start = saying ? earlier_clause(search, own->start, own->sentence, 1) : own->start;
    if (own->first > start + AWAY) start = own->first - AWAY;
    for (uint32_t word = start; word < own->first; word++)
        for (int at = 0; at < 3 && is_listed(&search->text, word, PRONOUN); at++)
            if (is_spelled(&search->text, word, OWN[at])) return true;
    return false;
}

/* Whether a form stands behind "is" and an adverb: "is also said". */
static bool is_passive(const Text *text, const Clause *own) {
    if (own->first < own->start + 2 || !is_listed(text, own->last, ED)) return false;
    uint32_t be = own->first - 2;
    return is_listed(text, be + 1, LY | FILLER) && !is_listed(text, be + 1, BEING) &&
           is_listed(text, be, BEING) && !is_listed(text, be, FILLER) &&
           !is_spelled(text, be, "of");
}

/* Whether a form is a participle: "reported by the bank", "so-called"; "by phone that" is said. */
static bool is_participle(const Search *search, const Clause *own) {
    const Text *text = &search->text;
    if (is_compound(text, own->first) || is_passive(text, own)) return true;
    return rest_of(own) && !own->that && is_spelled(text, own->last + 1, "by");
}

/* Whether nobody says it: "it is hard to say that", "it's worth noting that". */
static bool is_impersonal(const Search *search, const Clause *own) {
    static const char *const NOBODY[] = {"it", "this", "that"};
    const Text *text = &search->text;
    uint32_t word = own->start;
    if (own->first < own->start + 3) return false;
    if (!is_spelled(text, own->first - 1, "to") && !is_spelled(text, own->first - 1, "worth"))
        return false;
    while (word < own->first && is_listed(text, word, FILLER) && !is_spelled(text, word, "that"))
        word++;
    for (int at = 0; at < 3; at++)
        if (is_spelled(text, word, NOBODY[at]))
            return text->words.items[word].tails || is_listed(text, word + 1, BEING);
    return false;
}

/* Whether nobody said it: "did not say that", "no one suggests that"; but "not only said". */
static bool is_denied(const Search *search, const Clause *own) {
    const Text *text = &search->text;
    uint32_t word = own->first;
    while (word > own->start && own->first - word < TO_DENIAL) {
        word--;
        if (is_listed(text, word + 1, ONLY) || is_listed(text, word, THAT)) return false;
        if (is_spelled(text, word, "never") || is_spelled(text, word, "nobody")) return true;
        if (is_listed(text, word, NEGATES))
            return is_spelled(text, word, "not") || text->words.items[word].tails;
        if (word > own->start && is_spelled(text, word - 1, "no") && is_spelled(text, word, "one"))
            return true;
    }
    return false;
}

/* `As reported by the bank, …`; "as noted" names nobody, and refers to the writer. */
static bool attribute_as(const Search *search, Attribution *found) {
    const Clause *own = &found->clause;
    if (!rest_of(own) || !is_spelled(&search->text, own->last + 1, "by")) return false;
    found->said[0] = (Range){own->sentence, own->sentence_end};
    found->name = NAME_AFTER;
    return true;
}

/* Whether a clause is about what was said before: ", a claim that", ", comments that". */
static bool remarks(const Text *text, uint32_t word, uint32_t stop) {
    if (word < stop && is_listed(text, word, NAMING)) word++;
    return word + 1 < stop && is_listed(text, word, NOUN_TOO) && !is_listed(text, word, ING) &&
           is_listed(text, word + 1, RELATIVE);
}

uint32_t bracket_end(const Text *text, uint32_t word, uint32_t end) {
    int open = 0;
    for (size_t at = first_mark(text, word + 1), left = BRACKETED; left--; at++) {
        if (at >= text->marks.count || text->marks.items[at].word > end) break;
        uint32_t code = text->marks.items[at].code;
        open += code == '(';
        if (code == ')' && open-- == 0) return text->marks.items[at].word;
    }
    return end;
}

/* Where what is said from a word on ends: at the comma after a clause that opens the sentence and
 * depends on another ("When he said that it failed, …"), before a remark on it, or with the
 * sentence. */
static uint32_t said_until(const Search *search, const Clause *own, uint32_t opens) {
    const Text *text = &search->text;
    uint32_t end = clause_end(search, opens), head = own->sentence;
    if (head < own->first && is_listed(text, head, TURN | JOINS) && !depends(text, head)) head++;
    bool ends = own->start == own->sentence && opens < own->end && depends(text, head);
    for (int left = REMARKED; left-- && end < own->sentence_end; end = clause_end(search, end))
        if (gap_before(text, end) & COMMA &&
            ((ends && opens_name(text, end)) || remarks(text, end, own->sentence_end)))
            return bracket_end(text, opens, end);
    return bracket_end(text, opens, own->sentence_end);
}

/* What a form attributes, by the first rule that takes it. */
static bool attribute(const Search *search, Attribution *found) {
    const Clause *own = &found->clause;
    if (is_noun(search, own) || (is_own(search, own) && !(own->before & QUOTES))) return false;
    if (own->first > own->sentence && is_spelled(&search->text, own->first - 1, "as") &&
        is_listed(&search->text, own->last, ED))
        return attribute_as(search, found);
    if (own->kind != ACCORDING && (is_participle(search, own) || is_impersonal(search, own) ||
                                    is_denied(search, own)))
        return false;
    uint32_t opens = stands_first(search, own);
    if (!opens) opens = stands_unmarked(search, own);
    if (own->kind == ACCORDING) {
        found->said[0] = (Range){own->sentence, own->sentence_end};
        found->name = NAME_AFTER;
    } else if (opens) {
        found->said[0] = (Range){opens, said_until(search, own, opens)};
        found->name = NAME_BEFORE;
    } else if (!attribute_before(search, found)) {
        return false;
    }
    if (own->kind == QUOTING) found->said[0].end = found->said[0].start;
    return true;
}

int attribute_sentence(Search *search) {
    Voice *voice = search->voice;
    if (!find_clauses(search)) return NO_MEMORY;
    for (size_t at = 0; at < search->verbs.count; at++) {
        Verb verb = search->verbs.items[at];
        if (verb.kind == QUOTING && !voice->quotations.count) continue;
        uint8_t said_by = voice->codes.items[verb.first];
        if (said_by == QUOTE || said_by == HEADLINE) continue;
        Attribution found = {.clause = clause_of(search, verb)};
        if (!attribute(search, &found)) continue;
        if (!MAKE_ROOM(&voice->attributions, 1)) return NO_MEMORY;
        voice->attributions.items[voice->attributions.count++] = found;
    }
    return report_words(search);
}
