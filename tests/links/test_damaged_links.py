"""Links that mail programs have wrapped and lines have broken are seen, and checked as what they were."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from indexer.links.check import check_links, site_links
from indexer.model import TextLink
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.wrapped_urls import carried_urls
from tests.readers.make import make_docx

from .corpus import EditedCorpus
from .test_check import SITE, link_states
from .test_check import check_links as run_check

LINK = "https://papers.example.org/p/rivers-2024.k3f9q?v=a1b2c3"
ENCODED = quote(LINK, safe="")
WRAPPED = {
    "outlook": f"https://eur01.safelinks.protection.outlook.com/?url={ENCODED}&data=05%7C01&sdata=x%3D&reserved=0",
    "teams": f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={ENCODED}&a=b",
    "proofpoint 1": f"https://urldefense.proofpoint.com/v1/url?u={ENCODED}&k=x%0A",
    "proofpoint 2": "https://urldefense.proofpoint.com/v2/url?u=https-3A__papers.example.org_p_rivers-2D2024.k3f9q-3Fv-3D"
    "a1b2c3&d=DwMFaQ&c=x",
    "proofpoint 3": "https://urldefense.com/v3/__https://papers.example.org/p/rivers-2024.k3f9q?v=a1b2c3__;!!abc!def$",
    "proofpoint 3, signs taken out": "https://urldefense.com/v3/__https:/papers.example.org/p/rivers-2024.k3f9q*v*a1b2c3"
    "__;Pz0!!abc!def$",
    "proofpoint 3, a run": "https://urldefense.us/v3/__https://papers.example.org/p/**A*ers-2024.k3f9q?v=a1b2c3__;cml2!!a!b$",
    "barracuda": f"https://linkprotect.cudasvc.com/url?a={ENCODED}&c=E,1,x",
    "cisco": f"https://secure-web.cisco.com/1abc/{ENCODED}",
    "search engine": f"https://www.google.com/url?q={ENCODED}&sa=D",
    "archive": f"https://web.archive.org/web/20240102030405/{LINK}",
    "two layers": f"https://www.google.com/url?q={quote(f'https://x.safelinks.protection.outlook.com/?url={ENCODED}')}",
}


@pytest.mark.parametrize("wrapped", WRAPPED.values(), ids=WRAPPED.keys())
def test_a_wrapped_link_is_what_it_carries(wrapped: str) -> None:
    """The address within the address of a service is found, with or without the address of the site."""
    assert LINK in list(carried_urls(wrapped))
    for sites in ((), (SITE,)):
        [link] = site_links([TextLink(wrapped)], sites)
        assert (link.url, link.id, link.version) == (wrapped, "rivers-2024.k3f9q", "a1b2c3")


@pytest.mark.parametrize(
    "url",
    [
        "https://x.org/?url=https%3A%2F%2Felsewhere.org%2Fabout",
        "https://urldefense.com/v3/__;!!x!",
        "https://urldefense.proofpoint.com/v2/url?u=",
        "https://urldefense.com/v3/__https://a/**~b__;%%%!!x",
        "https://[bad/?url=https://a.org/p/x.12345",
        "https://x.org/?url=" * 50,
    ],
)
def test_what_carries_no_link_of_the_site_is_none(url: str) -> None:
    """An address that carries another site's, or is damaged, is passed over."""
    assert list(site_links([TextLink(url)], (SITE,))) == []


@pytest.mark.parametrize(
    "behind", ["。", "，见", "；", "）", "’s", "…", "؟", "»", "\u200b", "&nbsp;", ").", "%22%3C/a%3E"]
)
def test_what_stands_behind_a_link_in_any_script_is_no_part_of_it(corpus: EditedCorpus, behind: str) -> None:
    """A link is what it cites, or cites no wording; no sign behind it makes of it an id that was never given."""
    link = SITE + corpus.copied_link("Turtles")
    with closing(corpus.open_library()) as library:
        for url, expected in ((link, "unchanged"), (link.partition("?")[0], "no_version")):
            draft = draft_from_text(f"See {url}{behind} and more.")
            assert [checked.state for checked in check_links(draft.text, draft.links, library)] == [expected], url


