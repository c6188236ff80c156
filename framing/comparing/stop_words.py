"""English words that say too little for two texts to be alike by them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path


@cache
def stop_words() -> frozenset[str]:
    """scikit-learn's list, read from its own file: loading the package takes half a second."""
    package = find_spec("sklearn")
    assert package is not None and package.origin is not None
    file = Path(package.origin).parent / "feature_extraction" / "_stop_words.py"
    if not file.exists():
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

        return frozenset(ENGLISH_STOP_WORDS)
    return frozenset(run_path(str(file))["ENGLISH_STOP_WORDS"])
