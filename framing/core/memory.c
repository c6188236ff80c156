/* Lists that grow, and tables of byte strings. */
#include "core.h"

#include <stdlib.h>
#include <string.h>

void *grown(void *items, size_t *room, size_t need, size_t size) {
    size_t more = *room < 16 ? 16 : *room;
    while (more < need && more <= SIZE_MAX / 2) more *= 2;
    void *larger = more < need || more > SIZE_MAX / size ? NULL : realloc(items, more * size);
    if (!larger) free(items);
    *room = larger ? more : 0;
    return larger;
}

int compare_numbers(const void *one, const void *other) {
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    return (a > b) - (a < b);
}

uint64_t hash_seed = 0xcbf29ce484222325u;
uint64_t hash_factors[2] = {0x9E3779B97F4A7C15u, 0xBF58476D1CE4E5B9u};

/* The first seed stays: tables that were built with it would find nothing by another. */
EXPORT void core_seed(uint64_t seed) {
    static bool seeded;
    if (seeded) return;
    seeded = true;
    hash_seed = seed;
    for (int at = 0; at < 2; at++) {
        seed = (seed ^ seed >> 29) * hash_factors[at];
        hash_factors[at] = seed | 1;
    }
}

uint64_t hash_of(const uint8_t *bytes, size_t size) {
    uint64_t hash = hash_seed;
    for (size_t at = 0; at < size; at++) hash = hash_byte(hash, bytes[at]);
    return hash;
}

static size_t first_slot(const Table *table, uint64_t hash) {
    return (hash ^ hash >> 32) & table->mask;
}

bool table_open(Table *table) {
    *table = (Table){.mask = 255};
    table->slots = calloc(table->mask + 1, sizeof *table->slots);
    return table->slots != NULL;
}

void table_free(Table *table) {
    free(table->slots);
    free(table->keys.items);
    free(table->bytes.items);
    *table = (Table){0};
}

static inline uint32_t four(const uint8_t *at) {
    uint32_t value;
    memcpy(&value, at, 4);
    return value;
}

/* Most keys are words of up to 16 bytes: their first and last bytes are compared at once. */
static inline bool same(const uint8_t *one, const uint8_t *other, size_t size) {
    if (size > 16) return !memcmp(one, other, size);
    if (size >= 8)
        return eight(one) == eight(other) && eight(one + size - 8) == eight(other + size - 8);
    if (size >= 4)
        return four(one) == four(other) && four(one + size - 4) == four(other + size - 4);
    return (size < 1 || one[0] == other[0]) && (size < 2 || one[1] == other[1]) &&
           (size < 3 || one[2] == other[2]);
}

#define HIGH 0xFFFFFFFF00000000u

uint32_t table_find(const Table *table, const uint8_t *bytes, size_t size, uint64_t hash) {
    /* At most three quarters of the slots are taken, so the walk meets a free one. */
    for (size_t slot = first_slot(table, hash);; slot = (slot + 1) & table->mask) {
        uint64_t found = table->slots[slot];
        if (!found) return NONE;
        if ((found ^ hash) & HIGH) continue;
        uint32_t number = (uint32_t)found - 1;
        const Key *key = &table->keys.items[number];
        if (key->size == size && same(table->bytes.items + key->at, bytes, size)) return number;
    }
}

static void put(Table *table, uint32_t number) {
    uint64_t hash = table->keys.items[number].hash;
    size_t slot = first_slot(table, hash);
    while (table->slots[slot]) slot = (slot + 1) & table->mask;
    table->slots[slot] = (hash & HIGH) | (number + 1);
}

static bool widen(Table *table) {
    size_t size = 2 * (table->mask + 1);
    uint64_t *slots = calloc(size, sizeof *slots);
    if (!slots) return false;
    free(table->slots);
    table->slots = slots;
    table->mask = size - 1;
    for (size_t number = 0; number < table->keys.count; number++) put(table, (uint32_t)number);
    return true;
}

uint32_t table_add(Table *table, const uint8_t *bytes, size_t size, uint64_t hash) {
    size_t number = table->keys.count;
    if (number >= NONE - 1 || !MAKE_ROOM(&table->keys, 1) || !MAKE_ROOM(&table->bytes, size + 1))
        return NONE;
    if (4 * (number + 1) > 3 * table->mask && !widen(table)) return NONE;
    memcpy(table->bytes.items + table->bytes.count, bytes, size);
    table->keys.items[number] = (Key){hash, table->bytes.count, (uint32_t)size};
    table->bytes.count += size;
    table->keys.count++;
    put(table, (uint32_t)number);
    return (uint32_t)number;
}
