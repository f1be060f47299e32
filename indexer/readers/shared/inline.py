"""The words of one block as a reader gathers them from marked-up text: shown, kept out of sight, or set aside.

What the words mean, and what kind of block they are, is for the reader of the format to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from indexer.model import Block, BlockKind, TextLink
from indexer.text.urls import find_links, is_page_link

FOOTNOTE = "footnote, shown with its paragraph"
ENDNOTE = "endnote, shown with its paragraph"
# Unlike `markup.plain`, this keeps U+200C and U+200D: Persian and the scripts of India are spelt with them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\ufffc]")
_SPACE = re.compile(r"\s+")


def one_line(text: str) -> str:
    """The words on one line, without soft hyphens and doubled spaces."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def dropped_blocks(raw: str, reason: str, page: int | None = None) -> list[Block]:
    """A block that accounts for words that are not shown, or none where there are none."""
    return [Block("paragraph", "", raw, page=page, drop=reason)] if raw.strip() else []


@dataclass(frozen=True)
class BlockFacts:
    """What is known of a block besides its words."""

    kind: BlockKind = "paragraph"
    level: int = 0
    label: str | None = None
    depth: int = 0
    page: int | None = None


@dataclass(eq=False)
class OpenLink:
    """A link on its way: how many parts of the words stand before its first one, and before its end."""

    url: str
    start: int
    end: int | None = None


class InlineText:
    """Words gathered in reading order until the block ends."""

    def __init__(self) -> None:
        self._raw: list[str] = []
        self._shown: list[str] = []
        self._aside: list[tuple[str, str]] = []
        self._notes: list[tuple[str, str]] = []
        self._links: list[OpenLink] = []
        self._joins = False

    @classmethod
    def with_label(cls, label: str, words: InlineText) -> InlineText:
        """The same words with their automatic number shown before them, which stands nowhere in the source."""
        words._raw.insert(0, "")
        words._shown.insert(0, f"{label}. ")
        for link in words._links:
            link.start, link.end = (
                link.start + 1,
                link.end if link.end is None else link.end + 1,
            )
        return words

    @classmethod
    def from_block(cls, block: Block) -> InlineText:
        """The words of a block, its automatic number shown before them."""
        words = cls()
        if block.drop:
            words.set_aside(block.raw, block.drop)
        else:
            words._add_linked(block)
        words._notes += [(note, "") for note in block.notes]
        return words

    def add(self, raw: str, shown: str | None = None) -> None:
        """Take in words of the block; `shown` where what is read differs from what stands in the source."""
        self._raw.append(raw)
        self._shown.append(raw if shown is None else shown)
        self._joins = self._joins and not raw.strip()

    def _add_linked(self, block: Block) -> None:
        """Take in a block in parts that begin and end with its links."""
        self.add(block.raw, f"{block.label}. " if block.label else "")
        places = sorted({0, len(block.text)} | {at for one in block.links for at in (one.start, one.end) if at})
        parts = {at: len(self._shown) + number for number, at in enumerate(places)}
        self._shown += [block.text[at:end] for at, end in pairwise(places)]
        self._links += [
            OpenLink(one.url, parts[one.start or 0], parts[one.end or len(block.text)]) for one in block.links
        ]

    def set_aside(self, raw: str, reason: str) -> None:
        """Take in words that are not shown; a run of them for one reason is one block."""
        if self._joins and self._aside[-1][1] == reason:
            self._aside[-1] = (self._aside[-1][0] + raw, reason)
        elif raw.strip():
            self._aside.append((raw, reason))
            self._joins = True

    def add_note(self, text: str, reason: str = "", links: Iterable[str] = ()) -> None:
        """Attach a note with its links; `reason` where its words stand nowhere else and are accounted for here."""
        if text.strip():
            self._notes.append((text, reason))
            for url in dict.fromkeys((*(one.url for one in find_links(text)), *links)):
                self.end_link(self.start_link(url))

    def start_link(self, url: str) -> OpenLink | None:
        """Begin a link: the words that come next lead to an address; None where that is none to go to."""
        if not is_page_link(url):
            return None
        self._links.append(OpenLink(url.strip(), len(self._shown)))
        return self._links[-1]

    def end_link(self, link: OpenLink | None) -> None:
        """End a link; one that was begun in the words of another block ends with those."""
        if link is not None and any(one is link for one in reversed(self._links)):
            link.end = len(self._shown)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is there to show."""
        return not any(part.strip() for part in self._shown)

    @property
    def raw(self) -> str:
        """What was added, as the source has it."""
        return "".join(self._raw)

    @property
    def text(self) -> str:
        """What was added, as it is shown."""
        return one_line("".join(self._shown))

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes that the words refer to."""
        return tuple(one_line(text) for text, _ in self._notes)

    @property
    def links(self) -> tuple[TextLink, ...]:
        """The links of the words and of their notes, by the places where they, or the notes' marks, stand in `text`."""
        if not self._links:
            return ()
        last = len(self.text)
        return tuple(
            TextLink(one.url, min(self._place(one.start), last), min(self._place(one.end), last)) for one in self._links
        )

    def _place(self, parts: int | None) -> int:
        before = _INVISIBLE.sub("", "".join(self._shown[:parts]))
        text = one_line(before)
        return len(text) + (bool(text) and before[-1:].isspace())

    def set_aside_blocks(self, page: int | None = None) -> list[Block]:
        """Blocks for all that is not shown in the block itself: words set aside, and the words of its notes."""
        own = ((text, reason) for text, reason in self._notes if reason)
        return [block for text, reason in (*self._aside, *own) for block in dropped_blocks(text, reason, page)]

    def blocks(self, facts: BlockFacts) -> list[Block]:
        """The block, if it has words, and after it what was set aside."""
        text = self.text
        rest = self.set_aside_blocks(facts.page)
        if not text:
            return [*dropped_blocks(self.raw, "marks without words", facts.page), *rest]
        return [_block(facts, self), *rest]


def _block(facts: BlockFacts, words: InlineText) -> Block:
    return Block(
        facts.kind,
        words.text,
        words.raw.strip(),
        level=facts.level,
        label=facts.label,
        depth=facts.depth,
        page=facts.page,
        notes=words.notes,
        links=words.links,
    )


def join_inline(parts: Iterable[InlineText], between: str = "\n") -> tuple[str, str]:
    """Text and raw of several runs of words as one."""
    parts = list(parts)
    texts = [part.text for part in parts]
    return " ".join(text for text in texts if text), between.join(part.raw.strip() for part in parts)
