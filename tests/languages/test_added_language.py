"""Prove that a PO file beside the others makes its language one of the interface, and a language without one works."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rely import paths
from rely.languages import language_name, offered_languages, words_for
from rely.languages.catalogue import interface_languages
from rely.languages.marks import marked
from rely.model.text import Text

DAY = date(2025, 3, 3)
CODE = Path(paths.__file__).parent
FEW_WORDS = """\
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Privacy"
msgstr "Confidentialité"

msgid "‘%(text)s’"
msgstr "« %(text)s »"

#, fuzzy
msgid "Next"
msgstr "Prochain"
"""
ASKS = """\
import json
from rely.languages import INTERFACE_LANGUAGES, words_for
words = words_for("fr")
print(json.dumps({
    "languages": INTERFACE_LANGUAGES, "spoken": words.spoken, "known": words.gettext("Privacy"),
    "unknown": words.gettext("Next"), "quoted": words.quoted("oui"),
    "from Canada": words_for("fr-CA").gettext("Privacy"),
    "marked": words_for("fr", marks=True).gettext("Privacy") + words_for("fr", marks=True).gettext("Next"),
}))
"""


@pytest.fixture
def with_french(tmp_path: Path) -> Path:
    """A copy of Rely with a small fr.po beside its other languages, and with nothing else changed."""
    shutil.copytree(CODE, tmp_path / "rely", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "rely" / "languages" / "fr.po").write_text(FEW_WORDS, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder), "RELY_HOME": str(CODE.parent), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_po_file_makes_its_language_one_of_the_interface(with_french: Path) -> None:
    done = run(with_french, "-c", ASKS)
    told = json.loads(done.stdout)
    assert told["languages"] == ["nl", "en", "de", "fr"]
    assert (told["spoken"], told["known"], told["quoted"]) == ("fr", "Confidentialité", "« oui »")


def test_what_is_not_translated_yet_or_uncertain_is_english_and_marked_as_that(with_french: Path) -> None:
    told = json.loads(run(with_french, "-c", ASKS).stdout)
    assert told["unknown"] == "Next"
    assert told["marked"] == "Confidentialité" + marked("Next", "en")


def test_a_variety_of_a_language_speaks_its_words(with_french: Path) -> None:
    assert json.loads(run(with_french, "-c", ASKS).stdout)["from Canada"] == "Confidentialité"


def test_commands_take_a_language_that_was_added(with_french: Path) -> None:
    answers = with_french / "answers.yaml"
    answers.write_text("instrument: relationship-check\ndate: 2026-11-18\nanswers:\n  TR01: 3\n", encoding="utf-8")
    report = ("report", "relationship-check", str(answers), "--format", "html", "-o", "-")
    start = "import sys; from rely.cli import main; main(sys.argv[1:])"
    done = run(with_french, "-c", start, *report, "--lang", "fr")
    assert done.returncode == 0, done.stderr
    assert '<html lang="fr"' in done.stdout
    assert run(CODE.parent, "-c", start, *report, "--lang", "fr").returncode == 2


def test_only_files_named_after_a_language_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("sv.po", "nl.po", "pt-BR.po", "draft.po.bak", "Old copy.po", "fr.pot"):
        (tmp_path / name).touch()
    monkeypatch.setattr("rely.languages.catalogue.FOLDER", tmp_path)
    assert interface_languages() == ("nl", "en", "pt-BR", "sv")


def test_a_language_without_messages_has_its_own_days_numbers_and_countries() -> None:
    words = words_for("fr")
    assert (words.spoken, words.gettext("Next")) == ("en", "Next")
    assert words.date(DAY) == "3 mars 2025"
    assert words.short_date(DAY) == "3 mars 2025"
    assert words.weekday(DAY) == "lun. 3 mars"
    assert words.number(1250.5, 1) == "1\u202f250,5"
    assert words.country("DE") == "Allemagne"
    assert words.ngettext("%(n)s tree", "%(n)s trees", 2) == "2 trees"


def test_a_language_that_nobody_knows_is_written_as_english_is() -> None:
    words = words_for("tlh")
    assert (words.date(DAY), words.number(0.5, 1)) == ("3 March 2025", "0.5")
    assert language_name("tlh") == "tlh"
    assert language_name("fr") == "Français"


def test_a_reader_of_a_variety_gets_the_text_of_its_language() -> None:
    text = Text({"en": "colour", "pt": "cor"})
    assert words_for("pt-BR").text(text) == "cor"
    assert words_for("sv").text(text) == "colour"
    assert words_for("sv").text(Text({"pt": "cor"})) == "cor"


def test_the_languages_of_a_questionnaire_come_after_those_of_rely() -> None:
    assert offered_languages(("fr", "de", "sv")) == ("nl", "en", "de", "fr", "sv")


def test_words_for_a_page_say_in_which_language_they_are() -> None:
    words, text = words_for("fr", marks=True), Text({"en": "Trust", "fr": "Confiance"})
    assert words.gettext("Next") == marked("Next", "en")
    assert words.text(text) == marked("Confiance", "fr")
    assert words.text(Text({"en": "Trust"})) == marked("Trust", "en")
    assert words.text(Text("one for all")) == "one for all"
    assert words.date(DAY) == marked("3 mars 2025", "fr")
    assert words.list_of([words.gettext("Why"), words.gettext("Next")]) == marked(
        f"{marked('Why', 'en')} and {marked('Next', 'en')}", "en"
    )
    assert words.list_of([words.text(text), "x"]) == f"{marked('Confiance', 'fr')} et x"
    dutch = words_for("nl", marks=True)
    assert dutch.text(Text({"nl": "Vertrouwen", "fr": "Confiance"})) == "Vertrouwen"
    assert dutch.text(Text({"fr": "Confiance"})) == marked("Confiance", "fr")
    assert dutch.gettext("Next") == "Volgende"
