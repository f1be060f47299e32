"""Who speaks in official records: paragraphs without a label, the record's own words, who presides."""

from __future__ import annotations

from tests.structure.papers import read_paper


def turns(text: str, name: str = "paper.txt") -> list[tuple[str, str]]:
    """Return the speakers of each passage, with its first letters."""
    return [
        (", ".join(person.name for person in passage.people), passage.text[:12])
        for passage in read_paper(text, name).passages
    ]


CHINESE = """\
會議過程正式紀錄

2013年7月18日星期四

出席議員：

主席曾大成議員

陳大文議員

李小明議員

主席：各位早晨，我們現在繼續。

陳大文議員：主席，我反對這項議案。

主席，我認為港口的工程太慢了。

(代理主席李小明議員代為主持會議)

我謹此陳辭。

李小明議員：主席，我支持議案，多謝。

李小明議員動議的修正案如下：

主席：現在付諸表決。

陳大文議員及李小明議員贊成。

主席宣布議案獲得通過。

主席：現在我們討論下一項。

港口工程

李小明議員：主席，我想發言。

我們要修理碼頭。

立法會遂於下午4時18分休會。
"""


def test_a_chinese_record() -> None:
    """A speech goes on without a label; votes, motions, titles and lists of members are nobody's words."""
    named = [(who, words) for who, words in turns(CHINESE) if who]
    assert named == [
        ("主席", "主席：各位早晨，我們現在"),
        ("陳大文", "陳大文議員：主席，我反對"),
        ("陳大文", "主席，我認為港口的工程太"),
        ("李小明", "李小明議員：主席，我支持"),
        ("主席", "主席：現在付諸表決。"),
        ("主席", "主席：現在我們討論下一項"),
        ("李小明", "李小明議員：主席，我想發"),
        ("李小明", "我們要修理碼頭。"),
    ]


def test_who_presides_repeats_the_label() -> None:
    """The chair's label before each act of a vote does not show that every paragraph has its label."""
    vote = "The CHAIR: All in favour?\n\nThe CHAIR: The motion is carried.\n\n"
    text = "House of Harbours\n\n6 May 2021\n\n" + vote * 5
    text += "Mr. RAY (Kenya): I thank you.\n\nWe need the crane, and we need it soon.\n\n" + vote * 2
    assert ("Ray", "We need the ") in turns(text)


EXAMINED = """\
DEPOSITION OF JOHN DOE

May 6, 2021

JOHN DOE, having been duly sworn, testified as follows:

EXAMINATION

BY MR. SMITH:

Q. Where were you on the night of the fire?

A. I was at home, and I slept.

And then I woke up.

MR. LEE: Objection. That was asked before.

Q. When did you wake up?

CROSS-EXAMINATION BY MS. HALL:

Q. Did you see the boat?

RE-EXAMINATION

Q. Did you hear it?

A. I did not.
"""


def test_questions_and_answers() -> None:
    """Questions are of who examines, as a line above names; answers are of the witness who is sworn, or nobody's."""
    said = [who for who, words in turns(EXAMINED) if words[:2] in {"Q.", "A.", "An", "MR"}]
    assert said == ["Smith", "John Doe", "John Doe", "Lee", "", "Hall", "", "John Doe"]
    unnamed = EXAMINED.replace("JOHN DOE, having", "The witness, having").replace("DEPOSITION OF JOHN DOE", "HEARING")
    assert [who for who, words in turns(unnamed) if words[:2] == "A."] == ["", ""]


def test_remarks_and_questions_of_the_order_paper() -> None:
    """A remark in brackets and a question that the paper prints are nobody's words; a minister does not preside."""
    text = """\
OFFICIAL REPORT

Wednesday, 3rd May, 2006

Mr. Deputy Speaker: Order! We go on with the questions of the day.

Mr. J.M. Mutiso asked the Minister for Ports why the boats of Lamu were left out.

The Minister for Ports (Mr. Moe): I beg to reply. They were not left out.

(Hon. A.B. Duale spoke off the record)

The Vice-President and Minister for Home Affairs (Mr. Ray): I agree with the Minister.
"""
    people = [[(person.name, person.role) for person in passage.people] for passage in read_paper(text).passages]
    assert people == [[("Mr. Deputy Speaker", "chair")], [], [("Moe", "speaker")], [], [("Ray", "speaker")]]


def test_one_label_that_can_be_nothing_else() -> None:
    """An honorific with capitals or a country before speech is a label, be it the only one of a paper."""
    speech = "We agree with the text as it stands.\n\n"
    labels = {
        "Mr. SMITH (France) — ": "Smith",
        "Ms. van der VELDE (Netherlands) (spoke in Dutch): ": "van der Velde",
        "HON. H. CHAN.- ": "H. Chan",
    }
    for label, name in labels.items():
        statement = f"Harbour Assembly\n\n6 May 2021\n\n{label}{speech}Our delegation votes in favour.\n"
        assert [who for who, _ in turns(statement)][-2:] == [name, name], label
        report = f"Report on harbours\n\n6 May 2021\n\n{label}{speech}" + "The cranes were painted in spring.\n\n" * 5
        assert [who for who, _ in turns(report)] == [name, *[""] * 5], label
    for title in ("The Lake (France): ", "Mr. SMITH (France): They say “we agree”. "):
        report = f"Report on harbours\n\n6 May 2021\n\n{title}The cranes stand well.\n\nThey were painted in spring.\n"
        assert not any(who for who, _ in turns(report)), title


def test_particles_in_russian() -> None:
    """A Russian label with particles is a label, and ends the turn before it."""
    text = """\
Заседание 6 мая 2021 года

Председатель: Заседание объявляется открытым. Слово имеет представитель России.

Г-н ИВАНОВ (Российская Федерация): Благодарю Вас. Мы согласны.

Г-жа ван дер Велде (Нидерланды): Мы тоже согласны.
"""
    assert [who for who, _ in turns(text)][-3:] == ["Председатель", "Иванов", "ван дер Велде"]
