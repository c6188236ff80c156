/* Which matches are negated: an odd number of negators reach them. Nothing is parsed: listed forms,
 * distance in counted words and the clause decide.
 *
 * What a negator reaches is found once, for all negators of a sentence, as a stretch of words right
 * behind it. A match is reached where its first word stands in that stretch.
 */
#include "search.h"

#define PLAIN_WORDS 5  /* counted words that a plain negator reaches, and … */
#define NOT_WORDS 4    /* … those that "not" does */
#define OBJECT_WORDS 4 /* those among which a reversing form has its object */
#define ITEM_WORDS 4   /* of each further item of a list */
#define FROM_WORDS 10  /* after a hindering verb, among which its "from" stands */
#define MORE_WORDS 12  /* after "nothing", among which "than" makes it most of all */
#define NEED_WORDS 10  /* before "without", among which a negator makes it what is needed */
#define AIM_WORDS 6    /* before "to end", among which a word of aiming stands */

/* The list stays sorted by last word; at the same one the listed form stands before n’t. */
bool add_negator(Search *search, uint32_t first, uint32_t last, uint8_t kind) {
    if (!MAKE_ROOM(&search->negators, 1)) return false;
    size_t at = search->negators.count++;
    Negator *items = search->negators.items;
    for (; at && items[at - 1].last > last; at--) items[at] = items[at - 1];
    items[at] = (Negator){first, last, last + 1, kind};
    return true;
}

/* ---- clauses ---- */

static bool is(const Search *search, uint32_t word, uint32_t lists) {
    return is_listed(&search->text, word, lists);
}

/* Whether a word like "but" opens a clause. */
static bool turns(const Search *search, uint32_t word) {
    return is(search, word, TURN) && !is(search, word - 1, NEGATES);
}

/* Whether a clause opens at a word whatever stands behind it. */
static bool opens_clause(const Search *search, uint32_t word) {
    const Word *own = &search->text.words.items[word];
    return own->clause != own[-1].clause || turns(search, word);
}

/* Whether a word has nothing to do with where clauses end: most have not. */
static bool runs_on(const Search *search, uint32_t word) {
    const Word *own = &search->text.words.items[word];
    return word > search->first && !(own->what & AFTER_COMMA) && own->clause == own[-1].clause &&
           !is(search, word, SUBJECT | JOINS | TURN);
}

/* Whether a word is a verb that needs a subject: "is", "would", not "be". */
static bool is_finite(const Search *search, uint32_t word) {
    static const char *const BASES[] = {"be", "have", "do"};
    if (!is(search, word, BEING) || !is(search, word, SUBJECT)) return false;
    for (int at = 0; at < 3; at++)
        if (is_spelled(&search->text, word, BASES[at])) return false;
    return true;
}

/* Whether and, or, nor stand before a new subject or verb; of verbs in -ed the first is one. */
static bool joins_clauses(const Search *search, uint32_t word) {
    if (!is(search, word, JOINS)) return false;
    if (word + 1 == search->stop || is(search, word + 1, SUBJECT)) return true;
    if (word + 2 < search->stop && is_finite(search, word + 2) &&
        is_spelled(&search->text, word, "and"))
        return true; /* "and prices are" */
    return is(search, word + 1, ED) && word > search->first && !is(search, word - 1, ED);
}

/* Which commas and joining words go on with a list, told backwards: few words lead to the next
 * comma that does, or to "and", "or", "nor". */
static void mark_lists(Search *search) {
    Word *words = search->text.words.items;
    uint32_t ahead = ITEM_WORDS + 1; /* words up to where the list goes on; more: it does not */
    for (uint32_t word = search->stop; word-- > search->first;) {
        words[word].what &= (uint8_t)~IN_LIST;
        if (ahead <= ITEM_WORDS) ahead++;
        if (ahead > ITEM_WORDS && runs_on(search, word)) continue;
        if (is(search, word, SUBJECT)) ahead = ITEM_WORDS + 1;
        else if (is(search, word, JOINS))
            ahead = joins_clauses(search, word) ? ITEM_WORDS + 1 : 0;
        bool comma = words[word].what & AFTER_COMMA;
        if (ahead <= ITEM_WORDS && (comma || !ahead)) {
            words[word].what |= IN_LIST;
            ahead = 0;
        } else if (comma) {
            ahead = ITEM_WORDS + 1;
        }
        if (word > search->first && opens_clause(search, word)) ahead = ITEM_WORDS + 1;
    }
}

