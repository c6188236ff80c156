/* Near rules: where one hit of each named group stands close together in one sentence.
 *
 * A rule is looked at only in sentences that hold a hit of each of its groups. Each hit serves one
 * window, and no word two of a dimension; windows are taken shortest first, then leftmost. For
 * every hit the shortest window that it opens waits in a queue, so the queue is as long as there
 * are hits; a window that has lost a word to another is looked for again.
 */
#include "search.h"

#include <stdlib.h>
#include <string.h>

/* What is known of a word of the sentence, for one dimension. */
enum { EXCLUDED = 1, TAKEN = 2, USED = 4 };

/* A rule in the sentence: the free hits of its groups, stretches of `free`. */
typedef struct {
    uint32_t rule;
    uint32_t groups;
    uint32_t from[RULE_GROUPS], count[RULE_GROUPS];
} Seek;

typedef struct {
    uint32_t length; /* words from the first to the last, both included */
    uint32_t seek, group, place; /* the hit that opens it */
    Span hits[RULE_GROUPS]; /* one a group, from left to right */
} Window;

typedef struct Windows {
    LIST(uint8_t) state; /* by word of the sentence */
    LIST(Span) free;
    LIST(Seek) seeks;
    LIST(Window) queue; /* a heap */
    LIST(Window) chosen;
} Windows;

Windows *windows_open(void) { return calloc(1, sizeof(Windows)); }

void windows_free(Windows *windows) {
    if (!windows) return;
    free(windows->state.items);
    free(windows->free.items);
    free(windows->seeks.items);
    free(windows->queue.items);
    free(windows->chosen.items);
    free(windows);
}

static bool meets(const Search *search, Span span, uint8_t state) {
    const uint8_t *items = search->windows->state.items;
    for (uint32_t word = span.first; word <= span.last; word++)
        if (items[word - search->first] & state) return true;
    return false;
}

static void mark(Search *search, Span span, uint8_t state) {
    for (uint32_t word = span.first; word <= span.last; word++)
        search->windows->state.items[word - search->first] |= state;
}

/* ---- the shortest window that a hit opens ---- */

typedef struct {
    Search *search;
    const Seek *seek;
    uint32_t limit;               /* the last word that a window may reach */
    uint32_t others[RULE_GROUPS]; /* the groups beside that of the first hit */
    uint32_t count;
    uint32_t name;                /* of the rule, where it has a context; NONE */
    bool in_clause;               /* whether the window lies in the clause of its first word */
    Span now[RULE_GROUPS];        /* the hits chosen so far, the opening one first */
    bool found;
    uint32_t end;
    Span best[RULE_GROUPS];       /* from left to right */
} Choice;

/* The first hit of a group that begins after a word: its number in `free`. */
static uint32_t first_after(const Windows *windows, const Seek *seek, uint32_t group,
                            uint32_t word) {
    uint32_t low = seek->from[group], high = low + seek->count[group];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (windows->free.items[middle].first <= word) low = middle + 1;
        else high = middle;
    }
    return low;
}

static void sort_spans(Span *spans, uint32_t count) {
    for (uint32_t at = 1; at < count; at++)
        for (uint32_t to = at; to && spans[to].first < spans[to - 1].first; to--) {
            Span moved = spans[to];
            spans[to] = spans[to - 1];
            spans[to - 1] = moved;
        }
}

/* Below 0 where the first spans stand before the second, above 0 where behind. */
static int compare_spans(const Span *one, uint32_t size, const Span *other, uint32_t other_size) {
    for (uint32_t at = 0; at < size && at < other_size; at++) {
        if (one[at].first != other[at].first) return one[at].first < other[at].first ? -1 : 1;
        if (one[at].last != other[at].last) return one[at].last < other[at].last ? -1 : 1;
    }
    return (size > other_size) - (size < other_size);
}

static bool leaves_clause(const Search *search, uint32_t first, uint32_t last) {
    const Word *words = search->text.words.items;
    return words[first].clause != words[last].clause;
}

