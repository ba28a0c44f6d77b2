"""Turn an empty database into one that holds many finished assessments."""

from __future__ import annotations

import json
import sqlite3
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

BATCH = 5_000


def fill(database: Path, number: int, items: list[str], *, digest: str) -> None:
    """Store so many assessments with an answer to each item, spread over the last ninety days."""
    connection = sqlite3.connect(database)
    with connection:
        for start in range(0, number, BATCH):
            made = [_assessment(at, number, digest) for at in range(start, min(start + BATCH, number))]
            connection.executemany("INSERT INTO relationship (id, created) VALUES (?, ?)", [row[:2] for row in made])
            connection.executemany(
                "INSERT INTO assessment (relationship_id, started, id, instrument_digest, form, perspective, language, "
                "code_hash, last_answered, finished) VALUES (?, ?, ?, ?, 'full', 'self', 'en', ?, ?, ?)",
                made,
            )
            connection.executemany(
                "INSERT INTO answer (assessment_id, item_id, value, revision, answered_at) VALUES (?, ?, ?, 1, ?)",
                [(row[2], item, json.dumps(1 + at % 5), row[5]) for row in made for at, item in enumerate(items)],
            )
    connection.close()


def _assessment(at: int, number: int, digest: str) -> tuple[str, str, str, str, str, str, str]:
    moment = datetime.now(UTC) - timedelta(days=90) * (at / number)
    written = moment.strftime("%Y-%m-%d %H:%M:%S.%f")
    return uuid.uuid4().hex, written, uuid.uuid4().hex, digest, uuid.uuid4().hex * 2, written, written
