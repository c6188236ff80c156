/* The distinct words of a batch: what is asked of a word is asked once for all its places. */
#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

bool kinds_open(Kinds *kinds, const Language *language, const Lexicon *lexicon) {
    *kinds = (Kinds){.language = language, .lexicon = lexicon};
    if (lexicon) {
        kinds->states = calloc(2 * lexicon->automaton.words + 1, sizeof(uint64_t));
        if (!kinds->states) return false;
    }
    return table_open(&kinds->table);
}

void kinds_free(Kinds *kinds) {
    table_free(&kinds->table);
    free(kinds->kinds.items);
    free(kinds->forms.items);
    free(kinds->states);
}

static uint32_t lists_of(const Language *language, const Text *text) {
    const uint8_t *folded = text->folded;
    size_t size = text->folded_size;
    uint32_t listed = table_find(&language->listed, folded, size, text->hash);
    uint32_t lists = listed == NONE ? 0 : language->lists[listed];
    return size >= 3 && !memcmp(folded + size - 3, "ing", 3) ? lists | ING : lists;
}

static bool add_kind(Kinds *kinds, const Text *text) {
    if (!MAKE_ROOM(&kinds->kinds, 1)) return false;
    Kind *kind = &kinds->kinds.items[kinds->kinds.count++];
    *kind = (Kind){.lists = lists_of(kinds->language, text),
                   .forms = (uint32_t)kinds->forms.count};
    if (!kinds->lexicon) return true;
    if (!find_forms(kinds, text) || kinds->forms.count >= NONE) return false;
    kind->form_count = (uint32_t)kinds->forms.count - kind->forms;
    const uint32_t *forms = kinds->forms.items + kind->forms;
    const Lexicon *lexicon = kinds->lexicon;
    bool opens = lexicon->nodes.items[0].by_any;
    for (uint32_t at = 0; at < kind->form_count; at++) opens |= lexicon->opens[forms[at]];
    kinds->table.keys.items[kinds->kinds.count - 1].note = opens ? OPENS_PATTERN : 0;
    return true;
}

uint32_t kind_of(Kinds *kinds, const Text *text) {
    uint32_t found = table_find(&kinds->table, text->folded, text->folded_size, text->hash);
    if (found != NONE) return found;
    found = table_add(&kinds->table, text->folded, text->folded_size, text->hash);
    return found != NONE && add_kind(kinds, text) ? found : NONE;
}
