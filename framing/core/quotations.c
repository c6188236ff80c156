/* Pairs of quotation marks, paragraph by paragraph: "…", “…”, „…“, «…», 「…」, 『…』, and single ones,
 * which are told from apostrophes by what each touches. */
#include "voice.h"

#include <stdlib.h>
#include <string.h>

/* ---- double marks ---- */

/* A double mark by its code, with the marks that it can close, as bits of their numbers. */
static const struct { uint32_t code, closes; } DOUBLES[] = {
#define BIT(number) (1u << (number))
    {'"', BIT(0) | BIT(2) | BIT(3) | BIT(4) | BIT(5)},     /* 0: closes " “ ” „ ‟ */
    {0xFF02, BIT(1)},                                      /* 1: ＂ */
    {0x201C, BIT(2) | BIT(4)},                             /* 2: “ closes „ “ */
    {0x201D, BIT(0) | BIT(2) | BIT(3) | BIT(4) | BIT(5)},  /* 3: ” closes " “ ” „ ‟ */
    {0x201E, 0}, {0x201F, 0},                              /* 4: „, 5: ‟ */
    {0x00AB, BIT(7)}, {0x00BB, BIT(6) | BIT(7)},           /* 6: « closes », 7: » closes « » */
    {0x300C, 0}, {0x300D, BIT(8)},                         /* 8: 「, 9: 」 */
    {0x300E, 0}, {0x300F, BIT(10)},                        /* 10: 『, 11: 』 */
    {0xFF62, 0}, {0xFF63, BIT(12)},                        /* 12: ｢, 13: ｣ */
    {0x301D, 0}, {0x301E, BIT(14)}, {0x301F, BIT(14)},     /* 14: 〝, 15: 〞, 16: 〟 */
};
enum { STRAIGHT = 0, WIDE_STRAIGHT = 1, LEFT = 2, RIGHT = 3, NO_DOUBLE = 17 };
/* These close nothing where they stand like an opener, after white space and before none. */
static const uint32_t TWO_WAYS = BIT(STRAIGHT) | BIT(WIDE_STRAIGHT) | BIT(LEFT);
static const uint32_t OPENS = BIT(4) | BIT(5) | BIT(8) | BIT(10) | BIT(12) | BIT(14);
/* These open, but not where they stand like a closer, before white space and after none. */
static const uint32_t OPENS_UNLESS_CLOSING =
    BIT(STRAIGHT) | BIT(WIDE_STRAIGHT) | BIT(LEFT) | BIT(6);
/* These open where they stand like an opener (”Swedish”, »German«). */
static const uint32_t OPENS_IF_OPENING = BIT(RIGHT) | BIT(7);

static uint32_t double_of(uint32_t code) {
    if (code != '"' && code < 0xAB) return NO_DOUBLE;
    uint32_t number = 0;
    while (number < NO_DOUBLE && DOUBLES[number].code != code) number++;
    return number;
}

static bool stands_like(const Mark *mark, uint8_t side) {
    return (mark->sides & (SPACE_BEFORE | SPACE_AFTER)) == side;
}

/* The paragraph of a mark: that of the word before it, unless a line break or excluded text stands
 * between; then that of the word after it, unless one stands there as well; NONE between two. */
static uint32_t paragraph_of(const Search *search, const Mark *mark) {
    const Voice *voice = search->voice;
    const Text *text = &search->text;
    bool has_before = mark->word > 0, has_after = mark->word < text->words.count;
    const Word *after = text->words.items + mark->word;
    size_t before = lower_than(voice->paragraphs.items, voice->paragraphs.count, mark->word);
    bool same = has_before && has_after && !(after->opens & PARAGRAPH);
    if (has_before && (same || !cut_between(text, after[-1].end, mark->place)))
        return (uint32_t)before - 1;
    if (!has_after || cut_between(text, mark->place, after->start)) return NONE;
    return (uint32_t)(after->opens & PARAGRAPH ? before : before - 1);
}

/* Marks that are open in one paragraph; numbers of marks stand in `voice->stack`. */
typedef struct {
    Search *search;
    uint32_t paragraph;
    uint32_t held[NO_DOUBLE]; /* how many of each double mark are open */
} Walk;

