/* What stands between two words: ends of sentences, paragraphs and clauses, and how words join.
 *
 * The rules are those of docs/manual.md, "Sentences" and "Phrases".
 */
#include "core.h"

static bool is_comma(uint32_t code) {
    return code == ',' || code == 0xFF0C || code == 0x3001; /* ，、 */
}

#define BIT(code) ((uint64_t)1 << (code))
static const uint64_t ASCII_CLAUSE_ENDS = BIT(';') | BIT(':') | BIT('.') | BIT('!') |
                                          BIT('?') | BIT('(') | BIT(')');

/* Marks that end a clause; so does a hyphen after white space, which is a dash. */
static bool ends_clause(const Text *text, size_t at, Character mark) {
    if (mark.code < 64 && ASCII_CLAUSE_ENDS >> mark.code & 1) return true;
    switch (mark.code) {
    case 0x2026: case 0x2014: case 0x2015: /* … — ― */
    case 0xFF1B: case 0xFF1A: case 0xFF08: case 0xFF09: /* ；：（） */
        return true;
    default:
        return mark.flags & HYPHEN && char_before(text, at).flags & SPACE;
    }
}

/* Whether a byte before a word makes it a part of an address: whitehouse.gov. */
static bool is_joined(uint8_t byte) { return byte == '.' || byte == '/' || byte == '@'; }

/* Whether a full stop belongs to an abbreviation or an initial (Dr., D. Smith), and so ends no
 * sentence: of some only behind a capital (Ill.), of others before a digit (No. 2). That of an
 * initialism is part of the word and no mark. */
static bool is_abbreviated(const Text *text, size_t stop) {
    if (text->raw[stop] != '.' || !text->words.count) return false;
    const Word *word = &text->words.items[text->words.count - 1];
    if (word->end != stop || word->tails || text->raw[stop - 1] == '.') return false;
    Character first = char_at(text, word->start);
    bool initial = first.flags & UPPER && first.size == word->end - word->start;
    if (first.flags & LOWER && is_joined(*(text->raw + word->start - 1))) return false;
    uint32_t lists = text->kinds->kinds.items[word->kind].lists;
    if (initial || lists & ABBREVIATION) return true;
    if (lists & STATE) return first.flags & UPPER;
    return lists & NUMBERED && char_at(text, past(text, stop + 1, SPACE)).flags & DIGIT;
}

static bool holds_break(const Text *text, size_t at, size_t end) {
    while (at < end) {
        Character next = char_at(text, at);
        if (next.flags & BREAK) return true;
        at += next.size;
    }
    return false;
}

/* A sentence ends at a stop with its closing quotes and brackets, before white space and an
 * upper-case letter, a digit or an opening mark; at a full stop of full width always. A line that
 * one of them closes is the end of a paragraph. */
static void read_stop(Text *text, size_t after, bool full_width) {
    size_t closed = past(text, after, CLOSER), next = past(text, closed, SPACE);
    if (!full_width && next == closed) return;
    if (full_width || char_at(text, next).flags & (UPPER | DIGIT | OPENER)) text->opens |= SENTENCE;
    if (holds_break(text, closed, next)) text->opens |= PARAGRAPH;
}

static uint8_t sides_of(const Text *text, size_t at, size_t after) {
    Character left = char_before(text, at), right = char_at(text, after);
    return (uint8_t)((left.flags & SPACE || !left.code ? SPACE_BEFORE : 0) |
                     (right.flags & SPACE || !right.code ? SPACE_AFTER : 0) |
                     (left.flags & WORD ? WORD_BEFORE : 0) |
                     (right.flags & WORD ? WORD_AFTER : 0));
}

static bool keep_mark(Text *text, size_t at, Character mark) {
    if (!MAKE_ROOM(&text->marks, 1)) return false;
    size_t after = at + mark.size;
    text->marks.items[text->marks.count++] =
        (Mark){(uint32_t)at, (uint32_t)after, mark.code, (uint32_t)text->words.count,
               mark.flags, sides_of(text, at, after)};
    return true;
}