/* Numbers the clauses of the sentence, in `clause` of its words. "…, and" goes on with a list only
 * where it closes one. */
void read_clauses(Search *search) {
    Word *words = search->text.words.items;
    if (search->clauses_read) return;
    search->clauses_read = true;
    mark_lists(search);
    uint32_t clause = 0, mark = words[search->first].clause;
    bool in_list = false, closed = false; /* the list has had its "or" */
    words[search->first].clause = 0;
    for (uint32_t word = search->first + 1; word < search->stop; word++) {
        bool comma = words[word].what & AFTER_COMMA, goes_on = words[word].what & IN_LIST;
        if (!comma && words[word].clause == mark && !is(search, word, JOINS | TURN)) {
            words[word].clause = clause;
            continue;
        }
        if (comma && (closed || (!in_list && is_spelled(&search->text, word, "and"))))
            goes_on = false;
        bool opens = words[word].clause != mark || (comma && !goes_on) || turns(search, word) ||
                     joins_clauses(search, word);
        mark = words[word].clause;
        clause += opens;
        in_list = (goes_on && comma) || (in_list && !opens);
        closed = !opens && (closed || is(search, word, JOINS));
        words[word].clause = clause;
    }
}

/* ---- what a negator reaches ---- */

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

/* Whether a negator before it reaches a word. */
static bool is_reached(const Search *search, size_t count, uint32_t word) {
    for (size_t at = count; at-- > 0;) {
        const Negator *own = &search->negators.items[at];
        if (own->last + FURTHEST < word) return false;
        if (own->last < word && word < own->stop) return true;
    }
    return false;
}

/* Whether one of some words stands shortly before a word, in its clause: "a deal to". */
static bool follows(const Search *search, uint32_t word, uint32_t lists) {
    const Word *words = search->text.words.items;
    for (uint32_t at = word, left = AIM_WORDS; at-- > search->first && left--;) {
        if (words[at].clause != words[word].clause) return false;
        if (is(search, at, lists)) return true;
    }
    return false;
}

/* Whether a verb is a base form, as far as its letters tell. */
static bool is_base(const Search *search, uint32_t word) {
    const Text *text = &search->text;
    return !is(search, word, ED | ING) &&
           last_letter(text->kinds, text->words.items[word].kind) != 's';
}

/* The word that a verb depends on: the one before it, or before its adverb ("to finally end"); for
 * a base form after "and" the "to" of the verb that it is joined to ("to help and prevent"). */
static uint32_t head_of_verb(const Search *search, uint32_t verb) {
    const Word *words = search->text.words.items;
    uint32_t word = verb - 1;
    if (word > search->first && is(search, word, LY | ONLY) &&
        words[word - 1].clause == words[verb].clause)
        word--;
    if (!is(search, word, JOINS) || !is_base(search, verb)) return word;
    for (uint32_t at = word, left = AIM_WORDS; at-- > search->first && left--;) {
        if (words[at].clause != words[verb].clause) break;
        if (is_spelled(&search->text, at, "to") && !is(search, at + 1, DETERMINER)) return at;
    }
    return word;
}

/* Whether a verb in -ing is the subject of its clause: "preventing harm is". */
static bool is_subject(const Search *search, const Negator *own) {
    const Word *words = search->text.words.items;
    if (!is(search, own->first, ING)) return false;
    for (uint32_t at = own->last + 1; at < search->stop && at <= own->last + AIM_WORDS; at++) {
        if (words[at].clause != words[own->last].clause) return false;
        if (is_finite(search, at)) return true;
    }
    return false;
}

/* Whether an end is only aimed at or asked for: "they met to end", "standards for cutting", "must
 * stop", "demand that he end", and "stop" at the head of a clause; but "a deal to end" is one. */
static bool is_wish(const Search *search, const Negator *own) {
    const Word *words = search->text.words.items;
    uint32_t verb = own->first;
    if (own->kind == NOUN) return follows(search, verb, AIM);
    if (verb == search->first || words[verb].clause != words[verb - 1].clause)
        return is_base(search, verb) || is_subject(search, own);
    uint32_t head = head_of_verb(search, verb);
    const char *before = is(search, verb, ING) ? "of" : "to";
    if (is_spelled(&search->text, head, before)) {
        bool in_order = head > search->first + 1 && is_spelled(&search->text, head - 1, "order") &&
                        is_spelled(&search->text, head - 2, "in");
        if (is(search, verb, ING)) return follows(search, head, AIM);
        return in_order || !follows(search, head, DEED);
    }
    if (is(search, head, AIMING)) return true;
    return is_base(search, verb) && !is(search, head, AIM | BEING) && follows(search, head, AIM);
}

