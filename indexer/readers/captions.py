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

from indexer.entities.turn_labels import NO_SPEAKERS, read_label
from indexer.errors import SourceUnreadable
from indexer.model import Block, Reading
from indexer.readers.shared.encoding import decode
from indexer.readers.shared.inline import dropped_blocks, one_line
from indexer.readers.shared.properties import declared_language
from indexer.readers.shared.sniffing import refuse_other_types
from indexer.text.honorifics import honorific_pattern

from .limits import Limits

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>|</v>")
_TAG = re.compile(r"</?(?:c|i|b|u|ruby|rt|lang|font)(?:[.\s][^>]*)?>|<\d\d:[\d:.]+>|\{\\an?\d\}", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?P<sign>>>+\s*|[-–—]\s+)?(?P<name>[^\s:：<>\d](?:[^:：<>\n]{0,58}[^\s:：<>])?)(?:\s*：\s*|\s*:\s+)(?=\S)"
)
_TITLE = re.compile(r"^WEBVTT[ \t]+(?:[-–—:][ \t]*)?(?P<title>\S+(?:[ \t]+\S+){2,})[ \t]*(?=\r?\n)")
_CERTAIN_NAME = re.compile(rf"^>>|^[-–—]?\s*(?:The|{honorific_pattern('caption')})\b", re.IGNORECASE)
_MAX_LABEL_WORDS = 7  # words of a display name in a video call, with brackets
_TURN = re.compile(r"^(?:>>+|[-–—])\s*(?=\S)")
_ENDED = re.compile(r"[.!?…。!?؟][\"”’»)]*$")
_PAUSE_SECONDS = 2.5  # seconds of silence that begin a new paragraph after a full sentence
_LABELLED_SHARE = 0.9  # of the cues: above it each cue has its speaker's label, as in the exports of video calls
_MOSTLY_LABELLED = 0.5  # of the cues: above it a word before a colon that stands once is a speaker's label too
_SOMETIMES_LABELLED = 0.2  # of the cues: the same where other labels are certain
_LEAST_CUES = 3  # cues that this share needs
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
        return [Block("paragraph", text, raw, speaker=self.speaker)] if text else dropped_blocks(raw, "no_words")


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
    cues = text[text.find("-->") :].split("\n")
    outside = {line for block in blocks if block.drop == "outside_captions" for line in block.raw.split("\n")}
    lost = [line for line in cues if line.strip() and line in outside]
    warning = f"has text that belongs to no caption and is left out, such as “{lost[0][:60]}”" if lost else ""
    return Reading(tuple(blocks), language=declared_language(language), warnings=(warning,) if lost else ())


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
        *(block for comment in comments for block in dropped_blocks(comment, "caption_comment")),
        *dropped_blocks("\n".join(unaccounted).strip(), "outside_captions"),
    ]


def _turn_blocks(captions: list[Caption]) -> Iterator[Block]:
    turn = CaptionTurn(None)
    last_lines: list[str] = []
    labels = _learn_labels(captions)
    has_voice_tags = any(_VOICE.search(caption.raw_text) for caption in captions)
    for caption in captions:
        lines = [line for line in caption.raw_text.split("\n") if line.strip()]
        repeated = _repeated_lines(last_lines, lines)
        last_lines = lines or last_lines
        start, end = caption.start_in_seconds, caption.end_in_seconds
        for raw in lines[:repeated]:
            turn.end_second = end
            yield from dropped_blocks(raw, "repeated_caption")
        fresh = lines[repeated:]
        for part in _voice_parts("\n".join(fresh)) if has_voice_tags else _line_parts(fresh, labels, turn):
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


@dataclass(frozen=True)
class CaptionLabels:
    """The names before a colon that are speakers."""

    names: frozenset[str]
    signed: bool
    """Whether signs show where another begins, so that a cue without one goes on."""
    punctuated: bool
    """Whether sentences have their full stops."""

    def end_before(self, number: int, before: CaptionTurn, *, ended: bool) -> bool:
        """Return whether a line without a label has no known speaker: it begins a sentence of its own."""
        if self.signed or not self.names:
            return False
        return number == 0 and before.speaker is not None and (ended or not self.punctuated)


