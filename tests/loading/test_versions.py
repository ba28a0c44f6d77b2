"""Prove that a version is found by its path, its id, a kept release or a revision of git, and by nothing else."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rely.loading.catalogue import UnknownInstrument
from rely.loading.git import GitMissing, PathNotInRevision, UnknownRevision
from rely.loading.instrument import QuestionnaireError, read_questionnaire
from rely.loading.releases import record_release
from rely.loading.source_text import MAX_BYTES
from rely.loading.versions import ChangedRelease, UnknownVersion, load_version
from rely.model.digest import digest

DATA = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"
Git = Callable[..., str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "checks" / "any"
    folder.mkdir(parents=True)
    shutil.copy(DATA / "no-facets.yaml", folder / "instrument.yaml")
    return tmp_path


@pytest.fixture
def git(here: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Run git in a repository of its own, whose first commit holds the questionnaire."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")

    def run(*arguments: str) -> str:
        return subprocess.run(["git", *who, *arguments], check=True, capture_output=True, text=True).stdout

    run("init", "--quiet", ".")
    run("add", ".")
    run("commit", "--quiet", "-m", "first")
    return run


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _release(folder: Path) -> None:
    loaded = read_questionnaire(folder, history=False)
    assert loaded.instrument is not None
    record_release(folder, loaded.instrument, date(2026, 11, 30))


def test_an_id_and_a_path_are_the_questionnaire_on_the_disk(here: Path) -> None:
    assert load_version("relationship-check").id == "relationship-check"
    assert load_version("checks/any").version == load_version("checks/any/instrument.yaml").version == "1.0.0"


def test_a_kept_release_is_read_as_it_was_released(here: Path) -> None:
    folder = here / "checks" / "any"
    _release(folder)
    released = digest(load_version("checks/any"))
    _change(folder / "instrument.yaml", "version: 1.0.0", "version: 1.1.0")
    assert digest(load_version("checks/any@1.0.0")) == released
    assert load_version("checks/any").version == "1.1.0"
    assert load_version("relationship-check@1.1.0").version == "1.1.0"
    assert digest(load_version("checks/any/releases/1.0.0.json")) == released


@pytest.mark.parametrize("reference", ["checks/any@2.0.0", "relationship-check@9.9.9"])
def test_a_release_that_is_not_kept_is_told_with_those_that_are(here: Path, reference: str) -> None:
    with pytest.raises(UnknownVersion, match="is kept"):
        load_version(reference)


@pytest.mark.parametrize("content", ["", "[]", "{}", "not json", '{"id": "any", "version": "1.0.0"}'])
def test_a_kept_release_that_is_broken_is_told(here: Path, content: str) -> None:
    folder = here / "checks" / "any"
    _release(folder)
    (folder / "releases" / "1.0.0.json").write_text(content, encoding="utf-8")
    with pytest.raises(ChangedRelease, match="never edited"):
        load_version("checks/any@1.0.0")


def test_a_kept_release_that_was_edited_is_told_with_both_digests(here: Path) -> None:
    folder = here / "checks" / "any"
    _release(folder)
    _change(folder / "releases" / "1.0.0.json", "A mood check", "A mood test")
    with pytest.raises(ChangedRelease) as refused:
        load_version("checks/any@1.0.0")
    assert str(refused.value).count("sha256:") == 2


@pytest.mark.parametrize("content", ["", "[]", "{}", "not json", "[" * 100_000])
def test_a_copy_that_no_list_of_releases_knows_is_told_when_it_is_none(here: Path, content: str) -> None:
    copies = here / "checks" / "any" / "releases"
    copies.mkdir()
    (copies / "1.0.0.json").write_text(content, encoding="utf-8")
    with pytest.raises(ChangedRelease, match="is no release"):
        load_version("checks/any@1.0.0")


def test_what_is_nothing_is_an_unknown_instrument(here: Path) -> None:
    for reference in ("nothing", "nothing@1.0.0", "checks/any@latest", ""):
        with pytest.raises(UnknownInstrument):
            load_version(reference)


def test_a_folder_whose_name_looks_like_a_release_or_a_revision_is_that_folder(here: Path) -> None:
    for name in ("any@1.0.0", "HEAD:any"):
        shutil.copytree(here / "checks" / "any", here / name)
        assert load_version(name).version == "1.0.0"


def test_a_revision_of_git_gives_the_questionnaire_as_it_stood(here: Path, git: Git) -> None:
    before = digest(load_version("checks/any"))
    _change(here / "checks" / "any" / "instrument.yaml", "A mood check", "A mood test")
    git("commit", "--quiet", "-a", "-m", "second")
    assert digest(load_version("HEAD~1:checks/any")) == before
    assert digest(load_version("HEAD:checks/any")) == digest(load_version("checks/any")) != before
    assert digest(load_version("HEAD~1:checks/any/instrument.yaml")) == before
    assert digest(load_version("HEAD~1:./checks/any")) == before


def test_a_bare_id_after_a_revision_means_the_folder_among_the_questionnaires(here: Path, git: Git) -> None:
    shutil.copytree(here / "checks" / "any", here / "questionnaires" / "no-facets")
    git("add", ".")
    git("commit", "--quiet", "-m", "second")
    assert load_version("HEAD:no-facets").version == "1.0.0"


def test_a_broken_questionnaire_in_a_revision_is_told_by_the_name_it_was_asked_for(here: Path, git: Git) -> None:
    _change(here / "checks" / "any" / "instrument.yaml", "version: 1.0.0", "version: one")
    git("commit", "--quiet", "-a", "-m", "broken")
    with pytest.raises(QuestionnaireError) as refused:
        load_version("HEAD:checks/any")
    (problem,) = refused.value.problems
    assert (problem.path, problem.line) == ("HEAD:checks/any/instrument.yaml", 3)


@pytest.mark.parametrize("revision", ["-p", "--output=x", "--upload-pack=touch x", "", "nope", "HEAD~9", "HEAD^{blob}"])
def test_a_revision_that_is_none_is_refused_and_never_an_option(here: Path, git: Git, revision: str) -> None:
    before = sorted(here.iterdir())
    told = "is no revision" if revision.startswith("-") or not revision else "knows no revision"
    with pytest.raises(UnknownRevision, match=told):
        load_version(f"{revision}:checks/any")
    assert sorted(here.iterdir()) == before


def test_a_path_that_the_revision_lacks_is_told(here: Path, git: Git) -> None:
    for path in ("checks/other", "../any", "any"):
        with pytest.raises(PathNotInRevision, match="top of the repository"):
            load_version(f"HEAD:{path}")


def test_links_in_a_revision_lead_nowhere(here: Path, git: Git) -> None:
    (here / "checks" / "any" / "more.yaml").symlink_to("/etc/hostname")
    git("add", ".")
    git("commit", "--quiet", "-m", "link")
    assert load_version("HEAD:checks/any").version == "1.0.0"


def test_outside_of_a_repository_git_says_so(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.parent))
    with pytest.raises(UnknownRevision, match="not a git repository"):
        load_version("HEAD:checks/any")


def test_without_git_a_revision_cannot_be_read_and_the_cure_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(here))
    with pytest.raises(GitMissing, match="apt-get install git"):
        load_version("HEAD:checks/any")


def test_a_file_too_large_for_a_questionnaire_is_refused_as_on_the_disk_and_not_read(
    here: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "large.yaml").write_bytes(b"# " + b"x" * MAX_BYTES)
    git("add", ".")
    git("commit", "--quiet", "-m", "large")
    asked: list[tuple[str, ...]] = []
    run = subprocess.run

    def noted(command: list[str], **more: Any) -> Any:
        asked.append(tuple(command[2:4]))
        return run(command, **more)

    monkeypatch.setattr(subprocess, "run", noted)
    with pytest.raises(QuestionnaireError) as refused:
        load_version("HEAD:large.yaml")
    assert [each.code for each in refused.value.problems] == ["file-too-large"]
    assert ("cat-file", "-s") in asked
    assert ("cat-file", "blob") not in asked