static bool stand_alone(Search *search, uint32_t place) {
    if (!MAKE_ROOM(&search->voice->lone, 1)) return false;
    search->voice->lone.items[search->voice->lone.count++] = place;
    return true;
}

static uint32_t paragraph_stop(const Search *search, uint32_t paragraph) {
    const Voice *voice = search->voice;
    return paragraph + 1 < voice->paragraphs.count ? voice->paragraphs.items[paragraph + 1]
                                                   : (uint32_t)search->text.words.count;
}

/* A quotation from a mark to another, or to the end of the paragraph. */
static bool add_double(Walk *walk, const Mark *opened, const Mark *closed) {
    Voice *voice = walk->search->voice;
    if (!MAKE_ROOM(&voice->doubles, 1)) return false;
    uint32_t stop = closed ? closed->word : paragraph_stop(walk->search, walk->paragraph);
    voice->doubles.items[voice->doubles.count++] = (Quotation){
        .opens = opened->place,
        .closes = closed ? closed->place : walk->search->text.words.items[stop - 1].end,
        .first = opened->word, .stop = stop, .paragraph = walk->paragraph, .unclosed = !closed,
    };
    return true;
}

static uint32_t pop(Walk *walk) {
    Voice *voice = walk->search->voice;
    uint32_t number = voice->stack.items[--voice->stack.count];
    walk->held[double_of(walk->search->text.marks.items[number].code)]--;
    return number;
}

/* The mark closes the latest that it can; those opened after it stand alone. */
static bool close_mark(Walk *walk, const Mark *mark, uint32_t closes) {
    const Mark *marks = walk->search->text.marks.items;
    for (;;) { /* some mark of the stack is one that it closes */
        const Mark *opened = &marks[pop(walk)];
        if (closes & BIT(double_of(opened->code)))
            return walk->search->voice->stack.count || add_double(walk, opened, mark);
        if (!stand_alone(walk->search, opened->place)) return false;
    }
}

static bool follows_digit(const Text *text, const Mark *mark) {
    if (!mark->word || text->words.items[mark->word - 1].end != mark->place) return false;
    uint8_t last = text->raw[mark->place - 1];
    return last >= '0' && last <= '9';
}

static bool holds_any(const Walk *walk, uint32_t closes) {
    for (uint32_t number = 0; number < NO_DOUBLE; number++)
        if (closes & BIT(number) && walk->held[number]) return true;
    return false;
}

/* Lets the next mark close what it can, or open, or else stand alone. */
static bool take_double(Walk *walk, uint32_t number, uint32_t kind) {
    Voice *voice = walk->search->voice;
    const Mark *mark = &walk->search->text.marks.items[number];
    bool like_opener = stands_like(mark, SPACE_BEFORE);
    bool like_closer = stands_like(mark, SPACE_AFTER);
    uint32_t closes = DOUBLES[kind].closes, own = BIT(kind);
    /* After a digit, with nothing open, " and ” are no quotation marks: 6". */
    if (!voice->stack.count && (kind == STRAIGHT || kind == RIGHT) &&
        follows_digit(&walk->search->text, mark))
        return true;
    if (own & TWO_WAYS && like_opener) closes = 0;
    if (kind == LEFT && !like_closer) closes &= ~BIT(LEFT);
    if (holds_any(walk, closes)) return close_mark(walk, mark, closes);
    if (own & OPENS || (own & OPENS_UNLESS_CLOSING && !like_closer) ||
        (own & OPENS_IF_OPENING && like_opener)) {
        if (!MAKE_ROOM(&voice->stack, 1)) return false;
        voice->stack.items[voice->stack.count++] = number;
        walk->held[kind]++;
        return true;
    }
    return stand_alone(walk->search, mark->place);
}

/* The paragraph ends, and with it what is open. */
static bool finish(Walk *walk) {
    Voice *voice = walk->search->voice;
    const Mark *marks = walk->search->text.marks.items;
    for (size_t at = 1; at < voice->stack.count; at++)
        if (!stand_alone(walk->search, marks[voice->stack.items[at]].place)) return false;
    bool added = !voice->stack.count || add_double(walk, &marks[voice->stack.items[0]], NULL);
    voice->stack.count = 0;
    memset(walk->held, 0, sizeof walk->held);
    return added;
}

