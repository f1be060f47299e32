"""Dossiers over the small corpus, and odd texts from hypothesis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from indexer.evidence import Dossier, Evidence, evidence_from
from indexer.references import ReferenceRun
from tests.references.made import REFERENCES, SITE

DAY = date(2026, 1, 31)
GONE = Evidence(
    "", (ReferenceRun(f"{SITE}/p/gone.00000?v=a1b2c3"),), f"{SITE}/p/gone.00000?v=a1b2c3", remarks=("It is gone.",)
)
NOTE = "For the paragraph on training.\n=1+1 & <b>not bold</b>"


@dataclass(frozen=True)
class ListedDossier(Dossier):
    """A dossier whose items a test can read again."""

    items: tuple[Evidence, ...]


def make_dossier(title: str = "Women & <peace>", style: str = "chicago-note") -> ListedDossier:
    """Make evidence of every passage of the small corpus, the first with a note, and one item that is gone."""
    first, *rest = evidence_from(REFERENCES, style)  # type: ignore[arg-type]  # a test may name any style
    return ListedDossier(title, (replace(first, note=NOTE), *rest, GONE), DAY)


def evidence_with_text(text: str) -> ListedDossier:
    """Make one piece of evidence whose words, note and title are all the same odd text."""
    [evidence] = evidence_from(REFERENCES[4:5], "un-footnote")
    return ListedDossier(text, (replace(evidence, quotation=text, note=text),), DAY)


ODD = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(list("*_`[]()<>&|~#+-=:.!\\^$\"'1) \t\n\u00a0\u2028\x00\x0b\ufffe…“”")),
    ),
    max_size=60,
)
