"""Which words of a sentence are finite verbs, from their tags and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from timeline.chronology.language.entities import demonyms
from timeline.chronology.language.lexicon import Verbs, lexicon
from timeline.chronology.language.nouns import FIRST_OF_TWO, is_plural_form
from timeline.chronology.language.tokens import Sentence, in_quotation

_AUXILIARY = frozenset("BHDM")
_BEHIND_RELATIVE = re.compile("(?P<noun>[dwW0]+),R[^,]*,w")
_HAS_BY_NOW = re.compile("Ha*(?:pdw+|p?t)$")
_HAVING = re.compile("H[an]*[EVPU]")
_SELF = ("self", "selves")
_OPENING_SUBJECT = re.compile("(?P<head>[dwW0]*[wW])(?:p[dwW0]*[wW])*(?P<name>,W+,)?(?P<both>C[dwW0]*W)?")
_SUBJECT = re.compile("[wW](?=w)")
_IN_S = re.compile(r"[a-z]{2,}(?<![sui])s")
_AFTER_PRONOUN = re.compile("n(?=w[dnwWp0T])")
_OWNERS = frozenset(("the", "a", "his", "her", "their", "my", "your", "our"))
_OPENS_RELATIVE = re.compile("(?<=[wW0])[RT]")
_NAMED_WILL = re.compile("(?<=[dwW])M")
_ONLY_BEHIND = re.compile(
    "(?:[dt][dawW0tG]+|W+w[wW]*)(?:p[dawW0]+)*(?P<opener>X)(?=[dwWVE])d?[awW0]*[BHDMVES]a*[EVPUb]?[^BHDMSVX;:RTQC,.]*(?:[.,;]|$)"
)
"""A subject that has no verb but the one behind what opens no clause: "The first match *after the war* was played in 1946"."""
_SPANNING = frozenset(("before", "after", "since"))
_HAVING_ITSELF = re.compile("(?<=H)w(?=[bEVPU])")
_FRONTED_TIME = re.compile("^Xt(?=[dnWw])")
_OPENER = re.compile("X")
_REFLEXIVE = frozenset(("itself", "himself", "herself", "themselves"))
_SINCE_THEN = re.compile("[Xp]C")

_AS_TOLD = re.compile("(?<=,)Xa*E(?=[,.])")
_NOUN_THEN_NAME = re.compile("d(?P<noun>[wE0]*w)W+$")
_VERB_BEHIND = re.compile("[^,;:.XRTQ-]*?[BHDM]")
_BEHIND_NAME = re.compile("(?<=[VEPGp]W)S")
_PROVIDED = re.compile("(?<=,)[EVX](?=T)")
_ONCE = re.compile("(?<=[RwW])X(?=[VE])")
_BEFORE_NOUN = re.compile("X(?=p)")
_AS_DOING = re.compile("X(?=G)")
_TAKEN_AS = re.compile("(?<=[EP])X")
_SO_FAR = re.compile(".(?=[wa])")
_BEFORE_TO = re.compile("(?<=[wW])w(?=pw)")
_AFTER_ADVERB = re.compile("(?<=a)w(?=[dn])")
_IN_RELATIVE = re.compile("(?:(?<=[wW]T)|(?<=[wW]R)|(?<=[wW],R))w(?=[dn0])")
_SEVERAL_DO = re.compile("[wW],?R(?=w(?!w+a*[BHMDVES]))")
_LOST_DAYS = re.compile("(?<=,)[VE](?=wM)")
_RANKED = re.compile("(?<=d[wa])[VU]")
_BEFORE_VERB = re.compile("(?<=[dw])V(?=[EVBHM])")
_IN_OBJECT = re.compile("(?:(?<=[VEUPGp])d|(?<=S))[wWG]+(?:C[wW]+)?(?=S)")
_GIVEN = re.compile("(?<=H)X(?=t)")
_BEFORE_VERB_GROUP = re.compile("S(?=[BHMD])")
_BEFORE_OBJECT = re.compile("(?<=[wW])w(?=[wd])")
_WITH_WHOM = (["them"], ["him"], ["her"], ["it"], ["us"], ["me"])
"""What was not done by, but besides: "*carried* with them"."""
_NUMBERED = re.compile("(?:^|d|,)[wW]+(?:p[wW]+)?0$")
"""A subject that ends with its number: "Mariner 10 *flew*", "An earthquake of magnitude 6.4 *shook*"."""
_CITED = re.compile("Gp[dwW0aE]*[wW](?:[EPV](?:p?t|p[dwW0]+)*C)?")
_BEHIND_INFINITIVE = re.compile("(?<=pw)S")
_DONE_BY = re.compile("(?<=[wW])[RT](?:n|[dwW0]+)a*[VE]$")
"""A relative clause whose noun is its object, before the verb of the clause around."""
_ACTING = frozenset(("he", "she", "it", "they", "we", "i"))
_DWELLING = frozenset(("lived", "stood", "lay", "remained", "belonged", "looked"))
_THEN_VERB = re.compile("(?:p?t|p[dwW0]+)+a*[VEBHM]")
_ACTING_NOUN = re.compile("(?<=[wWE])S(?=T[^,;:.CXTRQBHMD]*B[abdwWp0GnPt]*w[EV][dn])")
"""A noun that acts, with what it says: "Press *reports* that a bond was planned pushed the shares up"."""
_DENIED_AS = re.compile("(?<=p[wE])S(?=T)")
"""A noun behind what it is called: "denied as baseless *reports* that it would"."""
_THERE_ARE = re.compile("(?P<there>n)Ba*[dwWE0]*[wWE0]S(?=[,.pt]|$)")
_FIGURES = re.compile("(?:^|(?<=[VEST]))[wE]*[wE](?=Sp[^,;:.CXRTQVS]*[BHM])")
"""What stands before a noun in -s that acts: "said massive *declines* on the markets had been the reason"."""
_COUNTED = re.compile("(?:^|[;C]|,C)(?:p?t,?)?[adp]{0,2}0$")
"""A subject that is a number: "In June *more than 40* died"."""
_ONLY_VERB = re.compile("[VE](?:[^BHDMVEUS,;:.CXRT]*)(?:[,;:.CXR]|$)")
"""A verb behind which its clause has no other."""
_STILL = frozenset(("still", "now", "also", "never", "always", "often", "already", "again"))
_SAID_IN = re.compile("[VES]pd[wWE]*w$")
_APPOSED_SUBJECT = re.compile("[XC]d[wWE]+(?:p[dwW]+)?,W+,$")
_RELATED_SUBJECT = re.compile("(?:^|;|,C)a*[dwW0E]+(?:p[dwW]+)*,R[^,;:.]*,a*$")
"""A subject with the relative clause behind it, right before its verb."""
_DATED_THEN = re.compile("p?tE(?:[t,.]|$)")
_WITHIN = re.compile("(?:^|[;:.])[dwW0]+(?:p[dwW0]+)*,p[dwW0]+$")
_BACK = re.compile("(?:p?t|p[dwW0]+)+,a*[BHDMVES]")
_FOUND = re.compile("B[abn]*[VEP]$")
"""What stands before a participle of its own: "was found *burnt* out"."""
_AGENT_THEN = re.compile("p[dwW]+,(?:[^.;]*,)?a*[BHDMS]")
_PAIRED = re.compile(",[EPVU](?=[ptX])[^,;:]*Ca*$")
_AGED = re.compile("[dwW0]+,(?:[^,]*,){1,2}$")
"""A subject with what is inserted behind it: "The brothers, aged 19 and 23, *set* out"."""
_APPOSED_NOUN = re.compile("d[wWG0]+")
_LISTED = re.compile("[^,;:.BHMRXTC]*(?:,[VE][^,;:.BHMRXTC]*)*,?Ca*(?:[VEU](?=[dnwW0])|[BH])")
"""What follows a verb that is one of several up to the last of them, which has an object."""
_PERIODS = ("quarter", "half", "year", "months", "weeks")
_BECOMING = frozenset(("went", "goes", "go", "remained", "stayed", "became", "got"))
_NUMERALS = frozenset(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
)
"""A verb before "by" and one of these has no agent behind it: "resolved *by eleven* votes"."""
_GOVERNING = ("in", "at", "on", "as", "from", "to", "since", "for")
_INSERTED_PAST = re.compile("[adwW0PE]+(?:p[adwW0n]+)*,a*V[^,;:.]*,a*[BHM]")
"""A noun, what was done to it between commas, and its verb: "A dividend, *paid every year*, will be scrapped"."""
_HOLDERS = frozenset(("had", "has", "have", "with", "leaving"))
_NOUN_BEFORE = re.compile("(?<=[HpG])d?[a0]?[$£€]?(?:[dwW0]+p)?(?:[dwW0]+|dG)$")
_RESUMED_BY = re.compile("[^,;:.]*,[dnwW0aE]*[wWn]a*[BHDMVES]")
_SAYS_THAT = re.compile("(?:p?t)?T")
"""What stands behind a verb of saying, and not behind a participle: "*Moor's* announced on Friday that …"."""
_HAD_DONE = re.compile("(?:(?<=[VESt])T|^)[adwWn0]+Ha*[EVP]$")
_SAID_LAST = re.compile(",(?:n|[dwWG0]+(?:p[dwW]+)*)a*[VS](?:[pt][^,]*)?[.]?$")
"""Who says what stands before: "…, *an analyst said* on Monday"."""
_AND_INFINITIVE = re.compile("M[^,;:.XRTQ]*Cw[dn0wW][^,;:.XRTQC]*[wW]$")
"""Two infinitives behind one word, and what the second acts on: "would share it *and give 80 percent of the royalties*"."""
_HANGING = re.compile("^[dwW0G]+,[EPV]")
_VERBAL = re.compile("[BHDMVEUS]")
_STOPS = frozenset("XRTCQ,;:.-n")
_JOINTS = frozenset('XRTCQ,;:-n"()')
_NOUN = re.compile("(?:p?t,?)?d?a?[dwW0]+(?:p[dwW0]+)*")
_MADE = re.compile("W+,|w(?=[tp])")
"""What an inserted participle gives: "The ship, named *Aurora*, sank", "The study, made *public* on Monday, found …"."""
_RESUMED = re.compile(",(?:dw)?a*[BHDMVES]")
_FRONTED = re.compile("p[dwW0]*[wWG]")
_ADVERBIALS = re.compile("a*(?:[pX]?t|p[dwW0]+)+a*")


@cache
def _with_content(lang: str) -> frozenset[str]:
    """Verbs behind which a clause may follow without any word to open it."""
    words = lexicon(lang)
    return (words.reporting.verbs - words.reporting.pointing) | words.verbs.stative | words.verbs.have


def finite_verbs(sentence: Sentence, lang: str = "en") -> list[bool]:
    """For each token whether a finite verb (or its auxiliary) begins there.

    >>> from timeline.chronology.language.tokens import tokenise
    >>> s = tokenise("The army seized the besieged town", 0, 33, [])
    >>> [w for w, f in zip(s.words, finite_verbs(s)) if f]
    ['seized']
    """
    _settle_openers(sentence)
    verbs = lexicon(lang).verbs
    _show_present(sentence, verbs.intending)
    _show_nouns(sentence, verbs)
    _show_works(sentence, verbs.things, _with_content(lang))
    tags, words = sentence.tags, sentence.words
    with_content = _with_content(lang)
    count = len(tags)
    finite = [False] * count
    index = 0
    while (verbal := _VERBAL.search(tags, index)) is not None:
        index = verbal.start()
        tag = tags[index]
        if tag in _AUXILIARY and not (tag == "H" and words[index] == "having"):
            before = tags[index - 1] if index else ""
            if not (tag in "HD" and (before == "M" or words[index - 1 : index] == ["to"])):
                finite[index] = True
            index += 1
            while index < count and (
                tags[index] in "abnHBt"
                or words[index] in ("first", "last", "long")
                or words[index : index + 2] == ["at", "last"]
            ):
                index += 1 + (words[index] == "at")  # "had *at last* replied"
            if index < count and tags[index] in "EVPUGwS":
                index += 1
                index += tag in "DM" and tags[index - 1 : index + 1] == "wS"  # "did not return *calls*"
            continue
        if tag in "VEUS" and _lexical(tags, words, index, finite, verbs):
            finite[index] = (tag not in "EU" and words[index] not in verbs.both) or not _second(
                sentence, finite, index, with_content
            )
        elif tag == "E" and tags[index - 1] == "W" and _is_of_named(tags, words, index):
            finite[index] = True
        index += 1
    if True not in finite:
        _find_only(sentence, finite, verbs)
    elif "," in tags and (said := _SAID_LAST.search(tags)) and True not in finite[: said.start()]:
        _find_said(sentence, finite, said.start(), verbs)
    elif (behind := _BEHIND_RELATIVE.match(sentence.tags)) and True not in finite[behind.end() - 1 :]:
        at = behind.end() - 1
        several = is_plural_form(words[behind.end("noun") - 1]) and sentence.tags[at + 1 : at + 2] in tuple(
            "dnpt"
        )
        # "The mine, which opened in 1968, employs 400 people"; "The buses, which are new, start on Monday"
        if _IN_S.fullmatch(words[at]) or several:
            _make_finite(sentence, finite, at)
    elif (opened := _OPENS_RELATIVE.search(sentence.tags)) and True not in finite[: opened.start()]:
        _find_before(sentence, finite, opened.start())
    return finite


def _find_said(sentence: Sentence, finite: list[bool], tag: int, verbs: Verbs) -> None:
    """The present that is said, where no verb but that of who says so is seen: "Lower prices *make* sales less likely, he said"."""
    tags, words = sentence.tags, sentence.words
    found = [match.end() for match in _SUBJECT.finditer(tags, 0, tag)]
    plural = [at for at in found if words[at] in verbs.several and is_plural_form(words[at - 1])]
    single = [
        at
        for at in found
        if tags[at + 1 : at + 2] in tuple("dn0p")
        and _IN_S.fullmatch(words[at])
        and not is_plural_form(words[at - 1])
        and words[at].removesuffix("s") in verbs.several
    ]
    if len(told := plural or single) == 1:
        _make_finite(sentence, finite, told[0])


def _find_before(sentence: Sentence, finite: list[bool], end: int) -> None:
    """The verb in -s before a relative clause where the main clause has none: "The fee *beats* the 24 million that they paid"."""
    tags, words = sentence.tags, sentence.words
    found = [
        at
        for at in [match.end() for match in _SUBJECT.finditer(tags, 0, end)]
        if tags[at + 1 : at + 2] in ("d", "n", "0")
        and _IN_S.fullmatch(words[at])
        and _agree(words[at - 1], words[at])
    ]
    if len(found) == 1:
        _make_finite(sentence, finite, found[0])


def _settle_adverbs(sentence: Sentence, held: set[str]) -> None:
    """Words that open no clause before some others: "was quoted *as* saying", "was viewed *as* too costly", "signed *so far*"."""
    words = sentence.words
    if "as" in held and "X" in sentence.tags:
        regarding = lexicon().roles.regarding
        _retag(sentence, _AS_DOING, "p", lambda at: words[at] == "as")
        _retag(sentence, _TAKEN_AS, "p", lambda at: words[at] == "as" and words[at - 1] in regarding)
    if "far" in held:
        _retag(sentence, _SO_FAR, "aa", lambda at: words[at : at + 2] == ["so", "far"])


def _settle_openers(sentence: Sentence) -> None:
    """Words that open a clause only at times: not in "because of rain", but "provided that it is finished by May"."""
    words, held = sentence.words, {*sentence.words}
    if "as" in held or "far" in held:
        _settle_adverbs(sentence, held)
    if "of" in held:  # "because of rain"
        _retag(sentence, _BEFORE_NOUN, "p", lambda at: words[at + 1] == "of")
    if "until" in held:  # "has until Friday to reply"
        _retag(sentence, _GIVEN, "p", lambda at: words[at] == "until")
    if not _SPANNING.isdisjoint(held) and (only := _ONLY_BEHIND.match(sentence.tags)):
        _retag(sentence, _OPENER, "p", lambda at: at == only.start("opener") and words[at] in _SPANNING)
    _retag(sentence, _FRONTED_TIME, "p", lambda at: _is_subject_behind(sentence))
    if "will" in held:  # "Sir Matthew's *will* was found"
        _retag(sentence, _NAMED_WILL, "w", lambda at: words[at] == "will" and _owns(words[at - 1]))
    if not _REFLEXIVE.isdisjoint(held):  # "had *itself* been rescued"
        _retag(sentence, _HAVING_ITSELF, "a", lambda at: words[at] in _REFLEXIVE)
    if "then" in held:
        _retag(sentence, _SINCE_THEN, "pw", lambda at: words[at + 1] == "then")
    if "once" in held or "since" in held:  # "a lawyer who *once* defended them"
        _retag(sentence, _ONCE, "a", lambda at: words[at] in ("once", "since"))
    if "as" in held:  # "had not, *as earlier reported*, left"
        for match in _AS_TOLD.finditer(sentence.tags):
            if words[match.start()] == "as":
                tags = sentence.tags
                sentence.tags = f"{tags[: match.start()]}{'a' * len(match[0])}{tags[match.end() :]}"
    if "provided" in held:  # "…, *provided* that it is finished by May"
        _retag(sentence, _PROVIDED, "Xa", lambda at: words[at] == "provided")


def _retag(sentence: Sentence, pattern: re.Pattern[str], tags: str, fits: Callable[[int], bool]) -> None:
    """Gives the words where a pattern begins other tags, where they fit."""
    for match in pattern.finditer(sentence.tags):
        if fits(at := match.start()):
            sentence.tags = f"{sentence.tags[:at]}{tags}{sentence.tags[at + len(tags) :]}"


def _is_subject_behind(sentence: Sentence) -> bool:
    """Whether a subject stands behind the time that opens a sentence: "*Since Wednesday* somebody has laid flowers"."""
    named = sentence.tags[2] != "w" or sentence.words[2] in lexicon().roles.anyone
    return named and not sentence.words[1].endswith("'s")


def _owns(word: str) -> bool:
    return word in _OWNERS or word.endswith("'s")


def _make_finite(sentence: Sentence, finite: list[bool], at: int) -> None:
    """A word that was read as a noun is the finite verb."""
    tag = "E" if sentence.words[at].endswith("ed") else "S"
    finite[at] = True
    sentence.tags = f"{sentence.tags[:at]}{tag}{sentence.tags[at + 1 :]}"


def _find_only(sentence: Sentence, finite: list[bool], verbs: Verbs) -> None:
    """Where nothing else is a verb: a word in -s between its subject and what begins an object ("a court hears the case"),
    one in -ed that is seldom a verb ("the towns armed themselves"), one with its adverb ("its chief hands over"), or what several do
    at a time ("The clubs meet in May").

    The entries of a chronicle are told in the present, so there it may be any such word, and one behind a plural, too
    ("Rebels seize the port").
    """
    tags, words = sentence.tags, sentence.words
    if sentence.labelled and tags[:1] == "E" and tags[1:2] in tuple("dnp0"):
        found = 0  # in a diary: "Mended the fence"
    elif sentence.labelled or tags[:1] == "t":
        found = _shown(tags, words)
        sentence.labelled = sentence.labelled or found >= 0
    else:
        ends = [match.end() for match in _SUBJECT.finditer(tags)]
        ends = [at for at in ends if _IN_S.fullmatch(words[at]) or words[at].endswith("ed")]
        only = [
            at
            for at in ends
            if tags[at + 1 : at + 2] in tuple("dn0") or "".join(words[at + 1 : at + 2]).endswith(_SELF)
        ]
        leaves = [at for at in ends if " ".join(words[at : at + 2]) in verbs.leaving]
        only = leaves or only
        found = only[0] if len(only) == 1 else _to_be_done(tags, words, verbs.together)
    if found >= 0:
        _make_finite(sentence, finite, found)


def _to_be_done(tags: str, words: list[str], together: frozenset[str]) -> int:
    """The verb of what is to be done at a time, -1 where there is none: "The clubs *meet* again in May", "Muir *reads* in Tarn tonight".

    It is one of a few behind a plural, and behind a name, which may be a club's ("Estrella *play* at Kelso on Sunday").
    """
    for at in range(1, tags.rfind("t")):
        subject = _OPENING_SUBJECT.fullmatch(tags, 0, at)
        if subject is None or tags[at] != "w":
            continue
        plural = is_plural_form(words[subject.end("head") - 1])
        named = (set(tags[:at]) == {"W"} or subject["name"]) and tags[at + 1] in "ptdW"
        plural = plural or subject["both"] is not None
        does = words[at] in together or (not plural and words[at].removesuffix("s") in together)
        if does and (plural or named):
            return at
    return -1


def _shown(tags: str, words: list[str]) -> int:
    """The verb of an entry of a chronicle: the first word that agrees with the one before it, and so may be its verb.

    Of two in a row it is the second one behind an article ("the first boats arrive") or before an object ("army officers
    overthrow the king"), else the first ("Egypt seizes control of the canal").
    """
    ends = [match.end() for match in _SUBJECT.finditer(tags)]
    agree = [at for at in ends if _agree(*words[at - 1 : at + 1])]
    if not agree:
        return -1
    first = agree[0]
    second = first + 1 in agree and (
        tags[first - 2 : first] == "dw" or tags[first + 2 : first + 3] in tuple("dnW0")
    )
    return first + second


def _agree(subject: str, verb: str) -> bool:
    """Whether a noun and the word behind it are one in number as a subject and its verb are.

    >>> _agree("mubarak", "resigns"), _agree("rebels", "seize"), _agree("border", "towns"), _agree("army", "chief")
    (True, True, True, False)
    """
    return is_plural_form(subject) != (_IN_S.fullmatch(verb) is not None)


def _show_present(sentence: Sentence, intending: frozenset[str]) -> None:
    """Marks the present of verbs that only their subject gives away: "it shows", "they fight", "organisers hope to win"."""
    tags, words = sentence.tags, sentence.words
    for match in _BEFORE_TO.finditer(tags) if not intending.isdisjoint(words) else ():
        at = match.start()
        if words[at] in intending and words[at + 1] == "to" and _agree(words[at - 1], words[at]):
            tags = f"{tags[:at]}S{tags[at + 1 :]}"
    for match in _AFTER_ADVERB.finditer(tags) if "aw" in tags else ():
        at = match.start()
        if _IN_S.fullmatch(words[at]) and words[at - 1] in _STILL:
            tags = f"{tags[:at]}S{tags[at + 1 :]}"  # "a cross raised then still marks the spot"
    for match in _LOST_DAYS.finditer(tags) if "wM" in tags else ():
        at = match.start()
        tags = f"{tags[:at]}w{tags[at + 1 :]}"  # "Under the deal, *lost* days will be made up"
    for match in _IN_RELATIVE.finditer(tags) if "Tw" in tags or "Rw" in tags else ():
        at = match.start()
        if _IN_S.fullmatch(words[at]):
            tags = f"{tags[:at]}S{tags[at + 1 :]}"  # "a film that *insults* the Prophet"
    tags = _with_several(tags, words) if "Rw" in tags else tags
    objects = lexicon().clauses.objective
    for match in _BEFORE_OBJECT.finditer(tags) if "her" in words or not objects.isdisjoint(words) else ():
        at = match.start()
        object_of = words[at + 1] in objects or (
            words[at + 1] == "her" and tags[at + 2 : at + 3] in tuple("p.,t")
        )
        if object_of and _IN_S.fullmatch(words[at]) and _agree(words[at - 1], words[at]):
            tags = f"{tags[:at]}S{tags[at + 1 :]}"  # "The victory *lifts* her to ninth"
    for match in _AFTER_PRONOUN.finditer(tags) if "nw" in tags else ():
        at = match.start() + 1
        if words[at - 1] == "they" or (words[at - 1] in ("it", "he", "she") and words[at].endswith("s")):
            tags = f"{tags[:at]}S{tags[at + 1 :]}"
    sentence.tags = tags


def _with_several(tags: str, words: list[str]) -> str:
    """The tags with the present of what several do behind a relative word: "rules which *take* effect in May".

    Not so "drivers whose *strike* began", "talks which *close* allies attended".
    """
    together = lexicon().verbs.together
    for match in _SEVERAL_DO.finditer(tags) if not together.isdisjoint(words) else ():
        at = match.end()
        if words[at] in together and words[at - 1] != "whose" and is_plural_form(words[match.start()]):
            tags = f"{tags[:at]}S{tags[at + 1 :]}"
    return tags


def _show_nouns(sentence: Sentence, verbs: Verbs) -> None:
    """Marks past forms that are nouns where a verb follows them, or an ordinal stands before them: "after the drill *bit* jammed",
    "his first *hit*"."""
    if not verbs.nouns.isdisjoint(sentence.words):
        for match in _BEFORE_VERB.finditer(sentence.tags):
            _make_noun(sentence, match.start(), verbs.nouns)
    if "there" in sentence.words or not verbs.objects.isdisjoint(sentence.words):
        _show_said(sentence, verbs.objects)
    if not verbs.counted.isdisjoint(sentence.words):
        ordinals = lexicon().roles.ordinals
        for match in _RANKED.finditer(sentence.tags):
            if sentence.words[match.start() - 1] in ordinals:
                _make_noun(sentence, match.start(), verbs.counted)


def _show_said(sentence: Sentence, objects: frozenset[str]) -> None:
    """Marks presents that are nouns behind what only a noun can follow: "There were some price *declines*"."""
    words = sentence.words
    for match in _THERE_ARE.finditer(sentence.tags) if "there" in words else ():
        if words[match.start("there")] == "there":
            at = match.end() - 1
            sentence.tags = f"{sentence.tags[:at]}w{sentence.tags[at + 1 :]}"
    for match in _FIGURES.finditer(sentence.tags):
        _make_noun(sentence, match.end(), objects)
    for match in _BEHIND_NAME.finditer(sentence.tags):
        if words[match.start() - 1].capitalize() in demonyms():
            _make_noun(sentence, match.start(), objects)  # "has left *Soviet plans* unchanged"
    for pattern, opener in ((_BEHIND_INFINITIVE, "to"), (_ACTING_NOUN, ""), (_DENIED_AS, "as")):
        for match in pattern.finditer(sentence.tags):
            if not opener or words[match.start() - 2] == opener:
                _make_noun(sentence, match.start(), objects)


def _make_noun(sentence: Sentence, at: int, nouns: frozenset[str]) -> None:
    if sentence.words[at] in nouns:
        sentence.tags = f"{sentence.tags[:at]}w{sentence.tags[at + 1 :]}"


def _show_works(sentence: Sentence, things: frozenset[str], with_content: frozenset[str]) -> None:
    """Marks presents that are nouns behind a name in an object, or before a verb: "would shut its Osterby *works*", but not "said
    its head *works*".
    """
    if things.isdisjoint(sentence.words):
        return
    for match in _BEFORE_VERB_GROUP.finditer(sentence.tags):
        at = match.start()
        if sentence.words[at] in things:  # "the outer *works* were stormed"
            sentence.tags = f"{sentence.tags[:at]}w{sentence.tags[at + 1 :]}"
    for match in _IN_OBJECT.finditer(sentence.tags):
        at, before = match.end(), match.start() - 1
        if sentence.words[at] in things and sentence.words[before] not in with_content:
            sentence.tags = f"{sentence.tags[:at]}w{sentence.tags[at + 1 :]}"


def _is_of_named(tags: str, words: list[str], index: int) -> bool:
    """Whether somebody named did it to the noun before him: "The bill *Ana Orr* signed in May may not …"."""
    named = _NOUN_THEN_NAME.search(tags, 0, index)
    if named is None or words[named.end("noun") - 1] in lexicon().names.persons:
        return False
    return _VERB_BEHIND.match(tags, index + 1) is not None


def _second(sentence: Sentence, finite: list[bool], index: int, verbs: frozenset[str]) -> bool:
    """Whether a word in -ed stands behind a finite verb of its own clause: "left the ruins undefended"."""
    held = False
    if finite[index - 1] and (done := _DONE_BY.search(sentence.tags, 0, index)):
        return True in finite[: done.start()]  # "a measure that he championed *failed*"
    at = index
    while (at := at - 1) >= 0:
        if sentence.tags[at] == ")":
            at = sentence.tags.rfind("(", 0, at)  # "gives the Fund (IMF) *increased* powers"
            continue
        if sentence.tags[at] in _JOINTS:
            if sentence.tags[at] == "," and sentence.words[at + 1] in lexicon().roles.likening:
                return True  # "a plan, similar to one *passed* in May"
            # Behind a relative or subordinate clause the second verb is the outer clause's.
            inserted = sentence.tags[at - 1 : at] == "," and "," in sentence.tags[index:]
            begins = max(0, sentence.tags.rfind(",C", 0, at))
            if sentence.tags[at] == "T" and True in finite[begins:at]:
                return held  # "said that men were held in a building *meant* for 150"
            has_verb = _told_before(sentence, finite, at, verbs)
            if sentence.tags[at] in "RT" and finite[at:index].count(True) > 1:
                return held  # "A boat that sank was lifted by a crane *borrowed* from a shipyard"
            if sentence.tags[at] == "X" and _is_relative(sentence.tags, at, finite):
                return False  # "The truce that began after the talks collapsed in May *ended*"
            return held and (sentence.tags[at] not in "RTXQ" or inserted or has_verb)
        if finite[at]:
            verb = _full_verb(sentence, at, index)
            behind = verb + 1 + (sentence.tags[verb + 1 : verb + 2] == "t")  # "refused *last week* to unload"
            # "lived *in* a house built"
            placed = sentence.words[verb] in _DWELLING and sentence.tags[behind] == "p"
            held = placed or sentence.words[verb] not in verbs or sentence.words[behind] == "to"
            if not held:
                return False
    return held


def _told_before(sentence: Sentence, finite: list[bool], at: int, verbs: frozenset[str]) -> bool:
    """Whether the clause around one that begins at ``at`` has its verb, behind which nothing is told: "*took* the case up, who
    refused", "*died* when a gale tore down the old covered market"."""
    tags = sentence.tags
    for before in range(at - 1, -1, -1) if tags[at] in "RX" else ():
        if finite[before] or (tags[before] in "TXC;:-" and tags[before : before + 2] != "Xt"):
            told = tags[at] == "X" and sentence.words[_full_verb(sentence, before, at)] in verbs
            return finite[before] and not told
    return False


def _full_verb(sentence: Sentence, at: int, end: int) -> int:
    """Where the full verb with its object stands that "have" at ``at`` leads in, before ``end``: "had *found* the car"."""
    group = _HAVING.match(sentence.tags, at, end)
    return group.end() - 1 if group and sentence.tags[group.end()] in "dwW0n" else at


def _lexical(tags: str, words: list[str], index: int, finite: list[bool], verbs: Verbs) -> bool:
    """Whether a full verb form without an auxiliary is finite here, and no participle, adjective or noun."""
    tag = tags[index]
    before = index - 1
    while before >= 0 and (tags[before] == "a" or (words[before] == "well" and tags[before - 1] in "bBH")):
        before -= 1
    if before > 0 and tags[before] == '"' and tags[before - 1] in "BHb":
        before -= 1  # "was "destroyed""
    if tags[before - 1 : before + 1] == ",w" and words[before] in ("first", "last"):
        before -= 1  # "The prize, first *awarded* in 1901, went to …"
    previous = tags[before] if before >= 0 else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    numbered = previous == "0" and _has_number(tags, words, index, finite, verbs)
    if (previous in ("", "b", "d", "p", "0", "B", "M", "H") and not numbered) or (
        words[before].endswith(("'s", "s'")) and not _SAYS_THAT.match(tags, index + 1)
    ):
        return False
    if (
        words[index] in verbs.dubbing
        and previous == "w"
        and tags[before - 1] == "d"
        and tags[index + 1 : index + 2] == "W"
    ):
        return False  # "a digger *named* Scobie was killed"
    infinitive = before > 0 and previous == "w" and words[before - 1] == "to"
    # "have for the first time *moved* a womb", "had in 2009 *opened*"
    has = previous in "wt" and "H" in tags[:index] and _HAS_BY_NOW.search(tags, 0, index) is not None
    ordered = tag == "E" and words[before] == "it" and words[before - 1] in verbs.having_done
    if has or ordered or (infinitive and (tag == "E" or (tag == "S" and True in finite[:index]))):
        return False  # "ordered it evacuated", "to enter besieged Tesk", "has until Friday to file claims"
    both = words[index] in verbs.both
    done = tag == "E" or both
    hangs = tags[0] in "EG" or (done and _HANGING.search(tags, 0, index))
    qualifies = (done or tag == "U") and _reduced_by_verb(tags, words, index)
    noted = (done or tag == "U") and _only_notes(tags, words, index, finite)
    beside = previous in "wWn" or tags[before - 1 : before + 1] == "dG"  # "had the building *searched*"
    qualifies = qualifies or (beside and _beside_noun(tags, words, index, finite))
    pair = _PAIRED.search(tags, 0, index) if previous == "C" and (done or tag == "U") else None
    qualifies = qualifies or (both and _FOUND.search(tags, 0, index) is not None)
    # "A commission *led by* Lord Smith, who ran the games, is to report"; "a girl *thought to be* called Frida"
    qualifies = qualifies or (both and after == "by" and _AGENT_THEN.match(tags, index + 1) is not None)
    qualifies = qualifies or (
        previous == "w" and words[index + 1 : index + 3] in (["to", "be"], ["to", "have"])
    )
    # "the chapel, begun in 1876 and *consecrated* in 1880"
    qualifies = qualifies or (pair is not None and not any(finite[pair.start() : index]))
    if words[before] == "to" or qualifies or noted or (previous == "C" and hangs and not any(finite[:index])):
        return False  # "Opened and rebuilt in May, the theatre …"; "The ferry, built in 1974 and sold in 2008, sank"
    if tag == "E":
        return _regular(tags, words, index, before, finite)
    if tag == "U":
        apposed = previous == "," and True not in finite[:index] and _AGED.match(tags, 0, index) is not None
        opens = previous in "wWnRCGT" or (previous == "," and "R" in tags[:before]) or apposed
        opens = opens or (previous == "-" and "-" in tags[:before])
        # "in 2005 *cost* them", "on Monday *cut* its forecast"
        opens = (
            opens
            or (previous == "t" and _is_relative(tags, index, finite))
            or (
                previous == "t"
                and (tags[index + 1 : index + 2] in ("n", "d") or after in lexicon().clauses.objective)
            )
        )
        opens = opens or (previous == "," and _is_listed(tags, before, index, finite))
        opens = opens or (
            previous == "," and any(finite[:index]) and tags[index + 1 : index + 2] in tuple("dn0")
        )
        opens = opens and not _is_said_in(tags, index, finite)
        # "hit by shells"; "a rival bid had been cheaper"; "would close a factory and *cut* jobs"
        opens = opens and after != "by" and tags[index + 1 : index + 2] not in ("H", "B", "M")
        return opens and not (previous == "C" and _shares_modal(tags, words, before, finite))
    inserted = both and (_INSERTED_PAST.match(tags) is not None or _adds(tags, words, index, finite))
    if tag == "V" and previous == "," and (inserted or _reduced_past(tags, before, index)):
        return False  # "The dam, built in 1987, has leaked for years"
    if tag == "S":  # not "took control of its salt *works*"
        noun = previous == "w" and _is_object_of(tags, words, index, finite, verbs)
        noun = noun and not _is_left_over(tags, words, index, finite)
        # "First *reports* had come"
        opens = previous in "wW" and True not in finite[:index] and words[index] != "says"
        noun = noun or (opens and tags[index + 1 : index + 2] in tuple("HMB"))
        return previous in 'wWnRTCt",)' and not noun
    # "reached a village held by the army"
    held = after == "by" and both and tags[index + 2 : index + 3] not in ("0", "$", "t", "")
    # "three owners led by Pryce, wanted"
    apart = "," in tags[:index] and _HELD_APART.match(tags, index) is not None
    return not (held and previous in "wW," and (apart or any(finite[:index])))


def _has_number(tags: str, words: list[str], index: int, finite: list[bool], verbs: Verbs) -> bool:
    """Whether the number before a past form is its subject, or ends it: "In 2010 about 300 *died*", "Mariner 10 *flew*"."""
    if tags[index] == "V" and _NUMBERED.search(tags, 0, index):
        return True not in finite[:index]
    alone = words[index] in verbs.intransitive or words[index] not in verbs.both
    return alone and _COUNTED.search(tags, 0, index) is not None and _ONLY_VERB.match(tags, index) is not None


def _is_said_in(tags: str, index: int, finite: list[bool]) -> bool:
    """Whether a word tells of what somebody spoke in: "said in a statement *read* to the jury"."""
    told = _SAID_IN.search(tags, 0, index)
    return told is not None and finite[told.start()] and tags[index + 1 : index + 2] == "p"


def _completes(tags: str, index: int, finite: list[bool]) -> bool:
    """Whether a participle is the second of two that qualify a subject, behind which its verb follows: "An audit ordered in
    October and *completed* in May found nothing"."""
    first = FIRST_OF_TWO.search(tags, 0, index)
    return first is not None and True not in finite[:index] and _THEN_VERB.match(tags, index + 1) is not None


def _only_notes(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether a participle only tells more of a noun: of one beside another, of what a statement rests on, or as the second of two."""
    if _is_apposed(tags, words, index, finite):
        return True
    if tags[index] == "U":
        return False
    cited = "according" in words and _is_cited(tags, words, index)
    return cited or (tags[index - 1] in "Ca" and _completes(tags, index, finite))


def _is_cited(tags: str, words: list[str], index: int) -> bool:
    """Whether a participle tells of what a statement rests on: "according to a report *released* on Tuesday"."""
    return _CITED.fullmatch(tags, words.index("according"), index) is not None


def _is_relative(tags: str, index: int, finite: list[bool]) -> bool:
    """Whether a word stands behind a relative clause that is whole, before which no verb stands: "who had camped there since
    Monday *beat* drums"."""
    opened = _OPENS_RELATIVE.search(tags, 0, index)
    return (
        opened is not None and True not in finite[: opened.start()] and True in finite[opened.start() : index]
    )


def _adds(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether a participle behind a comma tells more of the last noun: "was an iron basket, *lit* in 1664 by order of the Duke"."""
    whole = any(finite[:index]) and tags[:1] not in ("E", "P") and tags[index + 1 : index + 2] in ("p", "t")
    alone = words[index] in lexicon().verbs.alone
    return whole and not alone and not _is_listed(tags, index - 1, index, finite)


_HELD_APART = re.compile("Vp[dwW0]+,a*[VEUBHMDS]")


def _is_object_of(tags: str, words: list[str], index: int, finite: list[bool], verbs: Verbs) -> bool:
    """Whether a word in -s is what a verb before it is done to, and no verb itself."""
    done = words[index] in verbs.objects and _has_done(tags, words, index, finite)
    return done or _has_verb_before(tags, words, index, finite, verbs.telling)


def _has_done(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether the clause of a word has a verb before it of which it may be the object: "had dismissed press *reports*"."""
    known = _with_content("en")
    for at in range(index - 1, -1, -1):
        if tags[at] in _JOINTS:
            return False
        if finite[at]:
            full = at + (tags[at] == "H")
            if tags[at - 1 : at] in ("R", "T"):
                return False  # "The club that won the cup *plans* a parade"
            return tags[full] in "VE" and words[full] not in known and "p" not in tags[full:index]
    return False


def _has_verb_before(
    tags: str, words: list[str], index: int, finite: list[bool], telling: frozenset[str]
) -> bool:
    """Whether the clause of a word has a finite verb before it that tells no words, so that the word is a noun."""
    for at in range(index - 1, -1, -1):
        if tags[at] in _JOINTS:
            return False
        if finite[at]:
            return tags[at] == "V" and words[at] not in telling and tags[at - 1 : at] not in ("R", "T")
    return False


def _is_left_over(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether a word in -s behind a measure is the only verb left for the clause around a relative one.

    "A fossil that lay in a drawer *for 70 years* belongs to the oldest known bat".
    """
    opened = _OPENS_RELATIVE.search(tags, 0, index)
    measured = words[index - 1] in _MEASURES and tags[index - 2 : index - 1] in ("0", "w")
    return opened is not None and measured and True not in finite[: opened.start()]


_MEASURES = frozenset(f"{unit}s" for unit in ("hour", "day", "week", "month", "year", "decade"))


def _qualifies_object(tags: str, words: list[str], index: int) -> bool:
    """Whether a word in -ed tells of what is done to something, as its verb stands before it."""
    behind = tags[index + 1 : index + 2]
    if behind == "p" and (joined := _AND_INFINITIVE.search(tags, 0, index)):
        # "would share it and give half of the sums *received* to a fund"
        return not is_plural_form(words[tags.rindex("C", joined.start(), index) + 1])
    # "said it had gathered *renewed* strength"
    return behind == "w" and tags[index - 1] in "EVP" and _HAD_DONE.search(tags, 0, index) is not None


def _regular(tags: str, words: list[str], index: int, before: int, finite: list[bool]) -> bool:
    """Whether a word in -ed is finite, as far as the word at ``before`` and those behind it tell."""
    previous, behind = tags[before], tags[index + 1 : index + 2]
    after = words[index + 1] if behind else ""
    if behind in ("p", "w") and _qualifies_object(tags, words, index):
        return False
    # "the quarter *ended 30 September*", "its fiscal year, *ended last March*"
    period = behind == "t" and (
        (previous == "t" and (words[before].startswith("the ") or words[before].endswith(_PERIODS)))
        or (words[index] == "ended" and tags[index - 2 : index] == "t,")
    )
    quoted = previous == "C" and before > 0 and tags[before - 1] in "EP" and in_quotation(tags, index)
    if previous == "," and _RELATED_SUBJECT.search(tags, 0, index) and not _RESUMED.search(tags, index):
        return True  # "…; Hale, who had left her post, *blamed* herself"
    told = _SAID_IN.search(tags, 0, index) if tags[index - 1] == "w" else None
    if told and finite[told.start()] and behind in ("p", "t"):
        return False  # "said in a letter *published* on Tuesday"
    if quoted or words[before] in _BECOMING or (behind == "w" and words[before] in _NUMERALS):
        return False  # "was "worried but *surprised*"", "went unnoticed", "two *leased* jets"
    apposed = tags.rfind(",", 0, index)
    if (
        apposed > 0
        and _APPOSED_NOUN.fullmatch(tags, apposed + 1, index)
        and _reduced_past(tags, apposed, index)
    ):
        return False  # "The cathedral, a stone building *finished* in 1904, lost its spire"
    counted = after == "by" and (
        tags[index + 2 : index + 3] in ("0", "$") or not _NUMERALS.isdisjoint(words[index + 2 : index + 3])
    )
    counted = counted and words[index + 3 : index + 4] != ["of"]  # "followed by four of his ministers"
    # "Orr *signed* with Island in 2002", "she *clashed* with police"
    acts = words[before] in _ACTING or (previous == "W" and True not in finite[:index])
    acts = acts and after == "with" and _ONLY_VERB.match(tags, index) is not None
    if (
        period
        or (behind in ("t", "0") and words[index] == "dated")
        or (
            after in ("by", "with")
            and not acts
            and not counted
            and words[index + 2 : index + 3] not in _WITH_WHOM
        )
        or (previous == "," and _reduced_past(tags, before, index))
    ):
        # "captured by the army", "the quarter ended 30 September", "a letter dated 1999", "her captain, asked in port, said"
        return False
    if previous == "," and _is_told_of(tags, words, before, index, finite):
        return False  # "said the remarks, *published* in the Herald, were accurate"
    if previous == "," and any(finite[:index]) and f"{words[index]} {after}" in lexicon().verbs.acting:
        return True  # "resigned on Sunday, *promised* to return and left"
    if previous == "," and _is_listed(tags, before, index, finite):
        return True
    if previous == "," and not _APPOSED_SUBJECT.search(tags, 0, index):
        opening = tags.rfind(",", 0, before)
        # behind an inserted phrase: "The judge, appointed in May, ruled"
        inserted = opening > 0 and not any(finite[:opening])
        return inserted or (behind not in ("t", "w") and after not in _GOVERNING)
    if previous == "," and _APPOSED_SUBJECT.search(tags, 0, index):
        return True  # "when a violinist, Ana Diaz, described …"
    if previous == "C":
        # "blocked and burned cars" follows a verb; "damaged and looted shops" an article.
        return before == 0 or tags[before - 1] not in "d"
    # "He *lived* in a house built in 1911", not "those they saved"
    acts = previous in "RT" or (words[before] in _ACTING and tags[max(0, before - 1)] not in "wWd")
    return previous in 'wWnRTXGtVES")-' and (acts or not _reduced(tags, words, index))


def _is_apposed(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether a participle belongs to a noun that stands beside another: "sold it to Blue Horizon, *a firm registered in Cyprus*"."""
    comma = tags.rfind(",", 0, index)
    if comma < 1 or tags[comma - 1] not in "wW" or tags[index + 1 : index + 2] not in ("p", "t"):
        return False
    if _APPOSED_NOUN.fullmatch(tags, comma + 1, index) is None or words[comma + 1] not in ("a", "an", "the"):
        return False
    if words[index] in lexicon().reporting.verbs:
        return False  # "…, the company admitted on Monday"
    told = (
        True in finite[:comma]
        and not {"X", "C", ";", ":"}.intersection(tags[:comma])
        and tags[0] not in "pEGt"
    )
    return told or _RESUMED.search(tags, index) is not None


def _is_listed(tags: str, comma: int, index: int, finite: list[bool]) -> bool:
    """Whether a word in -ed is one of several verbs: "left the army in 1990, *moved* to Rome and wrote three books"."""
    others = _LISTED.match(tags, index + 1)
    if others is None:
        return False
    for at in range(comma - 1, -1, -1):
        if finite[at]:
            return tags[at] in "VE"
        if tags[at] in _JOINTS:
            break
    return False


def _beside_noun(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether a participle tells what was done to the noun before it, behind "had" or "with"."""
    if _HOLDERS.isdisjoint(words):
        return False
    noun, behind = _NOUN_BEFORE.search(tags, 0, index), tags[index + 1 : index + 2]
    opener = noun.start() - 1 if noun else -1
    if noun is None or opener < 0:
        return False
    if words[opener] == "leaving":
        return behind not in ("d", "n", "0")
    if words[opener] in ("had", "has", "have"):
        return finite[opener] and behind not in ("d", "n", "0") and tags[noun.start()] in "d$£€"
    absolute = words[opener] == "with" and (not opener or tags[opener - 1] == ",")
    return absolute and _RESUMED_BY.match(tags, index + 1) is not None


def _shares_modal(tags: str, words: list[str], joint: int, finite: list[bool]) -> bool:
    """Whether the verb before a joining word is an infinitive, which the one behind it then is as well."""
    for at in range(joint - 1, -1, -1):
        if tags[at] in ",;:-" or (finite[at] and tags[at] not in "MD"):
            return False
        if finite[at] or words[at] == "to":
            return tags[at] in "MD" or (
                tags[at + 1 : at + 2] in ("w", "U") and not is_plural_form(words[at + 1])
            )  # not "spoke to reporters"
    return False


def _is_told_of(tags: str, words: list[str], comma: int, index: int, finite: list[bool]) -> bool:
    """Whether a participle is inserted between the subject and the verb of what somebody says."""
    if tags[index + 1 : index + 2] not in ("p", "t") or _RESUMED.search(tags, index) is None:
        return False
    verb = next((at for at in range(comma - 1, -1, -1) if finite[at]), comma)
    says = words[verb] in lexicon().reporting.tag and words[verb] != "told"
    return says and _NOUN.fullmatch(tags, verb + 1, comma) is not None


def _reduced_past(tags: str, comma: int, index: int) -> bool:
    """Whether a past form behind the comma of an opening noun is inserted, as the clause's own verb follows a comma."""
    if tags[index + 1 : index + 2] not in ("p", "t", "0", "X") and not _MADE.match(tags, index + 1):
        return False
    if _RESUMED.search(tags, index) is None:
        return False
    opener = max(tags.rfind(mark, 0, comma) for mark in "TCRX;")
    return _NOUN.fullmatch(tags, opener + 1, comma) is not None


def _reduced(tags: str, words: list[str], index: int) -> bool:
    """Whether a word in -ed only qualifies the noun before: "the law adopted last year was void"."""
    if "," in tags[:index] and _WITHIN.search(tags, 0, index) and _BACK.match(tags, index + 1):
        return True  # "The office, in a statement *released* on Monday, apologised"
    if tags[index + 1 : index + 2] == "w" and tags[index + 2 : index + 3] in ("H", "B", "M"):
        return True  # "its historic covered market had been shelled"
    if tags[index + 1 : index + 2] not in ("t", "p"):
        return False
    paired = False  # "lifted in 1934 *and thought to have been lost* has turned up"
    for at in range(index + 2, len(tags)):
        joins = tags[at : at + 2] in ("CE", "CP") or words[at : at + 2] == ["and", "thought"]
        paired = paired or joins
        if (tags[at] in _STOPS and not joins) or (words[at] == "to" and not paired):
            return False
        if words[at - 1] == "to":
            continue  # "declined to *say* whether he would go"
        if tags[at] in "BHMVS" and not (paired and words[at] == "thought"):
            return True
        if tags[at] == "E" and tags[at + 1 : at + 2] == "T":
            return not paired  # "A report published in 2009 *recommended* that …"
    return False


def _reduced_by_verb(tags: str, words: list[str], index: int) -> bool:
    """Whether another finite verb, behind nothing but when and where, shows that a participle only qualifies its noun.

    "that debris *found* on Thursday near the wreck came from the ship"; "in a ruling *published* on Friday, the court".
    """
    if tags[index + 1 : index + 2] in ("t", "p") and _FRONTED.fullmatch(tags, 0, index):
        return "," in tags[index:]
    parted = tags[index + 1 : index + 3] == "pp"  # "A board *set up* in 2013 found …"
    behind = _ADVERBIALS.match(tags, index + 1 + parted)
    verb = behind.end() if behind else len(tags)
    # "a truce agreed in May *collapsed*", not "he arrived on Friday *accompanied* by guards"
    ended = _DATED_THEN.match(tags, index + 1) is not None
    acts = tags[verb : verb + 1] == "E" and tags[verb - 1] == "t"  # "published ten days later *showed him*"
    ended = ended or tags[verb : verb + 2] == "ST"  # "stakes *found* beside it in April suggest that"
    ended = ended or (acts and words[verb + 1 : verb + 2] != [] and _is_object(words[verb + 1]))
    return (
        (ended or tags[verb : verb + 1] in ("V", "B", "H", "M") or (parted and tags[verb : verb + 1] == "E"))
        and tags[index - 1] in "wWG"
        and words[verb + 1 : verb + 2] != ["by"]
    )


def _is_object(word: str) -> bool:
    """Whether a word is done something to, or owns what is: "*him*", "*her* hat"."""
    return word in lexicon().clauses.objective or word in _OWNERS
