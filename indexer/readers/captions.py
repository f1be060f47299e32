"""Read captions (WebVTT and SubRip) into turns of speech: join the cues of one speaker and leave the times out."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Literal

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError
from webvtt.models import Caption

from indexer.errors import SourceUnreadable
from indexer.model import Block, Reading
from indexer.readers.shared.encoding import decode
from indexer.readers.shared.inline import dropped_blocks, one_line
from indexer.readers.shared.properties import declared_language
from indexer.readers.shared.sniffing import refuse_other_types
from indexer.text.honorifics import honorific_pattern

from .limits import Limits

REPEATED_CAPTION = "caption shown twice"
CAPTION_COMMENT = "comment on the captions"
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>|</v>")
_TAG = re.compile(r"</?(?:c|i|b|u|ruby|rt|lang|font)(?:[.\s][^>]*)?>|<\d\d:[\d:.]+>|\{\\an?\d\}", re.IGNORECASE)
_NAME_AND_COLON = re.compile(
    r"^(?:>>+\s*|[-–—]\s+)?(?P<name>(?:[A-ZÀ-Þ][\w.'’-]*)(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|of|the|de|von|van|al|bin|for|and|&)){0,6}"
    r"(?:\s*\([^()]{2,60}\))?)\s*:\s+(?=\S)"
)
_TITLE = re.compile(r"^WEBVTT[ \t]+(?:[-–—:][ \t]*)?(?P<title>\S+(?:[ \t]+\S+){2,})[ \t]*(?=\r?\n)")
_NO_NAMES = frozenset("agenda answer chapter item note part point question section session step".split())
_CERTAIN_NAME = re.compile(rf"^>>|^[-–—]?\s*(?:The|{honorific_pattern('caption')})\b", re.IGNORECASE)
_TURN = re.compile(r"^(?:>>+|[-–—])\s*(?=\S)")
_ENDED = re.compile(r"[.!?…。!?؟][\"”’»)]*$")
_PAUSE_SECONDS = 2.5  # seconds of silence that begin a new paragraph after a full sentence
_LONG_TURN = 600  # characters: a longer turn begins a new paragraph after its next sentence


@dataclass
class CaptionTurn:
    """The words of one speaker, up to the next speaker."""

    speaker: str | None
    raw: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    end_second: float = 0.0
    """The second of the recording at which it ends."""

    def starts_new_paragraph(self, start: float) -> bool:
        """Return whether words that begin at this second start a new paragraph of the same speaker."""
        is_full = bool(_ENDED.search(self.texts[-1])) if self.texts else False
        return is_full and (start - self.end_second > _PAUSE_SECONDS or sum(map(len, self.texts)) > _LONG_TURN)

    def blocks(self) -> list[Block]:
        """Return the turn as a paragraph."""
        text = one_line(" ".join(self.texts))
        raw = "\n".join(self.raw)
        return (
            [Block("paragraph", text, raw, speaker=self.speaker)]
            if text
            else dropped_blocks(raw, "marks without words")
        )


def read_vtt(data: bytes, limits: Limits) -> Reading:
    """Read the turns of a WebVTT file.

    Raise SourceUnreadable when it is not one.
    """
    del limits
    return _read(data, "vtt", "captions in WebVTT")


def read_srt(data: bytes, limits: Limits) -> Reading:
    """Read the turns of a SubRip file.

    Raise SourceUnreadable when it is not one.
    """
    del limits
    return _read(data, "srt", "captions in SubRip")


def _read(data: bytes, form: Literal["vtt", "srt"], kind: str) -> Reading:
    refuse_other_types(data, kind, b"webvtt")
    text = decode(data)
    form = "vtt" if text.startswith("WEBVTT") else form
    try:
        captions = webvtt.from_buffer(StringIO(text), format=form)
    except (MalformedFileError, MalformedCaptionError) as error:
        raise SourceUnreadable(f"is not {kind}: export the captions again, or save them as plain text") from error
    if not captions.captions:
        raise SourceUnreadable("has no captions with times in it: export them again, or save them as plain text")
    title = _TITLE.match(text)
    if title:
        text = text[: title.start("title")] + text[title.end() :]
    above = [Block("heading", one_line(title["title"]), title["title"], level=1)] if title else []
    blocks = [*above, *_turn_blocks(captions.captions), *_unaccounted_blocks(text, captions)]
    language = next(
        (line.partition(":")[2] for line in captions.metadata if line.lower().startswith("language:")), None
    )
    return Reading(tuple(blocks), language=declared_language(language))


def _unaccounted_blocks(text: str, file: webvtt.WebVTT) -> list[Block]:
    """Return blocks for what the file holds besides cues, their identifiers and times."""
    comments = [*file.header_comments, *file.footer_comments]
    comments += [
        comment_line
        for captions in (file.captions, file.styles, file.regions)
        for item in captions
        for comment_line in item.comments
    ]
    accounted = Counter(line for caption in file.captions for line in (*caption.lines, caption.identifier or ""))
    accounted.update(line for comment in comments for line in comment.split("\n"))
    unaccounted = []
    for line in text.split("\n"):
        if accounted[line] > 0:
            accounted[line] -= 1
        elif accounted[line.removeprefix("NOTE").strip()] > 0:
            accounted[line.removeprefix("NOTE").strip()] -= 1
        elif "-->" not in line and not line.strip().isdecimal() and line.strip() not in {"NOTE", "WEBVTT"}:
            unaccounted.append(line)
    return [
        *(block for comment in comments for block in dropped_blocks(comment, CAPTION_COMMENT)),
        *dropped_blocks("\n".join(unaccounted).strip(), "no part of a caption"),
    ]


def _turn_blocks(captions: list[Caption]) -> Iterator[Block]:
    turn = CaptionTurn(None)
    last_lines: list[str] = []
    names = _speaker_names(captions)
    has_voice_tags = any(_VOICE.search(caption.raw_text) for caption in captions)
    for caption in captions:
        lines = [line for line in caption.raw_text.split("\n") if line.strip()]
        repeated = _repeated_lines(last_lines, lines)
        last_lines = lines or last_lines
        start, end = caption.start_in_seconds, caption.end_in_seconds
        for raw in lines[:repeated]:
            turn.end_second = end
            yield from dropped_blocks(raw, REPEATED_CAPTION)
        for part in (
            _voice_parts("\n".join(lines[repeated:])) if has_voice_tags else _line_parts(lines[repeated:], names)
        ):
            is_another = part.starts_turn and (
                part.speaker != turn.speaker or (part.speaker is None and not has_voice_tags)
            )
            if is_another or turn.starts_new_paragraph(start):
                yield from turn.blocks()
                turn = CaptionTurn(part.speaker if part.starts_turn else turn.speaker)
            turn.raw.append(part.raw)
            turn.texts.append(part.text)
            turn.end_second = end
    yield from turn.blocks()


@dataclass(frozen=True)
class CuePart:
    """The words of a cue, or of one speaker in it; `starts_turn` when the cue says that a speaker begins."""

    speaker: str | None
    text: str
    raw: str
    starts_turn: bool


def _speaker_names(captions: list[Caption]) -> frozenset[str]:
    """Return the names before a colon that are speakers: in capitals, with a title or a sign, or repeated."""
    counts: Counter[str] = Counter()
    certain_names: set[str] = set()
    for caption in captions:
        for line in caption.lines:
            named = _NAME_AND_COLON.match(_plain(line))
            if named is None or named["name"].split()[0].casefold() in _NO_NAMES:
                continue
            counts[named["name"]] += 1
            if _CERTAIN_NAME.match(_plain(line)) or named["name"].partition("(")[0].isupper():
                certain_names.add(named["name"])
    return frozenset(name for name, count in counts.items() if name in certain_names or count > 1)


def _line_parts(lines: list[str], names: frozenset[str]) -> Iterator[CuePart]:
    """Yield the parts of a cue without voice tags, one for each line."""
    for line in lines:
        text = _plain(line)
        named = _NAME_AND_COLON.match(text)
        turn = _TURN.match(text)
        if named and named["name"] in names:
            yield CuePart(one_line(named["name"]), text[named.end() :], line, starts_turn=True)
        elif turn:
            yield CuePart(None, text[turn.end() :], line, starts_turn=True)
        else:
            yield CuePart(None, text, line, starts_turn=False)


def _voice_parts(cue: str) -> Iterator[CuePart]:
    """Yield the parts of a cue, split at its voice tags."""
    speaker: str | None = None
    position = 0
    for tag in (*_VOICE.finditer(cue), None):
        raw = cue[position : tag.start()] if tag else cue[position:]
        if raw.strip():
            yield CuePart(speaker, _plain(raw), raw, starts_turn=True)
        if tag:
            speaker = one_line(html.unescape(tag[1])) if tag[1] else None
            position = tag.end()


def _plain(text: str) -> str:
    return one_line(html.unescape(_TAG.sub("", text)))


def _repeated_lines(before: list[str], lines: list[str]) -> int:
    """Count the lines at the head of a cue that were the last of the cue before; roll-up captions show them twice."""
    plain = [_plain(line) for line in lines]
    earlier = [_plain(line) for line in before]
    for size in range(min(len(plain), len(earlier)), 0, -1):
        if earlier[-size:] == plain[:size] and (size < len(plain) or len(plain) == 1 or size > 1):
            return size
    return 0
