"""The letters of words that only what stands around them tells: no joining word, a present, a noun.

Every rule has a pattern of the letters around a word and a question about the words; it is asked only where a sentence
holds a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from timeline.chronology.language.entities import demonyms
from timeline.chronology.language.lexicon import Clauses, Lexicon, Verbs, lexicon
from timeline.chronology.language.nouns import is_plural_form
from timeline.chronology.language.tokens import Sentence

_AT_FIRST = re.compile("(?<=[wWn])p.(?=[VEDMHBS])")
_FOR_FIRST = re.compile("(?<=[wWn])pd..(?:p[wd]?w)?(?=[VEDMBHS])")
_FIRST_TIME = ["for", "the", "first", "time"]
_IN_S = re.compile(r"[a-z]{2,}(?<![sui])s")
# openers
_AS_DOING = re.compile("X(?=G)")
_TAKEN_AS = re.compile("(?<=[EP])X")
_BEFORE_WHAT = re.compile("G(?=Q)")
_SO_FAR = re.compile(".(?=[wa])")
_BEFORE_NOUN = re.compile("X(?=p)")
_SO_THAT = re.compile("(?<=[wWVEPn])CT(?=[dnwW])")
_NOW_THAT = re.compile("aT(?=[dnwW])")
_AT_END = 2
_BEHIND_DOING = re.compile("(?<=[,BpX]G)S(?=[Tpt,.])")
"""What something is done to: "dimming *hopes* that they would move"."""
_COUNTED = re.compile("(?<=w)S")
"""What is counted: "claimed at least eight *lives*"."""
_IN_PAIR = re.compile("d[wE]+C[wWE]+(?P<at>S)(?=[.,;]|$)")
"""The noun of two adjectives: "in their public and private *letters*"."""
_CITED_NOUN = re.compile("Gp[dwWE]*[wWE](?P<at>S)(?=[.,]|$)")
"""A noun in -s that says so: "according to local *reports*"."""
_LEFT_SO = re.compile("[VG][d0w][dwW0]*[wEP](?:p[dwW]+)?,?C[d0w][dwW0]*(?P<at>[EP])(?![dwWn0])")
"""How others were left: "left a boy dead and a girl *wounded*"."""
_GIVEN = re.compile("(?<=H)X(?=t)")
_BEFORE_TIME = re.compile("X(?=tC)")
_OPENER = re.compile("X")
_ONLY_BEHIND = re.compile(
    "(?:[dt][dawW0tG]+|W+w[wW]*)(?:p[dawW0]+)*(?P<opener>X)(?=[dwWVE]|tw)d?t?[awW0]*(?:p(?:[dwW0]+|t))*a*[BHDMVES]a*[EVPUb]?[^BHDMSVX;:RTQC,.]*(?:[.,;]|$)"
)
"""A subject that has no verb but the one behind what opens no clause: "The first match *after the war* was played in 1946"."""
_DOING_MEANWHILE = re.compile(
    "d[dawW0]*[wW](?:E?p[dwW0]+)+(?P<opener>X)Gp?d?[awW0]*(?:p[dwW0]+)*[BHDM]a*[bEVPU][^BHDMSVX;:RTQC,]*[.;]"
)
"""A subject that has no verb but the one behind what it was doing: "A nurse exposed to it *while caring for others* was vaccinated"."""
_ONLY_TIME = re.compile(
    "(?:^|(?<=,C))X(?=tw[wW0]*(?:p[dwW0]+)*a*[BHDMVES]a*[bEVPUG]*[^BHDMSVX,;:RTQC]*[.]?$)"
)
"""What stands before a time at the head of a clause that is the last one: "…, and *before dawn* federal agents were searching it"."""
_PULLED_BACK = re.compile("(?<=[VE])w(?=[,.;pt]|$)")
_FRONTED_TIME = re.compile("^C?(?P<at>X)t(?=[dnWw])")
_NAMED_WILL = re.compile("(?<=[dwW])M")
_HAVING_ITSELF = re.compile("(?<=H)w(?=[bEVPU])")
_SINCE_THEN = re.compile("[Xp]C")
_THEN_DID = re.compile("(?<=[dwWE])[dwWE0]*[wW](?P<at>C)(?=[VEUSBH])")
_ONCE = re.compile("(?<=[RwW])X(?=[VE])")
_AS_TOLD = re.compile("(?<=,)Xa*E(?=[,.])")
_PROVIDED = re.compile("(?<=,)[EVX](?=T)")
# presents
_BEFORE_THAT = re.compile("(?:(?<=dw)|(?<=[wW]W))w(?=T)")
_BEFORE_OUT = re.compile("(?<=[wW,])w(?=pT)")
_HE_HAS = re.compile("(?<=n)B(?=a*[bEVP])")
_BEFORE_TO = re.compile("(?<=[wW])w(?=pw)")
_AFTER_ADVERB = re.compile("(?<=a)w(?=[dn])")
_LOST_DAYS = re.compile("(?<=,)[VE](?=wM)")
_IN_RELATIVE = re.compile("(?:(?<=[wW]T)|(?<=[wW]R)|(?<=[wW],R))w(?=[dn0])")
_SEVERAL_DO = re.compile("(?:(?<=[wW][RT])|(?<=[wW],R))w(?!w+a*[BHMDVES])")
_BEFORE_OBJECT = re.compile("(?<=[wW])w(?=[wd])")
_INTERJECTED = re.compile('(?:^|(?<=[:"]))[wWa](?=,)')
_PICTURED = re.compile("(?<=W,)[VEwa](?=,[WC])")
_FLOATING = re.compile("(?<=[wWn,])d(?=[VE](?:[dnp0t,.]|(?<=[wWn]dE)[wW]|(?<=[wWn]dV)[wW]))")
"""A determiner that qualifies a verb: "the two sides *each* claimed victory"."""
_BEHIND_NO_DETERMINER = re.compile("(?<=[^dG]).(?=.)")
_AFTER_PRONOUN = re.compile("(?:(?<=n)|(?<=na))w(?=[dnwWp0Tt])")
_AS_HE_SAYS = re.compile("(?<=,n)w(?=,)")
_AFTER_PLURAL = re.compile("(?<=[wW]a)w(?=pw)")
# nouns
_BEFORE_VERB = re.compile("(?<=[dw])V(?=[EVBHM])")
_RANKED = re.compile("(?<=d[wa])[VU]")
_THERE_ARE = re.compile("nBa*[dwWE0]*[wWE0](?P<at>S)(?=[,.pt]|$)")
_FIGURES = re.compile("(?:^|(?<=[VEST]))[wE]*[wE](?P<at>S)(?=p[^,;:.CXRTQVS]*[BHM])")
"""A noun in -s that acts: "said massive *declines* on the markets had been the reason"."""
_BEHIND_NAME = re.compile("(?<=[VEPGp]W)S")
_BEHIND_INFINITIVE = re.compile("(?<=pw)S")
_ACTING_NOUN = re.compile("(?<=[wWE])S(?=T[^,;:.CXTRQBHMD]*B[abdwWp0GnPt]*w[EV][dn])")
"""A noun that acts, with what it says: "Village *claims* that a wolf was about kept the children in"."""
_DENIED_AS = re.compile("(?<=p[wE])S(?=T)")
"""A noun behind what it is called: "denied as baseless *reports* that it would"."""
_BEFORE_SAYING = re.compile("(?<=[wWp])S(?=[VSU](?:[Tpn0d]|[wW][^V]))")
"""A noun in -s before its verb: "Initial *reports* spoke of 50 people", "local media *reports* say he left"."""
_AT_STOP = re.compile("(?<=p[wE])S(?=[.,;]|$)")
_DONE_TO = re.compile("(?<=,)G[wE]{1,3}(?P<at>S)(?=[.,;]|$)")
"""A noun in -s to which something is done: "…, saving innocent *lives*"."""
_BEFORE_VERB_GROUP = re.compile("S(?=[BHMD])")
_IN_OBJECT = re.compile("(?:(?<=[VEUPGp])d|(?<=S))[wWG]+(?:C[wW]+)?(?P<at>S)")


_SAYS_THAT = re.compile("(?<=[wWn])w(?=(?:p?t)?[Tn])")
"""A word that may be no verb, where it says something: "Prosecutors *alleged* on Monday that …", not "the *alleged* thief"."""


def retag(sentence: Sentence, lang: str) -> None:
    """Gives the words of a sentence the letters that what stands around them tells."""
    known, held = lexicon(lang), {*sentence.words}
    if "now" in held and "that" in held:
        _retag(sentence, _NOW_THAT, "Xa", lambda at: sentence.words[at] == "now")
    if "so" in held and "that" in held:
        _retag(sentence, _SO_THAT, "Xa", lambda at: sentence.words[at] == "so")
    if not known.reporting.verbs.isdisjoint(held & known.verbs.not_past):
        _retag(sentence, _SAYS_THAT, "E", lambda at: sentence.words[at] in known.reporting.verbs)
    if "left" in held or "leaving" in held:
        _retag(sentence, _LEFT_SO, "w", lambda at: sentence.words[at] in known.roles.harms)
    if "according" in held:
        _retag(sentence, _CITED_NOUN, "w", lambda at: True)
    if not known.clauses.as_as.isdisjoint(held):
        _join_as(sentence, known.clauses.as_as, "Xaa")
    if "as" in held and not known.clauses.as_number.isdisjoint(held):
        _count_as(sentence, known)
    if not known.clauses.as_with.isdisjoint(held):
        _join_as(sentence, known.clauses.as_with, "paa")
    _settle_adverbs(sentence, held, known.clauses)
    _settle_openers(sentence, held, known.clauses)
    _show_present(sentence, held, known.verbs, known.clauses)
    _show_nouns(sentence, held, known.verbs)
    if not known.verbs.becoming.isdisjoint(held):
        _show_remains(sentence, known.verbs.becoming)
    if not known.verbs.things.isdisjoint(held):
        _show_works(sentence, known.verbs.things, with_content(lang))


def _settle_adverbs(sentence: Sentence, held: set[str], clauses: Clauses) -> None:
    """What qualifies a verb, opens a preposition or stands by itself: "they *both* won", "*prior* to", "*Well*, …"."""
    words = sentence.words
    if "at" in held:  # "Orr *at first* denied it"
        bounding = lexicon().roles.bounding
        _retag(sentence, _AT_FIRST, "aa", lambda at: words[at] == "at" and words[at + 1] in bounding)
    for match in _FOR_FIRST.finditer(sentence.tags) if "first" in held else ():
        first, after = match.span()
        if words[first : first + 4] == _FIRST_TIME:  # "Orr *for the first time in public* denied it"
            sentence.tags = f"{sentence.tags[:first]}{'a' * (after - first)}{sentence.tags[after:]}"
    if not clauses.interjections.isdisjoint(held):
        _retag(sentence, _INTERJECTED, "a", lambda at: words[at] in clauses.interjections)
    if (
        words[0] in ("best", "better") and sentence.tags[1:2] == "P"
    ):  # "*Best* known for its ale, it was sold"
        sentence.tags = f"a{sentence.tags[1:]}"
    if not clauses.pictured.isdisjoint(held):
        _retag(sentence, _PICTURED, "a", lambda at: words[at] in clauses.pictured)
    if not clauses.floating.isdisjoint(held):
        _retag(sentence, _FLOATING, "a", lambda at: words[at] in clauses.floating)
    if not clauses.before_to.isdisjoint(held):
        _retag(
            sentence,
            _BEHIND_NO_DETERMINER,
            "a",
            lambda at: words[at] in clauses.before_to and words[at + 1] == "to",
        )


def _join_as(sentence: Sentence, between: frozenset[str], tags: str) -> None:
    """Makes one opener of "*as soon as* it opened", and of "*as well as* two others"."""
    words = sentence.words
    for at in range(len(words) - 2):
        if words[at] == "as" == words[at + 2] and words[at + 1] in between:
            sentence.tags = f"{sentence.tags[:at]}{tags}{sentence.tags[at + 3 :]}"


def _count_as(sentence: Sentence, known: Lexicon) -> None:
    """Makes adverbs of "*as many as* 40 people died", "lost *as much as* $30 million"."""
    words = sentence.words
    for at in range(len(words) - 3):
        if words[at] == "as" == words[at + 2] and words[at + 1] in known.clauses.as_number:
            counted = sentence.tags[at + 3] in "0$£€" or words[at + 3] in known.numerals
            if counted:
                sentence.tags = f"{sentence.tags[:at]}aaa{sentence.tags[at + 3 :]}"


@cache
def with_content(lang: str) -> frozenset[str]:
    """Verbs behind which a clause may follow without any word to open it."""
    words = lexicon(lang)
    return (words.reporting.verbs - words.reporting.pointing) | words.verbs.stative | words.verbs.have


def agree(subject: str, verb: str) -> bool:
    """Whether a noun and the word behind it are one in number as a subject and its verb are.

    >>> agree("mubarak", "resigns"), agree("rebels", "seize"), agree("border", "towns"), agree("army", "chief")
    (True, True, True, False)
    """
    return is_plural_form(subject) != is_in_s(verb)


def is_in_s(word: str) -> bool:
    """Whether a word may be the present of what one does: "seizes", not "chaos" or "press"."""
    return _IN_S.fullmatch(word) is not None


def _retag(sentence: Sentence, pattern: re.Pattern[str], tags: str, fits: Callable[[int], bool]) -> None:
    """Gives the words where a pattern begins, or which it calls ``at``, other tags, where they fit."""
    for match in pattern.finditer(sentence.tags):
        if fits(at := match.start("at" if "at" in pattern.groupindex else 0)):
            sentence.tags = f"{sentence.tags[:at]}{tags}{sentence.tags[at + len(tags) :]}"


def _settle_openers(sentence: Sentence, held: set[str], clauses: Clauses) -> None:
    """Words that open a clause only at times: not in "because of rain", but "provided that it is finished by May"."""
    words = sentence.words
    if "as" in held and "X" in sentence.tags:  # "was quoted *as* saying", "was viewed *as* too costly"
        regarding = lexicon().roles.regarding
        _retag(sentence, _AS_DOING, "p", lambda at: words[at] == "as")
        _retag(sentence, _TAKEN_AS, "p", lambda at: words[at] == "as" and words[at - 1] in regarding)
    if "pending" in held:  # "shut it *pending* what it called an inquiry"
        _retag(sentence, _BEFORE_WHAT, "p", lambda at: words[at] == "pending")
    if "far" in held:  # "signed *so far*"
        _retag(sentence, _SO_FAR, "aa", lambda at: words[at : at + 2] == ["so", "far"])
    if "of" in held:  # "because of rain"
        _retag(sentence, _BEFORE_NOUN, "p", lambda at: words[at + 1] == "of")
    _settle_bounds(sentence, held)
    spanning = clauses.spanning
    if not spanning.isdisjoint(held):
        _settle_spanning(sentence, spanning)
    _retag(sentence, _FRONTED_TIME, "p", lambda at: _is_subject_behind(sentence, at))
    if "will" in held:  # "Sir Matthew's *will* was found"
        owns = clauses.owners
        _retag(
            sentence,
            _NAMED_WILL,
            "w",
            lambda at: words[at] == "will" and (words[at - 1] in owns or words[at - 1].endswith("'s")),
        )
    if not clauses.reflexive.isdisjoint(held):  # "had *itself* been rescued"
        _retag(sentence, _HAVING_ITSELF, "a", lambda at: words[at] in clauses.reflexive)
    if "then" in held:
        _retag(sentence, _SINCE_THEN, "pw", lambda at: words[at + 1] == "then")
        _retag(sentence, _THEN_DID, "a", lambda at: words[at] == "then" and _is_told(sentence, at))
    if "once" in held or "since" in held:  # "a lawyer who *once* defended them"
        _retag(sentence, _ONCE, "a", lambda at: words[at] in ("once", "since"))
    for match in _AS_TOLD.finditer(sentence.tags) if "as" in held else ():
        if words[match.start()] == "as":  # "had not, *as earlier reported*, left"
            tags = sentence.tags
            sentence.tags = f"{tags[: match.start()]}{'a' * len(match[0])}{tags[match.end() :]}"
    if "provided" in held:  # "…, *provided* that it is finished by May"
        _retag(sentence, _PROVIDED, "Xa", lambda at: words[at] == "provided")


def _is_told(sentence: Sentence, at: int) -> bool:
    """Whether a verb of saying stands before the subject that a word follows: "*said* the suspect then fled"."""
    while at and sentence.tags[at - 1] in "dwWE0":
        at -= 1
    return bool(at) and sentence.words[at - 1] in lexicon().reporting.verbs


def _settle_spanning(sentence: Sentence, spanning: frozenset[str]) -> None:
    """What opens no clause, since no other verb would be left: "the first match *after* the war was played"."""
    words = sentence.words
    if only := _ONLY_BEHIND.match(sentence.tags):
        _retag(sentence, _OPENER, "p", lambda at: at == only.start("opener") and words[at] in spanning)
    elif doing := _DOING_MEANWHILE.match(sentence.tags):
        _retag(sentence, _OPENER, "p", lambda at: at == doing.start("opener") and words[at] in spanning)
    _retag(
        sentence,
        _ONLY_TIME,
        "p",
        lambda at: words[at] in spanning and not words[at + 1].endswith(("'s", "’s")),
    )


def _settle_bounds(sentence: Sentence, held: set[str]) -> None:
    """Words that only bound a time: "has *until* Friday to reply", "has risen *since* May and some said it would go on"."""
    words = sentence.words
    if "until" in held:
        _retag(sentence, _GIVEN, "p", lambda at: words[at] == "until")
    if "since" in held:
        _retag(sentence, _BEFORE_TIME, "p", lambda at: words[at] == "since")


def _is_subject_behind(sentence: Sentence, at: int) -> bool:
    """Whether a subject stands behind the time that opens a sentence: "*Since Wednesday* somebody has laid flowers"."""
    behind = at + 2
    named = sentence.tags[behind] != "w" or sentence.words[behind] in lexicon().roles.anyone
    named = named or _SEVERAL_HAVE.match(sentence.tags, behind) is not None
    return named and not sentence.words[at + 1].endswith("'s")


_SEVERAL_HAVE = re.compile("w+(?:Cw+)?Ha*[VEPb]")
"""What has been so since then: "Since spring *rockets and shells have replaced* them"."""


def _show_present(sentence: Sentence, held: set[str], verbs: Verbs, clauses: Clauses) -> None:
    """Marks the present of verbs that only their subject gives away: "it shows", "they fight", "organisers hope to win"."""
    words = sentence.words
    if not (intending := verbs.intending).isdisjoint(held):
        _retag(
            sentence,
            _BEFORE_TO,
            "S",
            lambda at: words[at] in intending and words[at + 1] == "to" and agree(words[at - 1], words[at]),
        )
        _retag(  # "The unions still *plan* to meet"
            sentence,
            _AFTER_PLURAL,
            "S",
            lambda at: words[at] in intending and words[at + 1] == "to" and agree(words[at - 2], words[at]),
        )
    if "'s" in held:  # "She*'s* been charged", "It*'s* collapsed"
        over = verbs.intransitive
        _retag(
            sentence,
            _HE_HAS,
            "H",
            lambda at: (
                words[at] == "'s"
                and any(word in ("been", "got") or word in over for word in words[at + 1 : at + 3])
            ),
        )
    if "aw" in sentence.tags:  # "a cross raised then still marks the spot"
        going_on = clauses.going_on
        _retag(sentence, _AFTER_ADVERB, "S", lambda at: words[at - 1] in going_on and is_in_s(words[at]))
    if "wM" in sentence.tags:  # "Under the deal, *lost* days will be made up"
        _retag(sentence, _LOST_DAYS, "w", lambda at: True)
    if "wpT" in sentence.tags:  # "one of the authors, Iain Murchie, *points* out that"
        _retag(sentence, _BEFORE_OUT, "S", lambda at: words[at + 1] == "out" and is_in_s(words[at]))
    if "wT" in sentence.tags:  # "The firm *estimates* that 300 came"
        telling = lexicon().reporting.verbs
        _retag(
            sentence,
            _BEFORE_THAT,
            "S",
            lambda at: words[at] in telling and is_in_s(words[at]) and agree(words[at - 1], words[at]),
        )
    if "Tw" in sentence.tags or "Rw" in sentence.tags:  # "a film that *insults* the Prophet"
        _retag(sentence, _IN_RELATIVE, "S", lambda at: is_in_s(words[at]))
    if ("Rw" in sentence.tags or "Tw" in sentence.tags) and not verbs.together.isdisjoint(held):
        _retag(sentence, _SEVERAL_DO, "S", lambda at: _is_of_several(sentence, at, verbs))
    if "her" in held or not clauses.objective.isdisjoint(held):
        _retag(sentence, _BEFORE_OBJECT, "S", lambda at: _is_done_to(sentence, at, clauses))
    if ",nw," in sentence.tags:  # "It was, he *notes*, an accident"
        telling = lexicon().reporting.verbs
        _retag(sentence, _AS_HE_SAYS, "S", lambda at: words[at] in telling and is_in_s(words[at]))
    if "nw" in sentence.tags or "naw" in sentence.tags:  # "They often *meet* in May"
        _retag(
            sentence,
            _AFTER_PRONOUN,
            "S",
            lambda at: (
                "they" in words[max(0, at - 2) : at]
                or (words[at - 1] in ("it", "he", "she") and words[at].endswith("s"))
            ),
        )


def _is_of_several(sentence: Sentence, at: int, verbs: Verbs) -> bool:
    """Whether a word is what several do behind a relative word: "rules that *take* effect in May".

    Not so "drivers whose *strike* began", "talks which *close* allies attended".
    """
    words, noun = sentence.words, at - 2 - (sentence.tags[at - 2] == ",")
    return words[at] in verbs.together and words[at - 1] != "whose" and is_plural_form(words[noun])


def _is_done_to(sentence: Sentence, at: int, clauses: Clauses) -> bool:
    """Whether a word is what its subject does to a pronoun: "The victory *lifts* her to ninth"."""
    words, behind = sentence.words, sentence.tags[at + 2 : at + 3]
    object_of = words[at + 1] in clauses.objective or (words[at + 1] == "her" and behind in tuple("p.,t"))
    return object_of and is_in_s(words[at]) and agree(words[at - 1], words[at])


def _show_nouns(sentence: Sentence, held: set[str], verbs: Verbs) -> None:
    """Marks forms of verbs that are nouns: "after the drill *bit* jammed", "his first *hit*", "There were some price *declines*"."""
    words, objects = sentence.words, verbs.objects
    if "S" in sentence.tags[-_AT_END:]:
        _retag(sentence, _IN_PAIR, "w", lambda at: True)
    if "wS" in sentence.tags and not held.isdisjoint(numerals := lexicon().numerals):
        _retag(sentence, _COUNTED, "w", lambda at: words[at - 1] in numerals)
    if "GS" in sentence.tags:
        _retag(sentence, _BEHIND_DOING, "w", lambda at: True)
    if "wS" in sentence.tags and ",G" in sentence.tags:
        _retag(sentence, _DONE_TO, "w", lambda at: True)
    if not verbs.nouns.isdisjoint(held):
        _retag(sentence, _BEFORE_VERB, "w", lambda at: words[at] in verbs.nouns)
    if "there" in held:
        _retag(sentence, _THERE_ARE, "w", lambda at: words[sentence.tags.rindex("nB", 0, at)] == "there")
    if "there" in held or not objects.isdisjoint(held):
        _retag(sentence, _FIGURES, "w", lambda at: words[at] in objects)
        # "has left *Soviet plans* unchanged"
        _retag(
            sentence,
            _BEHIND_NAME,
            "w",
            lambda at: words[at] in objects and words[at - 1].capitalize() in demonyms(),
        )
        _retag(sentence, _BEHIND_INFINITIVE, "w", lambda at: words[at] in objects and words[at - 2] == "to")
        _retag(sentence, _ACTING_NOUN, "w", lambda at: words[at] in objects)
        _retag(sentence, _BEFORE_SAYING, "w", lambda at: words[at] in objects)
        _retag(sentence, _DENIED_AS, "w", lambda at: words[at] in objects and words[at - 2] == "as")
    if not verbs.counted.isdisjoint(held):
        ordinals = lexicon().roles.ordinals
        _retag(sentence, _RANKED, "w", lambda at: words[at] in verbs.counted and words[at - 1] in ordinals)


def _show_remains(sentence: Sentence, becoming: frozenset[str]) -> None:
    """Marks what would say nothing as a verb at its end: "found quantities of human *remains*"."""
    _retag(sentence, _AT_STOP, "w", lambda at: sentence.words[at] in becoming)


def _show_works(sentence: Sentence, things: frozenset[str], saying: frozenset[str]) -> None:
    """Marks presents that are nouns behind a name in an object, or before a verb: "would shut its Osterby *works*", but not "said
    its head *works*".
    """
    words = sentence.words
    _retag(
        sentence, _BEFORE_VERB_GROUP, "w", lambda at: words[at] in things
    )  # "the outer *works* were stormed"
    for match in _IN_OBJECT.finditer(sentence.tags):
        at = match.start("at")
        if words[at] in things and words[match.start() - 1] not in saying:
            sentence.tags = f"{sentence.tags[:at]}w{sentence.tags[at + 1 :]}"
