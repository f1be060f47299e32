"""Tests of where settings come from, and of what is told where one of them is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from webapp.settings.sources import SettingInvalid, likely_slips, read_settings
from webapp.settings.table import TABLE, Settings


def test_options_count_more_than_variables_and_these_more_than_the_file(tmp_path: Path) -> None:
    """A setting has the value of the option, else of the variable, else of the file, else its default."""
    file = tmp_path / "site.toml"
    file.write_text('host = "::"\nport = 1\nthreads = 1\n', encoding="utf-8")
    environ = {"RAPPORTEUR_PORT": "2", "RAPPORTEUR_HOST": " ", "RAPPORTEUR_THREADS": "2"}
    settings = read_settings({"threads": "3", "port": None}, environ, file)
    assert (settings.threads, settings.port, settings.host) == (3, 2, "::")
    assert settings.max_draft == Settings().max_draft


def test_the_file_may_be_named_by_a_variable(tmp_path: Path) -> None:
    """RAPPORTEUR_CONFIG names the file where no option does, and paths in the file begin at its folder."""
    (tmp_path / "about.md").write_text("# Us\n", encoding="utf-8")
    file = tmp_path / "site.toml"
    file.write_text('about = "about.md"\nindex-dir = "index"\n', encoding="utf-8")
    settings = read_settings({}, {"RAPPORTEUR_CONFIG": str(file)})
    assert (settings.about, settings.index_dir) == ("# Us\n", tmp_path / "index")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("port = 70000", "“70000” is not a whole number from 0 to 65535"),
        ("port = true", "“True” is not a whole number"),
        ('rate-limit = "0/minute"', "“0/minute” is not a rate such as 600/minute"),
        ('public-url = "papers.example.org"', "is not an address such as https://papers.example.org"),
        ('site-name = "two\\nlines"', "is not one line of text"),
        ('logo = "logo.exe"', "is not the name of a picture"),
        ('about = "nowhere.md"', "“nowhere.md” is not there"),
        ('about = "."', "“.” is not a file"),
        ('symbol-link = "https://docs.example.org/"', "is not a web address with {symbol} in it"),
        ('symbol-link = "https://{symbol}.example.org/"', "{symbol} in the name of the host"),
        ('symbol-link = "javascript:{symbol}"', "is not a web address with {symbol} in it"),
        ('strap_line = "x"', "there is no such setting. Did you mean strap-line?"),
        ("allowed-host = [1]", "has “1” in it, which is not a text: write it in quotation marks"),
        ('allowed-host = ["papers.example.org", false]', "“False” in it, which is not a text"),
        ('allowed-host = [["papers.example.org"]]', "which is not a text: write it in quotation marks"),
        ("allowed-host = 1", "is not a list: write it in brackets, with each value in quotation marks"),
        ("api-origin = [1]", "which is not a text"),
        ("trusted-proxy = [1]", "which is not a text"),
        ("rate-limit = 600", "“600” is not a text: write it in quotation marks"),
        ("public-url = 1", "is not a text"),
        ("[server]\nport = 1", "settings do not belong in a table: delete the line [server]"),
    ],
)
def test_a_wrong_line_of_the_file_is_named(tmp_path: Path, line: str, told: str) -> None:
    """A wrong value or key in the file is told with the file, the line, the key, and what it should be."""
    file = tmp_path / "site.toml"
    file.write_text(f"# port = 5\n\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingInvalid) as raised:
        read_settings({}, {}, file)
    key = line.strip("[").partition("]")[0].partition(" ")[0]
    assert str(raised.value).startswith(f"{file}, line 3, {key}: ")
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("content", "told"), [(b"port = ", "is not TOML"), (b"\xff", "is not TOML"), (None, "cannot be read")]
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, told: str) -> None:
    """A settings file that is missing, or no TOML, is told with its name."""
    file = tmp_path / "site.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SettingInvalid, match=told) as raised:
        read_settings({}, {}, file)
    assert str(file) in str(raised.value)


@pytest.mark.parametrize(
    ("options", "environ", "told"),
    [
        ({"port": "http"}, {}, "The option --port: “http” is not a whole number"),
        ({}, {"RAPPORTEUR_PORT": "tcp://10.0.0.1:80"}, "The variable RAPPORTEUR_PORT: “tcp://10.0.0.1:80” is not"),
        ({"public_url": "http://[::1"}, {}, "The option --public-url"),
        ({"site_name": "x" * 81}, {}, "is longer than 80 characters"),
    ],
)
def test_a_wrong_option_or_variable_is_named(options: dict[str, str], environ: dict[str, str], told: str) -> None:
    """A wrong value is told with the option or the variable that it came from."""
    with pytest.raises(SettingInvalid) as raised:
        read_settings(options, environ)
    assert told in str(raised.value)


def test_a_picture_and_a_text_are_read_at_the_start(tmp_path: Path) -> None:
    """A logo has its type by its name; a text that is no UTF-8, or a file that is too large, is refused."""
    logo, large, text = tmp_path / "logo.PNG", tmp_path / "large.svg", tmp_path / "about.md"
    logo.write_bytes(b"png")
    large.write_bytes(b" " * 1_000_001)
    text.write_bytes(b"\xff\xfe")
    picture = read_settings({"logo": logo}, {}).logo
    assert picture is not None
    assert (picture.content, picture.mimetype) == (b"png", "image/png")
    with pytest.raises(SettingInvalid, match="larger than 1 MB"):
        read_settings({"logo": str(large)}, {})
    with pytest.raises(SettingInvalid, match="not a text in UTF-8"):
        read_settings({"about": str(text)}, {})


def test_a_slip_in_the_name_of_a_variable_is_told() -> None:
    """A variable that is written almost like a setting is named; others of the same beginning may be anybody's."""
    environ = {"RAPPORTEUR_PUBLIC_ULR": "x", "RAPPORTEUR_SERVICE_ACCOUNT": "x", "RAPPORTEUR_PORT": "1", "HOME": "/"}
    assert likely_slips(environ) == ["RAPPORTEUR_PUBLIC_ULR is not a setting. Did you mean RAPPORTEUR_PUBLIC_URL?"]


def test_no_variable_that_the_program_reads_is_taken_for_a_slip() -> None:
    """All variables named in the code and its documentation are known, those of other commands too."""
    files = [*ROOT.glob("indexer/**/*.py"), *ROOT.glob("webapp/**/*.py"), *ROOT.glob("docs/*.md")]
    named = {
        name for file in files for name in re.findall(r"RAPPORTEUR_[A-Z_]+[A-Z]", file.read_text(encoding="utf-8"))
    }
    assert {"RAPPORTEUR_ENGINE_ALIAS", "RAPPORTEUR_REGISTRY_URL", "RAPPORTEUR_PORT"} <= named
    assert likely_slips(dict.fromkeys(named, "x")) == []
    assert likely_slips({"RAPPORTEUR_ENGINE_USERS": "x"})[0].endswith("Did you mean RAPPORTEUR_ENGINE_USER?")


def test_every_setting_has_one_name_everywhere() -> None:
    """The option, the variable and the key of a setting follow from its name."""
    setting = TABLE["public_url"]
    assert (setting.flag, setting.variable, setting.key) == ("--public-url", "RAPPORTEUR_PUBLIC_URL", "public-url")
