"""The text form of a basket: what is encoded is decoded again, and anything else is refused in words and cheaply."""

from __future__ import annotations

import base64
import json
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.basket.token import MAX_JSON_BYTES, MAX_TOKEN, BasketDamaged, decode, encode
from webapp.shared.basket_item import MAX_ID, MAX_ITEMS, MAX_NOTE, Basket, BasketFull, BasketItem, clean_note

IDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(
    lambda text: text.isprintable() and not set(" ?") & set(text)
)
ITEMS = st.builds(
    BasketItem,
    IDS | st.from_regex(r"[a-z]{1,9}-20[0-9]{2}-summary\.[0-9a-z]{5}", fullmatch=True),
    st.just("") | st.from_regex(r"[0-9a-f]{6}", fullmatch=True),
    st.text(max_size=60) | st.just("Use it in paragraph 3.\n\nAsk the desk."),
)
BASKETS = st.builds(Basket, st.lists(ITEMS, max_size=12).map(tuple), st.text(max_size=40))

SHARED = "1.i1YqKUrMzMvMS1fSiVbKzc8rSS3LTEnN1zUyMDLRLS7NzU0sqtTLNk6zSFTSUUo0TDZKMlaKjQUA"
"""A link that was shared when the form was young; it must open for ever."""


def packed(plain: bytes) -> str:
    """Return any bytes in the form of a basket's text."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return "1." + base64.urlsafe_b64encode(packer.compress(plain) + packer.flush()).rstrip(b"=").decode()


@settings(max_examples=300, deadline=None)
@given(BASKETS)
def test_what_is_written_is_read_back(basket: Basket) -> None:
    """Decoding an encoded basket gives the same basket, and the text needs no escaping in an address."""
    token = encode(basket)
    assert decode(token) == basket
    assert len(token) <= MAX_TOKEN
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_an_old_link_opens() -> None:
    """A text of version 1 still decodes to the same basket."""
    item = BasketItem("montevideo-2024-summary.k3f8a", "a1c2b3", "")
    assert decode(SHARED) == Basket((item,), "training")


def test_a_hundred_annotated_passages_fit() -> None:
    """A basket of a hundred passages, thirty of them with a note, fits into a link."""
    note = "Compare with the pledge of {} and ask mission {} whether it still holds; see also annex {}."
    items = tuple(
        BasketItem(
            f"montevideo-2024-summary.{number * 7919 % 99991:05}",
            f"{number * 1_299_709 % 16_777_216:06x}",
            note.format(number, number * 31, number * 17) if number < 30 else "",
        )
        for number in range(100)
    )
    assert len(encode(Basket(items, "Training"))) < MAX_TOKEN


def test_a_basket_too_large_for_a_link_is_refused() -> None:
    """A basket too large for a link is refused with advice."""
    noise = [base64.b64encode(zlib.crc32(str(number).encode()).to_bytes(4, "big") * 9).decode() for number in range(9)]
    items = tuple(BasketItem(f"p.{number:05}", "", f"{number}".join(noise)) for number in range(150))
    with pytest.raises(BasketFull, match="Shorten a note"):
        encode(Basket(items))
    with pytest.raises(BasketFull, match="200 passages"):
        Basket(tuple(BasketItem(f"p.{number:05}") for number in range(MAX_ITEMS))).inserted([BasketItem("one.more")])


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("1", "missing"),
        ("1.", "missing"),
        (".", "missing"),
        ("1.!!!!", "missing"),
        ("1.\n", "missing"),
        ("1.é", "missing"),
        ("１.q1Y", "missing"),
        ("1.AAAA", "missing"),
        ("1.A", "missing"),
        ("2.q1Y", "newer version"),
        ("999.q1Y", "newer version"),
        (SHARED[:-12], "missing"),
        (packed(b'["t"]') + "AAAA", "added"),
        ("1." + "A" * MAX_TOKEN, "too long"),
        (packed(b"\x00" * 10_000_000)[: MAX_TOKEN + 1], "too long"),
        (packed(b" " * 4_000_000), "holds more than"),
        (packed(b'["' + b"t" * MAX_JSON_BYTES + b'"]'), "holds more than"),
        (packed(b""), "not hold a basket"),
        (packed(b"\xff\xfe"), "not hold a basket"),
        (packed(b"[" * 16_000), "not hold a basket"),
        (packed(b"null"), "not hold a basket"),
        (packed(b"12"), "not hold a basket"),
        (packed(b'"ab"'), "not hold a basket"),
        (packed(b"{}"), "not hold a basket"),
        (packed(b'{"title": 1}'), "not hold a basket"),
        (packed(b"[]"), "not hold a basket"),
        (packed(b"[1]"), "not hold a basket"),
        (packed(b'["t", "a.b"]'), "not hold a basket"),
        (packed(b'["t", []]'), "not hold a basket"),
        (packed(b'["t", ["a.b", "", "", ""]]'), "not hold a basket"),
        (packed(b'["t", [1]]'), "not hold a basket"),
        (packed(b'["t", ["a.b", null]]'), "not hold a basket"),
        (packed(b'["t", [""]]'), "not hold a basket"),
        (packed(b'["t", ["a b"]]'), "not hold a basket"),
        (packed(b'["t", ["a\\u0000b"]]'), "not hold a basket"),
        (packed(b'["t", ["a\\ud800b"]]'), "not hold a basket"),
        (packed(b'["t", ["a.b", "xyz123"]]'), "not hold a basket"),
        (packed(b'["t", ["a.b", NaN]]'), "not hold a basket"),
        (packed(b'["t", ["' + b"a" * (MAX_ID + 1) + b'"]]'), "not hold a basket"),
        (packed(b'["t"' + b',["a"]' * (MAX_ITEMS + 1) + b"]"), "not hold a basket"),
    ],
)
def test_what_is_no_basket_is_refused(token: str, word: str) -> None:
    """A text that was cut, changed or made up is refused in one sentence that says what is wrong."""
    with pytest.raises(BasketDamaged, match=word):
        decode(token)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80) | st.binary(max_size=80).map(packed) | BASKETS.map(lambda basket: encode(basket)[:-3]))
def test_any_text_is_a_basket_or_refused(token: str) -> None:
    """Any text decodes to a basket or raises BasketDamaged, and no other error."""
    with suppress(BasketDamaged):
        assert isinstance(decode(token), Basket)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(JSON | st.lists(JSON, max_size=3).map(lambda rows: ["t", *rows]))
def test_any_json_is_a_basket_or_refused(value: object) -> None:
    """Any JSON decodes to a basket or raises BasketDamaged, and no other error."""
    with suppress(BasketDamaged):
        basket = decode(packed(json.dumps(value).encode()))
        assert decode(encode(basket)) == basket


def test_notes_hold_no_sign_that_a_file_cannot() -> None:
    """In a note controls and half surrogates become spaces, line ends become one kind, and the length is limited."""
    assert clean_note("a\x00b\ud800c\r\nd\re\ufffe ") == "a b c\nd\ne"
    assert clean_note("x" * 5_000) == "x" * MAX_NOTE
