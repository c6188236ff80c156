/* Who wins a word: in each contest the leftmost pattern, then the longest, then the lowest rank.
 *
 * A contest is what competes for the same words: the terms and exclusions of one dimension, the
 * members of one group, the negators, the forms that attribute speech. No contest takes words from
 * another. The words of a sentence are walked through once: every candidate that begins at a word
 * is known before the next word is looked at, so only the best of each contest is kept.
 *
 * A candidate whose context is not met does not compete. What a context asks is known at the end of
 * the sentence, so the candidates of contests with contexts wait until then.
 */
#include "search.h"

static bool is_better(const Search *search, const Contest *contest, uint32_t pattern,
                      uint32_t last) {
    const int32_t *rank = search->lexicon->tables.pattern_rank;
    return last > contest->last || (last == contest->last && rank[pattern] < rank[contest->best]);
}

/* Whether an exact pattern stands from one word on as it is written. */
static bool is_written(const Search *search, uint32_t pattern, uint32_t first) {
    const Tables *t = &search->lexicon->tables;
    for (int64_t step = t->pattern_from[pattern]; step < t->pattern_from[pattern + 1]; step++) {
        int64_t from = t->written_from[step];
        if (!is_exact(&search->text, &search->text.words.items[first++], t->written + from,
                      (size_t)(t->written_from[step + 1] - from)))
            return false;
    }
    return true;
}

static bool keep_place(Search *search, bool is_win, Win win) {
    Lists *out = search->out;
    Place place = {win.pattern, (int64_t)(search->words_before + win.first),
                   (int64_t)(search->words_before + win.last),
                   search->lexicon->tables.pattern_contest[win.pattern]};
    if (is_win) {
        if (!MAKE_ROOM(&out->wins, 1)) return false;
        out->wins.items[out->wins.count++] = place;
    } else {
        if (!MAKE_ROOM(&out->candidates, 1)) return false;
        out->candidates.items[out->candidates.count++] = place;
    }
    return true;
}

/* Keeps the candidate where it is the best of its contest that begins at its first word. */
static bool compete(Search *search, uint32_t pattern, uint32_t first, uint32_t last) {
    if (search->wishes->with_places && !keep_place(search, false, (Win){pattern, first, last}))
        return false;
    uint32_t number = (uint32_t)search->lexicon->tables.pattern_contest[pattern];
    Contest *contest = &search->contests[number];
    size_t begin = search->words_before + first + 1;
    if (contest->taken >= begin) return true;
    if (contest->begun == begin) {
        if (!is_better(search, contest, pattern, last)) return true;
    } else {
        if (!MAKE_ROOM(&search->touched, 1)) return false;
        search->touched.items[search->touched.count++] = number;
    }
    contest->begun = begin;
    contest->best = pattern;
    contest->last = last;
    return true;
}

static bool add_candidate(Search *search, uint32_t pattern, uint32_t first, uint32_t last) {
    const Lexicon *lexicon = search->lexicon;
    if (!lexicon->is_picky[pattern]) return compete(search, pattern, first, last);
    if (lexicon->tables.pattern_what[pattern] & EXACT && !is_written(search, pattern, first))
        return true;
    if (!lexicon->waits[lexicon->tables.pattern_contest[pattern]])
        return compete(search, pattern, first, last);
    if (!MAKE_ROOM(&search->waiting, 1)) return false;
    search->waiting.items[search->waiting.count++] = (Win){pattern, first, last};
    return true;
}

static bool follow(Search *search, uint32_t node, uint32_t first, uint32_t word);

/* The first words of some patterns stand from `first` to `word`: those that end here are
 * candidates, the others go on where the next word does. */
static bool arrive(Search *search, uint32_t number, uint32_t first, uint32_t word) {
    const Node *node = &search->lexicon->nodes.items[number];
    for (uint32_t at = node->pattern; at != NONE; at = search->lexicon->next[at])
        if (!may_go_on(search, 1) || !add_candidate(search, at, first, word)) return false;
    return !node->goes_on || word + 1 == search->stop ||
           !(search->text.words.items[word + 1].what & CONTINUES_PATTERN) ||
           follow(search, number, first, word + 1);
}

/* A step with tails, which patterns may ask for: all of them, or the first alone. */
static bool follow_tails(Search *search, uint32_t node, uint32_t form, uint32_t first,
                         uint32_t word, bool touching) {
    uint32_t tails = search->text.words.items[word].tails, wanted[] = {tails & 7u, tails};
    for (int way = 0; way < (tails < 8 ? 1 : 2); way++) {
        uint32_t next = next_node(search->lexicon, node, form, wants_of(wanted[way], touching));
        if (next != NONE && !arrive(search, next, first, word)) return false;
    }
    return true;
}

