"""The compiled core: texts and patterns → words, matches and sums, in one pass over UTF-8; lines.

Most C files here are the scan; `library` finds and calls what they are compiled into. The `line…`
files are what cleaning asks of lines; `lines` calls them. Follow one word through the scan:
`scan.c` takes a text, `words.c` and `gaps.c` cut it, `kinds.c` and `forms.c` ask what patterns may
mean a word, `contests.c` who wins it, `negation.c` what turns it, `rules.c` what stands near it,
`voice.c` and its kind who says it, and `sums.c` adds up.
"""
