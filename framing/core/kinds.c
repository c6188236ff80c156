/* The distinct words of texts: what is asked of a word is asked once for all its places. */
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

static uint32_t lists_of(const Language *language, const Text *text) {
    const uint8_t *folded = text->folded;
    size_t size = text->folded_size;
    uint32_t listed = table_find(&language->listed, folded, size, hash_of(folded, size));
    uint32_t lists = listed == NONE ? 0 : language->lists[listed];
    return size >= 3 && !memcmp(folded + size - 3, "ing", 3) ? lists | ING : lists;
}

/* The word's lists, and the forms of patterns that mean it. */
static bool add_kind(Kinds *kinds, const Text *text) {
    if (!MAKE_ROOM(&kinds->kinds, 1)) return false;
    Kind *kind = &kinds->kinds.items[kinds->kinds.count++];
    *kind = (Kind){.lists = lists_of(kinds->language, text),
                   .forms = (uint32_t)kinds->forms.count};
    if (!kinds->lexicon) return true;
    if (!find_forms(kinds, text) || kinds->forms.count >= NONE) return false;
    kind->form_count = (uint32_t)kinds->forms.count - kind->forms;
    return true;
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
