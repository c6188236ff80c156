/* The calls from Python: a language, words of texts, and a batch of texts against all lexicons. */
#include "search.h"

#include <stdlib.h>
#include <string.h>

/* Texts in UTF-8, one after another, with their excluded spans in characters; the fields stand in
 * the same order in `library.py`. */
typedef struct {
    int64_t texts;
    const uint8_t *bytes;
    const int64_t *text_from;
    const int64_t *excluded; /* pairs of start and end, sorted */
    const int64_t *excluded_from;
    const int64_t *titles; /* a pair a text; equal where it holds no title */
} Batch;

#ifndef SOURCES
#define SOURCES ""
#endif

/* The digest of the sources that this is compiled of. */
EXPORT const char *core_sources(void) { return SOURCES; }

/* ---- the language ---- */

EXPORT void language_free(Language *language) {
    if (!language) return;
    table_free(&language->listed);
    free(language->lists);
    free(language);
}

/* `words` are `count` listed words, each from one offset of `from` to the next, with their lists.
 * With `wildcards`, `*` and `?` are letters: the way a pattern is cut into words. */
EXPORT Language *language_open(const uint16_t *flags, const uint32_t *folded, const uint8_t *words,
                               const int64_t *from, const uint32_t *lists, int64_t count,
                               int64_t wildcards) {
    Language *language = calloc(1, sizeof *language);
    if (!language) return NULL;
    language->flags = flags;
    language->folded = folded;
    for (uint32_t code = 0; code < ASCII; code++) {
        bool wild = wildcards && (code == '*' || code == '?');
        language->ascii_flags[code] = wild ? WORD : flags[code];
        language->ascii_folded[code] = (uint8_t)folded[code];
        language->plain[code] = language->ascii_flags[code] & WORD ? (uint8_t)folded[code] : 0;
    }
    language->lists = calloc((size_t)count + 1, sizeof(uint32_t));
    bool made = language->lists && table_open(&language->listed);
    for (int64_t at = 0; made && at < count; at++) {
        size_t size = (size_t)(from[at + 1] - from[at]);
        uint64_t hash = hash_of(words + from[at], size);
        made = table_add(&language->listed, words + from[at], size, hash) != NONE;
        language->lists[at] = lists[at];
    }
    if (made) return language;
    language_free(language);
    return NULL;
}

/* ---- what a batch yields ---- */

EXPORT void lists_free(Lists *lists) {
    if (!lists) return;
    free(lists->tallies.items);
    free(lists->matches.items);
    free(lists->ranges.items);
    free(lists->lone_marks.items);
    free(lists->candidates.items);
    free(lists->wins.items);
    free(lists->words.items);
    kinds_free(&lists->kinds);
    free(lists);
}

/* Where a list begins and how many items it has; numbers as in `library.py`. */
EXPORT const void *list_items(const Lists *lists, int64_t number, int64_t *count) {
#define GIVE(list) (*count = (int64_t)(list).count, (const void *)(list).items)
    switch (number) {
    case 0: return GIVE(lists->tallies);
    case 1: return GIVE(lists->matches);
    case 2: return GIVE(lists->ranges);
    case 3: return GIVE(lists->lone_marks);
    case 4: return GIVE(lists->candidates);
    case 5: return GIVE(lists->wins);
    case 6: return GIVE(lists->words);
    case 7: return GIVE(lists->kinds.keys);
    case 8: return GIVE(lists->kinds.letters);
    default: *count = 0; return NULL;
    }
#undef GIVE
}

/* ---- words ---- */

/* Adds the words of the text to those of the batch. */
static bool keep_words(Lists *out, Text *text) {
    count_characters(text);
    if (!MAKE_ROOM(&out->words, text->words.count)) return false;
    if (text->words.count)
        memcpy(out->words.items + out->words.count, text->words.items,
               text->words.count * sizeof(Word));
    out->words.count += text->words.count;
    return true;
}

static int take(Text *text, const Batch *batch, int64_t number) {
    const int64_t *from = batch->excluded_from + number;
    return take_text(text, batch->bytes + batch->text_from[number],
                     (size_t)(batch->text_from[number + 1] - batch->text_from[number]),
                     batch->excluded + 2 * from[0], (size_t)(from[1] - from[0]));
}