/* Whether "from" follows what a verb hinders: "prevents banks from lending" denies no banks. */
static bool hinders_somebody(const Search *search, const Negator *own) {
    const Word *words = search->text.words.items;
    uint32_t stop = own->last + 1 + FROM_WORDS;
    for (uint32_t word = own->last + 1; word < search->stop && word < stop; word++) {
        if (words[word].clause != words[own->last].clause) return false;
        if (is_spelled(&search->text, word, "from")) return true;
    }
    return false;
}

/* Whether a hyphen stands right before or after a form: high-end, no-fly; "non" needs one. */
static bool is_hyphenated(const Search *search, const Negator *own) {
    const Text *text = &search->text;
    if (is_spelled(text, own->last, "non"))
        return !(char_at(text, text->words.items[own->last].end).flags & HYPHEN);
    return char_at(text, text->words.items[own->last].end).flags & HYPHEN ||
           char_before(text, text->words.items[own->first].start).flags & HYPHEN;
}

/* Whether a full stop that ends no sentence follows a form: No. 2. */
static bool is_abbreviation(const Search *search, const Negator *own) {
    const Text *text = &search->text;
    return own->last + 1 < search->stop && text->raw[text->words.items[own->last].end] == '.';
}

/* Whether "a few" or "a little" says that there is some. */
static bool is_some(const Search *search, const Negator *own) {
    const Text *text = &search->text;
    if (is(search, own->last, NEGATES)) return false;
    if (!is_spelled(text, own->last, "few") && !is_spelled(text, own->last, "little")) return false;
    return own->first > search->first &&
           (is(search, own->first - 1, DETERMINER) || is_spelled(text, own->first - 1, "last") ||
            is_spelled(text, own->first - 1, "past") || is_spelled(text, own->first - 1, "next"));
}

/* Whether a noun says when: "by the end of". */
static bool is_time(const Search *search, const Negator *own) {
    return is_spelled(&search->text, own->first, "end") && own->first > search->first + 1 &&
           is(search, own->first - 1, DEFINITE) &&
           is(search, own->first - 2, PREPOSITION | BARRIER | AIMING);
}

/* Whether a verb says what was not: "could have prevented". */
static bool could_have(const Search *search, uint32_t verb) {
    return verb > search->first + 1 && is_spelled(&search->text, verb - 1, "have") &&
           is(search, verb - 2, BEING);
}

/* Whether a form that reverses does so here: not as a noun, and not as a wish; after another
 * negator ("never cut") it always does. */
static bool reverses(const Search *search, size_t number) {
    const Negator *own = &search->negators.items[number];
    if (own->kind == NOUN && is_time(search, own)) return false;
    if (could_have(search, own->first)) return false;
    bool denied = is_reached(search, number, own->first);
    if (own->kind != NOUN && own->first > search->first &&
        is(search, own->first - 1, DETERMINER))
        return false;
    if (own->kind == HINDERING && hinders_somebody(search, own)) return false;
    return denied || !is_wish(search, own);
}

/* Whether only a bound is negated ("not just", "isn't the only"), or asked for ("aren't we"). */
static bool is_limited(const Search *search, const Negator *own) {
    uint32_t next = own->last + 1;
    if (!is(search, own->last, NEGATES) || next == search->stop) return false;
    if (is(search, next, DEFINITE) && next + 1 < search->stop) next++;
    return is(search, next, ONLY) ||
           (search->text.words.items[own->last].tails && is(search, next, PRONOUN));
}

/* Whether more is said of nothing else: "nothing hurts more than". */
static bool is_superlative(const Search *search, const Negator *own) {
    const Text *text = &search->text;
    const Word *words = text->words.items;
    bool no_one = own->first < own->last && is_spelled(text, own->last, "one");
    bool nothing = is_spelled(text, own->last, "nothing") || is_spelled(text, own->last, "nobody");
    uint32_t stop = own->last + 1 + MORE_WORDS;
    for (uint32_t at = own->last + 1; (nothing || no_one) && at < search->stop && at < stop; at++) {
        if (words[at].clause != words[own->last].clause) return false;
        if (is_spelled(text, at, "than")) return !is_spelled(text, at - 1, "other");
    }
    return false;
}

