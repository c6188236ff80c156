/* Cuts a text into its lines, in one pass: where each stands, how it closes, which paragraph it was
 * wrapped into, whether that is running text, and which rules of cleaning may take it. */
#include "lines.h"

/* What is told of a line; the same order as in `lines.py`. */
enum { START, END, LAST, FIRST, WORDS, PROSE, RULES, FROM, PAST, COLUMNS };

enum { OPENING_WORDS = 6, LONG_SENTENCE = 600, GAP = 2 };

typedef struct {
    const LineRules *rules;
    const uint8_t *text; /* all but the title */
    const uint8_t *end;
    int64_t *columns[COLUMNS];
    int64_t count;
    int64_t titles; /* how many lines are the title's: 0 or 1 */
    bool after_blank;
} Page;

/* ---- characters ---- */

static const uint32_t CLOSERS[] = {'"', '\'', 0x2019, 0x201D, 0xBB, ')', ']', '}'};
static const uint32_t ENDS[] = {'.', '!', '?', 0x2026, 0x3002, 0xFF01, 0xFF1F};

#define IS_ONE_OF(code, list) is_one_of(code, list, sizeof(list) / sizeof *(list))
static bool is_one_of(uint32_t code, const uint32_t *list, size_t size) {
    for (size_t at = 0; at < size; at++)
        if (list[at] == code) return true;
    return false;
}

static const uint8_t *before(const uint8_t *at, const uint8_t *from) {
    at--;
    for (int back = 0; back < 3 && at > from && (*at & 0xC0) == 0x80; back++) at--;
    return at;
}

static int64_t characters(const uint8_t *at, const uint8_t *end) {
    int64_t count = 0;
    for (; at < end; at++) count += (*at & 0xC0) != 0x80;
    return count;
}

/* Every test of its own, so that the compiler takes many bytes at once. */
static uint8_t seen_in(const uint8_t *at, const uint8_t *end) {
    uint8_t high = 0, control = 0, small = 0, figure = 0, doubled = 0;
    size_t size = (size_t)(end - at);
    for (size_t n = 0; n < size; n++) {
        high |= at[n];
        control |= at[n] < ' ';
        small |= (uint8_t)(at[n] - 'a') < 26;
        figure |= (uint8_t)(at[n] - '0') < 10;
    }
    for (size_t n = 1; n < size; n++) doubled |= (at[n] == ' ') & (at[n - 1] == ' ');
    return (uint8_t)((high >= ASCII ? BEYOND_ASCII : 0) | (small ? SMALL : 0) |
                     (figure ? FIGURE : 0) | (control || doubled ? UNEVEN : 0));
}

/* The last character before closing quotes and brackets; 0 for none. */
static uint32_t last_of(const uint8_t *at, const uint8_t *end) {
    while (end > at) {
        const uint8_t *last = before(end, at);
        uint32_t size, code = code_at(last, end, &size);
        if (!IS_ONE_OF(code, CLOSERS)) return code;
        end = last;
    }
    return 0;
}

/* ---- paragraphs ---- */

static int64_t words_at(Page *page, int64_t line) {
    int64_t *words = &page->columns[WORDS][line];
    if (*words < 0) {
        const uint8_t *at = page->text + page->columns[FROM][line];
        const uint8_t *end = page->text + page->columns[PAST][line];
        *words = words_of(&page->rules->tables, at, end,
                          page->columns[END][line] - page->columns[START][line]);
    }
    return *words;
}

/* Whether the first word of the following line would have fitted into the line before. */
static bool had_room(const Page *page, const LineBytes *line) {
    int64_t before = page->columns[END][page->count - 1] - page->columns[START][page->count - 1];
    int64_t word = 0;
    uint32_t size;
    for (const uint8_t *at = line->at; at < line->end; at += size, word++)
        if (before + 1 + word > line->length || is_white(&page->rules->tables, at, line->end, &size))
            break;
    return before + 1 + word <= line->length;
}

/* Whether the lines from one to the last are running text: fifteen words and closed, or long lines
 * of words. Of a line by itself, as most are, length and spaces tell. */
static bool is_prose(Page *page, int64_t first) {
    int64_t lines = page->count - first, total = 0;
    bool closed = IS_ONE_OF((uint32_t)page->columns[LAST][page->count - 1], ENDS);
    if (lines == 1) {
        int64_t length = page->columns[END][first] - page->columns[START][first];
        int64_t least = closed ? 15 : 25, spaces = 0;
        if (length >= 15 * least) return true;
        const uint8_t *at = page->text + page->columns[FROM][first];
        const uint8_t *end = page->text + page->columns[PAST][first];
        bool ascii = end - at == length;
        for (; at < end; at++) spaces += *at == ' ';
        if (spaces > least || (2 * spaces < least && ascii)) return spaces > least;
    }
    for (int64_t line = first; line < page->count; line++) total += words_at(page, line);
    return closed ? total >= 15 : total >= 25 && total >= 8 * lines;
}

