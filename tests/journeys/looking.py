"""Look at a page as those see it who cannot see, aim or zoom well, and give what is wrong with it."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, cast

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What is right is neither described nor sent: on a long page that takes twice as long as looking.
WRONG = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(({violations}) =>
  violations.flatMap(({id, help, nodes}) => nodes.map(({target}) => `${id}: ${help} (${target})`)))"""

LEAST, OURS = 24, 44
"""In CSS pixels: the smallest target of WCAG 2.2 AA, and that of our own buttons and boxes."""

# What a word of a sentence is, is as tall as the line: WCAG exempts it, and so do we. Links of their own keep to WCAG's
# size.
SMALL = """([least, ours]) => {
  const wrong = [];
  for (const each of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    const style = getComputedStyle(each);
    if (each.type === "hidden" || each.disabled || each.tabIndex < 0 || !each.checkVisibility()) continue;
    if (each.closest(".vh, .skip")) continue;
    if (style.display === "inline" && each.matches("a")) continue;
    const target = each.matches("[type=radio], [type=checkbox]") ? each.closest("label") || each : each;
    const {width, height} = target.getBoundingClientRect();
    const wanted = each.matches("a:not(.btn, .step)") ? least : ours;
    if (width < least - 0.5 || height < wanted - 0.5) {
      wrong.push(`${each.outerHTML.slice(0, 90)}: ${Math.round(width)} x ${Math.round(height)}, not ${wanted}`);
    }
  }
  return wrong;
}"""

# Words that one language has and the other two lack; two of a foreign one and none of its own betray a text.
WORDS = {
    "en": "the and with your you this that are from for which not how when",
    "nl": "het een en van uw niet met voor dat zijn wordt ook naar bij",
    "de": "der das und ein eine nicht mit für sie auf ist den dem werden auch",
}
FOREIGN = """words => {
  const wrong = [], texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest("script, style, template, noscript, textarea")) continue;
    const language = parent.closest("[lang]").lang;
    const said = (node.data.toLowerCase().match(/[\\p{L}]+/gu) || []);
    const count = code => said.filter(each => words[code].includes(each)).length;
    for (const other of Object.keys(words)) {
      const only = said.filter(each => words[other].includes(each) && !(words[language] || []).includes(each)).length;
      if (other !== language && only >= 2 && count(language) === 0) {
        wrong.push(`${other} in ${language}: ${node.data.trim().slice(0, 90)}`);
      }
    }
  }
  return wrong;
}"""

MISTAKES = ".notice-error, .has-error"
ANNOUNCED = """() => document.activeElement.matches("[role=alert], [aria-invalid=true]")
  || document.activeElement.closest("[role=alert]") !== null
  || document.querySelector("#line[role=status] use[href='#i-err']") !== null"""


def findings(page: Page) -> list[str]:
    """What axe finds; it is injected from outside, since the pages allow no script."""
    page.evaluate(AXE)
    return _said(page.evaluate(WRONG, RULES))


def overflow(page: Page) -> bool:
    """Whether the page can be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def small_targets(page: Page) -> list[str]:
    """What is too small to be hit with a thumb."""
    return _said(page.evaluate(SMALL, [LEAST, OURS]))


def foreign_texts(page: Page) -> list[str]:
    """Texts in another language than the page says they are in."""
    return _said(page.evaluate(FOREIGN, {code: words.split() for code, words in WORDS.items()}))


def announces(page: Page) -> bool:
    """Whether a screen reader hears at once of what went wrong."""
    return bool(page.evaluate(ANNOUNCED))


def _said(found: Any) -> list[str]:
    return cast(list[str], found)
