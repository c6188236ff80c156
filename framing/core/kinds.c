/* The distinct words of texts: what is asked of a word is asked once for all its places.
 *
 * Where many patterns mean many words, as `*a*b*` and its kind do, a list of them for every word
 * would outgrow the text by far. So the lists are given up when they are long, and made again for
 * the words that are met again.
 */
#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

bool kinds_open(Kinds *kinds, const Language *language, const Lexicon *lexicon) {
    *kinds = (Kinds){.language = language, .lexicon = lexicon, .mask = 1023, .shift = 54};
    if (lexicon) {
        kinds->states = calloc(2 * lexicon->automaton.words + 1, sizeof(uint64_t));
        if (!kinds->states) return false;
    }
    kinds->slots = calloc(kinds->mask + 1, sizeof *kinds->slots);
    return kinds->slots != NULL;
}

void kinds_free(Kinds *kinds) {
    free(kinds->slots);
    free(kinds->keys.items);
    free(kinds->letters.items);
    free(kinds->kinds.items);
    free(kinds->forms.items);
    free(kinds->states);
}

uint8_t last_letter(const Kinds *kinds, uint32_t kind) {
    const Key *key = &kinds->keys.items[kind]; /* no word is empty */
    return kinds->letters.items[key->at + key->size - 1];
}

bool is_spelled(const Text *text, uint32_t word, const char *letters) {
    const Kinds *kinds = text->kinds;
    const Key *key = &kinds->keys.items[text->words.items[word].kind];
    const uint8_t *own = kinds->letters.items + key->at;
    return key->size == strlen(letters) && !memcmp(own, letters, key->size);
}

static uint32_t lists_of(const Language *language, const Text *text) {
    const uint8_t *folded = text->folded;
    size_t size = text->folded_size;
    uint32_t listed = table_find(&language->listed, folded, size, hash_of(folded, size));
    uint32_t lists = listed == NONE ? 0 : language->lists[listed];
    if (size >= 3 && !memcmp(folded + size - 3, "ing", 3)) lists |= ING;
    if (size >= 4 && !memcmp(folded + size - 2, "ed", 2)) lists |= ED;
    if (size >= 4 && !memcmp(folded + size - 2, "ly", 2)) lists |= LY;
    return lists;
}

#ifndef MOST_FORMS
#define MOST_FORMS 4000000u /* in the lists of all words: 16 MB */
#endif

void rest_forms(Kinds *kinds) {
    if (kinds->forms.count <= MOST_FORMS) return;
    kinds->forms.count = 0;
    kinds->round++;
}

/* Lists the forms of a word. */
static bool list_forms(Kinds *kinds, Kind *kind, const uint8_t *folded, size_t size) {
    kind->forms = (uint32_t)kinds->forms.count;
    kind->round = kinds->round;
    if (!find_forms(kinds, folded, size)) return false;
    kind->form_count = (uint32_t)kinds->forms.count - kind->forms;
    return true;
}

const Kind *kind_with_forms(Kinds *kinds, uint32_t number) {
    Kind *kind = &kinds->kinds.items[number];
    if (kind->round == kinds->round) return kind;
    const Key *key = &kinds->keys.items[number];
    return list_forms(kinds, kind, kinds->letters.items + key->at, key->size) ? kind : NULL;
}

/* The word's lists, and the forms of patterns that mean it. */
static bool add_kind(Kinds *kinds, const Text *text) {
    if (!MAKE_ROOM(&kinds->kinds, 1)) return false;
    Kind *kind = &kinds->kinds.items[kinds->kinds.count++];
    *kind = (Kind){.lists = lists_of(kinds->language, text)};
    if (!kinds->lexicon) return true;
    rest_forms(kinds);
    return list_forms(kinds, kind, text->folded, text->folded_size);
}

/* What patterns do with a word. */
static uint16_t roles_of(const Kinds *kinds, const Kind *kind) {
    const Lexicon *lexicon = kinds->lexicon;
    if (!lexicon) return 0;
    uint16_t roles = lexicon->any == NONE ? 0 : lexicon->roles[lexicon->any];
    for (uint32_t at = 0; at < kind->form_count; at++)
        roles |= lexicon->roles[kinds->forms.items[kind->forms + at]];
    return roles;
}

static bool add_letters(Kinds *kinds, const Text *text, uint64_t hash) {
    size_t size = text->folded_size;
    if (kinds->keys.count >= NONE - 1 || !MAKE_ROOM(&kinds->keys, 1) ||
        !MAKE_ROOM(&kinds->letters, size))
        return false;
    kinds->keys.items[kinds->keys.count++] =
        (Key){hash, kinds->letters.count, (uint32_t)size};
    memcpy(kinds->letters.items + kinds->letters.count, text->folded, size);
    kinds->letters.count += size;
    return true;
}

/* The slot that holds a word, or the free one where it belongs: at most three quarters are taken,
 * so the walk meets one. */
static Slot *slot_of(const Kinds *kinds, const Text *text, Spelling own) {
    for (size_t at = own.hash >> kinds->shift;; at = (at + 1) & kinds->mask) {
        Slot *slot = &kinds->slots[at];
        if (!slot->number) return slot;
        if (slot->head != own.head || slot->tail != own.tail || slot->size != own.size) continue;
        if (own.size <= 16) return slot;
        const uint8_t *letters = kinds->letters.items + kinds->keys.items[slot->number - 1].at;
        if (!memcmp(letters + 16, text->folded + 16, own.size - 16)) return slot;
    }
}

/* Twice as many slots; each word keeps its number. */
static bool widen(Kinds *kinds) {
    size_t mask = 2 * kinds->mask + 1;
    Slot *slots = calloc(mask + 1, sizeof *slots);
    if (!slots) return false;
    for (size_t old = 0; old <= kinds->mask; old++) {
        const Slot *slot = &kinds->slots[old];
        if (!slot->number) continue;
        size_t at = kinds->keys.items[slot->number - 1].hash >> (kinds->shift - 1);
        while (slots[at].number) at = (at + 1) & mask;
        slots[at] = *slot;
    }
    free(kinds->slots);
    kinds->slots = slots;
    kinds->mask = mask;
    kinds->shift--;
    return true;
}

const Slot *find_kind(Kinds *kinds, Text *text, Spelling own) {
    Slot *slot = slot_of(kinds, text, own);
    if (slot->number) return slot;
    if (4 * (kinds->keys.count + 1) > 3 * kinds->mask) {
        if (!widen(kinds)) return NULL;
        slot = slot_of(kinds, text, own);
    }
    if (own.size <= 16) {
        put_eight(text->folded, own.head);
        put_eight(text->folded + 8, own.tail);
        text->folded_size = own.size;
    }
    if (!add_letters(kinds, text, own.hash) || !add_kind(kinds, text)) return NULL;
    const Kind *kind = &kinds->kinds.items[kinds->kinds.count - 1];
    *slot = (Slot){own.head, own.tail, (uint32_t)kinds->keys.count, (uint16_t)own.size,
                   roles_of(kinds, kind)};
    return slot;
}
