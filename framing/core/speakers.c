/* Which words are reported, and who says a word: the subject of the attribution, as written. */
#include "voice.h"

#include <stdlib.h>

#define LONGEST_NAME 40 /* a subject of more words names nobody */
#define LONGEST_APPOSITION 8 /* words of one after "according to" */
#define FURTHEST_NAME 4 /* clauses between a name with its appositions and the verb */
#define LONGEST_ANTECEDENT 10 /* words of a name before ", who said" */
#define LONGEST_TITLE 3 /* words between two parts of a name: "Labor leader Ann Lund" */
#define LONGEST_HEAD 6  /* words of a noun with its determiner that opens a sentence */

/* ---- reported words and their attributions ---- */

static uint32_t extent_of(const Attribution *found) {
    return found->said[0].end - found->said[0].start + found->said[1].end - found->said[1].start;
}

typedef struct { uint32_t start, extent, number; } Extent;

static int compare_extents(const void *one, const void *other) {
    const Extent *a = one, *b = other;
    if (a->start != b->start) return a->start > b->start ? -1 : 1;
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

/* Each word belongs to the attribution whose words begin nearest before it, then to that of the
 * fewest words. It is taken once, however
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
        order[at] = (Extent){voice->attributions.items[from + at].said[0].start,
                             extent_of(&voice->attributions.items[from + at]),
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

/* Whether a bracket opens right before a word. */
static bool is_parted(const Text *text, uint32_t word) {
    uint32_t place = text->words.items[word].start;
    uint32_t code = char_before(text, place).code;
    return code == '(' || code == '[';
}

/* Where the clause of a verb begins that depends on another: behind what another attribution of
 * the sentence opens ("the bank said the mayor claims"), and behind its "that" or "which". */
static uint32_t inner_start(const Search *search, const Attribution *found) {
    const Text *text = &search->text;
    const Clause *own = &found->clause;
    uint32_t start = own->start;
    if (found > search->voice->attributions.items && found[-1].said[0].start > start &&
        found[-1].said[0].start < own->first)
        start = found[-1].said[0].start;
    for (uint32_t word = own->first; word-- > start + 1;) {
        if (is_parted(text, word) && bracket_end(text, word, own->sentence_end) > own->first)
            return word;
        if (is_listed(text, word, FINITE | ED) || own->first - word > LONGEST_NAME) break;
        bool lone = word + 1 == own->first && !is_listed(text, word, FILLER | LY);
        if (is_listed(text, word - 1, RELATIVE) && (lone || opens_name(text, word))) return word;
    }
    return start;
}

/* The name that ends before a word: back to a verb, a preposition or a word that joins. */
static Range antecedent(const Search *search, const Clause *own, uint32_t stop) {
    const Text *text = &search->text;
    uint32_t word = stop, ends = FINITE | WHEN | RELATIVE | JOINS | PREPOSITION;
    while (word > own->sentence && stop - word < LONGEST_ANTECEDENT) {
        bool name = is_capital(text, word - 1) && word - 1 > own->sentence;
        if (!name && is_listed(text, word - 1, ends | ED | ING | BARRIER) &&
            !is_compound(text, word - 1)) break;
        word--;
    }
    return (Range){word, stop};
}

/* The subject of a verb in -ing behind what it belongs to: "the bank, who said", "buys saying",
 * "quoted the bank as saying". Empty where there is none. */
static Range before_participle(const Search *search, const Clause *own) {
    const Text *text = &search->text;
    bool follows = own->first > own->start && is_listed(text, own->first, ING);
    if (!follows || is_listed(text, own->first - 1, JOINS)) return (Range){0, 0};
    bool as = is_spelled(text, own->first - 1, "as") && own->first - 1 > own->start;
    return antecedent(search, own, own->first - as);
}

/* The subject of a verb that stands first; with its apposition where one is between. */
static Range named_before(const Search *search, const Attribution *found) {
    const Text *text = &search->text;
    const Clause *own = &found->clause;
    uint32_t word = inner_start(search, found);
    if (own->first - word > LONGEST_NAME) return (Range){0, 0};
    if (word > own->sentence && word + 1 == own->first && is_spelled(text, word, "who"))
        return antecedent(search, own, word);
    Range before = before_participle(search, own);
    if (before.start < before.end) return before;
    while (word < own->first && is_listed(text, word, FILLER)) word++;
    if (word < own->first)
        return (Range){is_spelled(text, own->first - 1, "to") ? own->first : word, own->first};
    if (is_listed(text, own->first, ING)) return (Range){own->first, own->first};
    size_t back = 2; /* over one apposition or more */
    uint32_t start = earlier_clause(search, own->start, own->sentence, back);
    while (back < FURTHEST_NAME && start > own->sentence && is_listed(text, start, APPOSING | ING))
        start = earlier_clause(search, own->start, own->sentence, ++back);
    return (Range){start, own->first};
}

/* What is named after a form; with an apposition where the form does not open the sentence, and the
 * apposition, after "according to", begins like one. */
static Range named_after(const Search *search, const Clause *own) {
    const Text *text = &search->text;
    Range named = {own->last + 1, own->end};
    bool by = named.start < named.end && is_spelled(text, named.start, "by");
    named.start += by;
    if (own->sentence == own->first || own->end >= own->sentence_end || !(own->after & COMMA) ||
        says_more(text, own->end))
        return named;
    uint32_t end = clause_end(search, own->end);
    bool follows = is_listed(text, own->end, APPOSING) && end - own->end <= LONGEST_APPOSITION;
    bool closes = end >= own->sentence_end || gap_before(text, end) & COMMA;
    if ((by || own->kind == ACCORDING) && !(follows && closes)) return named;
    named.end = end < own->sentence_end ? end : own->sentence_end;
    return named;
}

/* A verb in -ed after a name or pronoun, where what follows is no part of the name. */
static bool is_past(const Text *text, uint32_t word, bool joined) {
    const Word *own = &text->words.items[word];
    if (!is_listed(text, word, ED) || is_capital(text, word)) return false;
    if (own->start != own[-1].end + 1 || is_compound(text, word)) return false;
    return joined || is_capital(text, word - 1) || is_listed(text, word - 1, PRONOUN);
}

/* Whether words that say when or where follow a name: "Ann Lund in a speech", "he on Friday". */
static bool is_occasion(const Text *text, Range named, uint32_t word) {
    if (!is_listed(text, word, WHEN) || is_capital(text, word) || word + 1 >= named.end)
        return false;
    if (!is_listed(text, word + 1, NAMING | WHEN) || is_spelled(text, word + 1, "the"))
        return false;
    return is_capital(text, word - 1) || is_listed(text, word - 1, PRONOUN);
}

/* Where a name ends: before a finite verb, a clause that depends on it, a bracket, or after a verb
 * when and where it is said. */
static uint32_t name_end(const Search *search, Range named, bool after) {
    const Text *text = &search->text;
    bool joined = is_listed(text, named.end - 1, JOINS); /* "Lund closed it and said" */
    uint32_t first_end = clause_end(search, named.start);
    for (uint32_t word = named.start + 1; word < named.end; word++) {
        bool verb = is_listed(text, word, FINITE | RELATIVE | PRONOUN) &&
                    !is_capital(text, word) && !is_compound(text, word);
        if (verb || is_parted(text, word)) return word;
        if (is_past(text, word, joined) || is_occasion(text, named, word)) return word;
        if (word == first_end && is_listed(text, word, ING | ED | ONWARD)) return word;
        if (after && word < first_end && is_listed(text, word, WHEN | ING) &&
            !is_capital(text, word))
            return word;
    }
    return named.end;
}

/* Where a name begins: behind what opens its clause, "after" and "when", or the phrase of when and
 * where that it begins with. */
static uint32_t name_start(const Search *search, Range named) {
    const Text *text = &search->text;
    for (uint32_t word = named.end; word-- > named.start + 1;)
        if (depends(text, word - 1)) return word;
    if (!is_listed(text, named.start, WHEN) || is_listed(text, named.start, DEFINITE))
        return named.start;
    uint32_t word = named.end;
    while (word > named.start + 1 && is_capital(text, word - 1)) word--;
    if (word < named.end) return word;
    while (word-- > named.start + 1)
        if (is_listed(text, word, NAMING)) return word;
    return named.start;
}

/* The noun phrase that a stretch of words holds, without words at its edges that do not name. */
static Range noun_phrase(const Search *search, Range named, bool after) {
    const Text *text = &search->text;
    if (named.start >= named.end || named.end - named.start > LONGEST_NAME) return (Range){0, 0};
    while (named.start < named.end && is_listed(text, named.start, FILLER | RELATIVE))
        named.start++;
    if (named.start == named.end) return (Range){0, 0};
    bool one = is_listed(text, named.start, PRONOUN);
    named.end = one ? named.start + 1 : name_end(search, named, after);
    while (named.end > named.start + 1 &&
           is_listed(text, named.end - 1, FILLER | LY | WHEN) &&
           !(is_capital(text, named.end - 1) && is_listed(text, named.end - 1, LY)))
        named.end--;
    named.start = name_start(search, named);
    return named;
}

/* One past the words from one on that come before a verb; 0 where none comes soon. */
static uint32_t before_verb(const Search *search, uint32_t word, uint32_t stop) {
    for (uint32_t end = word; end < stop && end <= word + LONGEST_HEAD; end++) {
        if (is_listed(&search->text, end, FINITE | ED | LY | RELATIVE | FILLER)) return end;
        if (is_listed(&search->text, end, WHEN)) return 0;
    }
    return 0;
}

/* One past a name that goes on at a word, over "of" and titles: "Labor leader Ann Lund". */
static uint32_t name_stop(const Text *text, uint32_t word, uint32_t stop) {
    for (uint32_t end = word; end < stop && end <= word + LONGEST_TITLE; end++) {
        if (is_capital(text, end)) { word = end + 1; continue; }
        if (is_spelled(text, end, "of")) continue;
        if (is_listed(text, end, FINITE | ED | ING | LY | FILLER | WHEN | BARRIER | NO_OBJECT) ||
            last_letter(text->kinds, text->words.items[end].kind) == 's')
            break;
    }
    return word;
}

/* The head of a sentence, where it is a pronoun, a name, or a noun with its determiner before a
 * verb: who acts in it. Empty where it begins otherwise. */
static Range head_of(const Search *search, uint32_t sentence, uint32_t stop) {
    const Text *text = &search->text;
    uint32_t word = sentence;
    if (word >= stop) return (Range){0, 0};
    bool aside = is_listed(text, word, WHEN | ONWARD) && !is_listed(text, word, PRONOUN | DEFINITE);
    if (aside && (depends(text, word) || !is_listed(text, word, JOINS | TURN)))
        word = clause_end(search, word);
    if (stop > word + LONGEST_NAME) stop = word + LONGEST_NAME;
    while (word < stop && is_listed(text, word, FILLER)) word++;
    if (word >= stop) return (Range){0, 0};
    if (is_listed(text, word, PRONOUN)) return (Range){word, word + 1};
    uint32_t end = word + 1, clause = clause_end(search, word);
    bool noun = is_listed(text, word, NAMING | DEFINITE | DETERMINER);
    if (!noun && (!is_capital(text, word) ||
                  is_listed(text, word, SUBJECT | BARRIER | TURN | NEGATES | ING)))
        return (Range){0, 0};
    if (!noun) end = name_stop(text, end, stop < clause ? stop : clause);
    uint32_t verb = end < clause ? before_verb(search, end, stop) : 0;
    if (verb) end = verb;
    return verb || !noun ? (Range){word, end} : (Range){0, 0};
}

/* The words of an attribution's subject; empty where it has none. */
static Range subject_of(const Search *search, const Attribution *found) {
    Range named = {(uint32_t)found->name, found->clause.first};
    if (found->name == NAME_AFTER) named = named_after(search, &found->clause);
    if (found->name == NAME_BEFORE) named = named_before(search, found);
    const Clause *own = &found->clause;
    if (found->name != NAME_AFTER && own->start > own->sentence && own->first > own->start &&
        is_listed(&search->text, own->first - 1, JOINS)) /* "Lund rose, left and said" */
        return head_of(search, own->sentence, own->first);
    return noun_phrase(search, named, found->name == NAME_AFTER);
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
    const Clause *own = &all[number].clause;
    bool shared = is_listed(&search->text, own->first, ING) ||
                  (own->first > own->sentence && is_listed(&search->text, own->first - 1, JOINS));
    if (named.start >= named.end && shared) /* "Lund left, saying", "… and said" */
        named = head_of(search, own->sentence, own->first);
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

static uint32_t sentence_stop(const Search *search, uint32_t word) {
    const Numbers *opens = &search->text.sentence_opens;
    size_t next = search->text.words.items[word].sentence + 1;
    return next < opens->count ? opens->items[next] : (uint32_t)search->text.words.count;
}

/* Who says a quotation: the attribution in the sentence where it ends counts first, then that of
 * the sentence where it begins, then the one before it in its paragraph, or at the end of the one
 * before. */
static Range quoted_by(Search *search, Range quoted) {
    const Voice *voice = search->voice;
    uint32_t found = beside(search, quoted.end - 1, quoted);
    if (found == NONE) found = beside(search, quoted.start, quoted);
    if (found != NONE) return name_of(search, found);
    uint32_t sentence = search->text.sentence_opens.items[
        search->text.words.items[quoted.start].sentence];
    Range head = {0, 0};
    if (quoted.start > sentence) head = head_of(search, sentence, quoted.start);
    else if (gap_before(&search->text, quoted.end) & COMMA)
        head = head_of(search, quoted.end, sentence_stop(search, quoted.end - 1));
    size_t before = first_from(voice, quoted.start);
    if (!before || head.start < head.end) return head;
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
    uint32_t at = low ? (uint32_t)low - 1 : NONE;
    while (at != NONE && voice->quotations.items[at].stop <= word)
        at = voice->quotations.items[at].outer;
    if (at == NONE) return (Range){word, word + 1};
    return (Range){voice->quotations.items[at].whole_first, voice->quotations.items[at].whole_stop};
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
