"""The folder that training works in: where every stage leaves what the next one takes up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from align.errors import AlignError
from align.training.files import write_json


@dataclass(frozen=True, slots=True)
class Facts:
    """What the weights do not say about themselves; ids below ``base_size`` are the base's.

    The layer counted ``inner_layer``, from 1, aligns words. So much of it, ``inner_share``, is
    added to the top layer where spans are compared: single words count in it, which the top
    layer has blurred.
    """

    heads: int
    inner_layer: int
    base_size: int
    inner_share: float = 0.6


@dataclass(frozen=True, slots=True)
class Work:
    """Paths in a working folder, and which stages are done with which settings."""

    root: Path

    def path(self, name: str) -> Path:
        """Where the file of that name lies; AlignError if the folder cannot be made."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise AlignError(self.root, str(error)) from error
        return self.root / name

    @property
    def bitext(self) -> Path:
        """The rows kept."""
        return self.path("bitext.tsv")

    @property
    def words(self) -> tuple[Path, Path]:
        """Their words, Arabic and English."""
        return self.path("words.ar.txt"), self.path("words.en.txt")

    @property
    def directions(self) -> tuple[Path, Path]:
        """Statistical links between Arabic segments and English words, forward and reverse."""
        return self.path("links.forward.txt"), self.path("links.reverse.txt")

    @property
    def links(self) -> Path:
        """Links between words, with confidence."""
        return self.path("links.txt")

    @property
    def meanings(self) -> Path:
        """Those of them that say what a word means: links of stems, not of clitics."""
        return self.path("meanings.txt")

    @property
    def given(self) -> Path:
        """Links that a person made, an empty line where nobody did."""
        return self.path("links.given.txt")

    @property
    def tokenizer(self) -> Path:
        """The tokenizer of the encoder in training."""
        return self.path("tokenizer.json")

    @property
    def started(self) -> Path:
        """The weights that stage 2 starts from."""
        return self.path("start.npz")

    @property
    def fitted(self) -> Path:
        """The weights that stage 2 ended with."""
        return self.path("fitted.npz")

    @property
    def names(self) -> Path:
        """Names in both scripts, where lists of them were given."""
        return self.path("names.tsv")

    def sets(self) -> Counter[str]:
        """What the encoder has been trained on, by set: rows here and in earlier rounds."""
        path = self.path("sets.json")
        return Counter(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Counter()

    def add_sets(self, sets: Mapping[str, int]) -> None:
        """Noted: what more it is trained on. A set counts with its most rows in any round."""
        together = self.sets() | Counter(sets)
        write_json(self.path("sets.json"), dict(sorted(together.items())))

    def facts(self) -> Facts:
        """What was written of the encoder; AlignError before stage 1."""
        try:
            return Facts(**json.loads(self.path("encoder.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise AlignError(self.root, "has no encoder yet: run 'align train start'") from error

    def write_facts(self, facts: Facts) -> None:
        """Written: what the weights do not say about themselves."""
        write_json(self.path("encoder.json"), asdict(facts))

    def done(self, stage: str, settings: dict[str, Any]) -> bool:
        """True if ``stage`` was completed with just these settings."""
        return self._stages().get(stage) == _plain(settings)

    def settings(self, stage: str) -> dict[str, Any]:
        """What ``stage`` was completed with; nothing where it was not."""
        return dict(self._stages().get(stage, {}))

    def mark(self, stage: str, settings: dict[str, Any]) -> None:
        """Noted: ``stage`` is complete, and what came after it, from other settings, is not."""
        stages = {name: s for name, s in self._stages().items() if name < stage}
        write_json(self.path("stages.json"), {**stages, stage: _plain(settings)})

    def _stages(self) -> dict[str, Any]:
        path = self.path("stages.json")
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def _plain(settings: dict[str, Any]) -> dict[str, Any]:
    return dict(json.loads(json.dumps(settings, default=str)))
