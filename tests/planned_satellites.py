"""Read the satellites that decision 0003 planned, straight from its page."""

import re
from functools import cache
from pathlib import Path

from rely.loading.catalogue import load_instrument
from rely.model.instrument import Instrument

PAGE = Path(__file__).resolve().parents[1] / "docs" / "decisions" / "0003-one-format-closed-measures.md"
NAMES = ("portfolio-scan", "relationship-norms", "value-strategy")


def sources() -> dict[str, str]:
    """The YAML of each satellite by its id, as it stands on the page."""
    blocks = re.findall(r"```yaml\n(id: (\S+)\n.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return {name: text for text, name in blocks}


@cache
def satellite(name: str, folder: Path) -> Instrument:
    """The satellite of this id, loaded as any questionnaire is; `folder` holds its file meanwhile."""
    path = folder / f"{name}.yaml"
    path.write_text(sources()[name], encoding="utf-8")
    return load_instrument(path)