/* The words of a batch; `words_from` takes the first of each text, and the number of all. */
EXPORT Lists *read_batch(const Language *language, const Batch *batch, int64_t *words_from,
                         int *ended) {
    *ended = NO_MEMORY;
    Lists *lists = calloc(1, sizeof *lists);
    if (!lists || !kinds_open(&lists->kinds, language, NULL)) return lists;
    Text text = {.language = language, .kinds = &lists->kinds};
    *ended = DONE;
    for (int64_t number = 0; !*ended && number < batch->texts; number++) {
        words_from[number] = (int64_t)lists->words.count;
        if (!(*ended = take(&text, batch, number))) *ended = read_words(&text);
        if (!*ended && !keep_words(lists, &text)) *ended = NO_MEMORY;
    }
    words_from[batch->texts] = (int64_t)lists->words.count;
    free_text(&text);
    return lists;
}

/* The words that stand in excluded spans, each of which begins and ends by itself. */
static int count_excluded(Text *scratch, const Text *text, const uint8_t *bytes, int64_t *words) {
    for (size_t at = 0; at < text->cuts.count; at++) {
        Range cut = text->cuts.items[at];
        int ended = take_text(scratch, bytes + cut.start, cut.end - cut.start, NULL, 0);
        if (!ended) ended = read_words(scratch);
        if (ended) return ended;
        *words += (int64_t)scratch->words.count;
    }
    return DONE;
}

/* ---- the search ---- */

static void search_close(Search *search) {
    free_text(&search->text);
    voice_free(search->voice);
    windows_free(search->windows);
    free(search->contests);
    free(search->opening.items);
    free(search->touched.items);
    free(search->terms.items);
    free(search->exclusions.items);
    free(search->hits.items);
    free(search->waiting.items);
    free(search->gathered.items);
    free(search->beside.items);
    free(search->negators.items);
    free(search->verbs.items);
    free(search->asked.items);
    free(search->groups_met);
    free(search->asked_in);
    free(search->weighed.items);
    free(search->weights);
    free(search->is_weighed);
    free(search->tallied);
    free(search->tally);
}

static bool search_open(Search *search) {
    const Tables *tables = &search->lexicon->tables;
    size_t rules = (size_t)tables->rules + 1, dimensions = (size_t)tables->dimensions + 1;
    search->text = (Text){.language = search->out->kinds.language, .kinds = &search->out->kinds,
                          .with_marks = search->wishes->with_voices != 0};
    search->contests = calloc((size_t)tables->contests + 1, sizeof *search->contests);
    search->groups_met = calloc(rules, sizeof *search->groups_met);
    search->asked_in = calloc(rules, sizeof *search->asked_in);
    search->weights = calloc(dimensions * VOICES, sizeof *search->weights);
    search->is_weighed = calloc(dimensions, sizeof *search->is_weighed);
    search->tally = calloc((size_t)tables->names + 1, sizeof *search->tally);
    search->tallied = calloc((size_t)tables->names / 64 + 1, sizeof *search->tallied);
    search->windows = windows_open();
    if (search->wishes->with_voices) search->voice = voice_open();
    return search->contests && search->groups_met && search->asked_in && search->weights &&
           search->is_weighed && search->tally && search->tallied && search->windows &&
           (search->voice || !search->wishes->with_voices);
}

static int scan_sentence(Search *search) {
    search->terms.count = search->exclusions.count = search->hits.count = 0;
    search->negators.count = search->verbs.count = search->asked.count = 0;
    search->waiting.count = search->gathered.count = 0;
    search->clauses_read = false;
    int ended = find_sentence(search);
    if (!ended && (search->terms.count || search->asked.count)) read_negators(search);
    if (!ended && search->voice) ended = attribute_sentence(search);
    for (size_t at = 0; !ended && at < search->terms.count; at++)
        ended = count_term(search, search->terms.items[at]);
    if (!ended && search->asked.count) ended = count_rules(search);
    if (!ended) end_sentence(search);
    return ended;
}

static int scan_sentences(Search *search) {
    const Numbers *opens = &search->text.sentence_opens;
    search->next = 0;
    if (!find_opening(search)) return NO_MEMORY;
    for (size_t sentence = 0; sentence < opens->count; sentence++) {
        bool last = sentence + 1 == opens->count;
        search->first = opens->items[sentence];
        search->stop = last ? (uint32_t)search->text.words.count : opens->items[sentence + 1];
        int ended = scan_sentence(search);
        if (ended) return ended;
    }
    return DONE;
}

/* Units and words, for the name of the rate; sentences for its interval. */
static void count_words(Search *search) {
    Sums *sums = search->sums;
    const Text *text = &search->text;
    sums->words[search->article] = (int64_t)text->words.count;
    sums->sentences[search->article] = text->sentences;
    sums->units[search->article] = text->units;
}

