"""Where the data files are: nothing in, the folder of the lexicons out, in a checkout or an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def lexicon_folder() -> Path:
    """The folder that holds the lexicons.

    A wheel carries it as `planparse/data/lexicons`; a checkout has it at the top of the repository.

    >>> (lexicon_folder() / "divisions.tsv").is_file()
    True
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "data" / "lexicons", package.parent / "lexicons"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"No lexicons beside {package}: the installation is damaged, install planparse again.")