static bool walk_doubles(Search *search) {
    const Text *text = &search->text;
    Walk walk = {.search = search, .paragraph = NONE};
    for (uint32_t number = 0; number < text->marks.count; number++) {
        uint32_t kind = double_of(text->marks.items[number].code);
        if (kind == NO_DOUBLE) continue;
        uint32_t paragraph = paragraph_of(search, &text->marks.items[number]);
        if (paragraph == NONE) continue;
        if (paragraph != walk.paragraph && !finish(&walk)) return false;
        walk.paragraph = paragraph;
        if (!take_double(&walk, number, kind)) return false;
    }
    return finish(&walk);
}

/* A quotation runs over paragraphs where each opens with a mark and only the last closes. One that
 * does not go on stands alone with its mark. */
static bool join_doubles(Search *search) {
    Voice *voice = search->voice;
    const Word *words = search->text.words.items;
    for (size_t at = 1; at < voice->doubles.count; at++) {
        Quotation *before = &voice->doubles.items[at - 1], *own = before + 1;
        uint32_t head = voice->paragraphs.items[own->paragraph];
        own->continues = before->unclosed && own->paragraph == before->paragraph + 1 &&
                         own->opens < words[head].start &&
                         !edge_between(&search->text, words[head - 1].end, own->opens);
    }
    for (size_t at = 0; at < voice->doubles.count; at++) {
        const Quotation *own = &voice->doubles.items[at];
        bool goes_on = at + 1 < voice->doubles.count && own[1].continues;
        if (own->unclosed && !goes_on && !stand_alone(search, own->opens)) return false;
    }
    return true;
}

/* ---- single marks ---- */

static bool may_open(const Text *text, uint32_t number) {
    const Mark *mark = &text->marks.items[number];
    switch (mark->code) {
    case '\'': case 0x2018: case 0x201A: case 0x201B: case 0x2039: break;
    default: return false;
    }
    if (mark->sides & SPACE_AFTER) return false;
    uint8_t next = text->raw[mark->after];
    if (mark->code == '\'' && next >= '0' && next <= '9') return false; /* the '90s */
    if (mark->sides & SPACE_BEFORE) return true;
    return number && mark[-1].after == mark->place && mark[-1].flags & OPENER;
}

static bool may_close(const Mark *mark) {
    bool known = mark->code == '\'' || mark->code == 0x2019 || mark->code == 0x2018 ||
                 mark->code == 0x203A;
    return known && !(mark->sides & (WORD_AFTER | SPACE_BEFORE));
}

/* Whether a mark closes what another opened: '…' ‘…’ ‚…‘ ‹…›. */
static bool closes(uint32_t closer, uint32_t opener) {
    switch (closer) {
    case '\'': return opener == '\'' || opener == 0x2018;
    case 0x2019: return opener == 0x2018 || opener == '\'' || opener == 0x201A || opener == 0x201B;
    case 0x2018: return opener == 0x201A;
    case 0x203A: return opener == 0x2039;
    default: return false;
    }
}

static bool is_inside(const Voice *voice, uint32_t place, size_t *at) {
    while (*at < voice->doubles.count && voice->doubles.items[*at].opens < place) ++*at;
    return *at && place < voice->doubles.items[*at - 1].closes;
}

/* The single marks outside of what stands between double ones that may open or close. */
static bool gather_singles(Search *search) {
    Voice *voice = search->voice;
    const Text *text = &search->text;
    size_t at = 0;
    voice->singles.count = 0;
    for (uint32_t number = 0; number < text->marks.count; number++) {
        if (!may_open(text, number) && !may_close(&text->marks.items[number])) continue;
        if (is_inside(voice, text->marks.items[number].place, &at)) continue;
        if (!MAKE_ROOM(&voice->singles, 1)) return false;
        voice->singles.items[voice->singles.count++] = number;
    }
    return true;
}

/* Whether the mark stands between a word that ends in s and white space: the firms’ profits. */
static bool may_be_plural(const Text *text, const Mark *mark) {
    if (!(mark->sides & WORD_BEFORE) || !(mark->sides & SPACE_AFTER) || !mark->word) return false;
    const Word *word = &text->words.items[mark->word - 1];
    return word->end == mark->place && last_letter(text->kinds, word->kind) == 's';
}

