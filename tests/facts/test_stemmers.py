"""nltk's stemmers alone: the same stems, without what nltk otherwise loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

WORDS = {
    "arlstem": ["والمدرسون", "المستشفيات", "سيوقعون", "وزارة"],
    "isri": ["المدارس", "أسعار", "وزارة"],
    "snowball": ["hospitals", "signing", "ministries", "agreed"],
}
ALONE = """
import sys
from align.facts.stemmers import stemmer
for name in ("arlstem", "isri", "snowball"):
    stemmer(name).stem("x")
print([m for m in ("nltk", "scipy", "sklearn", "pandas") if m in sys.modules])
import nltk.translate.gale_church
print(nltk.translate.gale_church.__name__)
"""


@pytest.mark.parametrize("name", WORDS)
def test_the_stems_are_nltks(name: str) -> None:
    """Each stemmer answers as the one that nltk itself loads."""
    from nltk.stem.arlstem2 import ARLSTem2
    from nltk.stem.isri import ISRIStemmer
    from nltk.stem.snowball import SnowballStemmer

    from align.facts.stemmers import stemmer

    theirs = {"arlstem": ARLSTem2, "isri": ISRIStemmer, "snowball": SnowballStemmer}[name]
    own = theirs("english") if name == "snowball" else theirs()

    assert [own.stem(w) for w in WORDS[name]] == [stemmer(name).stem(w) for w in WORDS[name]]


def test_nothing_else_is_loaded() -> None:
    """Stemming leaves nltk unloaded, and whoever wants all of it still gets it."""
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == ["[]", "nltk.translate.gale_church"]