static int scan_text(Search *search, const Batch *batch, Text *scratch) {
    int64_t number = search->article;
    int ended = take(&search->text, batch, number);
    if (!ended) ended = read_words(&search->text);
    if (ended) return ended;
    const uint8_t *bytes = batch->bytes + batch->text_from[number];
    ended = count_excluded(scratch, &search->text, bytes, &search->sums->excluded_words[number]);
    if (ended) return ended;
    count_words(search);
    search->found = search->steps = 0;
    size_t matches_from = search->out->matches.count;
    if (search->wishes->with_matches) count_characters(&search->text);
    if (search->voice) {
        const int64_t *title = batch->titles + 2 * number;
        ended = read_voices(search, (Range){(uint32_t)title[0], (uint32_t)title[1]});
    }
    if (!ended) ended = scan_sentences(search);
    if (!ended && search->voice && search->wishes->with_matches)
        ended = find_speakers(search, matches_from);
    if (!ended) ended = end_article(search);
    if (!ended && search->wishes->with_words) {
        Word *words = search->text.words.items;
        for (uint32_t at = 0; search->voice && at < search->text.words.count; at++)
            words[at].what |= (uint8_t)(voice_of(search, at) << VOICE_SHIFT);
        if (!keep_words(search->out, &search->text)) ended = NO_MEMORY;
    }
    search->words_before += search->text.words.count;
    search->sentences_before += search->text.sentences;
    return ended;
}

static int scan_texts(Search *search, const Batch *batch) {
    Kinds kinds; /* of excluded text, which is counted and no more */
    if (!kinds_open(&kinds, search->text.language, NULL)) return NO_MEMORY;
    Text scratch = {.language = search->text.language, .kinds = &kinds};
    Sums *sums = search->sums;
    const Lists *out = search->out;
    int ended = DONE;
    for (int64_t number = 0; !ended && number < batch->texts; number++) {
        search->article = (uint32_t)number;
        sums->tallies_from[number] = (int64_t)out->tallies.count;
        sums->words_from[number] = (int64_t)search->words_before;
        sums->marks_from[number] = (int64_t)out->lone_marks.count;
        ended = scan_text(search, batch, &scratch);
    }
    sums->tallies_from[batch->texts] = (int64_t)out->tallies.count;
    sums->words_from[batch->texts] = (int64_t)search->words_before;
    sums->marks_from[batch->texts] = (int64_t)out->lone_marks.count;
    free_text(&scratch);
    kinds_free(&kinds);
    return ended;
}

/* Most words of a batch stood in earlier ones: what was found of them serves on, unless another
 * scan has it. Words that are handed out are numbered for their batch alone. */
static bool take_known(Lexicon *lexicon, const Wishes *wishes, Kinds *kinds) {
    Kinds *known = wishes->with_words ? NULL : atomic_exchange(&lexicon->known, NULL);
    if (!known) return kinds_open(kinds, lexicon->language, lexicon);
    *kinds = *known;
    free(known);
    return true;
}

/* Keeps them for the next scan, as long as they are few. */
static void keep_known(Lexicon *lexicon, const Wishes *wishes, Kinds *kinds) {
    if (wishes->with_words || kinds->keys.count > MOST_KNOWN || kinds->forms.count > MOST_KNOWN)
        return;
    Kinds *kept = malloc(sizeof *kept);
    if (!kept) return;
    *kept = *kinds;
    *kinds = (Kinds){0};
    Kinds *other = atomic_exchange(&lexicon->known, kept);
    if (other) kinds_free(other);
    free(other);
}

/* A batch against all lexicons: the arrays of `sums`, zero before, and lists to be freed. How it
 * ended, and at which article, stand in `ended`. */
EXPORT Lists *scan(Lexicon *lexicon, const Batch *batch, const Wishes *wishes, Sums *sums,
                   int64_t *ended) {
    ended[0] = NO_MEMORY;
    Lists *lists = calloc(1, sizeof *lists);
    if (!lists || !take_known(lexicon, wishes, &lists->kinds)) return lists;
    Search search = {.lexicon = lexicon, .wishes = wishes, .sums = sums, .out = lists};
    if (search_open(&search)) ended[0] = scan_texts(&search, batch);
    ended[1] = search.article;
    if (ended[0] == DONE) keep_known(lexicon, wishes, &lists->kinds);
    search_close(&search);
    return lists;
}
