"""The tokenizer: the English base's vocabulary, with Arabic word pieces appended to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from align.text import ARABIC
from align.training.pieces import learn
from align.training.prefixes import MEANINGS, Prefixes

UNKNOWN, PADDING, FIRST, LAST, MASK = "[UNK]", "[PAD]", "[CLS]", "[SEP]", "[MASK]"
SPECIAL = (PADDING, UNKNOWN, FIRST, LAST, MASK)
_DIGITS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
# Tatweel stretches a word and means nothing; joiners and bidi controls are not even seen.
_IGNORED = "[\u0640\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
# As many write it at the end of a word: الجوى for الجوي.
_FINAL_YEH = ("ى", "ي")
_PIECES_PER_WORD = 100


def normalizer() -> normalizers.Normalizer:
    """BERT's normaliser (lower case, marks dropped), made deaf to how Arabic was typed.

    Compatibility forms become letters (ﷲ = الله), tatweel and invisible characters vanish,
    Arabic digits become ASCII ones. Dropping marks after decomposition also folds hamza seats:
    أ and إ become ا. A ى becomes the ي that it is often typed for.
    """
    digits = [
        normalizers.Replace(digit, str(value)) for row in _DIGITS for value, digit in enumerate(row)
    ]
    return normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Replace(Regex(_IGNORED), ""),
            *digits,
            normalizers.BertNormalizer(strip_accents=True, lowercase=True),
            normalizers.Replace(*_FINAL_YEH),
        ]
    )


class Splitter:
    """Texts to words, the units that links hold between: what the tokenizer cuts into pieces."""

    def __init__(self) -> None:
        self._normalizer = normalizer()
        self._splitter = pre_tokenizers.BertPreTokenizer()

    def words(self, text: str) -> list[str]:
        """The normalised words and punctuation marks of ``text``."""
        normal = self._normalizer.normalize_str(text)
        return [word for word, _ in self._splitter.pre_tokenize_str(normal)]


def build(base: dict[str, int], texts: Iterable[str], size: int) -> Tokenizer:
    """A tokenizer whose first ids are those of ``base``, then the ``size`` best Arabic pieces.

    ``texts``: Arabic, repeated as often as they should count.
    """
    words = _arabic_words(texts)
    cuts = Prefixes(words).patterns()
    cutter = _pre_tokenizer(cuts)
    stems: Counter[str] = Counter()
    for word, count in words.items():
        for part, _ in cutter.pre_tokenize_str(word):
            stems[part] += count
    vocabulary = dict(base)
    for piece in (*MEANINGS, *learn(stems, size)):
        if ARABIC.search(piece):
            vocabulary.setdefault(piece, len(vocabulary))
    return assemble(vocabulary, cuts)


def assemble(vocabulary: dict[str, int], cuts: Sequence[str] = ()) -> Tokenizer:
    """The tokenizer over ``vocabulary``, with no truncation and no padding set.

    ``cuts``: what a word is cut behind, as ``Prefixes.patterns`` gives it.
    """
    model = models.WordPiece(
        vocabulary, unk_token=UNKNOWN, max_input_chars_per_word=_PIECES_PER_WORD
    )
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = _pre_tokenizer(cuts)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{FIRST} $A {LAST}",
        pair=f"{FIRST} $A {LAST} $B:1 {LAST}:1",
        special_tokens=[(FIRST, vocabulary[FIRST]), (LAST, vocabulary[LAST])],
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def _pre_tokenizer(cuts: Sequence[str]) -> pre_tokenizers.PreTokenizer:
    prefixes = (pre_tokenizers.Split(Regex(cut), "isolated") for cut in cuts)
    return pre_tokenizers.Sequence([pre_tokenizers.BertPreTokenizer(), *prefixes])


def _arabic_words(texts: Iterable[str]) -> Counter[str]:
    splitter = Splitter()
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word in splitter.words(text) if ARABIC.search(word))
    return counts
