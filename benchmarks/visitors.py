"""Turn a folder with a database into people who answer there: their pages and their saves, as a browser sends them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.http_load import Answered, Conversation, get, post
from benchmarks.served import STATEMENTS, STEPS, site_in
from rely.services.assessments import start_assessment
from rely.storage.migrate import upgrade
from rely.web import create_app

PAGE = "items/1"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class NotSaved(Exception):
    """An answer of the server that does not say that it is saved."""


@dataclass(slots=True)
class Visitor:
    """Somebody who answers; `revisions` and `answers` are what his page shows as stored, by the number of the item."""

    path: str
    cookie: str
    token: str
    revisions: dict[int, int] = field(default_factory=dict)
    answers: dict[int, int] = field(default_factory=dict)

    def page(self) -> bytes:
        """The request for the page."""
        return get(f"{self.path}/{PAGE}", cookie=self.cookie)

    def whole(self) -> bytes:
        """The page sent by its button, every answer other than before."""
        fields = [("csrf_token", self.token), ("go", "stay")]
        for item in range(1, STATEMENTS + 1):
            fields += [(f"seen-I{item}", str(self.revisions.get(item, 0)))]
            fields += [(f"shown-I{item}", str(self.answers[item]))] if item in self.answers else []
            fields += [(f"item-I{item}", str(self._next(item)))]
        return post(f"{self.path}/{PAGE}", fields, cookie=self.cookie)

    def single(self, item: int) -> bytes:
        """One answer, other than before, saved as it is given."""
        asked = " ".join(f"I{each}" for each in range(1, STATEMENTS + 1))
        seen = str(self.revisions.get(item, 0))
        fields = [("csrf_token", self.token), ("page", PAGE), ("asked", asked), (f"seen-I{item}", seen)]
        fields += [(f"at-I{item}", str(int(time.time() * 1000)))]
        return post(f"{self.path}/save", [*fields, (f"item-I{item}", str(self._next(item)))], cookie=self.cookie)

    def viewing(self, times: int) -> Conversation:
        """Open the page again and again."""
        return self._repeating(times, lambda _at: self.page(), lambda answer, _at: answer.status == 200)

    def sending(self, times: int) -> Conversation:
        """Send the page again and again."""
        return self._repeating(times, lambda _at: self.whole(), self._all_stored)

    def saving(self, times: int) -> Conversation:
        """Give one answer after the other."""
        return self._repeating(times, lambda at: self.single(1 + at % STATEMENTS), self._one_stored)

    def _repeating(
        self, times: int, request: Callable[[int], bytes], is_good: Callable[[Answered, int], bool]
    ) -> Conversation:
        done = 0

        def converse(last: Answered | None) -> bytes | None:
            nonlocal done
            if last is not None and not is_good(last, done - 1):
                raise NotSaved(f"{last.status}: {last.body[:300]!r}")
            done += 1
            return request(done - 1) if done <= times else None

        return converse

    def _all_stored(self, answer: Answered, _at: int) -> bool:
        for item in range(1, STATEMENTS + 1):
            self._stored(item)
        return answer.status == 303

    def _one_stored(self, answer: Answered, at: int) -> bool:
        self._stored(1 + at % STATEMENTS)
        return answer.status == 200 and b'data-verdict="stored"' in answer.body

    def _stored(self, item: int) -> None:
        self.answers[item] = self._next(item)
        self.revisions[item] = self.revisions.get(item, 0) + 1

    def _next(self, item: int) -> int:
        return 1 + (self.answers.get(item, item) % len(STEPS))


def visitors_in(folder: Path, number: int) -> list[Visitor]:
    """So many people with an assessment of their own, in a new database; made in this process, not by requests."""
    site = site_in(folder)
    upgrade(site.database)
    app = create_app(site.settings, site=site)
    found = []
    for _ in range(number):
        started = start_assessment(site, "measured", language="en")
        browser = app.test_client()
        token = _TOKEN.findall(browser.get("/en/resume").text)[0]
        browser.post("/en/resume", data={"csrf_token": token, "code": started.code})
        path = f"/en/a/{started.id}"
        token = _TOKEN.findall(browser.get(f"{path}/{PAGE}").text)[0]
        cookie = browser.get_cookie("rely")
        assert cookie is not None
        found.append(Visitor(path, f"rely={cookie.value}", token))
    site.database.close()
    return found
