"""Gold against output: what ``align evaluate`` prints, and the floors that the tests hold.

One module a kind; each yields Evaluations whose figures stand beside the trivial baseline,
measured in the same run, and the anchors that others published.
"""

from align.evaluate.kinds import evaluate
from align.evaluate.render import evaluation_formats, render_evaluation
from align.evaluate.results import Evaluation, Figure, Options, Reference

__all__ = [
    "Evaluation",
    "Figure",
    "Options",
    "Reference",
    "evaluate",
    "evaluation_formats",
    "render_evaluation",
]