/* From a node on by one word. A path of nodes is as long as its pattern, at most 100 words, and so
 * is the depth of these calls. */
static bool follow(Search *search, uint32_t node, uint32_t first, uint32_t word) {
    const Lexicon *lexicon = search->lexicon;
    Kinds *kinds = search->text.kinds;
    const Word *own = &search->text.words.items[word];
    const Kind *kind = kind_with_forms(kinds, own->kind);
    /* Each is looked up far away in memory: two steps. */
    if (!kind || !may_go_on(search, 2 * (kind->form_count + 1))) return false;
    bool touching = word > first && own->joint == TOUCHING;
    bool with_tails = own->tails && lexicon->nodes.items[node].by_tails;
    uint32_t forms = kind->form_count + lexicon->nodes.items[node].by_any;
    for (uint32_t at = 0; at < forms; at++) {
        bool known = at < kind->form_count;
        uint32_t form = known ? kinds->forms.items[kind->forms + at] : lexicon->any;
        uint32_t next = next_node(lexicon, node, form, wants_of(0, touching));
        if (next != NONE && !arrive(search, next, first, word)) return false;
        if (with_tails && !follow_tails(search, node, form, first, word, touching)) return false;
    }
    return true;
}

/* One more group of a rule has a hit in the sentence. */
static bool ask_rule(Search *search, uint32_t rule, size_t sentence) {
    if (search->asked_in[rule] != sentence) {
        if (!MAKE_ROOM(&search->asked, 1)) return false;
        search->asked.items[search->asked.count++] = rule;
        search->asked_in[rule] = sentence;
        search->groups_met[rule] = 0;
    }
    search->groups_met[rule]++;
    return true;
}

static bool add_hit(Search *search, Contest *contest, Win win) {
    if (!MAKE_ROOM(&search->hits, 1)) return false;
    uint32_t number = (uint32_t)search->hits.count++;
    search->hits.items[number] = (Hit){{win.first, win.last}, NONE};
    size_t sentence = search->sentences_before + search->text.words.items[win.first].sentence + 1;
    if (contest->sentence == sentence) {
        search->hits.items[contest->last_hit].next = number;
    } else {
        contest->sentence = sentence;
        contest->first_hit = number;
        uint32_t group = (uint32_t)(contest - search->contests);
        const Lexicon *lexicon = search->lexicon;
        if (lexicon->is_beside[group]) {
            if (!MAKE_ROOM(&search->gathered, 1)) return false;
            search->gathered.items[search->gathered.count++] = group;
        }
        for (uint32_t at = lexicon->asking_from[group]; at < lexicon->asking_from[group + 1]; at++)
            if (!ask_rule(search, lexicon->asking[at], sentence)) return false;
    }
    contest->last_hit = number;
    return true;
}

static bool add_win(Search *search, Win win, bool excludes) {
    if (excludes) {
        if (!MAKE_ROOM(&search->exclusions, 1)) return false;
        search->exclusions.items[search->exclusions.count++] = win;
    } else {
        if (!MAKE_ROOM(&search->terms, 1)) return false;
        search->terms.items[search->terms.count++] = win;
    }
    return true;
}

static bool add_verb(Search *search, Win win, uint8_t kind) {
    if (!search->voice) return true;
    if (!MAKE_ROOM(&search->verbs, 1)) return false;
    search->verbs.items[search->verbs.count++] = (Verb){win.first, win.last, kind};
    return true;
}

/* The contest's best candidate has won its words. */
static bool award(Search *search, uint32_t number, uint32_t first) {
    const Tables *tables = &search->lexicon->tables;
    Contest *contest = &search->contests[number];
    Win win = {contest->best, first, contest->last};
    contest->taken = search->words_before + contest->last + 1;
    bool silent = tables->pattern_what[win.pattern] & SILENT;
    uint8_t kind = tables->pattern_what[win.pattern] >> KIND_SHIFT;
    if (search->wishes->with_places && !keep_place(search, true, win)) return false;
    if (number < tables->dimensions)
        return (silent && !search->lexicon->has_rules[number]) || add_win(search, win, silent);
    switch (number - tables->dimensions) {
    case NEGATORS: return silent || add_negator(search, win.first, win.last, kind);
    case VERBS: return silent || add_verb(search, win, kind);
    default: return add_hit(search, contest, win);
    }
}

