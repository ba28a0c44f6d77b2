"""Turn answers about one client relationship into scores, recommendations and a report."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rely.guidelines.recommend import recommend
    from rely.loading.catalogue import load_instrument
    from rely.reporting.content import build_report
    from rely.reporting.pdf import render_pdf
    from rely.research.score_many import score_many
    from rely.scoring.score import score

__version__ = "0.1.0"
__all__ = ["build_report", "load_instrument", "recommend", "render_pdf", "score", "score_many"]

_HOMES = {
    "load_instrument": "rely.loading.catalogue",
    "score": "rely.scoring.score",
    "score_many": "rely.research.score_many",
    "recommend": "rely.guidelines.recommend",
    "build_report": "rely.reporting.content",
    "render_pdf": "rely.reporting.pdf",
}


def __getattr__(name: str) -> Any:
    """Import a public function when it is first used, so that `rely --help` loads none of what it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module 'rely' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
