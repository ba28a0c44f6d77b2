"""Prove, with real processes, that database and queue may lie in PostgreSQL, with a worker of its own, whoever dies."""

import os
import uuid
from pathlib import Path

import pytest

from rely.services.examples import Example
from tests.cli.test_worker import ROOT, Start, Visitor, descendants, example, kill, start, wait_for
from tests.databases import end_connections, new_postgres_url, postgres
from tests.ports import free_port

__all__ = ["example", "postgres", "start"]


@pytest.fixture
def environment(postgres: str, tmp_path: Path) -> dict[str, str]:
    """The settings of a site that keeps everything in PostgreSQL."""
    url = new_postgres_url(postgres, f"site_{uuid.uuid4().hex}")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RELY_")}
    own = {"RELY_DATABASE_URL": url, "RELY_QUEUE_URL": url, "RELY_DATA": str(tmp_path), "RELY_SECRET_KEY": "x" * 64}
    return {**kept, **own, "PYTHONPATH": str(ROOT)}


def test_documents_are_made_by_way_of_postgresql_also_after_processes_and_connections_have_died(
    start: Start, example: Example, environment: dict[str, str]
) -> None:
    port = free_port()
    start("serve", "--port", str(port), "--no-worker")
    visitor = Visitor(port, example)
    path = f"/en/a/{example.id}/result/short.pdf"
    assert visitor.get(path)[0] == 202
    worker = start("worker", "--workers", "2")
    assert visitor.download("short.pdf").startswith(b"%PDF-")

    wait_for(lambda: len(descendants(worker.pid)) >= 2)
    for number in descendants(worker.pid):
        kill(number)
    assert visitor.download("report.pdf").startswith(b"%PDF-")

    end_connections(environment["RELY_DATABASE_URL"])
    wait_for(lambda: visitor.get("/readyz")[0] == 200)
    assert visitor.download("preparation.pdf").startswith(b"%PDF-")