/* White space that is no plain space; a blank line ends a paragraph. */
static bool read_space(Text *text, size_t at, Character space) {
    if (!(space.flags & BREAK)) return true;
    if (text->after_break) text->opens |= PARAGRAPH;
    text->after_break = true;
    if (!text->with_marks) return true;
    if (!MAKE_ROOM(&text->breaks, 1)) return false;
    text->breaks.items[text->breaks.count++] = (uint32_t)at;
    return true;
}

/* Whether a wrong apostrophe stands in n’t: don´t, don`t, don‘t. */
static bool clips(const Text *text, size_t at, Character mark) {
    if (mark.code != 0xB4 && mark.code != '`' && mark.code != 0x2018) return false;
    const uint8_t *next = text->raw + at + mark.size;
    return text->words.count && text->words.items[text->words.count - 1].end == at &&
           (text->raw[at - 1] | 0x20) == 'n' && (*next | 0x20) == 't' &&
           !(char_at(text, at + mark.size + 1).flags & WORD);
}

static bool read_mark(Text *text, size_t at, Character mark) {
    if (mark.flags & SPACE) return read_space(text, at, mark);
    size_t after = at + mark.size;
    text->after_break = false;
    text->comma |= is_comma(mark.code);
    if (clips(text, at, mark)) {
        text->words.items[text->words.count - 1].opens |= IS_CLIPPED;
        text->words.items[text->words.count - 1].what |= SEARCHED;
    }
    if (mark.flags & FULL_STOP) read_stop(text, after, true);
    bool abbreviated = mark.flags & STOP && is_abbreviated(text, at);
    if (mark.flags & STOP && !(char_at(text, after).flags & STOP) && !abbreviated)
        read_stop(text, after, false);
    text->clause += !abbreviated && ends_clause(text, at, mark);
    return !text->with_marks || !mark.code || keep_mark(text, at, mark);
}

size_t read_gap(Text *text, size_t at) {
    text->gap = at;
    text->after_break = false;
    while (at < text->size) {
        Character next = char_at(text, at);
        if (next.flags & WORD) return at;
        if (next.code != ' ' && !read_mark(text, at, next)) {
            text->gap = SIZE_MAX;
            break;
        }
        at += next.size;
    }
    return text->size;
}

/* ・ ･ · between letters, as of a foreign name in kana or a Catalan word. */
static bool is_dotted(const Text *text, size_t gap, Character dot) {
    if (dot.code != 0xB7 && dot.code != 0x30FB && dot.code != 0xFF65) return false;
    uint16_t before = char_before(text, gap).flags, after = char_at(text, gap + dot.size).flags;
    return (before & WORD) && (after & WORD) && !((before | after) & DIGIT);
}

/* A phrase runs across white space with at most one line break, one hyphen with nothing before it,
 * one apostrophe, or one middle dot between letters. Characters of scripts without spaces touch. */
uint8_t joint_of(const Text *text, size_t gap, size_t start, bool beside_unit) {
    if (start == gap + 1 && text->raw[gap] == ' ') return ACROSS;
    if (gap == start) return beside_unit ? TOUCHING : APART;
    Character first = char_at(text, gap);
    size_t after = gap + first.size;
    if (after == start)
        return first.flags & (SPACE | HYPHEN | APOSTROPHE) || is_dotted(text, gap, first) ? ACROSS
                                                                                         : APART;
    size_t breaks = 0;
    for (size_t at = first.flags & HYPHEN ? after : gap; at < start;) {
        Character next = char_at(text, at);
        if (!(next.flags & SPACE)) return APART;
        breaks += (next.flags & BREAK) != 0;
        at += next.size;
    }
    return breaks <= 1 ? ACROSS : APART;
}
