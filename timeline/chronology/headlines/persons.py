"""Which person a pronoun stands for, as far as a sentence before it, or all of them, tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from timeline.chronology.headlines.names import surname
from timeline.chronology.headlines.phrases import candidates, phrases, sayers
from timeline.chronology.headlines.subjects import passive_end, subject_of
from timeline.chronology.headlines.told import (
    FAR,
    ITSELF,
    NAME,
    Look,
    Told,
    is_owned,
    subject_is,
    tells_other,
)
from timeline.chronology.language.entities import demonyms
from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.pronouns import (
    PERSONS,
    POSSESSIVES,
    head_of,
    is_any,
    is_plural,
    offers,
)
from timeline.chronology.language.sentences import Span
from timeline.chronology.language.tokens import Sentence
from timeline.model import Article, Resolution

_LIFE = 3
"""In so many sentences a pronoun stands for the one whose life is told, at least."""
_NAMED_THING = re.compile("(?<=d)W+(?![wW])")
_FAMILY = {"he": ITSELF["he"] | {"him"}, "she": ITSELF["she"] | {"her"}}


class Persons(Told):
    """The persons of whom an article has told."""

    def __init__(
        self, article: Article, times: Callable[[Span], Sequence[Resolution]], words: Lexicon
    ) -> None:
        super().__init__(article, times, words)
        self._named: dict[tuple[int, str, int], list[str]] = {}

    def _only_named(self, form: str, here: int) -> str | None:
        """The only one of its kind whom an article has named so far, if nobody else has been told of since."""
        if form not in PERSONS or self.names.tells_of_ships:
            return None
        found: dict[str, str] = {}
        places: dict[str, int] = {}
        for number in range(max(0, here - FAR), here):
            sentence = self.sentence_at(self.before[number])
            for name in self._all_in(sentence, form) or self._named_doers(sentence, form):
                found.setdefault(surname(name), name)
                places[surname(name)] = number
        known = [name for name in found.values() if self._is_known_as(name, form)] or [*found.values()]
        if len(known) != 1 or (last := places[surname(known[0])]) < max(places.values()):
            return None
        others = [
            noun
            for number in range(last, here)
            for noun in self._rivals(self.sentence_at(self.before[number]), form, 0)
            if surname(known[0]) not in noun
        ]
        kin = self.words.names.men if form == "he" else self.words.names.women
        told = any(not kin.isdisjoint(self.sentence_at(span).words) for span in self.before[last + 1 : here])
        return None if others or told else known[0]  # "His grandson Peter was pleased. He …"

    def _only_person(self, form: str, here: int) -> str | None:
        """Whom alone of its kind the paragraph before one names that a pronoun opens, where nobody acts there without a name."""
        opening = bisect_left(self.openings, here)
        if form not in PERSONS or not opening or self.openings[opening : opening + 1] != [here]:
            return None
        found: dict[str, str] = {}
        for number in range(max(self.openings[opening - 1], here - FAR), here):
            sentence = self.sentence_at(self.before[number])
            subject = subject_of(self.article.text, sentence, form) or ""
            if subject and self._is_common(subject) and self.names.agrees(form, subject):
                return None  # "A man was held, Inspector Brown said"
            for name in self._all_in(sentence, form):
                found.setdefault(surname(name), name)
        known = [name for name in found.values() if self._is_known_as(name, form)] or [*found.values()]
        return known[0] if len(known) == 1 else None

    def _named_doers(self, sentence: Sentence, form: str) -> list[str]:
        """The names of one word that do something in a sentence, and may be a person's: "*Voltaire* wrote his last play"."""
        found = candidates(self.article.text, sentence, form, self.names.agrees, doers=True)
        return [noun for noun in found if " " not in noun and noun[:1].isupper() and self.names.is_name(noun)]

    def _is_known_as(self, name: str, form: str) -> bool:
        """Whether a person is known to be a man, or a woman: by the first name, or by a pronoun before."""
        last, first = surname(head_of(name)), name.partition(" ")[0].lower()
        given = self.words.names.given_men if form == "he" else self.words.names.given_women
        other = self.words.names.given_women if form == "he" else self.words.names.given_men
        called = first != name.lower() and first in given - other
        return called or self.names.genders.get(last) == form or self.names.given(last) == form

    def _has_known(self, form: str, end: int) -> bool:
        """Whether an article has named somebody before ``end`` who is known to be a man, or a woman."""
        spans = self.before[max(0, len(self.before) - FAR) :]
        return any(
            self._is_known_as(name, form)
            for span in spans
            if span[1] <= end
            for name in self._names_in(self.sentence_at(span), form, "")
        )

    def _person_in(
        self, sentence: Sentence, form: str, subject: str, agree: bool, known: str | None
    ) -> str | Look | None:
        """What the ``subject`` of a sentence tells of a person's pronoun, with which it may ``agree``."""
        if not agree and (meant := self._titled_in(sentence, form) or self._owner_of(subject, form)):
            return meant
        others = self._names_in(sentence, form, subject)
        told = self._told_of(form)
        life = told if told and self._is_life(told, form) else None
        if life and not (agree and self.names.is_name(subject)):
            return life  # "Devaluation was announced by Wilson. He …", "An error was found by a student, Mori. She …" in the life of another
        if not agree and not _FAMILY[form].isdisjoint(sentence.words):
            # "Only then did the academy elect him. He …"; not "The selectors named Wijaya to replace him. He …"
            # "Nobody was hurt, but the owner, Ana Demir, lost all she had. She …"
            only = others[0] if not known and len(others) == 1 and form in sentence.words else None
            alive = known or not (others or self._may_be_named(sentence, form))
            return only or (Look.ALIVE if alive else None)
        if not agree:
            if len(others) == 1:
                # "The town was held by a Scot named Andrew Leslie. He burned the suburbs"; not whom nobody knows for a
                # woman, in a story of one
                others_told = bool(self.meant[form]) or self._has_known(form, sentence.starts[0])
                strange = others_told and not (
                    self._is_known_as(others[0], form) or self._acts_last(sentence, others[0])
                )
                return None if strange else others[0]
            return self._unnamed_in(sentence, form, others)
        if tells_other(sentence, form) or self._is_another(sentence, form, subject):
            return Look.OTHER  # "Brand died and left nothing but his debts. She …"
        if is_owned(sentence, form):
            kin = self.words.names.men if form == "he" else self.words.names.women
            if not kin.isdisjoint(subject.lower().split()) and not (life or self.names.subject):
                return None  # "His grandson Peter came. He …"
            return told or Look.TITLED  # "His teacher, Ada Holm, persuaded him. …": he, or perhaps she
        other = life is not None and "her" in sentence.words and surname(subject) not in life
        if told and (other or self._is_common(subject)):
            # "A critic wrote that she was finished. She …", "Ellen Pratt found her notebooks. …" in the life of another
            return life
        if "him" in sentence.words and form == "he" and not known and not self._is_known_as(subject, form):
            sole = [*self.meant[form].values()]
            # "Pellworth hired him. He …": not Pellworth, or perhaps
            return sole[0] if len(sole) == 1 else None
        if self._has_rival(sentence, form, subject):
            return None  # "A judge will rule on whether Salcedo may leave. He …"
        if known and surname(known) != surname(subject) and not _FAMILY[form].isdisjoint(sentence.words):
            return known if self._is_life(known, form) else None  # "Tarn offered him the post. He declined"
        return subject if self.names.is_name(subject) else Look.ON

    def _is_object(self, sentence: Sentence, form: str) -> bool:
        """Whether something is done to the person of whom a pronoun speaks: "Pellworth hired *him*", "paid tribute to *her*"."""
        if form == "he":
            return "him" in sentence.words
        tags = sentence.tags
        return any(
            w == "her" and tags[t + 1 : t + 2] in ("p", "t", ".", ",", "")
            for t, w in enumerate(sentence.words)
        )

    def _unnamed_in(self, sentence: Sentence, form: str, others: list[str]) -> str | Look | None:
        """The one without a name of whom a sentence tells, or whether to look further on, where it may name ``others``."""
        if not others and (doer := self._sole_doer(sentence, form)):
            return doer
        somebody = others or offers((sentence.words, sentence.tags), form, self.words, surely=True)
        somebody = somebody or any(
            word.endswith("'s") and word[:-2] in self.words.names.persons for word in sentence.words
        )  # "discussed the fire chief's contract. He …"
        return None if somebody else Look.ON

    def _sole_doer(self, sentence: Sentence, form: str) -> str | None:
        """The only one in a sentence for whom a person's pronoun can stand, if a clause tells what he does:

        "The talks broke up after *Oland's minister* walked out. He …".
        """
        found = candidates(self.article.text, sentence, form, self.names.agrees)
        told = candidates(self.article.text, sentence, form, self.names.agrees, doers=True)
        known = len(found) == 1 and found == told and not is_any(found[0]) and not self._is_counted(found[0])
        return found[0] if known and found[0].split()[0].lower() not in POSSESSIVES else None

    def _acts_last(self, sentence: Sentence, name: str) -> bool:
        """Whether a name is the subject of the last clause of a sentence, set apart: "; the loser, *Hakainde Moyo*, has challenged it"."""
        runs = [run.span() for run in NAME.finditer(sentence.tags)]
        named = [b for a, b in runs if self._said(sentence, (a, b)) == name]
        verb = named[-1] + (sentence.tags[named[-1] : named[-1] + 1] == ",") if named else len(sentence.tags)
        opens = max(sentence.tags.rfind(mark, 0, verb) for mark in ";C") + 1
        if not named or "p" in sentence.tags[opens : named[-1]]:
            return False
        return sentence.finite[verb : verb + 1] == [True] and True not in sentence.finite[verb + 1 :]

    def _is_another(self, sentence: Sentence, form: str, subject: str) -> bool:
        """Whether a sentence tells by a name who its subject is, and for whom a pronoun cannot stand: "The runner-up was *Tom Hill*. She …"."""
        verb = sentence.clauses[0].verb
        name = NAME.match(sentence.tags, verb + 1) if sentence.tags[verb] == "B" else None
        told = self._said(sentence, name.span()) if name else ""
        return bool(told) and self._is_common(subject) and not self.names.agrees(form, told)

    def _all_in(self, sentence: Sentence, form: str) -> list[str]:
        """All persons whom a sentence names, and for whom a pronoun may stand; looked for once."""
        key = sentence.starts[0], form, len(self.names.genders)
        if key not in self._named:
            self._named[key] = self._names_in(sentence, form, "", owners=True)
        return self._named[key]

    def _names_in(
        self, sentence: Sentence, form: str, subject: str, *, apart: bool = False, owners: bool = False
    ) -> list[str]:
        """The persons beside its ``subject`` whom a sentence names, and for whom a pronoun may stand.

        None of whom something is, but with ``owners``: "*Dahl's* pistol". None in a clause of the subject, if ``apart``: "Dunne, who took over from Pike, resigned. He …".
        """
        verb = sentence.clauses[0].verb
        tags, words, out = sentence.tags, sentence.words, list[str]()
        theirs = subject.split()
        for run in NAME.finditer(tags):
            first, end = run.span()
            if apart and first < verb and sentence.of[first].kind == "relative":
                continue
            before = words[first - 1] if first else ""
            name = self._said(sentence, (first, end))
            name = name.removesuffix("'s").removesuffix("’s")
            last = surname(name)
            called = tags[first - 1 : first] == "w" and before in self.words.names.persons
            plain = (
                last in self.names.genders
                or self.names.given(last) != ""
                or not self._is_before_place(before)
            )
            person = end > first + 1 or called or self.names.is_person(name)
            governed = words[end - 1].endswith(("'s", "’s")) and words[end : end + 1] != []
            if governed and words[end] in self.words.names.titles:
                continue  # "*South Carolina's* governor": a place, or a body
            # "a *Polish* trawler", "No *Indian* had made more"
            owner = owners and words[end - 1].endswith("'s")
            adjective = end == first + 1 and (
                (tags[end : end + 1] == "w" and not owner) or name in demonyms(self.article.lang)
            )
            # "a *Baton Rouge* newspaper"
            adjective = adjective or (
                before in ("a", "an", "the") and tags[end : end + 1] == "w" and not owner
            )
            if (
                plain
                and person
                and not adjective
                and last not in theirs
                and not (before == "the" and self.names.is_ship(last))
                and self.names.agrees(form, name)
                and self.names.is_name(name)
            ):
                out.append(name)
        return out

    def _is_before_place(self, word: str) -> bool:
        """Whether what stands behind a word may be a place rather than a person."""
        return word in self.words.roles.of_place or word in ("the", "of")

    def _owner_in(self, sentence: Sentence, pronoun: str, form: str) -> str | None:
        """Whose "his" is, behind a sentence that names several of whom it may be: who is told of, or the only person."""
        told = self._told_of(form)
        if told and told.split()[-1].lower() in sentence.words:
            return told
        if pronoun not in POSSESSIVES:
            return told if told and self._is_life(told, form) else None
        subject = subject_of(self.article.text, sentence, form) or ""
        others = self._names_in(sentence, form, subject)
        agree = bool(subject) and self.names.agrees(form, subject)
        if not agree:
            # "Prosecutors say that Diaz took bribes. *His* aides …"
            return others[0] if len(others) == 1 else None
        # "Hart won bronze behind Anna Volkova. *Her* coach …"
        goes_on = self.names.is_name(subject) and not self._has_rival(sentence, form, subject)
        return subject if goes_on and not self._persons_behind(sentence, form) else None

    def _persons_behind(self, sentence: Sentence, form: str) -> list[str]:
        """Those without a name behind the verb of a sentence who may be meant; not what its subject became: "was declared *the winner*"."""
        verb = sentence.clauses[0].verb
        became = passive_end(sentence, sentence.clauses[0])
        found = self._rivals(sentence, form, max(verb, became) + 1)
        first = next(((a, b) for a, b in phrases(sentence) if a == became), None)
        skipped = self._said(sentence, first) if first else ""
        return [noun for noun in found if noun != skipped and head_of(noun).rpartition(" ")[2].islower()]

    def _may_be_named(self, sentence: Sentence, form: str) -> bool:
        """Whether a name of one word behind the verb of a sentence may be a person's, for all that is known."""
        tags, verb = sentence.tags, max(0, sentence.clauses[0].verb)
        for run in NAME.finditer(tags, verb):
            first, end = run.span()
            name = self._said(sentence, (first, end))
            plain = not self._is_before_place(sentence.words[first - 1]) and tags[first - 1] in "VE"
            if plain and self.names.agrees(form, name) and self.names.stands_within(name):
                return True
        return False

    def _has_rival(self, sentence: Sentence, form: str, subject: str) -> bool:
        """Whether a pronoun behind a sentence may as well stand for somebody else than its subject."""
        if self.names.genders.get(surname(subject)) == form:
            return False
        old = self.names.stands_before(surname(subject), sentence.starts[0])
        said = self._tags(sentence)
        for name in self._names_in(sentence, form, subject, apart=True):
            new = old and not self.names.stands_before(surname(name), sentence.starts[0])
            if not new and name not in said:
                return True  # who is known goes on, whoever is named beside him for the first time
        # "The prefect, Ana Hale, says that a girl of nine is missing. She …"
        kin = self.words.names.women if form == "she" else self.words.names.men
        tags, verb = sentence.tags, max(0, sentence.clauses[0].verb)
        told = [t for t in range(verb, len(tags)) if sentence.words[t] in kin and tags[t - 2] not in "B,"]
        # "who as a boy of 13 carried messages"
        told = [t for t in told if "as" not in sentence.words[max(0, t - 2) : t]]
        return bool(told) and not self._is_common(subject)  # not "Hale, a widow", nor "was a widow"

    def _tags(self, sentence: Sentence) -> str:
        """Who is told behind a sentence to say so: "…, *Amnesty* said"."""
        verb = sentence.clauses[0].verb
        return " ".join(self._said(sentence, span) for span in sayers(sentence) if span[0] > verb)

    def _titled_in(self, sentence: Sentence, form: str) -> str | None:
        """The only one whom a sentence names with the title of a man, or of a woman: "The chair thanked *Mrs Cole*"."""
        titles = self.words.names.address_men if form == "he" else self.words.names.address_women
        found = [
            t
            for t, word in enumerate(sentence.words[:-1])
            if word in titles and sentence.tags[t + 1 : t + 3].startswith(("W", ".W"))
        ]
        if len(found) != 1:
            return None
        end = found[0] + 1 + (sentence.tags[found[0] + 1] == ".")
        while sentence.tags[end : end + 1] == "W":
            end += 1
        return self._said(sentence, (found[0], end))

    def _owner_of(self, subject: str, form: str) -> str | None:
        """Whose the subject is, where it names several: "*Ruiz's* lawyers argued that it was a loan. … he would appeal"."""
        owner, mark, owned = subject.replace("’", "'").partition("'s ")
        several = bool(mark) and is_plural(owned, self.words)
        return (
            owner
            if several and owner and self.names.agrees(form, owner) and self.names.is_name(owner)
            else None
        )

    def _ship_in(self, sentence: Sentence, form: str) -> str | None:
        """The only ship that a sentence names, where it names no woman: "The second collision of *the Nordvik* …. She …"."""
        if form != "she" or not self.names.tells_of_ships or subject_is(sentence, "she"):
            return None
        others = self._names_in(sentence, "she", "")
        text, starts, ends = self.article.text, sentence.starts, sentence.ends
        found = {
            text[starts[at - 1] : ends[end - 1]]
            for at, end in [match.span() for match in _NAMED_THING.finditer(sentence.tags)]
            if sentence.words[at - 1] == "the" and self.names.is_ship(text[starts[end - 1] : ends[end - 1]])
        }
        for first, behind in phrases(sentence):
            kind = next((t for t in range(behind - 1, first, -1) if sentence.tags[t] != "W"), first)
            if sentence.words[first] == "the" and sentence.words[kind] in self.words.names.ships:
                found = {text[starts[first] : ends[behind - 1]]}  # "the mail steamer Corinna"
        ship = found.pop() if len(found) == 1 else None
        # "*The Blue Marlin* had left Pemba Point. She …"; not "Anna Orr saw the Nordvik. She …"
        told = ship is not None and not (others and subject_of(text, sentence, form) != ship)
        return ship if told else None

    def _is_life(self, noun: str, form: str) -> bool:
        """Whether a pronoun has stood for a person so often that the article tells that person's life."""
        if noun == self.names.full_name:
            return True
        least = 1 if surname(noun) == self.names.subject else _LIFE
        return bisect_left(self.places[form], len(self.before)) >= least

    def _told_of(self, form: str) -> str | None:
        """Whose life an article tells: the only person that a pronoun has stood for in it so far, if the title names him."""
        meant = self.meant[form]
        if (
            not meant
            and self.names.subject
            and form == (self.names.life or self.names.given(self.names.subject))
        ):
            return self.names.full_name  # "Actress Lillian Moore dies"
        return next(iter(meant.values())) if len(meant) == 1 and not self.titled.isdisjoint(meant) else None
