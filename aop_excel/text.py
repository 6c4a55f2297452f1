"""A phrase in both languages, Vietnamese first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """A phrase in Vietnamese and English; a translation cannot be left out."""

    vi: str
    en: str

    def __call__(self, language: Language) -> str:
        """The phrase in one language."""
        return self.vi if language == "vi" else self.en

    def format(self, **words: object) -> Text:
        """Fill the named places; a word that is itself a `Text` is filled in its own language."""
        return Text(
            self.vi.format(**{name: word.vi if isinstance(word, Text) else word for name, word in words.items()}),
            self.en.format(**{name: word.en if isinstance(word, Text) else word for name, word in words.items()}),
        )


def figures(written: str) -> Text:
    """A number written as in English: `1.234,5` in Vietnamese, `1,234.5` in English."""
    return Text(written.translate(_TO_VIETNAMESE), written)


def counted(count: float, one: Text, more: Text) -> Text:
    """A phrase about `{count}` things, of which English has another for a single one."""
    return (one if count == 1 else more).format(count=figures(f"{count:,.10g}"))


_TO_VIETNAMESE = str.maketrans(",.", ".,")


def same(phrase: str) -> Text:
    """What is written alike in both languages: a code, a name the owner typed, a formula without words."""
    return Text(phrase, phrase)
