"""The API says what became of cited passages and of papers that are gone, and leads to what took their place."""

from __future__ import annotations

from tests.webapp.api.asking import V1, ask

from .corpus import EditedCorpus


def test_a_cited_passage_says_what_became_of_it(corpus: EditedCorpus) -> None:
    """With the cited version a passage is unchanged, or changed with its old words and the words that differ."""
    link = corpus.copied_link("Turtles")
    path = "/passages/" + link.removeprefix("/p/")
    assert ask(corpus.open_site(), path)["cited"]["state"] == "unchanged"
    corpus.edit("one of every ten hauls", "two of every nine hauls")
    answer = ask(corpus.open_site(), path)
    assert answer["cited"]["state"] == "changed"
    assert "one of every ten hauls" in answer["cited"]["text"]
    assert "two of every nine hauls" in answer["text"]
    assert [change["before"] for change in answer["cited"]["changes"] if not change["same"]] == ["one", "ten"]
    assert ask(corpus.open_site(), path.partition("?")[0])["cited"] is None
    assert ask(corpus.open_site(), path.partition("?")[0] + "?v=zzz")["cited"]["state"] == "never"


def test_a_withdrawn_passage_is_gone_with_its_words(corpus: EditedCorpus) -> None:
    """It answers 410 with the words as cited, and so do the resources below it."""
    passage = corpus.passage("Turtles")
    path = "/passages/" + corpus.copied_link("Turtles").removeprefix("/p/")
    corpus.edit(passage.text, "")
    problem = ask(corpus.open_site(), path, 410)
    assert (problem["code"], problem["id"], problem["text"]) == ("gone", passage.id, passage.text)
    assert ask(corpus.open_site(), f"/passages/{problem['nearest']}")["id"] == problem["nearest"]
    assert ask(corpus.open_site(), f"/passages/{passage.id}/similar", 410)["code"] == "gone"
    [reference] = ask(corpus.open_site(), f"/references?id={passage.id}")["items"]
    assert (reference["state"], reference["text"], reference["styles"]) == ("withdrawn", passage.text, {})


def test_a_merged_passage_redirects_within_the_api(corpus: EditedCorpus) -> None:
    """A passage that became part of another leads to that one, below the API, and says that it was merged."""
    item = "Acoustic surveys in spring and autumn of every year."
    links = [corpus.copied_link("A common format for landing"), corpus.copied_link(item)]
    corpus.edit(f"1. {item}\n2. A common format", f"1. {item} A common format")
    visitor = corpus.open_site()
    [gone] = [link for link in links if visitor.get(V1 + "/passages/" + link.removeprefix("/p/")).status_code == 301]
    moved = visitor.get(V1 + "/passages/" + gone.removeprefix("/p/")).headers["Location"]
    answer = ask(visitor, moved.removeprefix(V1))
    assert answer["cited"]["state"] == "merged"
    below = visitor.get(f"{V1}/passages/{gone.removeprefix('/p/').partition('?')[0]}/wordings")
    assert below.headers["Location"] == f"{V1}/passages/{answer['id']}/wordings"


def test_a_paper_that_is_gone_is_told(corpus: EditedCorpus) -> None:
    """A document that was taken out answers 410 with when, and its meeting as well."""
    paper = corpus.passage("Turtles").document
    (corpus.folder / "fisheries.txt").unlink()
    corpus.index()
    problem = ask(corpus.open_site(), f"/documents/{paper.id}/passages", 410)
    assert (problem["code"], problem["id"]) == ("gone", paper.id)
    assert problem["until"]


def test_a_search_is_counted_again_in_a_past_build(corpus: EditedCorpus) -> None:
    """A statement is that of the site; its build is on record, and the same search in it finds what it found then."""
    query = "q=turtles&status=reported"
    then = ask(corpus.open_site(), f"/statement?{query}")
    on_page = corpus.open_site().get(f"/search/statement.json?{query}").get_json()
    assert {name: then[name] for name in on_page} == on_page
    assert then["reproducible"]
    corpus.edit("Turtles were caught", "Fish were caught")
    visitor = corpus.open_site()
    assert ask(visitor, "/builds")["items"][-1]["name"] == then["build"]
    again = ask(visitor, f"/statement?{query}&asof={then['build']}")
    assert (again["found"], again["build"]) == (then["found"], then["build"])
    assert again["then"]["now"]["passages"] == ask(visitor, f"/search?{query}")["total"] < then["found"]["passages"]
    unknown = ask(visitor, f"/statement?{query}&asof=never", 404)
    assert then["build"] in unknown["detail"]
    assert ask(visitor, "/statement?q=%21", 409)["code"] == "not_reproducible"
    nothing = ask(visitor, "/statement?q=turtles&year=1066")
    assert (nothing["found"]["passages"], nothing["reproducible"]) == (0, True)