/* Whether "without" says what is needed: "cannot grow without aid". */
static bool is_needed(const Search *search, const Negator *own) {
    const Text *text = &search->text;
    if (!is_spelled(text, own->last, "without")) return false;
    for (uint32_t at = own->first, left = NEED_WORDS; at-- > search->first && left--;) {
        if (text->words.items[at].clause != text->words.items[own->first].clause) return false;
        bool negates = is_spelled(text, at, "not") || is_spelled(text, at, "cannot") ||
                       (is(search, at, NEGATES) && text->words.items[at].tails);
        if (negates) return at + 1 < own->first && !is(search, at + 1, ONLY);
    }
    return false;
}

static bool holds(const Search *search, size_t number) {
    const Negator *own = &search->negators.items[number];
    if (is_hyphenated(search, own) || is_abbreviation(search, own)) return false;
    switch (own->kind) {
    case PLAIN:
        return !is_limited(search, own) && !is_some(search, own) && !is_needed(search, own) &&
               !is_superlative(search, own);
    case CLAUSAL: return true;
    default: return reverses(search, number);
    }
}

/* Whether what a negator governs stands before a verb: "without proof", "lack of aid". */
static bool is_preposition(const Search *search, const Negator *own) {
    static const char *const ENDS[] = {"without", "of", "from", "than"};
    for (int at = 0; at < 4; at++)
        if (is_spelled(&search->text, own->last, ENDS[at]))
            return !is_spelled(&search->text, own->first, "none");
    return false;
}

/* Whether a word is a verb that takes a negation for itself and leaves its object: "not heed". A
 * noun it may be after "no". */
static bool is_shield(const Search *search, const Negator *own, uint32_t word) {
    if (!is(search, word, SHIELD)) return false;
    if (own->kind == CLAUSAL && !is_preposition(search, own)) return false;
    bool verb = is(search, word, ING) || is_spelled(&search->text, word - 1, "to");
    return verb || !is(search, own->last, DETERMINER);
}

/* Whether a word takes nothing of a plain negator's reach: "did not want to pay a". */
static bool is_light(const Search *search, uint32_t word) {
    bool article = is(search, word, DETERMINER) && !is(search, word, BEING);
    return article || is_spelled(&search->text, word, "to");
}

/* Whether a negator passes no word of its clause from this one on: one that opens another
 * statement, the verb of one ("those that are not were"), or after a verb an object that is there
 * ("did not see the risk") or what is not its object. */
static bool is_barred(const Search *search, const Negator *own, uint32_t word) {
    if (is_finite(search, word) &&
        (word == own->last + 1 ? is(search, own->last, NEGATES) : is_preposition(search, own)))
        return true;
    if (is_spelled(&search->text, word, "and") && is_spelled(&search->text, own->last, "nothing"))
        return true;
    if (word == own->last + 1) return false;
    if (is(search, word, BARRIER) || is_spelled(&search->text, word, "without")) return true;
    if (own->kind == CLAUSAL) return false;
    if (is_spelled(&search->text, word, "more") && is(search, word - 1, BEING)) return true;
    bool of = is_spelled(&search->text, word - 1, "of");
    if (is(search, word, DEFINITE)) return of || !is(search, word - 1, BEING);
    bool from = is_spelled(&search->text, word, "from");
    return is(search, word, PREPOSITION) && (from || !is(search, own->last, DETERMINER));
}

/* Whether a negator needs what it reaches for its object. */
static bool does_govern(const Negator *own) {
    return own->kind == VERB || own->kind == HINDERING || own->kind == NOUN;
}

/* Whether a listed form that negates begins at a word: "no debt, no war". */
static bool opens_negator(const Search *search, uint32_t word) {
    for (size_t at = first_from(search, word); at < search->negators.count; at++) {
        const Negator *own = &search->negators.items[at];
        if (own->first == word) return true;
        if (own->first > word) return false;
    }
    return false;
}

/* Whether what a form governs ends before a word: "cut jobs and", "end up", "ended in". */
static bool ends_object(const Search *search, const Negator *own, uint32_t word) {
    return is(search, word, NO_OBJECT) ||
           (word == own->last + 1 && is(search, word, PREPOSITION));
}