/* The mark that closes the single mark at a place of `singles`, before the next that opens: the
 * first that can; but one that may be a plural’s gives way to one that follows punctuation. */
static const Mark *closer_of(const Search *search, size_t at, uint32_t paragraph) {
    const Text *text = &search->text;
    const Mark *marks = text->marks.items, *first = NULL;
    const uint32_t *singles = search->voice->singles.items;
    const Mark *opener = &marks[singles[at]];
    while (++at < search->voice->singles.count && !may_open(text, singles[at])) {
        const Mark *mark = &marks[singles[at]];
        if (!closes(mark->code, opener->code) || paragraph_of(search, mark) != paragraph) continue;
        if (!first && !may_be_plural(text, mark)) return mark;
        if (!first) first = mark;
        else if (!(mark->sides & WORD_BEFORE)) return mark;
    }
    return first;
}

/* ---- both ---- */

static bool keep(Voice *voice, Quotation quotation) {
    if (!MAKE_ROOM(&voice->quotations, 1)) return false;
    voice->quotations.items[voice->quotations.count++] = quotation;
    return true;
}

/* Quotations of enough words, counted over all paragraphs that they run through. */
static bool keep_doubles(Voice *voice) {
    for (size_t from = 0, to; from < voice->doubles.count; from = to) {
        Quotation *own = voice->doubles.items;
        uint32_t words = own[from].stop - own[from].first;
        for (to = from + 1; to < voice->doubles.count && own[to].continues; to++)
            words += own[to].stop - own[to].first;
        for (size_t at = from; at < to; at++) {
            own[at].whole_first = own[from].first;
            own[at].whole_stop = own[to - 1].stop;
            if (words >= FEWEST_QUOTED && !keep(voice, own[at])) return false;
        }
    }
    return true;
}

static bool keep_singles(Search *search) {
    const Text *text = &search->text;
    if (!gather_singles(search)) return false;
    for (size_t at = 0; at < search->voice->singles.count; at++) {
        uint32_t number = search->voice->singles.items[at];
        if (!may_open(text, number)) continue;
        const Mark *opener = &text->marks.items[number];
        uint32_t paragraph = paragraph_of(search, opener);
        const Mark *closer = paragraph == NONE ? NULL : closer_of(search, at, paragraph);
        if (!closer || closer->word - opener->word < FEWEST_QUOTED) continue;
        Quotation found = {.first = opener->word, .stop = closer->word,
                           .whole_first = opener->word, .whole_stop = closer->word};
        if (!keep(search->voice, found)) return false;
    }
    return true;
}

static int compare_quotations(const void *one, const void *other) {
    uint32_t a = ((const Quotation *)one)->first, b = ((const Quotation *)other)->first;
    return (a > b) - (a < b);
}

/* A quotation that has ended is passed over for good: the walk is as long as there are some. */
static void find_outer(Voice *voice) {
    Quotation *all = voice->quotations.items;
    for (size_t at = 0; at < voice->quotations.count; at++) {
        uint32_t outer = at ? (uint32_t)at - 1 : NONE;
        while (outer != NONE && all[outer].stop <= all[at].first) outer = all[outer].outer;
        all[at].outer = outer;
    }
}

int find_quotations(Search *search) {
    Voice *voice = search->voice;
    voice->doubles.count = voice->quotations.count = voice->lone.count = voice->stack.count = 0;
    if (!search->text.words.count) return DONE;
    if (!walk_doubles(search) || !join_doubles(search) || !keep_doubles(voice) ||
        !keep_singles(search))
        return NO_MEMORY;
    if (voice->quotations.count)
        qsort(voice->quotations.items, voice->quotations.count, sizeof(Quotation),
              compare_quotations);
    find_outer(voice);
    for (size_t at = 0; at < voice->quotations.count; at++) {
        Quotation own = voice->quotations.items[at];
        if (own.stop > own.first)
            memset(voice->codes.items + own.first, QUOTE, own.stop - own.first);
    }
    return DONE;
}
