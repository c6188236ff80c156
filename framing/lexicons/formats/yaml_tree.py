"""The YAML that dictionaries are written in, as a tree whose every scalar is text.

It knows nested mappings, lists, lists in square brackets, quotes and comments, and nothing else
of YAML: anchors, aliases, tags, merge keys, block texts and braces are refused. So `no` and `NA`
stay words, nothing can refer to itself or unfold, each line is read once, and every mistake has
its line. A full YAML library would have to be talked out of all that and takes longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from framing.errors import LexiconError
from framing.lexicons.formats.checks import quoted
from framing.lexicons.formats.nested_categories import Items, Members, Node, Scalar
from framing.lexicons.formats.refusals import FilePlace
from framing.lexicons.formats.source_text import numbered_lines
from framing.lexicons.formats.yaml_scalars import COLON, DASH, END, SPACE, read_scalar
from framing.limits import CONFIG_DEPTH

_DEEPEST = 2 * CONFIG_DEPTH
"""Lists and mappings in one another: a category that is in another may take two of them."""


@dataclass(slots=True)
class _Line:
    """A line without its indentation."""

    number: int
    indent: int
    text: str


def parse_yaml(file: str, text: str) -> Node:
    """The value that a text holds.

    Raises LexiconError with the line of what is no YAML or none that a dictionary needs.
    """
    return _Parser(file, text).document()


class _Parser:
    """One pass over the lines that hold anything; `index` is the one it has reached."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.index = 0
        self.lines = list(self._lines(text))

    def _lines(self, text: str) -> Iterator[_Line]:
        begun = False
        for number, line in numbered_lines(self.file, text):
            content = line.lstrip(" ")
            if content.startswith("#"):
                continue
            if line == "...":
                return
            if line != "---":
                begun = True
                yield _Line(number, len(line) - len(content), content)
            elif begun:
                raise self.error("a second document in one file", number)

    def document(self) -> Node:
        if not self.lines:
            raise self.error("the file holds no categories", 1)
        tree = self.block(1)
        if self.index < len(self.lines):
            raise self.error("the indentation fits no line before", self.line.number)
        return tree

    @property
    def line(self) -> _Line:
        return self.lines[self.index]

    def at_indent(self, indent: int) -> bool:
        """Whether the next line goes on at this indentation; False where it ends a block."""
        if self.index == len(self.lines) or self.line.indent < indent:
            return False
        if self.line.indent > indent:
            raise self.error("the indentation fits no line before", self.line.number)
        return True

    def block(self, depth: int) -> Node:
        """Read the mapping or the list that begins in this line."""
        line = self.line
        if depth > _DEEPEST:
            raise self.error(f"nested more than {_DEEPEST} deep", line.number)
        is_list = DASH.match(line.text)
        return self.items(line.indent, depth) if is_list else self.members(line.indent, depth)

    def members(self, indent: int, depth: int) -> Members:
        number = self.line.number
        found: dict[str, tuple[Scalar, Node]] = {}
        while self.at_indent(indent) and not DASH.match(self.line.text):
            name, at = self.scalar(0)
            colon = COLON.match(self.line.text, at)
            if not colon:
                what = f"“name:” or “- term” is wanted, not {quoted(self.line.text)}"
                raise self.error(what, self.line.number)
            if name.text in found:
                raise self.place(name.line).twice(quoted(name.text), found[name.text][0].line)
            found[name.text] = name, self.value(colon.end(), indent, depth, dashes=True)
        return Members(tuple(found.values()), number)

    def items(self, indent: int, depth: int) -> Items:
        number = self.line.number
        found: list[Node] = []
        while self.at_indent(indent) and (dash := DASH.match(self.line.text)):
            if self.opens_block(dash.end()):
                # What stands behind the dash is the first line of a block of its own.
                self.line.indent += dash.end()
                self.line.text = self.line.text[dash.end() :]
                found.append(self.block(depth + 1))
            else:
                found.append(self.value(dash.end(), indent, depth, dashes=False))
        return Items(tuple(found), number)

    def opens_block(self, at: int) -> bool:
        """Whether a list or a mapping begins behind a dash."""
        text = self.line.text
        if DASH.match(text, at):
            return True
        if END.match(text, at) or text[at] == "[":
            return False
        _, end = self.scalar(at)
        return bool(COLON.match(text, end))

    def value(self, at: int, indent: int, depth: int, *, dashes: bool) -> Node:
        """Read what stands behind a colon or dash, in this line or in those below.

        `dashes` says whether a list below may stand as far left as the line itself.
        """
        line = self.line
        if END.match(line.text, at):
            self.index += 1
            below = self.lines[self.index] if self.index < len(self.lines) else None
            if below and below.indent > indent:
                return self.block(depth + 1)
            if below and below.indent == indent and dashes and DASH.match(below.text):
                return self.items(indent, depth + 1)
            return Items((), line.number)
        found: Node
        if line.text[at] == "[":
            found, at = self.brackets(at, depth + 1)
        else:
            found, at = self.scalar(at)
        if not END.match(self.line.text, at):
            rest = quoted(self.line.text[at:])
            raise self.error(f"{rest} does not belong behind a word", self.line.number)
        self.index += 1
        return found

    def brackets(self, at: int, depth: int) -> tuple[Items, int]:
        """Read a list in square brackets, which may go over lines; return it and its end."""
        number = self.line.number
        if depth > _DEEPEST:
            raise self.error(f"nested more than {_DEEPEST} deep", number)
        found: list[Node] = []
        at = self.blank(at + 1, number)
        while self.line.text[at] != "]":
            item: Node
            if self.line.text[at] == "[":
                item, at = self.brackets(at, depth + 1)
            else:
                item, at = self.scalar(at, in_list=True)
            found.append(item)
            at = self.blank(at, number)
            if self.line.text[at] == ",":
                at = self.blank(at + 1, number)
            elif self.line.text[at] != "]":
                raise self.error("“,” or “]” is wanted in a list", self.line.number)
        return Items(tuple(found), number), at + 1

    def blank(self, at: int, opened: int) -> int:
        """Step over white space, comments and line ends in a list that is opened."""
        while END.match(self.line.text, at):
            self.index += 1
            at = 0
            if self.index == len(self.lines):
                raise self.error("the list is not closed", opened)
        space = SPACE.match(self.line.text, at)
        return space.end() if space else at

    def scalar(self, at: int, *, in_list: bool = False) -> tuple[Scalar, int]:
        """Read a word or phrase; return it and where it ends."""
        number = self.line.number
        with self.place(number):
            text, end = read_scalar(self.line.text, at, in_list=in_list)
        return Scalar(text, number), end

    def place(self, line: int) -> FilePlace:
        return FilePlace(self.file, line)

    def error(self, what: str, line: int) -> LexiconError:
        return self.place(line).error(what)