static void weigh(Choice *choice, uint32_t end) {
    uint32_t size = choice->count + 1;
    Span sorted[RULE_GROUPS];
    memcpy(sorted, choice->now, size * sizeof(Span));
    sort_spans(sorted, size);
    if (choice->name != NONE) {
        choice->search->steps += 2 * CONTEXT_GROUPS;
        if (!meets_context(choice->search, choice->name, sorted, size)) return;
    }
    if (choice->found && (end > choice->end || (end == choice->end &&
                          compare_spans(sorted, size, choice->best, size) >= 0)))
        return;
    choice->found = true;
    choice->end = end;
    memcpy(choice->best, sorted, size * sizeof(Span));
}

static bool overlaps(const Choice *choice, uint32_t chosen, Span span) {
    for (uint32_t at = 0; at < chosen; at++)
        if (choice->now[at].first <= span.last && span.first <= choice->now[at].last) return true;
    return false;
}

/* Tries the hits of one group after another, at most four deep; what ends later than the best
 * window so far is not looked at. In a rule with an order each hit stands after the one before. */
static void extend(Choice *choice, uint32_t chosen, uint32_t end) {
    if (chosen > choice->count || chosen == RULE_GROUPS) { /* one a group: `count` is less */
        weigh(choice, end);
        return;
    }
    Windows *windows = choice->search->windows;
    const Seek *seek = choice->seek;
    bool ordered = choice->search->lexicon->tables.rule_ordered[seek->rule];
    uint32_t group = choice->others[chosen - 1];
    uint32_t after = ordered ? choice->now[chosen - 1].last : choice->now[0].last;
    uint32_t stop = seek->from[group] + seek->count[group];
    for (uint32_t at = first_after(windows, seek, group, after); at < stop; at++) {
        Span hit = windows->free.items[at];
        if (hit.last > (choice->found ? choice->end : choice->limit)) return;
        if (choice->in_clause && leaves_clause(choice->search, choice->now[0].first, hit.last))
            return;
        choice->search->steps++;
        if (overlaps(choice, chosen, hit) || meets(choice->search, hit, USED)) continue;
        choice->now[chosen] = hit;
        extend(choice, chosen + 1, hit.last > end ? hit.last : end);
        if (ordered && choice->name == NONE)
            return; /* the nearest hit leaves the others the most room */
    }
}

/* Puts the shortest window that a hit opens into the queue's last place, if there is one. */
static bool shortest(Search *search, uint32_t number, uint32_t group, uint32_t place,
                     Window *found) {
    search->steps++;
    const Seek *seek = &search->windows->seeks.items[number];
    Span opening = search->windows->free.items[seek->from[group] + place];
    const Tables *tables = &search->lexicon->tables;
    uint32_t name = (uint32_t)tables->patterns + seek->rule;
    uint32_t within = (uint32_t)tables->rule_within[seek->rule];
    Choice choice = {.search = search, .seek = seek, .limit = opening.first + within - 1,
                     .name = has_context(tables, name) ? name : NONE,
                     .in_clause = tables->rule_in_clause[seek->rule]};
    if (opening.last > choice.limit || meets(search, opening, USED)) return false;
    if (choice.in_clause && leaves_clause(search, opening.first, opening.last)) return false;
    for (uint32_t other = 0; other < seek->groups; other++)
        if (other != group) choice.others[choice.count++] = other;
    choice.now[0] = opening;
    extend(&choice, 1, opening.last);
    if (!choice.found) return false;
    *found = (Window){choice.end - opening.first + 1, number, group, place, {{0, 0}}};
    memcpy(found->hits, choice.best, sizeof choice.best);
    return true;
}

/* ---- the queue ---- */

static bool precedes(const Windows *windows, const Window *one, const Window *other) {
    if (one->length != other->length) return one->length < other->length;
    const Seek *own = &windows->seeks.items[one->seek], *its = &windows->seeks.items[other->seek];
    int order = compare_spans(one->hits, own->groups, other->hits, its->groups);
    if (order) return order < 0;
    if (own->rule != its->rule) return own->rule < its->rule;
    return one->group < other->group;
}