def _learn_labels(captions: list[Caption]) -> CaptionLabels:
    """Return the labels of speakers: names that open cues, and handles where most cues have labels.

    Elsewhere a handle must recur, or stand in capitals or with a sign. A field such as `Note` is nobody.
    """
    texts = [line for caption in captions for line in [_plain(caption.raw_text.strip().split("\n")[0])] if line]
    punctuated = any(_ENDED.search(text) for caption in captions for text in caption.lines)
    counts: Counter[str] = Counter()
    inside: set[str] = set()  # a label in the middle of a sentence
    for before, text in zip(["", *texts], texts, strict=False):
        match = _LABEL.match(text)
        if match and _may_be_label(match["name"]):
            counts[match["name"]] += 1
            inside |= {match["name"]} if punctuated and before and not _ENDED.search(before) else set()
    share = counts.total() / max(1, len(texts))
    words = Counter(word for caption in captions for word in re.findall(r"[^\W\d_]+", caption.text))
    if len(texts) >= _LEAST_CUES and share >= _LABELLED_SHARE:
        names = frozenset(counts)
    else:
        certain = _certain_labels(captions, words)
        least = _SOMETIMES_LABELLED if certain else _MOSTLY_LABELLED
        explicit = share >= least and counts.total() > 1
        names = frozenset(
            name
            for name, count in counts.items()
            if explicit and words[name.casefold()] <= words[name] and (count > 1 or name not in inside)
        )
        names |= certain
    signed = any(line.startswith(">>") for caption in captions for line in map(_plain, caption.lines))
    return CaptionLabels(names, signed, punctuated)


def _certain_labels(captions: list[Caption], words: Counter[str]) -> frozenset[str]:
    """Return the labels that are speakers whatever the other cues have: in capitals, with a title, names in full."""
    counts: Counter[str] = Counter()
    certain: set[str] = set()
    for line in (line for caption in captions for line in caption.lines):
        match = _LABEL.match(_plain(line))
        label = read_label(match["name"]) if match else None
        if match is None or label is None or label.form == "question":
            continue
        name = match["name"]
        counts[name] += words[name.casefold()] < words[name] or name.islower()
        bare = name.partition("(")[0]
        in_capitals = bare.isupper() and label.form != "initials"
        if _CERTAIN_NAME.match(_plain(line)) or in_capitals or label.form in {"name", "titled"}:
            certain.add(name)
    return frozenset(name for name in counts if name in certain or counts[name] > 1)


def _may_be_label(name: str) -> bool:
    """Return whether words before a colon are short enough for a name or a handle, no sentence and no field."""
    if all(word.casefold() in NO_SPEAKERS for word in name.split()):
        return False
    return len(name.split()) <= _MAX_LABEL_WORDS and not re.search(r"[?!,;]|\w{4,}\.\s", name)


def _line_parts(lines: list[str], labels: CaptionLabels, before: CaptionTurn) -> Iterator[CuePart]:
    """Yield the parts of a cue without voice tags, one for each line."""
    ended = not before.texts or bool(_ENDED.search(before.texts[-1]))
    for number, line in enumerate(lines):
        text = _plain(line)
        named = _LABEL.match(text)
        sign = _TURN.match(text)
        if named and named["name"] in labels.names:
            yield CuePart(one_line(named["name"]), text[named.end() :], line, starts_turn=True)
        elif sign:
            yield CuePart(None, text[sign.end() :], line, starts_turn=True)
        else:
            unknown = bool(labels.names) and named is not None and ended and read_label(named["name"]) is not None
            is_field = named is not None and number == 0 and named["name"].casefold() in NO_SPEAKERS
            starts = unknown or is_field or labels.end_before(number, before, ended=ended)
            yield CuePart(None, text, line, starts_turn=starts)
        ended = bool(_ENDED.search(text))


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
