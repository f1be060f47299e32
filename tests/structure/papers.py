"""Made-up papers on subjects that the shipped corpus lacks, and functions that parse a text as a paper."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from indexer.model import Block, Reading, Source
from indexer.readers import read_source
from indexer.readers.text import read_text
from indexer.structure.draft import Draft, Piece
from indexer.structure.furniture import drop_furniture
from indexer.structure.outline.headings import mark_headings
from indexer.structure.parse import parse_paper


def make_source(name: str = "paper.txt", text: str = "") -> Source:
    """Return a source that is on no disk."""
    return Source(Path(name), name, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def read_paper(text: str, name: str = "paper.txt") -> Draft:
    """Return the draft of a text."""
    return parse_paper(make_source(name, text), Reading(tuple(read_text(text))))


def read_markdown(text: str, name: str = "paper.md") -> Draft:
    """Return the draft of a text in Markdown."""
    source = make_source(name, text)
    return parse_paper(source, read_source(source, text.encode()))


def marked_pieces(text: str) -> list[Piece]:
    """Return the pieces of a text after headings are marked."""
    return mark_headings(drop_furniture([Piece(block) for block in read_text(text)]))


def heading_lines(text: str) -> list[str]:
    """Return the lines of a text that are headings."""
    return [piece.text for piece in marked_pieces(text) if piece.role == "heading"]


def block_texts(blocks: Sequence[Block]) -> list[str]:
    """Return the words of blocks."""
    return [block.text for block in blocks]


def passage_texts(text: str) -> list[tuple[str, str]]:
    """Return kind and words of each passage of a text."""
    return [(passage.kind, passage.text) for passage in read_paper(text).passages]


def write_papers(folder: Path, **papers: str) -> Path:
    """Write papers into a folder, `name="text"` as `name.txt`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in papers.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


FISHERIES_SUMMARY = """\
WORKSHOP ON COASTAL FISHERIES MANAGEMENT

Summary report

Lisbon, Portugal, 3-4 March 2022

Introduction

The workshop was held in Lisbon, Portugal, on 3-4 March 2022 and brought together forty experts on coastal fish stocks.

Session 1: Stock Assessment

The panel discussed the state of the sardine, and participants agreed that surveys were needed every

12 | Coastal Fisheries Management

year in the northern grounds. The survey of 2015 was quoted as an example by several of the speakers.

Participants noted that three measures were most urgent in the coming season:

1. Acoustic surveys in spring and autumn of every year.
2. A common format for landing declarations, with:
a) the port of landing and the gear that was used;
b) the weight of each species that was landed.

Session 2: Bycatch

Moderator: Dr. Ana Sousa, Institute of the Sea

Speakers:
- Mr. João Pereira, Ministry of the Sea
- Ms. Marie Dupont, Ifremer (via video link)

Turtles were caught in one of every ten hauls, and the speakers described devices that let them escape.

“We cannot manage what we do not measure at sea.”

Ana Sousa, Institute of the Sea

13 | Coastal Fisheries Management

The session was concluded with a call for observers on board of every trawler above twelve metres.

Conclusion

The organisers thanked the harbour of Setúbal, which was the host of the field visit on the second day.
"""

FISHERIES_PROGRAMME = """\
Workshop on Coastal Fisheries Management

Programme

Lisbon, Portugal

Thursday, 3 March

9:00 Registration

9:30 Session 1: Stock Assessment

This session will ask how sardine stocks are measured and what the surveys of the coming years will cost.

Chair: Prof. Inês Lopes, University of Algarve

11:30 Session 2: Bycatch

This session will compare devices that let turtles and sharks escape, and will ask who is to pay for them.

Friday, 4 March

10:00 Session 3: Harbour Visit

Participants will visit the harbour of Setúbal and will see how catches are declared, weighed and auctioned.
"""

CLINICS_NOTE = """\
Rural Clinics and the Nurses Who Keep Them Open

Concept note

Nairobi, 8 June 2023

1. Background

Half of the rural clinics of the region have no doctor, and the nurses who keep them open work alone for weeks.

2. Supply of medicines

The meeting will ask why medicines that were ordered in March arrive in August, and who could shorten the way.

3. Telemedicine

The meeting will look at five pilots that let a nurse call a doctor, and is expected to recommend one of them.
"""

WATER_MINUTES = """\
Minutes of the Basin Water Council

Vienna, 12 February 2020

Agenda item 1: Abstraction permits

The council was told that ninety permits were granted in the dry season, most of them for the watering of maize.

Agenda item 2: Drought orders

The council was asked to confirm the orders of July, and two members were of the view that they came too late.
"""

LEVEES_REPORT = """\
Conference on Levees and Flood Plains

Report

Vienna, 21 September 2020

Introduction

The conference was held in Vienna, Austria, on 21 September 2020 and was attended by engineers of seven countries.

Panel 1: Old levees

It was reported that a third of the levees were older than a hundred years, and that their clay was never surveyed.
"""

MEMOIR = """\
Réunion régionale sur la santé maternelle

Rapport de synthèse

Dakar, Senegal, 12-13 mai 2023

Introduction

La réunion a rassemblé soixante sages-femmes et médecins de la région autour de la santé des mères et des enfants.
"""

ALL = {
    "fisheries_summary": FISHERIES_SUMMARY,
    "fisheries_programme": FISHERIES_PROGRAMME,
    "clinics": CLINICS_NOTE,
    "water": WATER_MINUTES,
    "levees": LEVEES_REPORT,
    "dakar": MEMOIR,
}