def test_a_link_that_a_line_broke_is_checked_whole(corpus: EditedCorpus, tmp_path: Path) -> None:
    """Wherever a line's end stands in a link, in a text, a quoted mail or a file, the link is checked as a whole."""
    path = corpus.copied_link("Turtles")
    link = SITE + path
    breaks = (len(SITE) + 4, len(SITE) + path.index("."), link.index("?"), link.index("=") + 1, link.index("=") + 3)
    texts = [
        f"They said so (see {link[:at]}{gap}{link[at:]}), and more."
        for at in breaks
        for gap in ("\n", " \n  ", "\n> ", " ")
    ]
    with closing(corpus.open_library()) as library:
        for draft in map(draft_from_text, texts):
            found = [checked.state for checked in check_links(draft.text, draft.links, library)]
            assert found == ["unchanged"], draft.text
    assert list(link_states(corpus, texts[0], tmp_path).values()) == ["unchanged"]


@pytest.mark.parametrize("gap", ["\n", "\n\n", " \n\n  ", "\n>\n> "])
@pytest.mark.parametrize("part", ["https://papers.example.org/", "/p/", ".", "?", "v="])
def test_a_link_in_two_paragraphs_is_put_together(corpus: EditedCorpus, tmp_path: Path, part: str, gap: str) -> None:
    """Also before the id, and where each line is a paragraph, a link is put together, and the report says so."""
    link = SITE + corpus.copied_link("Turtles")
    at = link.rindex(part) + (len(part) if part != "?" else 0)
    draft = draft_from_text(f"They said so:\n{link[:at]}{gap}{link[at:]}\n\nAnd more.")
    with closing(corpus.open_library()) as library:
        found = [
            (checked.state, checked.link.url, checked.joined)
            for checked in check_links(draft.text, draft.links, library)
        ]
        assert found == [("unchanged", link, True)]
        whole = draft_from_text(f"See {link}.")
        assert [checked.joined for checked in check_links(whole.text, whole.links, library)] == [False]
    path = tmp_path / "lines.docx"
    path.write_bytes(make_docx([("Normal", link[:at]), ("Normal", link[at:])]))
    said = run_check(corpus, str(path)).stdout
    assert f"Unchanged  {link}" in said
    assert "A line end breaks this link" in said


def test_no_word_of_the_next_paragraph_is_taken_for_an_id(corpus: EditedCorpus) -> None:
    """Behind an empty line, a word is no rest of a link, even where there is a page of that name."""
    meeting, word = corpus.passage("ninety permits").document.meetings[0].id.split("-", 1)[0], "-2020"
    together, apart = f"{SITE}/m/{meeting}\n\n{word}", f"{SITE}/people/ana-\n\nsousa"
    with closing(corpus.open_library()) as library:
        for text, states in ((together, ["exists"]), (apart, ["unknown"]), (apart.replace("\n\n", "\n"), ["exists"])):
            draft = draft_from_text(text)
            assert [checked.state for checked in check_links(draft.text, draft.links, library)] == states, text


def test_what_stands_behind_a_whole_link_is_no_part_of_it(corpus: EditedCorpus) -> None:
    """A link that leads somewhere stays as it is, and one that leads nowhere does not become another by guessing."""
    passage = corpus.passage("Turtles")
    link = SITE + corpus.copied_link("Turtles")
    draft = draft_from_text(f"See {link}\nand {SITE}/d/{passage.document.id}\n2 and {SITE}/p/none.\nabcde so.\n")
    with closing(corpus.open_library()) as library:
        found = [(checked.link.id, checked.state) for checked in check_links(draft.text, draft.links, library)]
    assert found == [(passage.id, "unchanged"), (passage.document.id, "exists"), ("none", "unknown")]


@pytest.mark.parametrize(
    "sign", [".", ")", "%22", "%3C/a%3E", "%3Cbr%3E", "&lt;/a&gt;", "%3C/em%3E%3C/a%3E).", "%E2%80%9D", ","]
)
def test_what_a_text_left_at_a_link_is_taken_off_as_the_site_does(corpus: EditedCorpus, sign: str) -> None:
    """A link that the site answers is checked as what it meant, with and without a version; an unknown one is not."""
    passage, link = corpus.passage("Turtles"), corpus.copied_link("Turtles")
    plain = f"/d/{passage.document.id}{sign}"
    client = corpus.open_site()
    for path in (link + sign, link.replace("?", "%3F") + sign, plain):
        assert client.get(path, follow_redirects=True).status_code == 200, path
    addresses = [TextLink(SITE + path) for path in (link + sign, link.replace("?", "%3F") + sign, plain)]
    with closing(corpus.open_library()) as library:
        states = [checked.state for checked in check_links("", addresses, library)]
        assert states == ["unchanged", "unchanged", "exists"]
        [unknown] = check_links("", [TextLink(f"{SITE}/p/none.abcde{sign}")], library)
    assert unknown.state == "unknown"
