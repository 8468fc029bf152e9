"""nltk's stemmers, without the rest of nltk.

``import nltk`` loads all of it, and SciPy and scikit-learn where they are installed: up to four
seconds, more than checking two documents takes. Its stemmers need none of that.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_CLASSES = {
    "arlstem": ("nltk.stem.arlstem2", "ARLSTem2", ()),
    "isri": ("nltk.stem.isri", "ISRIStemmer", ()),
    "snowball": ("nltk.stem.snowball", "SnowballStemmer", ("english",)),
}
# Packages whose own start is left out. Snowball asks for stop words, and uses none unless told to.
_HOLLOW = {"nltk": {}, "nltk.stem": {}, "nltk.corpus": {"stopwords": None}}


@cache
def stemmer(name: str) -> Any:
    """The stemmer called ``arlstem`` (ARLSTem2), ``isri`` or ``snowball`` (English)."""
    module, class_, arguments = _CLASSES[name]
    try:
        with _hollow():
            found = import_module(module)
    except (ImportError, AttributeError):  # another version of nltk, which needs what is left out
        found = import_module(module)
    return getattr(found, class_)(*arguments)


@contextmanager
def _hollow() -> Iterator[None]:
    """While it lasts, nltk's packages can be imported from and do not start; then all is as was."""
    spec = find_spec("nltk")
    if "nltk" in sys.modules or spec is None or not spec.submodule_search_locations:
        yield
        return
    try:
        for name, values in _HOLLOW.items():
            package = ModuleType(name)
            inner = name.partition(".")[2]
            package.__path__ = [f"{p}/{inner}" for p in spec.submodule_search_locations]
            vars(package).update(values)
            sys.modules[name] = package
        yield
    finally:
        for name in [n for n in sys.modules if n.partition(".")[0] == "nltk"]:
            del sys.modules[name]
