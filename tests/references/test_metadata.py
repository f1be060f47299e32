"""What machines read in a page, as parsers that others wrote understand it."""

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
    """Give the contexts that are known without a network."""
    documents = {"http://www.w3.org/ns/anno.jsonld": ANNOTATION_CONTEXT, "https://schema.org": SCHEMA_CONTEXT}
    return {"contextUrl": None, "documentUrl": url, "document": documents[url], "contentType": "application/ld+json"}


def expanded(data: dict[str, Any]) -> dict[str, Any]:
    """Expand JSON-LD with pyld."""
    found: dict[str, Any] = jsonld.expand(data, {"documentLoader": load})[0]
    return found


def page(one: Any) -> str:
    """Make the smallest page that carries the metadata as a template would print it."""
    metas = "".join(f'<meta name="{name}" content="{html.escape(value)}">' for name, value in citation_meta_tags(one))
    script = json.dumps(passage_json_ld(one, PAPER)).replace("<", "\\u003c")
    return f'<html><head>{metas}<script type="application/ld+json">{script}</script></head><body></body></html>'


def test_highwire_tags_name_the_meeting() -> None:
    """A reference manager takes the paper for a conference's, not for a journal's."""
    tags = dict(citation_meta_tags(REFERENCES[3]))
    assert tags["citation_title"] == "Summary of the conference"
    assert tags["citation_conference_title"] == "Preparatory conference"
    assert tags["citation_public_url"].endswith("?v=a1b2c3")
    assert "citation_journal_title" not in tags


@pytest.mark.parametrize("title", ['A & B <c> "d"', "Déjà vu; + 100%", "中文"])
def test_coins_is_an_openurl(title: str) -> None:
    """Its keys are read back from the query string whatever the title holds."""
    found = parse_qs(coins_title(make_reference(with_titles(title, title))))
    assert found["ctx_ver"] == ["Z39.88-2004"]
    assert found["rft.btitle"] == found["rft.aucorp"] == [title]
    assert found["rft_id"] == ["https://papers.example.org/p/montevideo-summary.00002?v=a1b2c3"]


def test_json_ld_is_found_in_a_page() -> None:
    """Extruct finds the quotation, with its words, its paper and its meeting."""
    found = extruct.extract(page(REFERENCES[3]), base_url=PAPER, syntaxes=["json-ld"])["json-ld"]
    assert len(found) == 1
    assert found[0]["text"] == REFERENCES[3].passage.text
    assert found[0]["isPartOf"]["about"]["startDate"] == "2024-12-10"


def test_json_ld_expands_to_schema_org() -> None:
    """Pyld understands every key as a term of schema.org."""
    found = expanded(passage_json_ld(REFERENCES[3], PAPER))
    assert found["@type"] == ["http://schema.org/Quotation"]
    assert all(key.startswith(("http://schema.org/", "@")) for key in found)


def test_an_unknown_day_is_left_out() -> None:
    """A meeting of which only the title is known is an event with only a name."""
    assert event_json_ld(UNDATED) == {"@type": "Event", "name": "Symposium without a date"}


def test_an_annotation_selects_the_words() -> None:
    """Pyld reads a fragment of the paper's page, refined by the quote with what stands around it."""
    one = REFERENCES[2]
    start = one.passage.text.index("welcomed")
    found = expanded(web_annotation(one, [AnnotationTarget(one.passage, PAPER, "p-00000", start, start + 8)]))
    target = found[f"{OA}hasTarget"][0]
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
    """Offsets that select nothing, or what is not there, are an error of the caller."""
    with pytest.raises(ValueError, match="no words between"):
        web_annotation(REFERENCES[2], [AnnotationTarget(REFERENCES[2].passage, PAPER, "p-00000", start, end)])