static void rise(Windows *windows, size_t at) {
    Window *queue = windows->queue.items;
    for (; at && precedes(windows, &queue[at], &queue[(at - 1) / 2]); at = (at - 1) / 2) {
        Window moved = queue[at];
        queue[at] = queue[(at - 1) / 2];
        queue[(at - 1) / 2] = moved;
    }
}

static void sink(Windows *windows) {
    Window *queue = windows->queue.items;
    size_t count = windows->queue.count;
    for (size_t at = 0;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; child++)
            if (precedes(windows, &queue[child], &queue[least])) least = child;
        if (least == at) return;
        Window moved = queue[at];
        queue[at] = queue[least];
        queue[least] = moved;
        at = least;
    }
}

static int fill_queue(Search *search) {
    Windows *windows = search->windows;
    windows->queue.count = 0;
    for (uint32_t number = 0; number < windows->seeks.count; number++) {
        const Seek *seek = &windows->seeks.items[number];
        bool ordered = search->lexicon->tables.rule_ordered[seek->rule];
        for (uint32_t group = 0; group < (ordered ? 1 : seek->groups); group++)
            for (uint32_t place = 0; place < seek->count[group]; place++) {
                if (!MAKE_ROOM(&windows->queue, 1)) return NO_MEMORY;
                Window *last = &windows->queue.items[windows->queue.count];
                if (shortest(search, number, group, place, last))
                    rise(windows, windows->queue.count++);
                if (!may_go_on(search, 0) || windows->queue.count > MOST_HELD)
                    return TOO_MANY_WAYS;
            }
    }
    return DONE;
}

/* The windows of a dimension that hold, shortest first. */
static int choose_windows(Search *search) {
    Windows *windows = search->windows;
    int ended = fill_queue(search);
    windows->chosen.count = 0;
    while (!ended && windows->queue.count) {
        Window window = windows->queue.items[0];
        uint32_t groups = windows->seeks.items[window.seek].groups;
        bool lost = false;
        for (uint32_t at = 0; at < groups; at++) lost |= meets(search, window.hits[at], USED);
        /* What is left for its opening hit sorts no earlier, so it sinks from here. */
        if (!lost || !shortest(search, window.seek, window.group, window.place,
                               &windows->queue.items[0]))
            windows->queue.items[0] = windows->queue.items[--windows->queue.count];
        sink(windows);
        if (!may_go_on(search, 0)) ended = TOO_MANY_WAYS;
        if (lost) continue;
        for (uint32_t at = 0; at < groups; at++) mark(search, window.hits[at], USED);
        if (!MAKE_ROOM(&windows->chosen, 1)) return NO_MEMORY;
        windows->chosen.items[windows->chosen.count++] = window;
    }
    return ended;
}

/* ---- the rules of a sentence ---- */

/* Whether the sentence holds a hit of every group that a rule needs. */
static bool has_needed(const Search *search, uint32_t rule) {
    const Tables *tables = &search->lexicon->tables;
    int64_t name = tables->patterns + rule;
    for (int64_t at = tables->needs_from[name]; at < tables->needs_from[name + 1]; at++)
        if (!has_hit(search, (uint32_t)tables->needs[at])) return false;
    return true;
}

/* The hits of a rule's groups in the sentence but for those that share a word with an exclusion of
 * its dimension, which are consumed with it. A rule that lacks a group is not kept. */
