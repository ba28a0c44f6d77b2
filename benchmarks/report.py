"""Measure one report: warm beside its own words, an empty page, Chromium and typst; cold beside bare WeasyPrint.

Everything is CPU time, measured in turn. The report is the full one of the first example, in Dutch, as `render_pdf`
makes it: PDF/UA with its attachment, laid out as often as it needs. Beside it, warm and with the same WeasyPrint and
fonts, stand its own words, taken from its HTML block by block (heading, paragraph, list item, table cell; charts have
none) and set without our style, tags and attachment. The target is for running text: the blocks joined to paragraphs
of sixty words, the cheapest way to print them. A paragraph for each block is shown, too; it costs more, because most
blocks are short. Chromium and bare WeasyPrint print the HTML of the first layout with its style sheets.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks import chromium
from benchmarks.retold import as_paragraphs, as_typst, blocks, body_of, running
from benchmarks.side_by_side import in_turn, shown, tell, worked
from rely.guidelines.recommend import recommend
from rely.loading.answers import read_answers
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.paths import questionnaires_dir, reports_dir
from rely.reporting.content import ReportContent, build_report
from rely.reporting.html import render_markup
from rely.reporting.layout import Layout
from rely.reporting.pdf import STYLES, render_pdf
from rely.scoring.score import score

SHIPPED = "relationship-check"
ANSWERS = questionnaires_dir() / SHIPPED / "examples" / "1-tulp.yaml"
LANGUAGE = "nl"
DAY = date(2026, 11, 30)
WARM_ROUNDS = 9
COLD_ROUNDS = 7
MIB = 1 << 20

_RELY = "from rely.cli import main; main()"
_BARE = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"
# Run by a process in between that is small itself: a process counts the memory of the one that starts it as its own.
_WATCH = """
import os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(process, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
sys.exit(status != 0)
"""


@dataclass(frozen=True, slots=True)
class Example:
    """The assessment that is reported."""

    instrument: Instrument
    assessment: Assessment
    digest: str

    def content(self) -> ReportContent:
        """All that the report says, from the answers on."""
        result = score(self.instrument, self.assessment)
        advice = recommend(self.instrument, result)
        return build_report(
            self.instrument, result, advice, language=LANGUAGE, digest=self.digest, day=DAY, with_data=True
        )


def run() -> None:
    """Print the ratios of a warm report, our share in it, and the ratios of a cold one."""
    example = first_example()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(with_links(render_markup(example.content(), Layout())), encoding="utf-8")
        warm(example, page, rounds=WARM_ROUNDS)
        cold(page, rounds=COLD_ROUNDS)


def first_example() -> Example:
    """The first example of the shipped questionnaire."""
    instrument = load_instrument(SHIPPED)
    [row] = read_answers(ANSWERS, instrument)
    assert row.assessment is not None
    return Example(instrument, row.assessment, digest(instrument))


def with_links(markup: str) -> str:
    """The HTML of a report that brings the style sheets of its PDF along."""
    links = "".join(f'<link rel="stylesheet" href="{(reports_dir() / "styles" / name).as_uri()}">' for name in STYLES)
    return markup.replace("</head>", f"{links}</head>")


# -- warm -----------------------------------------------------------------------------------------------


def warm(example: Example, page: Path, *, rounds: int) -> None:
    """Print what a report costs beside all it is compared with, and our share in it."""
    body = body_of(render_markup(example.content(), Layout()))
    texts = blocks(body)
    ways: dict[str, Callable[[], float]] = {
        "report": partial(worked, lambda: render_pdf(example.content())),
        "share": partial(worked, lambda: render_markup(example.content(), Layout())),
        "running": partial(worked, plain(as_paragraphs(running(texts), LANGUAGE))),
        "blocks": partial(worked, plain(as_paragraphs(texts, LANGUAGE))),
        "empty": partial(worked, plain(as_paragraphs([], LANGUAGE))),
    }
    with ExitStack() as stack:
        ways |= others(stack, page, as_typst(body, LANGUAGE).encode())
        costs = in_turn(ways, rounds=rounds)
    tell_warm(costs, words=sum(len(text.split()) for text in texts))


def others(stack: ExitStack, page: Path, source: bytes) -> dict[str, Callable[[], float]]:
    """Chromium printing `page` and typst compiling `source`, or a line on why one of them cannot be measured."""
    ways: dict[str, Callable[[], float]] = {}
    try:
        ways["chromium"] = stack.enter_context(chromium.printing(page))
    except chromium.CannotPrint as error:
        print(f"Chromium is not measured: {error}")
    if importlib.util.find_spec("typst") is None:
        print("typst is not measured: it is not installed here, and ./go bench makes an environment that has it")
    else:
        ways["typst"] = partial(worked, with_typst(source))
    return ways


def tell_warm(costs: Mapping[str, float], *, words: int) -> None:
    """Print the ratios of the report to everything else that was measured."""
    report = costs["report"]
    others = {
        "running": (f"its {words:,} words as running text", "<= 5 x, stretch 4 x"),
        "blocks": ("the same words, a paragraph for each block", ""),
        "empty": ("an empty page", ""),
        "chromium": ("warm Chromium printing the same HTML", "none, stretch 3.5 x"),
        "typst": ("typst with the same words and tables", ""),
    }
    for name, (title, target) in others.items():
        if name in costs:
            tell(f"warm report against {title}", report, costs[name], target=target)
    share = costs["share"]
    print(
        f"our share (scores, advice, words, charts, templates): {shown(share)} of {shown(report)}: "
        f"{share / report:.1%}   (target <= 3 %, stretch 1 %)"
    )


def plain(markup: str) -> Callable[[], object]:
    """WeasyPrint with the report's fonts and nothing else of its style."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style = CSS(filename=reports_dir() / "styles" / STYLES[0], font_config=fonts)
    return lambda: HTML(string=markup).write_pdf(stylesheets=[style], font_config=fonts)


def with_typst(source: bytes) -> Callable[[], object]:
    """A compilation by typst, which keeps its fonts but no result from one call to the next."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(reports_dir() / "fonts")])
    return lambda: typst.compile(source, font_paths=fonts, ignore_system_fonts=True)


# -- cold -----------------------------------------------------------------------------------------------


def cold(page: Path, *, rounds: int) -> None:
    """Print what `rely report` costs for one file beside WeasyPrint alone, each in a process of its own."""
    made = str(page.with_suffix(".pdf"))
    wanted = ("report", SHIPPED, str(ANSWERS), "--lang", LANGUAGE, "--date", DAY.isoformat(), "-o", made)
    memory: list[int] = []

    def rely_report() -> float:
        seconds, most = in_a_process("-c", _RELY, *wanted)
        memory.append(most)
        return seconds

    costs = in_turn({"rely": rely_report, "bare": lambda: in_a_process("-c", _BARE, str(page), made)[0]}, rounds=rounds)
    tell(
        "cold: rely report against WeasyPrint on the same HTML",
        costs["rely"],
        costs["bare"],
        target="<= 1.25 x, stretch 1.05 x",
    )
    print(f"rely report holds at most {max(memory) / MIB:.0f} MiB   (target <= 120 MiB)")


def in_a_process(*arguments: str) -> tuple[float, int]:
    """The CPU seconds of a Python process and of all it started, and the most memory in bytes that one of them held."""
    command = [sys.executable, "-I", "-S", "-c", _WATCH, sys.executable, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, most = done.stdout.split()[-2:]
    return float(seconds), int(most)
