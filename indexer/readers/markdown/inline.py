"""Turn the inline tokens of a Markdown block into its words, links, notes, and what is set aside.

What is markup and what is a word is decided by markdown-it alone. Where a block begins is decided in `reader`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from indexer.model import DropReason
from indexer.readers.html.tree import INLINE_TAGS
from indexer.readers.shared.inline import InlineText
from indexer.readers.shared.line_ends import join_lines
from indexer.readers.shared.superscripts import superscript

LINE_ENDS = frozenset({"softbreak", "hardbreak"})
_STRUCK: dict[str, DropReason] = {"s": "struck", "strike": "struck", "del": "struck"}
_HTML_TAGS = INLINE_TAGS | frozenset(
    "br img center p div details summary wbr hr iframe input button video audio".split()
)


@dataclass(frozen=True)
class MarkdownNote:
    """The words of a footnote, and its links."""

    text: str
    links: tuple[str, ...] = ()


@dataclass
class InlineReader:
    """Reader of the inline tokens of one file; `notes` has its footnotes by label."""

    notes: Mapping[str, MarkdownNote] = field(default_factory=dict)
    _html: list[str] = field(default_factory=list)

    def words(self, tokens: Sequence[Token]) -> InlineText:
        """Return the words of a run of inline tokens."""
        words = InlineText()
        self._html = []
        open_links = []
        struck = 0
        for position, token in enumerate(tokens):
            if token.type == "link_open":
                open_links.append(words.start_link(str(token.attrs.get("href", ""))))
            elif token.type == "link_close" and open_links:
                words.end_link(open_links.pop())
            elif token.type in {"s_open", "s_close"}:
                struck += token.nesting
            elif token.type == "html_inline":
                self._tag(token, words)
            elif token.type in LINE_ENDS:
                if joint := _joint(tokens, position):
                    self._add(words, joint, struck > 0)
            elif token.type == "image":
                words.set_aside(image_text(token), "picture_text")
            elif token.type == "footnote_ref":
                self._note(token, words)
            elif token.content:
                self._add(words, _without_cut(tokens, position), struck > 0)
        return words

    def _add(self, words: InlineText, text: str, is_struck: bool) -> None:
        if is_struck or any(tag in _STRUCK for tag in self._html):
            words.set_aside(text, "struck")
        else:
            words.add("", superscript(text) if "sup" in self._html else text)

    def _tag(self, token: Token, words: InlineText) -> None:
        name = tag_name(token.content)
        if not name:
            return
        if name not in _HTML_TAGS:
            words.add("", token.content)  # `<alice>` before the words of a chat is no HTML
        elif name in {"br", "hr"}:
            words.add("", "\n")
        elif name == "img":
            words.set_aside(_alt_text(token.content), "picture_text")
        elif token.content.startswith("</"):
            if name in self._html:
                del self._html[len(self._html) - 1 - self._html[::-1].index(name)]
        elif not token.content.endswith("/>"):
            self._html.append(name)

    def _note(self, token: Token, words: InlineText) -> None:
        label = str(token.meta.get("label", ""))
        note = self.notes.get(label)
        if note is None:
            words.add("", f"[^{label}]")
        else:
            words.add_note(note.text, links=note.links)


def tag_name(source: str) -> str:
    """Return the name of an HTML tag in lower case; empty for a comment or another declaration."""
    name = source.lstrip("</").split(">")[0].split("/")[0].split()
    return name[0].lower() if name and name[0][0].isalpha() else ""


def image_text(token: Token) -> str:
    """Return the description of a picture."""
    return "".join(child.content for child in token.children or ()) or token.content


def _alt_text(source: str) -> str:
    image = LexborHTMLParser(source).css_first("img")
    return (image.attributes.get("alt") or "") if image is not None else ""


def _joint(tokens: Sequence[Token], position: int) -> str:
    """Return what a line end stands for between the words before and after it."""
    last, following = _neighbours(tokens, position)
    return "\n" if tokens[position].type == "hardbreak" else join_lines(last, following)[1]


def _without_cut(tokens: Sequence[Token], position: int) -> str:
    """Return the content of a token, without the hyphen that cut its last word at a line end."""
    content = tokens[position].content
    if position + 1 < len(tokens) and tokens[position + 1].type == "softbreak" and content.endswith("-"):
        return join_lines(content, _neighbours(tokens, position + 1)[1])[0]
    return content


def _neighbours(tokens: Sequence[Token], position: int) -> tuple[str, str]:
    """Return the words before and after a line end."""
    before = next((token.content for token in reversed(tokens[:position]) if token.content), "")
    after = next((token.content for token in tokens[position + 1 :] if token.content), "")
    return before, after


def lines_of(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each printed line, its line end last."""
    line: list[Token] = []
    for token in tokens:
        line.append(token)
        if token.type in LINE_ENDS:
            yield line
            line = []
    yield line
