"""How much of anything the program takes: every cap on hostile or careless input, in one place.

Each is well above what real articles and lexicons need, and low enough that reading up to it
takes seconds. To adjust one, change it here.
"""

from __future__ import annotations

KIB = 1024
MIB = 1024 * KIB

TEXT_FILE_BYTES = 64 * MIB
"""A text or HTML file of one article."""
PAGE_ELEMENTS = 150_000
"""Elements of a web page."""
ROW_BYTES = 16 * MIB
"""A row of a CSV or JSONL file; the file itself is streamed and has no cap."""
CONFIG_FILE_BYTES = 2 * MIB
"""A TOML or YAML file."""
CONFIG_LINE_CHARACTERS = 64 * KIB
"""A line of a TOML file."""
CONFIG_KEY_CHARACTERS = 200
"""A key of a TOML file with its dots; the time to parse one grows with their square."""
CONFIG_DEPTH = 16
"""Tables, lists and categories inside one another in a lexicon file."""
LEXICON_FILE_BYTES = 64 * MIB
"""A lexicon file of a format that is not TOML or YAML."""
LEXICON_LINE_CHARACTERS = 64 * KIB
"""A line of a lexicon file whose lines mean something."""
PROVENANCE_FILE_BYTES = 256 * MIB
"""An exported provenance, which is read as a whole; some 400 bytes an article."""
LAKE_FILE_BYTES = 256 * MIB
"""A manifest, a receipt or a list of repeated rows of a lake, which are read as a whole; some 150
bytes a file of articles."""

NAME_CHARACTERS = 64
"""The name of a dimension, a group or a lexicon."""
PATTERN_CHARACTERS = 200
"""A pattern, and the name of a near rule."""
FIELD_CHARACTERS = 10_000
"""A title, description, note or example of a lexicon."""
LARGEST_WEIGHT = 1_000_000.0
"""A weight; up to here the sums of squared weights stay finite on any text."""
WITHIN_WORDS = 100
"""The window of a near rule."""
RULE_GROUPS = 4
"""Groups that a near rule brings together."""
CONTEXT_GROUPS = 8
"""Groups that one entry needs, and groups that it refuses."""
KIND_CHARACTERS = 32
"""The sub-kind of an entry."""
WORD_WILDCARDS = 3
"""Wildcards in one word of a pattern."""
LEXICON_DIMENSIONS = 500
"""Dimensions of a lexicon."""
LEXICON_CATEGORIES = 2_000
"""Categories of a foreign lexicon, with those that only hold others and are no dimensions."""
LEXICON_CELLS = 3_000_000
"""Cells of a table of terms; the General Inquirer has two million."""
LEXICON_ENTRIES = 500_000
"""Terms, exclusions, near rules and group members of a lexicon."""
LEXICON_MISFITS = 20_000
"""Terms of a foreign lexicon that are no patterns and therefore skipped; to see it takes time."""
LEXICON_OPEN_PATTERNS = 2_000
"""Patterns of a lexicon with a wildcard at the head or inside of a word."""
LEXICON_OPEN_LITERALS = 40_000
"""Their characters that are no wildcards; each takes time at each character of a new word."""
LEXICON_LITERALS = 10_000_000
"""Characters of a lexicon's patterns that are no wildcards."""
MATCHED_WORD_CHARACTERS = 256
"""A longer word of an article is matched by its first so many characters."""
COUNTED_MATCHES = 4_000_000
"""Matches of one article that are counted; more stop the scan with one line."""
SHOWN_MATCHES = 100_000
"""Matches of one article that are shown one by one."""
CANDIDATES = 2_000_000
"""Places of patterns in a batch of articles that a diagnosis looks at, won or lost."""
COMBINING_MARKS = 1_000
"""Marks on one letter; the time to put them in order grows with their square."""

EXCEL_ROWS = 1_048_576
"""Rows of a sheet of Excel, the header included."""
EXCEL_COLUMNS = 16_384
"""Columns of a sheet of Excel."""
EXCEL_CELL_CHARACTERS = 32_767
"""Characters of a cell of Excel, in units of UTF-16."""

ARCHIVE_FILES = 10_000
"""Files in a zip archive, and parts of a document or message that is made of several."""
UNPACKED_RATIO = 100
"""How many times its packed size a file of more than 64 MiB may unpack to."""
ARCHIVE_DIRECTORY_BYTES = 4 * MIB
"""The table of contents of a zip archive; it is read as a whole."""
BOOK_BYTES = 16 * MIB
"""The chapters of a book in EPUB."""
PDF_PAGES = 2_000
"""Pages of a PDF."""
PDF_STREAM_BYTES = 2 * MIB
"""What draws one page of a PDF, unpacked; pypdf takes seconds for a megabyte."""
PDF_OPERATIONS = 300_000
"""What is drawn on the pages of a PDF, letters and lines, ten bytes of it counted as one more."""
MESSAGE_BYTES = 36 * MIB
"""A message with its attachments; the largest that Gmail delivers has 33."""
MESSAGE_HEAD_BYTES = 256 * KIB
"""The headers of a message of mail; real ones have a few kilobytes."""
MESSAGE_TEXT_BYTES = 4 * MIB
"""The text of a message, or the page in it; attachments do not count."""
FEED_BYTES = 8 * MIB
"""A file of a feed."""
FEED_ELEMENTS = 60_000
"""Elements of a feed, without those that its entries hold as text."""
FEED_MARKS = 350_000
"""`<` and `&` in a feed, those in the bodies of its entries too."""
HEAD_BYTES = 64 * KIB
"""The head of a record of a web archive."""
WORKBOOK_CELLS = 600_000
"""Cells of a workbook that is read."""
WORKBOOK_ROWS = 150_000
"""Rows of a workbook that is read, all sheets together; a CSV file of them has no cap."""
WORKBOOK_ELEMENTS = 2_000_000
"""Elements of the XML of a workbook; 50,000 articles of eight columns have 1.3 million."""
DOCUMENT_ELEMENTS = 1_000_000
"""Elements of a part of a document in XML."""
DOCUMENT_DEPTH = 250
"""Elements inside one another in a document in XML."""
