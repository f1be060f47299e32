"""Metadata of a page, as parsers that others wrote read it."""

from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import parse_qs

import extruct
import pytest
from pyld import jsonld

from indexer.references.metadata import (
    AnnotationTarget,
    citation_meta_tags,
    coins_title,
    event_json_ld,
    passage_json_ld,
    web_annotation,
)
from tests.corpus_factory import UNDATED
from tests.references.made import REFERENCES, make_reference, with_titles

PAPER = "https://papers.example.org/d/montevideo-summary"
OA = "http://www.w3.org/ns/oa#"
# The part of the Web Annotation context that our annotations use, so that no test needs a network.
ANNOTATION_CONTEXT = {
    "@context": {
        "oa": OA,
        "dcterms": "http://purl.org/dc/terms/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "id": {"@id": "@id", "@type": "@id"},
        "type": {"@id": "@type", "@type": "@vocab"},
        "Annotation": "oa:Annotation",
        "FragmentSelector": "oa:FragmentSelector",
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "target": {"@type": "@id", "@id": "oa:hasTarget"},
        "source": {"@type": "@id", "@id": "oa:hasSource"},
        "scope": {"@type": "@id", "@id": "oa:hasScope"},
        "selector": {"@type": "@id", "@id": "oa:hasSelector"},
        "refinedBy": {"@type": "@id", "@id": "oa:refinedBy"},
        "conformsTo": {"@type": "@id", "@id": "dcterms:conformsTo"},
        "value": "rdf:value",
        "exact": "oa:exact",
        "prefix": "oa:prefix",
        "suffix": "oa:suffix",
    }
}
SCHEMA_CONTEXT = {"@context": {"@vocab": "http://schema.org/", "url": {"@type": "@id"}}}


def load(url: str, _options: object = None) -> dict[str, Any]:
    """Return the contexts that are known without a network."""
    documents = {"http://www.w3.org/ns/anno.jsonld": ANNOTATION_CONTEXT, "https://schema.org": SCHEMA_CONTEXT}
    return {"contextUrl": None, "documentUrl": url, "document": documents[url], "contentType": "application/ld+json"}


def expanded(data: dict[str, Any]) -> dict[str, Any]:
    """Expand JSON-LD with pyld."""
    expansion: dict[str, Any] = jsonld.expand(data, {"documentLoader": load})[0]
    return expansion


def page(reference: Any) -> str:
    """Make the smallest page that has the metadata as a template would print it."""
    metas = "".join(
        f'<meta name="{name}" content="{html.escape(value)}">' for name, value in citation_meta_tags(reference)
    )
    script = json.dumps(passage_json_ld(reference, PAPER)).replace("<", "\\u003c")
    return f'<html><head>{metas}<script type="application/ld+json">{script}</script></head><body></body></html>'


def test_highwire_tags_name_the_meeting() -> None:
    """A reference manager takes the paper for a conference paper, not for a journal article."""
    tags = dict(citation_meta_tags(REFERENCES[3]))
    assert tags["citation_title"] == "Summary of the conference"
    assert tags["citation_conference_title"] == "Preparatory conference"
    assert tags["citation_public_url"].endswith("?v=a1b2c3")
    assert "citation_journal_title" not in tags


@pytest.mark.parametrize("title", ['A & B <c> "d"', "Déjà vu; + 100%", "中文"])
def test_coins_is_an_openurl(title: str) -> None:
    """Its keys are read back from the query string, whatever the title."""
    parameters = parse_qs(coins_title(make_reference(with_titles(title, title))))
    assert parameters["ctx_ver"] == ["Z39.88-2004"]
    assert parameters["rft.btitle"] == [title]
    assert "rft.aucorp" not in parameters
    assert parameters["rft_id"] == ["https://papers.example.org/p/montevideo-summary.00002?v=a1b2c3"]


def test_json_ld_is_found_in_a_page() -> None:
    """Extruct finds the quotation with its words, its paper and its meeting."""
    items = extruct.extract(page(REFERENCES[3]), base_url=PAPER, syntaxes=["json-ld"])["json-ld"]
    assert len(items) == 1
    assert items[0]["text"] == REFERENCES[3].passage.text
    assert items[0]["isPartOf"]["about"]["startDate"] == "2024-12-10"


def test_json_ld_expands_to_schema_org() -> None:
    """Pyld reads every key as a term of schema.org."""
    expansion = expanded(passage_json_ld(REFERENCES[3], PAPER))
    assert expansion["@type"] == ["http://schema.org/Quotation"]
    assert all(key.startswith(("http://schema.org/", "@")) for key in expansion)


def test_an_unknown_day_is_left_out() -> None:
    """A meeting of which only the title is known is an event with only a name."""
    assert event_json_ld(UNDATED) == {"@type": "Event", "name": "Symposium without a date"}


def test_an_annotation_selects_the_words() -> None:
    """Pyld reads a fragment of the paper's page, refined by the quote and its surroundings."""
    reference = REFERENCES[2]
    start = reference.passage.text.index("welcomed")
    expansion = expanded(
        web_annotation(reference, [AnnotationTarget(reference.passage, PAPER, "p-00000", start, start + 8)])
    )
    target = expansion[f"{OA}hasTarget"][0]
    selector = target[f"{OA}hasSelector"][0]
    quote = selector[f"{OA}refinedBy"][0]
    assert target[f"{OA}hasSource"] == [{"@id": PAPER}]
    assert selector["@type"] == [f"{OA}FragmentSelector"]
    assert selector["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"] == [{"@value": "p-00000"}]
    assert quote[f"{OA}exact"] == [{"@value": "welcomed"}]
    assert quote[f"{OA}prefix"] == [{"@value": "Participants "}]
    assert quote[f"{OA}suffix"] == [{"@value": " the peacekeeping pledges. Troop"}]


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 3), (0, 10_000)])
def test_an_annotation_of_no_words_is_refused(start: int, end: int) -> None:
    """Offsets that select nothing, or lie outside the text, raise ValueError."""
    with pytest.raises(ValueError, match="no words between"):
        web_annotation(REFERENCES[2], [AnnotationTarget(REFERENCES[2].passage, PAPER, "p-00000", start, end)])
