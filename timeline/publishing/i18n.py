"""The page's language: interface strings from Babel catalogues, and the direction of writing.

``locale/<language>.po`` holds one catalogue a language; English is in the code and the templates.
"""

from __future__ import annotations

import io
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
# Plain "en" means the English of most of the world: day before month.
_HOUSE = {"en": "en_GB"}
_RTL = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})


def languages() -> tuple[str, ...]:
    """The languages that the interface speaks.

    >>> languages()
    ('ar', 'de', 'en', 'es', 'fr')
    """
    return tuple(sorted({"en", *(path.stem for path in LOCALES.glob("*.po"))}))


@lru_cache(maxsize=16)
def catalogue(language: str) -> NullTranslations:
    """The interface strings of a language; English where there is no catalogue."""
    base = language.replace("_", "-").split("-", maxsplit=1)[0].lower()
    path = LOCALES / f"{base}.po"
    if not path.is_file():
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    with path.open("rb") as file:
        catalog = read_po(file, locale=base)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)


def locale_name(language: str) -> str:
    """The Babel locale whose dates a page in this language shows; English where Babel knows none.

    >>> locale_name("en"), locale_name("de"), locale_name("en-US"), locale_name("tlh")
    ('en_GB', 'de', 'en_US', 'en_GB')
    """
    from babel import Locale, UnknownLocaleError

    wanted = language.replace("-", "_")
    try:
        return str(Locale.parse(_HOUSE.get(wanted, wanted)))
    except (UnknownLocaleError, ValueError):
        return "en_GB"


def direction(language: str) -> str:
    """``rtl`` or ``ltr``.

    >>> direction("ar"), direction("en-GB"), direction("az-Arab")
    ('rtl', 'ltr', 'rtl')
    """
    parts = language.replace("_", "-").lower().split("-")
    return "rtl" if parts[0] in _RTL or "arab" in parts[1:] or "hebr" in parts[1:] else "ltr"


class Words:
    """The interface strings of one language, and numbers as it writes them.

    >>> words = Words("en")
    >>> words.count("%s event", "%s events", 1), words.count("%s event", "%s events", 12000)
    ('1 event', '12,000 events')
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.strings = catalogue(language)
        self.gettext = self.strings.gettext
        self._locale = locale_name(language)

    def count(self, one: str, many: str, number: int) -> str:
        """So many of something; the strings hold one ``%s``, except where a language says the number in words."""
        return self.strings.ngettext(one, many, number).replace("%s", self.number(number))

    def percent(self, part: float) -> str:
        """A part of one: ``6%``; whole per cent, as the language writes them."""
        from babel.numbers import format_percent

        return str(format_percent(round(part, 2), locale=self._locale))

    def number(self, value: int) -> str:
        """``12,000``."""
        if -1000 < value < 1000:
            return str(value)
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=self._locale))
