/* The least that counting words of a list can cost: runs of letters and digits, folded and hashed,
 * and one look into a table for each. No phrases, no wildcards, no sentences, no contests. */
#include <stddef.h>
#include <stdint.h>

static uint8_t folded_byte(uint8_t byte) {
    if (byte >= 'A' && byte <= 'Z') return byte + 32;
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80 ? byte : 0;
}

static uint64_t mixed(uint64_t hash, uint8_t byte) { return (hash ^ byte) * 0x100000001b3u; }

uint64_t hash_of(const uint8_t *bytes, size_t size) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t at = 0; at < size; at++) hash = mixed(hash, bytes[at]);
    return hash;
}

/* How many words of each text have their hash in the table, whose free slots are 0 and whose size
 * is a power of two. */
void count(const uint8_t *bytes, const int64_t *from, int64_t texts, const uint64_t *table,
           uint64_t mask, int64_t *found) {
    uint8_t folded[256];
    for (int byte = 0; byte < 256; byte++) folded[byte] = folded_byte((uint8_t)byte);
    for (int64_t text = 0; text < texts; text++)
        for (int64_t at = from[text], end = from[text + 1]; at < end; at++) {
            uint64_t hash = 0xcbf29ce484222325u;
            int64_t start = at;
            for (uint8_t byte; at < end && (byte = folded[bytes[at]]); at++)
                hash = mixed(hash, byte);
            if (at == start) continue;
            uint64_t slot = hash & mask;
            while (table[slot] && table[slot] != hash) slot = (slot + 1) & mask;
            found[text] += table[slot] == hash;
        }
}
