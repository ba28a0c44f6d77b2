"""Turn the dictionary of a data file into its codebook, and that into JSON, CSV and DDI-Codebook 2.5."""

from rely.research.codebook.as_csv import codebook_csv
from rely.research.codebook.as_json import codebook_json
from rely.research.codebook.build import build_codebook
from rely.research.codebook.content import Codebook
from rely.research.codebook.ddi import codebook_ddi
from rely.research.codebook.figures import Tally, with_figures
from rely.research.codebook.history import releases_of

__all__ = [
    "Codebook",
    "Tally",
    "build_codebook",
    "codebook_csv",
    "codebook_ddi",
    "codebook_json",
    "releases_of",
    "with_figures",
]