static int seek_rule(Search *search, uint32_t rule) {
    const Tables *tables = &search->lexicon->tables;
    Windows *windows = search->windows;
    Seek seek = {.rule = rule};
    if (!has_needed(search, rule)) return DONE;
    if (tables->rule_in_clause[rule] || has_context(tables, (uint32_t)tables->patterns + rule))
        read_clauses(search);
    for (int64_t at = tables->rule_from[rule]; at < tables->rule_from[rule + 1]; at++) {
        const Contest *contest = &search->contests[tables->rule_group[at]];
        uint32_t group = seek.groups++;
        seek.from[group] = (uint32_t)windows->free.count;
        for (uint32_t hit = contest->first_hit; hit != NONE; hit = search->hits.items[hit].next) {
            if (meets(search, search->hits.items[hit].span, EXCLUDED)) continue;
            if (!may_go_on(search, 1) || windows->free.count > MOST_HELD) return TOO_MANY_WAYS;
            if (!MAKE_ROOM(&windows->free, 1)) return NO_MEMORY;
            windows->free.items[windows->free.count++] = search->hits.items[hit].span;
            seek.count[group]++;
        }
        if (!seek.count[group]) return DONE;
    }
    if (!MAKE_ROOM(&windows->seeks, 1)) return NO_MEMORY;
    windows->seeks.items[windows->seeks.count++] = seek;
    return DONE;
}

/* Whether a term counts for its dimension, so that a rule yields its words. */
static bool is_counted(const Search *search, uint32_t dimension, Win term) {
    Span kept[MOST_NEGATORS];
    return !search->lexicon->tables.dimension_drops[dimension] ||
           negators_of_term(search, term.first, kept) % 2 == 0;
}

static bool mark_words(Search *search, uint32_t dimension) {
    const int32_t *contest = search->lexicon->tables.pattern_contest;
    Windows *windows = search->windows;
    windows->state.count = 0;
    if (!MAKE_ROOM(&windows->state, search->stop - search->first)) return false;
    memset(windows->state.items, 0, search->stop - search->first);
    for (size_t at = 0; at < search->exclusions.count; at++) {
        Win win = search->exclusions.items[at];
        if ((uint32_t)contest[win.pattern] == dimension)
            mark(search, (Span){win.first, win.last}, EXCLUDED);
    }
    for (size_t at = 0; at < search->terms.count; at++) {
        Win win = search->terms.items[at];
        if ((uint32_t)contest[win.pattern] == dimension && is_counted(search, dimension, win))
            mark(search, (Span){win.first, win.last}, TAKEN);
    }
    return true;
}

/* The rules of one dimension, a stretch of those that are asked. */
static int count_dimension(Search *search, uint32_t dimension, const uint32_t *rules,
                           size_t count) {
    Windows *windows = search->windows;
    windows->seeks.count = windows->free.count = 0;
    if (!mark_words(search, dimension)) return NO_MEMORY;
    int ended = DONE;
    for (size_t at = 0; !ended && at < count; at++) ended = seek_rule(search, rules[at]);
    if (!ended) ended = choose_windows(search);
    for (size_t at = 0; !ended && at < windows->chosen.count; at++) {
        Window window = windows->chosen.items[at];
        Seek seek = windows->seeks.items[window.seek];
        bool taken = false;
        for (uint32_t hit = 0; hit < seek.groups; hit++)
            taken |= meets(search, window.hits[hit], TAKEN);
        if (!taken) ended = count_window(search, seek.rule, window.hits, seek.groups);
    }
    return ended;
}

static int64_t groups_of(const Tables *tables, uint32_t rule) {
    return tables->rule_from[rule + 1] - tables->rule_from[rule];
}

int count_rules(Search *search) {
    const Tables *tables = &search->lexicon->tables;
    uint32_t *rules = search->asked.items;
    size_t whole = 0; /* rules of which every group has a hit */
    for (size_t at = 0; at < search->asked.count; at++)
        if (search->groups_met[rules[at]] == groups_of(tables, rules[at]))
            rules[whole++] = rules[at];
    if (!whole) return DONE;
    qsort(rules, whole, sizeof *rules, compare_numbers);
    for (size_t from = 0, to; from < whole; from = to) {
        int32_t dimension = tables->rule_dimension[rules[from]];
        for (to = from; to < whole && tables->rule_dimension[rules[to]] == dimension; to++) {}
        int ended = count_dimension(search, (uint32_t)dimension, rules + from, to - from);
        if (ended) return ended;
    }
    return DONE;
}