/* One past the last word that a negator reaches: those of its clause up to a distance, which begins
 * anew at each item of a list, and up to a word that it does not pass. */
static uint32_t reach_of(const Search *search, const Negator *own) {
    static const uint32_t DISTANCE[] = {PLAIN_WORDS, OBJECT_WORDS, OBJECT_WORDS, OBJECT_WORDS,
                                        FURTHEST};
    const Word *words = search->text.words.items;
    bool governs = does_govern(own);
    bool is_not = own->kind == PLAIN && is(search, own->last, NEGATES);
    uint32_t next = own->last + 1, word = next;
    uint32_t limit = next + (is_not ? NOT_WORDS : DISTANCE[own->kind]);
    bool contrast = words[own->first].what & AFTER_COMMA; /* "firms, not banks, …" */
    if (is_spelled(&search->text, own->last, "non")) return next + 1;
    for (; word < search->stop && word < next + FURTHEST; word++) {
        if (words[word].clause != words[own->last].clause) break;
        if (words[word].what & AFTER_COMMA && (contrast || opens_negator(search, word))) break;
        if (words[word].what & IN_LIST && limit < word + 1 + ITEM_WORDS)
            limit = word + 1 + ITEM_WORDS;
        if (word >= limit) break;
        limit += !governs && is_light(search, word);
        if (governs ? ends_object(search, own, word) : is_barred(search, own, word)) break;
        if (governs ? is(search, word, ING) : is_shield(search, own, word)) return word + 1;
    }
    return word;
}

/* Lets the negators that reach a form which reverses reach as far as it does: "not stop the". */
static void pass_on(Search *search, size_t number) {
    const Negator *own = &search->negators.items[number];
    for (size_t at = number; at-- > 0;) {
        Negator *before = &search->negators.items[at];
        if (before->last + FURTHEST < own->first) return;
        bool reaches = before->last < own->first && own->first < before->stop;
        if (reaches && before->stop < own->stop) before->stop = own->stop;
    }
}

void read_negators(Search *search) {
    if (!search->negators.count) return;
    read_clauses(search);
    for (size_t at = 0; at < search->negators.count; at++) {
        if (!holds(search, at)) continue;
        search->negators.items[at].stop = reach_of(search, &search->negators.items[at]);
        if (does_govern(&search->negators.items[at])) pass_on(search, at);
    }
}

/* ---- matches ---- */

uint32_t negators_of_term(const Search *search, uint32_t word, Span *kept) {
    uint32_t found = 0;
    size_t at = first_from(search, (int64_t)word - FURTHEST);
    for (; at < search->negators.count && search->negators.items[at].last < word; at++) {
        const Negator *own = &search->negators.items[at];
        if (word < own->stop) kept[found++] = (Span){own->first, own->last};
    }
    return found;
}

static bool shares_a_word(const Negator *own, const Span *hits, size_t count) {
    for (size_t at = 0; at < count; at++)
        if (own->first <= hits[at].last && hits[at].first <= own->last) return true;
    return false;
}

static bool reaches_one(const Negator *own, const Span *hits, size_t count) {
    for (size_t at = 0; at < count; at++)
        if (own->last < hits[at].first && hits[at].first < own->stop) return true;
    return false;
}

/* Whether a negator inside a rule’s window lies in one clause with all its hits; a form that
 * reverses has to have one for its object. */
static bool lies_inside(const Search *search, const Negator *own, const Span *hits, size_t count) {
    const Word *words = search->text.words.items;
    bool governs = does_govern(own);
    if (governs || own->stop == own->last + 1 || own->last < hits[0].first) return false;
    for (size_t at = 0; at < count; at++)
        if (words[hits[at].first].clause != words[own->last].clause) return false;
    return true;
}

size_t negators_of_rule(const Search *search, const Span *hits, size_t count, Span *kept) {
    uint32_t end = 0;
    for (size_t at = 0; at < count; at++) end = hits[at].last > end ? hits[at].last : end;
    size_t found = 0, at = first_from(search, (int64_t)hits[0].first - FURTHEST);
    for (; at < search->negators.count && search->negators.items[at].last <= end; at++) {
        const Negator *own = &search->negators.items[at];
        if (!shares_a_word(own, hits, count) &&
            (reaches_one(own, hits, count) || lies_inside(search, own, hits, count)))
            kept[found++] = (Span){own->first, own->last};
    }
    return found;
}