static void end_paragraph(Page *page) {
    if (page->count == page->titles) return;
    int64_t first = page->columns[FIRST][page->count - 1];
    bool prose = is_prose(page, first);
    for (int64_t line = first; line < page->count; line++) page->columns[PROSE][line] = prose;
}

/* ---- lines ---- */

/* Writes a line down that begins at a character; `at` counts from the text. */
static bool add_line(Page *page, LineBytes *line, int64_t start) {
    int64_t at = page->count, previous = at - 1;
    uint32_t last = last_of(line->at, line->end);
    bool begins = page->after_blank || IS_ONE_OF((uint32_t)page->columns[LAST][previous], ENDS) ||
                  had_room(page, line);
    if (begins) end_paragraph(page);
    page->columns[START][at] = start;
    page->columns[END][at] = start + line->length;
    page->columns[LAST][at] = last;
    page->columns[FIRST][at] = begins ? at : page->columns[FIRST][previous];
    page->columns[WORDS][at] = -1;
    page->columns[FROM][at] = line->at - page->text;
    page->columns[PAST][at] = line->end - page->text;
    page->count++;
    line->opens = begins || words_at(page, previous) <= OPENING_WORDS;
    line->closed = IS_ONE_OF(last, ENDS) || line->length > LONG_SENTENCE;
    uint64_t found;
    if (!rules_of(page->rules, line, &found)) return false;
    const int32_t *most = page->rules->tables.most_words;
    for (uint64_t left = found; left; left &= left - 1) {
        int rule = __builtin_ctzll(left);
        if (most[rule] >= 0 && words_at(page, at) > most[rule]) found &= ~((uint64_t)1 << rule);
    }
    page->columns[RULES][at] = (int64_t)found;
    page->after_blank = false;
    return true;
}

/* Takes the white space outside off a raw line, and says how many characters went in front. */
static int64_t strip(const LineTables *tables, LineBytes *line) {
    int64_t before_it = 0;
    uint32_t size;
    for (; line->at < line->end && is_white(tables, line->at, line->end, &size); before_it++)
        line->at += size;
    while (line->at < line->end) {
        const uint8_t *last = before(line->end, line->at);
        if (!is_white(tables, last, line->end, &size)) break;
        line->end = last;
    }
    return before_it;
}

/* The lines of a text that are not blank, below a title where `title_size` is not 0: the title is
 * line 0, and stands before the text by itself and an empty line. Returns their number; −1 where
 * there is no memory, −2 where `room` is less than all lines. */
EXPORT int64_t read_lines(const LineRules *rules, const uint8_t *title, int64_t title_size,
                          const uint8_t *text, int64_t size, int64_t *table, int64_t room) {
    Page page = {.rules = rules, .text = title, .after_blank = true};
    for (int column = 0; column < COLUMNS; column++) page.columns[column] = table + column * room;
    const uint8_t *end = text + size;
    if (title_size > 0) {
        LineBytes line = {.at = title, .end = title + title_size, .text = text, .text_end = end};
        line.seen = seen_in(line.at, line.end);
        line.length = characters(line.at, line.end);
        if (room < 1) return -2;
        if (!add_line(&page, &line, -line.length - GAP)) return -1;
        end_paragraph(&page);
        words_at(&page, 0);
        page.titles = 1;
        page.after_blank = true;
    }
    page.text = text;
    int64_t offset = 0;
    for (const uint8_t *at = text; at <= end;) {
        const uint8_t *stop = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
        LineBytes line = {.at = at, .end = stop ? stop : end};
        at = line.end + 1;
        int64_t start = offset + strip(&rules->tables, &line);
        if (line.at == line.end) {
            page.after_blank = true;
            offset = start + 1;
            continue;
        }
        line.seen = seen_in(line.at, line.end);
        line.length = line.seen & BEYOND_ASCII ? characters(line.at, line.end) : line.end - line.at;
        if (page.count >= room) return -2;
        offset = start + line.length + characters(line.end, at);
        if (!add_line(&page, &line, start)) return -1;
    }
    end_paragraph(&page);
    return page.count;
}

/* The words of a text that is one line. */
EXPORT int64_t count_words(const LineRules *rules, const uint8_t *text, int64_t size) {
    return words_of(&rules->tables, text, text + size, characters(text, text + size));
}
