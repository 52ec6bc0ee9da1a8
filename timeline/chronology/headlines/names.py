"""What an article itself says of the names in it: whether a person bears one, or a thing, and which pronoun stands for it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from timeline.chronology.headlines.capitals import Capitals, capitals
from timeline.chronology.language.asked import Asked
from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.patterns import patterns
from timeline.chronology.language.pronouns import PERSONS, POSSESSIVES, agrees, head_of, other_gender
from timeline.model import Article

_OPENING = 300
"""Characters at the head of an obituary that name whose it is, where its title does not."""
_PLACED, _THINGS = (" at ", " in "), (", which ", " said it ", ", said it ")
"""What stands before and behind names of things, and of no person."""
_LONGER = re.compile(r"(?: [A-Z]\w+){0,8} ([A-Z]\w+)")
_FIRST_NAME = re.compile(r"[A-Z]\w+ $")
_LONGER_NAME = re.compile(r"(?:(?!The )[A-Z]\w+ )+$")
_FIRST_NAMES = 40
"""Characters before a surname in which a first name is looked for."""
_FORM_OF = {
    word: form
    for form, words in (("he", ("he", "his", "him", "himself")), ("she", ("she", "her", "herself")))
    for word in words
}
_TOLD = 60
"""Characters behind a name in which it is told what its bearer is."""
_KIND = 24
"""Characters before a name in which its kind is looked for."""
_CLEAR = 3
"""So many times as often as the others they are."""


def _told_by(text: str) -> str:
    """Whether nearly all persons' pronouns of a text are a man's, or a woman's; nothing where neither is so."""
    count = Counter(_FORM_OF[word] for word in patterns().names.personal.findall(text.lower()))
    ranked = count.most_common(2)
    clear = bool(ranked) and (len(ranked) == 1 or ranked[0][1] >= _CLEAR * ranked[1][1])
    return ranked[0][0] if clear else ""


def surname(name: str) -> str:
    """The last word of a name, by which its bearer is told of."""
    return name.rsplit(maxsplit=1)[-1]


