"""When two names are the same: composed letters, blanks, capitals, and diacritics on a second try."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(10_000)
def fold(words: str) -> str:
    """A name for comparing: composed (NFC), blanks collapsed and trimmed, upper and lower case alike."""
    folded = unicodedata.normalize("NFD", words).casefold()
    return collapse(unicodedata.normalize("NFC", folded))


@lru_cache(10_000)
def bare(words: str) -> str:
    """A name for comparing on a second try: folded, without diacritics, đ as d."""
    letters = unicodedata.normalize("NFD", fold(words))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("đ", "d")
    return collapse(unicodedata.normalize("NFC", plain))


def collapse(words: str) -> str:
    """Words with one blank between them and none around, without the letters that nobody sees."""
    return " ".join(words.translate(_LEFT_OUT).split())


INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

_LEFT_OUT = dict.fromkeys(map(ord, INVISIBLE))
