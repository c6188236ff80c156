"""The compiled core: texts and patterns → words, matches and sums, in one pass over UTF-8.

The C files here are the scan; `library` finds and calls what they are compiled into. Follow one
word through them: `scan.c` takes a text, `words.c` and `gaps.c` cut it, `kinds.c` and `forms.c` ask
what patterns may mean a word, `contests.c` who wins it, `negation.c` what turns it, `rules.c` what
stands near it, `voice.c` and its kind who says it, and `sums.c` adds up.
"""