class Names:
    """The names of an article, and whose life its title says that it tells."""

    def __init__(self, article: Article, words: Lexicon) -> None:
        self.text, self.words = article.text, words
        title = "" if article.title.isupper() else article.title  # "TALKS FINELY POISED, BANKERS SAY"
        self.in_title, self.capitals = Capitals(title), capitals(article.text)
        named = patterns().names.of_whom.match(title) or patterns().names.who_died.match(
            article.text, 0, _OPENING
        )
        self.subject = named["last"] or named["dead"] if named else ""
        """The surname of the one whose life the title says that it tells."""
        self.full_name = (
            " ".join(named[0][: named.end("last" if named["last"] else "dead")].split()[-2:]) if named else ""
        )
        """The same with a first name."""
        self.life = _told_by(article.text) if self.subject else ""
        """The pronoun that stands for that one, where nearly all of the article's do."""
        # what is asked of the same names again and again
        self.capitalised = Asked(self._is_capitalised).__getitem__
        self.told_thing = Asked(self._is_told_thing).__getitem__
        self.told_person = Asked(self._is_told_person).__getitem__
        self.is_one = Asked(self._is_one).__getitem__
        self.given = Asked(self._given).__getitem__
        self.called = Asked(self._called).__getitem__
        self.is_ship = Asked(self._is_ship).__getitem__
        self.is_made = Asked(self._is_made).__getitem__
        self._agree = Asked(self._agrees).__getitem__
        self.genders: dict[str, str] = {}
        """By which pronoun each name was taken up first."""

    def in_life(self, noun: str) -> str:
        """A noun, or the name that the title has for whom it names by her own: "Olive Mary Penrose" is Olive Trent."""
        given, *rest = noun.split()
        born = self.full_name and rest and rest[-1][:1].isupper() and self.full_name.split()[0] == given
        return self.full_name if born and self.subject not in rest else noun

    def is_person(self, noun: str) -> bool:
        """Whether the article has a first name, a title, or words of somebody's, for a name of one word."""
        return self.genders.get(noun) in PERSONS or self.told_person(noun)

    def _is_told_person(self, noun: str) -> bool:
        return any(self._is_person_at(at, noun) for at in self.capitals.of(noun))

    def _is_person_at(self, at: int, noun: str) -> bool:
        """Whether a name at ``at`` has a first name, or words of somebody's."""
        text, end = self.text, at + len(noun)
        first = _FIRST_NAME.search(text, max(0, at - _FIRST_NAMES), at)
        whole = not text[end : end + 1].isalnum()
        return (first is not None and whole) or patterns().names.speaking.match(text, end) is not None

    def agrees(self, pronoun: str, noun: str) -> bool:
        """Whether a pronoun can stand for a noun phrase, also by what else the article says of a name."""
        return self._agree((pronoun, noun, len(self.genders)))

    def _agrees(self, asked: tuple[str, str, int]) -> bool:
        pronoun, noun, _ = asked
        form = POSSESSIVES.get(pronoun, pronoun)
        if form not in ("he", "she"):
            first = noun.partition(" ")[0].lower()
            if form == "it" and (first in self.words.nominals.events or first.endswith("ing")):
                noun = noun[:1].lower() + noun[1:]  # "Felling of the limes"
            return agrees(pronoun, noun, self.words) or (form == "it" and self.is_thing(noun))
        last, names = surname(noun), self.words.names
        if noun.lower() in self.words.reporting.outlets:
            return False  # "told Reuters that …, *he* said"
        if (last == self.subject and self.life not in ("", form)) or self.called(noun) not in ("", form):
            return False
        other = {"he": names.given_women, "she": names.given_men}[form]
        first = noun.partition(" ")[0].lower()
        called = first in {"he": names.given_men, "she": names.given_women}[form] and first not in other
        # not "*Gary* Rowe", uncle of a girl of his name; but "*Susannah* Garrod", widow of one
        called = called or self.bears_own_name(noun)
        if not called and (self.genders.get(last, form) != form or self.given(last) not in ("", form)):
            return False
        if noun == last and not called and first in other and not (self.given(last) or last in self.genders):
            return False  # "*Arthur* died in 1992. She …"
        agree = agrees(pronoun, noun, self.words)
        if not agree and noun.istitle() and " " in noun and f"{noun}, who " in self.text:
            return not other_gender(form, noun.split(), self.words)  # "Jordan Mills, who missed one"
        if not agree and noun[:1].isupper() and noun.endswith("s"):
            # "Jones" is one, though it looks like several, and so is "Eleni Doukas, who"; "Democrats" are not
            one = self.told_person(last) if " " in noun else self.is_one(noun)
            agree = one and agrees(pronoun, noun[:-1], self.words)
        return (
            agree and not self.is_thing(noun) and not (self.tells_of_ships and self.stands_behind_the(last))
        )

    def bears_own_name(self, noun: str) -> bool:
        """Whether a name of several words begins with a first name that nobody knows to be a man's or a woman's."""
        first, _, rest = noun.partition(" ")
        if len(rest.split()) != 1 or not rest[:1].isupper() or not first[:1].isupper():
            return False
        names, low = self.words.names, first.lower().rstrip(".")
        known = (
            names.given_women,
            names.given_men,
            names.titles,
            names.persons,
            self.words.clauses.determiner,
        )
        return not any(low in words for words in known)

    def _called(self, noun: str) -> str:
        """The pronoun that the word right before a name tells: "*actress* Lana Orr"."""
        first, names = noun.partition(" ")[0], self.words.names
        for at in self.capitals.of(first) if first[:1].isupper() else ():
            told = patterns().names.calling.search(self.text, max(0, at - _FIRST_NAMES), at)
            if (
                told
                and self.text.startswith(noun, at)
                and (told["kin"] in names.men or told["kin"] in names.women)
            ):
                return "he" if told["kin"] in names.men else "she"
        return ""

    def _given(self, last: str) -> str:
        """The pronoun that the first name tells which a surname has in the article; nothing where none is known."""
        names = self.words.names
        for at in self.capitals.of(last) if last[:1].isupper() else ():
            first = _FIRST_NAME.search(self.text, max(0, at - _FIRST_NAMES), at)
            name = first[0].strip().lower() if first else ""
            if name in names.given_women or name in names.given_men:
                return "she" if name in names.given_women else "he"
            kin = (
                patterns().names.kin.search(self.text, max(0, at - _FIRST_NAMES), at)
                if last != self.subject
                else None
            )
            if kin and (kin["kin"] in names.men or kin["kin"] in names.women):
                return "he" if kin["kin"] in names.men else "she"  # "her boyfriend, Blake Fielding, left her"
        return ""

    def _is_one(self, noun: str) -> bool:
        """Whether a name that looks like several of a kind is one person's."""
        text = self.text
        several = self.capitals.has_plain(noun[:-1]) or any(
            text[max(0, at - 4) : at] == "the "
            or patterns().names.as_many.match(text, at + len(noun)) is not None
            for at in self.capitals.of(noun)
        )
        return not several and self.stands_within(noun)

    def is_thing(self, noun: str) -> bool:
        """Whether a name of one word is told to be no person's: "Nordbank, which …", "at Nordbank"."""
        first, _, rest = noun.partition(" ")
        names = self.words.names
        if not first[:1].isupper() or (rest and not rest[:1].isupper()) or noun == self.subject:
            return False
        if (rest and self._is_kind(first.lower())) or self.is_made(noun):  # "Carmaker Orion"
            return True
        low = first.lower().rstrip(".")
        called = any(
            low in group for group in (names.given_women, names.given_men, names.titles, names.persons)
        )
        return self.told_thing(noun) and not (called if rest else self.given(noun))

    def _is_ship(self, name: str) -> bool:
        """Whether a name stands behind "the" wherever it stands, in an article that tells of a ship: "the Nordvik"."""
        if not name[:1].isupper() or name.lower() in self.words.names.persons:
            return False  # "the Queen"
        before = [
            # "the *Blue* Marlin"
            _LONGER_NAME.sub("", self.text[max(0, at - _KIND) : at]).lower().split()[-1:]
            for at in self.capitals.of(name)
        ]
        kinds = {"the", *self.words.names.ships}  # "the schooner Amity"
        return (
            self.tells_of_ships and bool(before) and all(kinds.issuperset(word) and word for word in before)
        )

    @cached_property
    def tells_of_ships(self) -> bool:
        """Whether the article speaks of a ship, as of she or her."""
        words = self.text.lower().replace("'s ", " ").split()
        return not self.words.names.ships.isdisjoint(words) and not {"she", "her"}.isdisjoint(words)

    def _is_made(self, noun: str) -> bool:
        """Whether a name's bearer is told to have been founded, or to do what a firm does: "Fjordlink *operates* 31 ferries"."""
        behind = (self.text[at + len(noun) : at + len(noun) + 30] for at in self.capitals.of(noun))
        names = self.words.names
        return any(
            (two[:1] == ["was"] and not names.made.isdisjoint(two[1:]))
            or not names.trading.isdisjoint(two[:1])
            for words in behind
            if words[:1] == " " and (two := words.split()[:2])
        )

    def stands_behind_the(self, name: str) -> bool:
        """Whether a name stands behind "the" somewhere: "*the* Oriel"."""
        return any(self.text[max(0, at - 4) : at].lower() == "the " for at in self.capitals.of(name))

    def stands_before(self, name: str, end: int) -> bool:
        """Whether a name stands in the article before ``end``."""
        return any(at < end for at in self.capitals.of(name)[:1])

    def acts_as_many(self, name: str) -> bool:
        """Whether the article tells of a name as of several: "Marsh, who *were* relegated"."""
        return any(patterns().names.as_many.match(self.text, at + len(name)) for at in self.capitals.of(name))

    def _is_told_thing(self, noun: str) -> bool:
        return any(self._is_thing_at(at, noun) for at in self.capitals.of(noun))

    def _is_thing_at(self, at: int, noun: str) -> bool:
        """Whether what stands around a name at ``at`` makes it no person's."""
        text, end = self.text, at + len(noun)
        placed = text[max(0, at - 4) : at] in _PLACED and not text[end : end + 1].isalnum()
        owns = patterns().names.owning.match(text, end)
        longer = _LONGER.match(text, end)
        owned = patterns().names.whose_or_done.match(text, end)
        firm = owned is not None and owned["what"] in (
            self.words.names.of_firms if owned["owns"] else self.words.names.made
        )
        return (
            placed
            or firm
            or self._is_called(text[max(0, at - _KIND) : at])
            or self._is_told_as(text[end : end + _TOLD])
            or text.startswith(_THINGS, end)
            or (owns is not None and self.words.reporting.verbs.isdisjoint(owns[0].split()))
            or (longer is not None and longer[1].lower() in self.words.names.bodies)
        )

    def _is_called(self, before: str) -> bool:
        """Whether the words before a name say what kind of body it is: "the charity *Santé Sahel*"."""
        words = before.split()
        return before.endswith(" ") and len(words) > 1 and self._is_kind(words[-1]) and "," not in words[-1]

    def _is_told_as(self, behind: str) -> bool:
        """Whether the words behind a name say what kind of body it is: "Unilabs, *a Swiss group* that", "Tomi, *the maker*,"."""
        told = patterns().names.told_as.match(behind)
        return told is not None and self._is_kind(told["kind"])

    def _is_kind(self, word: str) -> bool:
        """Whether a word says what kind of body something is."""
        return word in self.words.names.bodies or word in self.words.names.of_kind

    def is_name(self, noun: str) -> bool:
        """Whether a person's noun phrase is no word that only its sentence gives a capital ("Fog")."""
        noun = head_of(noun)  # "Work on the bridge"
        if " " in noun or noun.lower() in self.words.names.persons:
            return True
        return self.capitalised(noun)

    def _is_capitalised(self, noun: str) -> bool:
        """Whether a capitalised word stands within a sentence, too, and nowhere without its capital ("Look" and "look")."""
        return not self.capitals.has_plain(noun.lower()) and self.stands_within(noun)

    def stands_within(self, noun: str) -> bool:
        """Whether a word stands within a sentence: behind another one, or a comma."""
        return any(
            names.text[at - 1] == " "
            and (names.text[at - 2].isalnum() or names.text[at - 2] == ",")
            and not names.text[at + len(noun) : at + len(noun) + 1].isalnum()
            for names in (self.in_title, self.capitals)
            for at in names.of(noun)
            if at > 1
        )
