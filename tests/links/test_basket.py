"""A shared basket stays correct while papers change: it shows the words as collected and the status of each passage."""

from __future__ import annotations

import csv
import io

import rispy

from tests.webapp.markup import Page
from webapp.basket.token import encode
from webapp.shared.basket_item import Basket, BasketItem

from .corpus import EditedCorpus

TURTLES = "Turtles were caught in one of every ten hauls, and the speakers described devices that let them escape."
CALL = "The session was concluded with a call for observers on board of every trawler above twelve metres."
SARDINE = "The panel discussed the state of the sardine"
SURVEYS = "Acoustic surveys in spring and autumn of every year."


def csv_rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV table."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_every_status_is_reported_and_the_words_are_those_collected(corpus: EditedCorpus) -> None:
    """A passage edited, split, merged or withdrawn since is marked as such and quoted as it was; files are still
    written.
    """
    before = [corpus.passage(words) for words in (TURTLES, SARDINE, SURVEYS, "A common format for landing", CALL)]
    token = encode(Basket(tuple(BasketItem.from_passage(caution) for caution in before), "Fish"))
    corpus.edit("one of every ten hauls", "two of every nine hauls")
    corpus.edit("The survey of 2015 was quoted", "\n\nThe survey of 2015 was quoted")
    corpus.edit(f"1. {SURVEYS}\n2. A common format", f"1. {SURVEYS} A common format")
    corpus.edit(CALL, "")
    reader = corpus.open_site()
    page = Page(reader.get(f"/basket?b={token}").text)
    assert page.problems == []
    items = page.all("li", class_="collected-item")
    cautions = [caution.text.partition(":")[0] for caution in page.all("p", class_="caution")]
    assert (cautions[:2], set(cautions[2:4]), cautions[4:]) == (
        ["Changed", "Split"],
        {"Changed", "Merged"},
        ["Withdrawn"],
    )
    for item, passage in zip(items, before, strict=True):
        assert passage.text in " ".join(item.text.split())
    table = csv_rows(reader.get(f"/basket.csv?b={token}").text)
    assert [row["quotation"] for row in table] == [caution.text for caution in before]
    assert [row["link"] for row in table] == [
        f"https://papers.example.org/p/{BasketItem.from_passage(caution).name}" for caution in before
    ]
    assert table[-1]["passage"] == ""
    assert before[-1].document.title in table[-1]["reference"]
    assert len(rispy.loads(reader.get(f"/basket.ris?b={token}").text)) == 4
    for suffix in ("docx", "md", "bib", "json"):
        assert reader.get(f"/basket.{suffix}?b={token}").status_code == 200


def test_a_link_in_a_basket_leads_on(corpus: EditedCorpus) -> None:
    """The link of an item leads to the page that says what became of the passage."""
    passage = corpus.passage("Turtles")
    token = encode(Basket((BasketItem.from_passage(passage),)))
    corpus.edit("one of every ten hauls", "two of every nine hauls")
    reader = corpus.open_site()
    link = next(href for href in Page(reader.get(f"/basket?b={token}").text).links() if href.startswith("/p/"))
    assert "The wording has changed since it was cited." in reader.get(link).text


def test_a_paper_that_is_gone_is_still_named(corpus: EditedCorpus) -> None:
    """When the whole paper was removed, its title and the collected words are still shown."""
    passage = corpus.passage("Turtles")
    token = encode(Basket((BasketItem.from_passage(passage), BasketItem(passage.id.replace(".", "x."), "abcdef"))))
    (corpus.folder / "fisheries.txt").unlink()
    corpus.index()
    text = Page(corpus.open_site().get(f"/basket?b={token}").text).text
    assert passage.text in text
    assert passage.document.title in text
    assert "No passage here ever had this link" in text
