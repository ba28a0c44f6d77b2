from pathlib import Path

import pytest

from rely.languages import messages
from rely.languages.catalogue import SOURCE_LANGUAGE, po_path, read_catalogue
from rely.languages.messages import Used, messages_in_use, translation_problems, updated_catalogue
from rely.languages.words import INTERFACE_LANGUAGES

TRANSLATED = [language for language in INTERFACE_LANGUAGES if language != SOURCE_LANGUAGE]
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: nl\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_of_the_code_and_the_templates_is_translated(language: str) -> None:
    problems = translation_problems(language, messages_in_use())
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_po_file_holds_the_messages_in_use_in_order_and_nothing_else(language: str) -> None:
    written = po_path(language).read_text(encoding="utf-8")
    assert written == updated_catalogue(language, messages_in_use()), "Run: python -m rely.languages"


def test_messages_are_found_in_python_and_in_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = tmp_path / "rely" / "languages"
    code.mkdir(parents=True)
    (code / "a.py").write_text('words.gettext("from code")\nN_("marked")\nw.ngettext("one", "many", 2)\nprint("no")\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("<p>{{ _('from a page') }} {{ ngettext('a', 'b', n) }}</p>")
    (tmp_path / "reports").mkdir()
    monkeypatch.setattr(messages, "FOLDER", code)
    monkeypatch.setattr(messages, "templates_dir", lambda: tmp_path / "templates")
    monkeypatch.setattr(messages, "reports_dir", lambda: tmp_path / "reports")
    found = {used.singular: used.plural for used in messages_in_use()}
    assert found == {"from code": None, "marked": None, "one": "many", "from a page": None, "a": "b"}


def problems_of(entry: str, used: Used, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    path = tmp_path / "nl.po"
    path.write_text(HEADER + entry, encoding="utf-8")
    monkeypatch.setattr("rely.languages.catalogue.FOLDER", tmp_path)
    assert read_catalogue("nl") is not None
    return translation_problems("nl", [used])


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('msgid "other"\nmsgstr "anders"\n', "is not in the file"),
        ('msgid "Hello %(name)s"\nmsgstr ""\n', "has no translation"),
        ('#, fuzzy\nmsgid "Hello %(name)s"\nmsgstr "Dag %(name)s"\n', "is marked as fuzzy"),
        ('msgid "Hello %(name)s"\nmsgstr "Dag %(naam)s"\n', "fills in"),
        ('msgid "Hello %(name)s"\nmsgstr "Dag"\n', "fills in"),
    ],
)
def test_a_translation_that_is_missing_fuzzy_or_fills_in_something_else_is_told(
    entry: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = Used("Hello %(name)s", None, "a.py:1")
    (problem,) = problems_of(entry, used, tmp_path, monkeypatch)
    assert problem.startswith("'Hello %(name)s' (a.py:1)")
    assert said in problem


def test_a_singular_may_say_one_instead_of_the_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used = Used("%(n)s tree", "%(n)s trees", "a.py:1")
    entry = 'msgid "%(n)s tree"\nmsgid_plural "%(n)s trees"\nmsgstr[0] "één boom"\nmsgstr[1] "%(n)s bomen"\n'
    assert problems_of(entry, used, tmp_path, monkeypatch) == ()


def test_an_update_keeps_translations_adds_what_is_new_and_drops_what_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nl.po").write_text(
        HEADER + '# a remark\nmsgid "kept"\nmsgstr "zegt \\"ja\\""\n\nmsgid "gone"\nmsgstr "weg"\n', encoding="utf-8"
    )
    monkeypatch.setattr("rely.languages.catalogue.FOLDER", tmp_path)
    used = [Used("kept", None, "a.py:1"), Used("new", "news", "a.py:2")]
    written = updated_catalogue("nl", used)
    assert written.endswith(
        '\n# a remark\nmsgid "kept"\nmsgstr "zegt \\"ja\\""\n'
        '\nmsgid "new"\nmsgid_plural "news"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    )
    assert "gone" not in written
    (tmp_path / "nl.po").write_text(written, encoding="utf-8")
    assert updated_catalogue("nl", used) == written