/* Whether a word ends in n’t. */
static bool is_contracted(const Search *search, const Word *word) {
    enum { T = 2 }; /* the second of the tails */
    if ((word->tails & 7) != T && word->tails >> 3 != T) return false;
    return last_letter(search->text.kinds, word->kind) == 'n';
}

/* Whether a list has grown beyond what is taken: a hostile lexicon on a hostile text. */
static bool is_full(const Search *search) {
    return search->terms.count > (size_t)search->wishes->most_matches ||
           search->hits.count > MOST_HELD || search->exclusions.count > MOST_HELD ||
           search->waiting.count > MOST_HELD ||
           search->out->candidates.count > (size_t)search->wishes->most_places;
}

static bool award_touched(Search *search, uint32_t first) {
    for (size_t at = 0; at < search->touched.count; at++)
        if (!award(search, search->touched.items[at], first)) return false;
    search->touched.count = 0;
    return true;
}

/* The candidates that waited compete, where their context is met. */
static bool settle(Search *search) {
    const Win *waiting = search->waiting.items;
    read_clauses(search);
    for (size_t at = 0; at < search->waiting.count; at++) {
        Win own = waiting[at];
        if (at && waiting[at - 1].first != own.first &&
            !award_touched(search, waiting[at - 1].first))
            return false;
        Span span = {own.first, own.last};
        if (meets_context(search, own.pattern, &span, 1) &&
            !compete(search, own.pattern, own.first, own.last))
            return false;
    }
    return award_touched(search, waiting[search->waiting.count - 1].first);
}

/* A pattern begins at most where a word is one, or where the next word goes on with some pattern:
 * most words that open one are followed by none that does. Nothing foretells which, so there are no
 * branches to foretell. */
bool find_opening(Search *search) {
    const Text *text = &search->text;
    size_t count = 0, words = text->words.count;
    search->opening.count = 0;
    if (!MAKE_ROOM(&search->opening, words)) return false;
    for (size_t at = 0; at < words; at++) {
        unsigned own = text->words.items[at].what;
        unsigned next = at + 1 < words ? text->words.items[at + 1].what : 0;
        unsigned goes_on = own / OPENS_PATTERN & next / CONTINUES_PATTERN;
        search->opening.items[count] = (uint32_t)at;
        count += (own / SEARCHED | goes_on) & 1;
    }
    search->opening.count = count;
    return true;
}

/* Asks for what the patterns of the sentence begin at, all at once, before any is followed: each is
 * far away in memory. */
static void fetch_nodes(const Search *search) {
    const Kinds *kinds = search->text.kinds;
    const Lexicon *lexicon = search->lexicon;
    for (size_t at = search->next; at < search->opening.count; at++) {
        uint32_t word = search->opening.items[at];
        if (word >= search->stop) break;
        const Kind *kind = &kinds->kinds.items[search->text.words.items[word].kind];
        bool listed = kind->form_count && kind->round == kinds->round;
        uint32_t form = listed ? kinds->forms.items[kind->forms] : NONE;
        uint32_t node = form == NONE ? 0 : lexicon->first_node[form];
        __builtin_prefetch(&lexicon->nodes.items[node == NONE ? 0 : node]);
    }
}

int find_sentence(Search *search) {
    search->touched.count = 0;
    const Numbers *opening = &search->opening;
    fetch_nodes(search);
    for (; search->next < opening->count; search->next++) {
        uint32_t word = opening->items[search->next];
        if (word >= search->stop) break;
        const Word *own = &search->text.words.items[word];
        if (own->what & OPENS_PATTERN) {
            rest_forms(search->text.kinds);
            if (!follow(search, 0, word, word))
                return may_go_on(search, 0) ? NO_MEMORY : TOO_MANY_WAYS;
            if (!award_touched(search, word)) return NO_MEMORY;
            if (is_full(search)) return TOO_MANY_MATCHES;
        }
        bool in_nt = own->opens & IS_CLIPPED || (own->tails && is_contracted(search, own));
        if (in_nt && !add_negator(search, word, word, PLAIN)) return NO_MEMORY;
    }
    if (!gather_hits(search)) return NO_MEMORY;
    if (!search->waiting.count) return DONE;
    if (!settle(search)) return NO_MEMORY;
    return is_full(search) ? TOO_MANY_MATCHES : DONE;
}
