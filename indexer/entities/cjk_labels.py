"""Read labels of speakers in Chinese, Japanese and Korean characters, where the title stands after the name."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from indexer.text.word_lists import load_table

from .vocabulary import label_words

_TABLE = load_table("speaker_labels")["cjk"]
_TITLES = "|".join(sorted(_TABLE["titles"].split(), key=len, reverse=True))
_HAN = "\u3400-\u9fff"
_LABEL = re.compile(rf"^[{_HAN}\uac00-\ud7af々〆ヶぁ-んァ-ヶー·・ ]{{2,24}}$")
_NAMED = re.compile(rf"^(?P<name>[{_HAN}\uac00-\ud7af々ァ-ヶー·・ ]{{1,8}}?)(?P<title>(?:{_TITLES})+)$")
_OFFICE_FIRST = re.compile(
    rf"^(?P<office>[{_HAN}]{{2,18}}(?:{'|'.join(_TABLE['office_first'].split())}))(?P<name>[{_HAN}]{{2,4}})(?P<title>{_TITLES})$"
)
_TITLE_FIRST = re.compile(
    rf"^(?P<title>{'|'.join(_TABLE['first_titles'].split())})[ 　](?P<name>[{_HAN}\uac00-\ud7af]{{2,4}})$"
)
_OFFICE = re.compile(rf"(?:{_TITLES})$")
_HOLDER = re.compile(rf"(?P<name>[{_HAN}]{{2,5}}?)(?P<title>{_TITLES})?")
_BODIES = re.compile(_TABLE["bodies"])
_PRESIDES = tuple(_TABLE["presides"].split())
_MAX_NAME = 5  # characters of a name


class CjkLabel(NamedTuple):
    """What such a label says about the speaker, in the order of `TurnLabel`."""

    form: Literal["titled", "office"]
    name: str
    affiliation: str | None
    role: str | None
    honorific: str | None


def read_cjk_label(bare: str, inside: str | None) -> CjkLabel | None:
    """Return what a label without its brackets says, given the words in them; None where it has another form.

    `陳大文議員` names a person; `港務局局長` names an office, whose holder only brackets name.
    """
    if not _LABEL.match(bare):
        return None
    role = "chair" if bare.endswith(_PRESIDES) else "speaker"
    holder = _HOLDER.fullmatch(inside or "")
    if holder and (holder["title"] or _OFFICE.search(bare)) and not (_named(bare) and not holder["title"]):
        return CjkLabel("titled", holder["name"], None, role, None)
    person = _TITLE_FIRST.match(bare) or _OFFICE_FIRST.match(bare) or _named(bare)
    if person:
        office = person.groupdict().get("office")
        return CjkLabel("titled", person["name"].strip(), inside or office, None, person["title"])
    return CjkLabel("office", bare, inside, role, None) if _OFFICE.search(bare) else None


def heads_list(bare: str) -> bool:
    """Return whether a label heads a list of people, and names none: `出席議員`, those members who attend."""
    match = _NAMED.match(bare)
    return match is not None and match["name"] in label_words()


def _named(bare: str) -> re.Match[str] | None:
    """Return the match of a name before its title; a body such as `港務局` is none."""
    match = _NAMED.match(bare)
    return match if match and not _BODIES.search(match["name"]) and len(match["name"]) <= _MAX_NAME else None
