"""What holds for every test: where hypothesis keeps its examples, and how it searches."""

import os
from pathlib import Path

import hypothesis
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(__file__).parents[1] / ".cache" / "hypothesis")

# A shared machine makes any deadline a matter of luck; and what fails on a server must fail again at home.
hypothesis.settings.register_profile("rely", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("rely")
