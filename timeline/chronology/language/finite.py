"""Which words of a sentence are finite verbs, from their tags and what stands around them."""

from __future__ import annotations

import re

from timeline.chronology.language.lexicon import Verbs, lexicon
from timeline.chronology.language.nouns import FIRST_OF_TWO, is_plural_form, is_superlative
from timeline.chronology.language.retagging import agree, is_in_s, retag, with_content
from timeline.chronology.language.tokens import Sentence, in_quotation

_AUXILIARY = frozenset("BHDM")
_BEHIND_RELATIVE = re.compile("(?P<noun>[dwW0]+),R[^,]*,w")
_HAS_BY_NOW = re.compile("Ha*(?:pdw+|p?t)$")
_HAVING = re.compile("H[an]*[EVPU]")
"""How a word ends that says how something is above all others."""
_SELF = ("self", "selves")
_OPENING_SUBJECT = re.compile(
    "(?P<head>[dwW0]*[wW]|n(?=C))(?:p[dwW0]*[wW])*(?P<name>,W+,)?(?P<both>C[dwW0]*[wW](?:p[dwW0]*[wW])*)?"
)
_SUBJECT = re.compile("[wWt](?=w)")
_HANGS_ON = re.compile(",?[RXQ]")
_LAST_DOING = re.compile("CG[dwWEUS0p]*$")
_SECOND_INFINITIVE = re.compile("pwCw$")
_TIME_APART = re.compile(",p?t,(?=a*[VEPbU])")
_DONE_LATER = re.compile("V(?:p?t|p[dwW0]+(?:C[dwW0]+)*)+(?=[VE][dn0])")
_NAMED_PAIR = re.compile("(?:^|,)[d0w][wE0]*w,W+CW+,$")
_OPENS_RELATIVE = re.compile("(?<=[wW0])[RT]")

_NOUN_THEN_NAME = re.compile("d(?P<noun>[wE0]*w)W+$")
_VERB_BEHIND = re.compile("[^,;:.XRTQ-]*?[BHDM]")
_NUMBERED = re.compile("(?:^|d|,)[wW]+(?:p[wW]+)?0$")
"""A subject that ends with its number: "Mariner 10 *flew*", "An earthquake of magnitude 6.4 *shook*"."""
_CITED = re.compile("Gp[dwW0aE]*[wW](?:[EPV](?:p?t|p[dwW0]+)*C)?")
_COMPOUND = frozenset(("Cw", "CW", "pw", "pW"))
_THEN_ANOTHER = re.compile("[wW]+[BHDMV]")
_IN_TERM = re.compile("p(?:d0?|0)w$")
_TWO_QUALITIES = re.compile("[dp]ECE[wW]$")
"""Two words in -ed before one noun."""
_DONE_BY = re.compile("(?<=[wW])[RT](?:n|[dwW0]+)a*[VE]$")
"""A relative clause whose noun is its object, before the verb of the clause around."""
_THEN_VERB = re.compile("(?:p?t|p[dwW0]+)+a*[VEBHM]")
_ONE_OF_TWO = re.compile("[EPV]p?tC[EPVU]p?ta*[VEBHM]")
"""A participle, one joined to it, each with its date, and the verb: "An audit *ordered* in 2009 and finished in 2012 cleared the crew"."""
_AFTER_NUMBERED = re.compile("X(?:(?:d[wW]+|W+)p[wW]+|d?W+)0$")
"""A subject that ends with its number, and when: "after a quake of magnitude 7.2 *flattened* it"."""
_COUNTED = re.compile("(?:^|[;C]|,C)(?:p?t,?)?[adp]{0,2}0$")
"""A subject that is a number: "In June *more than 40* died"."""
_ONLY_VERB = re.compile("[VE](?:[^BHDMVEUS,;:.CXRT]*)(?:[,;:.CXR]|$)")
"""A verb behind which its clause has no other."""
_SAID_IN = re.compile("[VES]pd[wWE]*w$")
_SUBJECT_DOING = re.compile("(?:X|,C)[dwW0E]+(?:p[dwW]+)*,G[^;:.BHDMVESXRTC]*,$")
"""A subject with what it was doing, before its verb: "when the 188, *travelling from Lund,* derailed"."""
_APPOSED_SUBJECT = re.compile("[XC]d[wWE]+(?:p[dwW]+)?,(?:W+|[EP](?:p?t|p[dwW0]+)+),$")
_RELATED_SUBJECT = re.compile("(?:^|;|,C|X)a*[dwW0E]+(?:p[dwW]+)*,R[^,;:.]*,a*$")
"""A subject with the relative clause behind it, right before its verb."""
_NESTS = frozenset("XR")
"""Tags of what opens a clause within an insertion."""
_IN_INSERTED = re.compile("^[dwW0']+(?:p[dwW]+)*,p[dwW0E]+$")
_THEN_RESUMED = re.compile("[^,;:.]*,a*[BHDMVEUS]")
"""What closes an insertion, before the verb."""
_DATED_THEN = re.compile("p?tE(?:[t,.]|$)")
_PAIRED = re.compile(",(?P<first>[aw])?[EPVU](?=[ptX])[^,;:]*Ca*$")
_AGED = re.compile("[dwW0]+,(?:[^,]*,){1,2}$")
"""A subject with what is inserted behind it: "The brothers, aged 19 and 23, *set* out"."""
_HELD_APART = re.compile("Vp[dwW0]+,a*[VEUBHMDS]")
_RELATED_THEN = re.compile("[adpXtwW0G]*,R[^,;:.]*,a*[BHM]")
_APPOSED_NOUN = re.compile("d[wWG0]+")
_LISTED = re.compile("[^,;:.BHMRXTC]*(?:,[VE][^,;:.BHMRXTC]*)*,?Ca*(?:[VEU](?=[dnwW0])|[BH])")
"""What follows a verb that is one of several up to the last of them, which has an object."""
_INSERTED_PAST = re.compile("[adwW0PE]+(?:p[adwW0n]+)*,a*V[^,;:.]*,a*[BHM]")
"""A noun, what was done to it between commas, and its verb: "A dividend, *paid every year*, will be scrapped"."""
_NOUN_BEFORE = re.compile("(?<=[HpG])d?[a0]?[$£€]?(?:[dwW0]+p)?(?:[dwW0]+|dG)$")
_RESUMED_BY = re.compile("[^,;:.]*,[dnwW0aE]*[wWn]a*[BHDMVES]")
_SAYS_THAT = re.compile("(?:p?t)?T")
"""What stands behind a verb of saying, and not behind a participle: "*Moor's* announced on Friday that …"."""
_HAD_DONE = re.compile("Ha*[EVP]$")
_SAID_LAST = re.compile(",(?:n|[dwWG0]+(?:p[dwW]+)*)a*[VS](?:[pt][^,]*)?[.]?$")
"""Who says what stands before: "…, *an analyst said* on Monday"."""
_AND_INFINITIVE = re.compile("M[^,;:.XRTQ]*Cw[dn0wW][^,;:.XRTQC]*[wW]$")
"""Two infinitives behind one word, and what the second acts on: "would share it *and give 80 percent of the royalties*"."""
_HANGING = re.compile("^[dwW0G]+,[EPV]")
_VERBAL = re.compile("[BHDMVEUS]")
_ASKED_THAT = re.compile("T(?:n|d?[wW0]+(?:p[dwW0]+)?)b(?=[EVPwd])")
"""What somebody asks to be done, in the subjunctive: "demanded *that the gates be opened* by Friday"."""
_STOPS = frozenset("XRTCQ,;:.-n")
_JOINTS = frozenset('XRTCQ,;:-n"()')
_NOUN = re.compile("(?:p?t,?)?d?a?(?:(?<=d)[GE])?[dwW0]+(?:p[dwW0]+)*")
_MADE = re.compile("W+,|w(?=[tp])")
"""What an inserted participle gives: "The ship, named *Aurora*, sank", "The study, made *public* on Monday, found …"."""
_RESUMED = re.compile(",(?:dw)?a*[BHDMVES]")
_FRONTED = re.compile("p[dwW0]*[wWG]")
_DONE_IN_TURN = re.compile("B[ab]*[EPV][^,;:BHDMXRT]*(?:,[EP][^,;:BHDMXRT]*)+,$")
_AFTER_EVENT = re.compile("[Xp]d?[wE]*(?P<event>w)pd?[wW]+$")
_LEADING = re.compile("X[dwW0]+$")
_DATED_NOUN = re.compile("p?t(?:n|d?[wW0]+(?:p[dwW0]+)*)a*[BHDMVESU]")
"""A date, and the subject of another verb: "in May *rebels* fled"."""
_DATED_END = re.compile("p?t[.,]?$")
_NAMED_BESIDE = re.compile(',(?:W+|"d?W+"|d?"W+")')
_DESCRIBED = re.compile("[dwW0]+,(?:wp|d?wG)[^,;:.BHDMVES]*Ca*$")
_RESTATED = re.compile(",C[$£€]?0[dwW]*$")
"""A figure told once more."""
_QUALIFIED = re.compile("Ew+(?:p[dwW0]+)+[BHM]")
"""A word in -ed before its noun, where that is, and the verb."""
_ADVERBIALS = re.compile("a*(?:[pX]?t(?:Ct)?|p[dwW0]+)+a*")
_DOING_TO = re.compile(",G(?P<to>p)?d?[wW0]+(?:pd?[wW0]+)*$")
"""What somebody does, and to what, right before a word in -ed that no verb of its clause: "…, *adding to the six* announced on Monday"."""
_DEED_OF = re.compile("[VESG]t?dE?w(?P<of>p)[d0]?[wWE]+$")
_WHEN_ONLY = re.compile("p?t[.,;:]?$")
_WILL_AND_A = re.compile("M[^,;:.XRTQC]*C(?P<one>d)[wE]+$")
"""What will be done to two things, of which a word that may be a past ends the second: "will pay a dividend *and a stock* split"."""


def finite_verbs(sentence: Sentence, lang: str = "en") -> list[bool]:
    """For each token whether a finite verb (or its auxiliary) begins there.

    >>> from timeline.chronology.language.tokens import tokenise
    >>> s = tokenise("The army seized the besieged town", 0, 33, [])
    >>> [w for w, f in zip(s.words, finite_verbs(s)) if f]
    ['seized']
    """
    retag(sentence, lang)
    verbs, telling = lexicon(lang).verbs, with_content(lang)
    tags, words = sentence.tags, sentence.words
    finite = [False] * len(tags)
    index = 0
    while (verbal := _VERBAL.search(tags, index)) is not None:
        index = verbal.start()
        tag = tags[index]
        if tag in _AUXILIARY and not (tag == "H" and words[index] == "having"):
            before = tags[index - 1] if index else ""
            if not (tag in "HD" and (before == "M" or words[index - 1 : index] == ["to"])):
                finite[index] = True
            index = _behind_auxiliary(tags, words, index)
            continue
        if tag in "VEUS" and _lexical(tags, words, index, finite, verbs, telling):
            finite[index] = (tag not in "EU" and words[index] not in verbs.both) or not _second(
                sentence, finite, index, telling
            )
        elif tag == "E" and tags[index - 1] == "W" and _is_of_named(tags, words, index):
            finite[index] = True
        index += 1
    _find_unseen(sentence, finite, verbs)
    if "be" in words and (asked := _ASKED_THAT.search(tags)) and "t" in tags[asked.end() :]:
        finite[asked.end() - 1] = finite[asked.end() - 1] or words[asked.end() - 1] == "be"
    return finite


def _behind_auxiliary(tags: str, words: list[str], auxiliary: int) -> int:
    """Where the verb ends that an auxiliary begins: "had *long* gone", "did not return *calls*"."""
    index, count = auxiliary + 1, len(tags)
    if tags[auxiliary] == "D" and tags[index : index + 3] == ",a,":
        index += 3  # "did*, however,* agree"
    if apart := _TIME_APART.match(tags, index):
        index = apart.end()  # "had*, on Wednesday,* repelled"
    while index < count and (
        tags[index] in "abnHBt"
        or words[index] in ("first", "last", "long")
        or words[index : index + 2] == ["at", "last"]
    ):
        index += 1 + (words[index] == "at")  # "had *at last* replied"
    if index < count and tags[index] in "EVPUGwS":
        index += 1
        index += tags[auxiliary] in "DM" and tags[index - 1 : index + 1] == "wS"
    return index


def _find_unseen(sentence: Sentence, finite: list[bool], verbs: Verbs) -> None:
    """The verb of a main clause in which none has been found."""
    tags, words = sentence.tags, sentence.words
    if True not in finite:
        _find_only(sentence, finite, verbs)
    elif "," in tags and (said := _SAID_LAST.search(tags)) and True not in finite[: said.start()]:
        _find_said(sentence, finite, said.start(), verbs)
    elif (behind := _BEHIND_RELATIVE.match(tags)) and True not in finite[behind.end() - 1 :]:
        at = behind.end() - 1
        # "The mine, which opened in 1968, employs 400 people"; "The buses, which are new, start on Monday"
        several = is_plural_form(words[behind.end("noun") - 1])
        if is_in_s(words[at]) or (several and tags[at + 1 : at + 2] in tuple("dnpt")):
            _make_finite(sentence, finite, at)
    elif sentence.labelled and (hung := _HANGS_ON.search(tags)) and True not in finite[: hung.start()]:
        # "1993: Hale *moves* to Lund, where his firm had been based"
        if (at := _shown(tags[: hung.start()], words)) >= 0:
            _make_finite(sentence, finite, at)
    elif (opened := _OPENS_RELATIVE.search(tags)) and True not in finite[: opened.start()]:
        _find_before(sentence, finite, opened.start())
        if finite.count(True) == 1:
            _find_behind_relative(sentence, finite, opened.start())


def _find_said(sentence: Sentence, finite: list[bool], tag: int, verbs: Verbs) -> None:
    """The present that is said, where no verb but that of who says so is seen: "Lower prices *make* sales less likely, he said"."""
    tags, words = sentence.tags, sentence.words
    found = [match.end() for match in _SUBJECT.finditer(tags, 0, tag)]
    plural = [at for at in found if words[at] in verbs.several and is_plural_form(words[at - 1])]
    single = [
        at
        for at in found
        if tags[at + 1 : at + 2] in tuple("dn0p")
        and is_in_s(words[at])
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
        if tags[at + 1 : at + 2] in ("d", "n", "0") and is_in_s(words[at]) and agree(words[at - 1], words[at])
    ]
    if len(found) == 1:
        _make_finite(sentence, finite, found[0])


def _find_behind_relative(sentence: Sentence, finite: list[bool], opener: int) -> None:
    """The verb in -s behind a relative clause that ends in several: "A row that could shut the ports *returns* to court"."""
    tags, words = sentence.tags, sentence.words
    verb = finite.index(True)
    if is_plural_form(words[opener - 1]) or "," in tags[:verb]:
        return
    found = [
        at
        for at in [match.end() for match in _SUBJECT.finditer(tags, verb)]
        if tags[at + 1 : at + 2] in tuple("dnpt0") and is_in_s(words[at]) and is_plural_form(words[at - 1])
    ]
    if len(found) == 1 and "," not in tags[verb : found[0]]:
        _make_finite(sentence, finite, found[0])


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
        ends = [at for at in ends if is_in_s(words[at]) or words[at].endswith("ed")]
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

    It is one of a few behind a plural, behind two ("He and Hale *meet* on Monday"), and behind a name, which may be a club's ("Estrella *play* at Kelso on Sunday").
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
    verbs = [at for at in ends if agree(*words[at - 1 : at + 1])]
    if not verbs:
        return -1
    first = verbs[0]
    second = first + 1 in verbs and (
        tags[first - 2 : first] == "dw" or tags[first + 2 : first + 3] in tuple("dnW0")
    )
    return first + second


def _is_of_named(tags: str, words: list[str], index: int) -> bool:
    """Whether somebody named did it to the noun before him: "The farm *Ana Lind* opened in May may not …"."""
    named = _NOUN_THEN_NAME.search(tags, 0, index)
    if named is None or words[named.end("noun") - 1] in lexicon().names.persons:
        return False
    return _VERB_BEHIND.match(tags, index + 1) is not None


def _second(sentence: Sentence, finite: list[bool], index: int, telling: frozenset[str]) -> bool:
    """Whether a word in -ed stands behind a finite verb of its own clause: "left the ruins undefended"."""
    tags, words, held = sentence.tags, sentence.words, False
    if tags[index - 1] == "t" and _lacks_verb(tags, finite, index):
        return False  # "died, where a hospital that opened last year *lost* its roof"
    if finite[index - 1] and (done := _DONE_BY.search(tags, 0, index)):
        return True in finite[: done.start()]  # "a measure that he championed *failed*"
    at = index
    while (at := at - 1) >= 0:
        if tags[at] == ")":
            at = tags.rfind("(", 0, at)  # "gives the Fund (IMF) *increased* powers"
        elif tags[at] in _JOINTS:
            return _is_second_behind(sentence, finite, at, index, telling, held)
        elif finite[at]:
            verb = _full_verb(sentence, at, index)
            behind = verb + 1 + (tags[verb + 1 : verb + 2] == "t")  # "refused *last week* to unload"
            # "lived *in* a house built"
            placed = words[verb] in lexicon().verbs.dwelling and tags[behind] == "p"
            held = placed or words[verb] not in telling or words[behind] == "to"
            if not held:
                return False
    return held


def _is_second_behind(
    sentence: Sentence, finite: list[bool], joint: int, index: int, telling: frozenset[str], held: bool
) -> bool:
    """The same where a clause begins at ``joint``, in which such a verb stands if it is ``held``."""
    tags, opener = sentence.tags, sentence.tags[joint]
    if opener == "," and sentence.words[joint + 1] in lexicon().roles.likening:
        return True  # "a plan, similar to one *passed* in May"
    if opener == "T" and True in finite[max(0, tags.rfind(",C", 0, joint)) : joint]:
        return held  # "said that men were held in a building *meant* for 150"
    if opener in "RT" and finite[joint:index].count(True) > 1:
        return held  # "A boat that sank was lifted by a crane *borrowed* from a shipyard"
    if opener == "X" and _is_behind_relative(tags, joint, finite):
        return False  # "The truce that began after the talks collapsed in May *ended*"
    # Behind a relative or subordinate clause the second verb is the outer clause's.
    inserted = tags[joint - 1 : joint] == "," and "," in tags[index:]
    return held and (opener not in "RTXQ" or inserted or _told_before(sentence, finite, joint, telling))


def _lacks_verb(tags: str, finite: list[bool], index: int) -> bool:
    """Whether more clauses have been opened before a word than have their verbs: then it is one of these."""
    opened = [at for at in range(index) if tags[at] == "R" or (tags[at] == "T" and finite[at + 1])]
    return len(opened) > 1 and finite[:index].count(True) == len(opened) and True in finite[: opened[0]]


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


def _lexical(
    tags: str, words: list[str], index: int, finite: list[bool], verbs: Verbs, telling: frozenset[str]
) -> bool:
    """Whether a full verb form without an auxiliary is finite here, and no participle, adjective or noun."""
    before = _word_before(tags, words, index)
    if _is_no_verb(tags, words, index, before, finite, verbs) or _goes_on_doing(
        tags, words, index, finite, verbs
    ):
        return False
    match tags[index]:
        case "E":
            return _regular(tags, words, index, before, finite, telling)
        case "U":
            return _unchanged(tags, words, index, before, finite)
        case "S":
            return _present(tags, words, index, before, finite, verbs, telling)
    return _past(tags, words, index, before, finite, words[index] in verbs.both)


def _goes_on_doing(tags: str, words: list[str], index: int, finite: list[bool], verbs: Verbs) -> bool:
    """Whether a form stands in the last of several participles: "tearing up roads and sending *panicked* people out", "…, flooding
    fields and raising fears of the water *left* behind"."""
    last = _LAST_DOING.search(tags, 0, index)
    if last is None or not (tags[index] == "E" or words[index] in verbs.both):
        return False
    first = tags.find(",G", 0, last.start())
    return first >= 0 and True in finite[:first]


def _word_before(tags: str, words: list[str], index: int) -> int:
    """Where the word stands that tells whether one behind it is a finite verb: before its adverbs; -1 at the head."""
    before = index - 1
    while before >= 0 and (tags[before] == "a" or (words[before] == "well" and tags[before - 1] in "bBH")):
        before -= 1
    if before > 0 and tags[before] == '"' and tags[before - 1] in "BHb":
        before -= 1  # "was "destroyed""
    # "The prize, first *awarded* in 1901, went to …"; "Built in 1978 and last *inspected* in 2016, it …"
    return before - (tags[before - 1 : before + 1] in (",w", "Cw") and words[before] in ("first", "last"))


def _is_no_verb(
    tags: str, words: list[str], index: int, before: int, finite: list[bool], verbs: Verbs
) -> bool:
    """Whether what stands around a form shows that it qualifies, belongs to an auxiliary, or is an infinitive."""
    tag, previous = tags[index], tags[before] if before >= 0 else ""
    if words[index - 1] == "ever" and (is_superlative(words[before]) or words[before] == "first"):
        return True  # "one of the strongest *ever recorded*"
    alone = before == 0 and tags[index + 1 : index + 2] == "0"  # "Orr's *jumped* 24 percent"
    if words[before].endswith(("'s", "s'")) and not alone and not _SAYS_THAT.match(tags, index + 1):
        return True
    if previous in ("", "b", "d", "p", "0", "B", "M", "H"):
        numbered = previous == "0" and _has_number(tags, words, index, finite, verbs)
        if not numbered:
            return True
    if (
        words[index] in verbs.dubbing
        and tags[before - 1 : before + 1] == "dw"
        and tags[index + 1 : index + 2] == "W"
    ):
        return True  # "a digger *named* Scobie was killed"
    if previous in "wt" and "H" in tags[:index] and _HAS_BY_NOW.search(tags, 0, index):
        return True  # "have for the first time *moved* a womb", "had in 2009 *opened*", "has until Friday to file claims"
    infinitive = before > 0 and previous == "w" and words[before - 1] == "to"
    if infinitive and (tag == "E" or (tag == "S" and True in finite[:index])):
        return True  # "to enter besieged Tesk"
    if words[before] == "to" or (
        tag == "E" and words[before] == "it" and words[before - 1] in verbs.having_done
    ):
        return True  # "ordered it evacuated"
    if tag == "E" and (_is_wanted(tags, words, index, finite, verbs) or _is_thought(words, index)):
        return True
    if (
        tag == "E"
        and words[index] not in verbs.intransitive
        and (_is_added(tags, words, index, finite) or _is_carried_out(tags, words, index, finite))
    ):
        return True
    if (tag == "E" or words[index] in verbs.both) and _is_of_deed(tags, words, index, verbs):
        return True
    told = tag == "S" and words[index] not in verbs.objects  # "A deal *seems to be* near"
    if previous == "w" and not told and words[index + 1 : index + 3] in (["to", "be"], ["to", "have"]):
        return True  # "a girl *thought to be* called Frida"
    return _qualifies(tags, words, index, before, finite, words[index] in verbs.both)


def _is_thought(words: list[str], index: int) -> bool:
    """Whether a word in -ed tells what is thought of somebody: "people missing and *feared dead*"."""
    roles = lexicon().roles
    return words[index] in roles.only_thought and not roles.states.isdisjoint(words[index + 1 : index + 2])


def _is_added(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether a word in -ed tells what was done to those who are named behind "with": "It went on, *with rebels and guards killed*."""
    added = _WITH.search(tags, 0, index) if tags[index + 1 : index + 2] in (",", ".", "") else None
    return added is not None and words[added.start("with")] == "with" and True in finite[: added.start()]


def _is_carried_out(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether a word in -ed with a particle tells of what somebody did to a thing: "…, ending a hunt *carried out* by police"."""
    particle = tags[index + 1 : index + 3] == "pp" and words[index + 1] in lexicon().roles.particles
    return particle and True in finite[:index] and _OF_PARTICIPLE.search(tags, 0, index) is not None


_OF_PARTICIPLE = re.compile(",G[dwWE0t]*[wW]$")
_WITH = re.compile("(?<=,)(?P<with>p)[adpwW0]+(?:(?:,[dwW0]+)*C[dwW0]+)?$")


def _is_of_deed(tags: str, words: list[str], index: int, verbs: Verbs) -> bool:
    """Whether a form tells of what a deed is told of: "announced the closure of a mill *built* in 1950"."""
    deed = _DEED_OF.search(tags, 0, index) if _WHEN_ONLY.match(tags, index + 1) else None
    if (
        deed is None
        or words[deed.start("of")] != "of"
        or words[deed.start()] not in lexicon().reporting.deeds
    ):
        return False
    some, event = words[deed.end("of")] in ("a", "an"), words[deed.start("of") - 1]
    return lexicon().nominals.names(event) and (some or words[index] not in verbs.intransitive)


def _is_wanted(tags: str, words: list[str], index: int, finite: list[bool], verbs: Verbs) -> bool:
    """Whether a word in -ed is what somebody wants done to something: "wants the vote *moved* to May", "Get the paper *delivered*"."""
    if tags[index + 1 : index + 2] in ("d", "n", "0"):
        return False
    at = index - 1
    while at > 0 and tags[at] in "dwW0" and words[at] not in verbs.wanting:
        at -= 1
    rules = at == 0 or finite[at] or words[at - 1] == "to"
    return 0 <= at < index - 1 and words[at] in verbs.wanting and tags[at + 1] in "dW" and rules


def _qualifies(tags: str, words: list[str], index: int, before: int, finite: list[bool], both: bool) -> bool:
    """Whether a form that may be a participle tells more of a noun."""
    tag, previous = tags[index], tags[before]
    beside = previous in "wWn" or tags[before - 1 : before + 1] == "dG"  # "had the building *searched*"
    if beside and _beside_noun(tags, words, index, finite):
        return True
    if (both or tag == "E") and _IN_INSERTED.search(tags, 0, index) and _THEN_RESUMED.match(tags, index + 1):
        return True  # "The bank, in a report *issued* on Tuesday, cut its forecast"
    done = tag == "E" or both
    if _is_of_whose(tags, words, index, finite):
        return False
    if (done or tag == "U") and (
        _reduced_by_verb(tags, words, index) or _only_notes(tags, words, index, finite)
    ):
        return True
    # "rose to 3 million, or 29 pence a share *adjusted* for the split"
    restated = _RESTATED.search(tags, 0, index) if done and "or" in words else None
    if restated and words[restated.start() + 1] == "or":
        return True
    # "The houses *built* before 1986, which use gas, will be sold"
    if done and True not in finite[:index] and _RELATED_THEN.match(tags, index + 1):
        return True
    if previous != "C":
        return False
    # "the chapel, begun in 1876 and *consecrated* in 1880"
    pair = _pair_before(tags, words, index) if done or tag == "U" else None
    if pair and True not in finite[pair.start() : index]:
        return True
    # "Lind, *scornful of the choir and considered certain to leave it*, had not complained"
    if done and _DESCRIBED.match(tags, 0, index) and _RESUMED.search(tags, index):
        return True
    # "Opened and rebuilt in May, the theatre …"; "The ferry, built in 1974 and sold in 2008, sank"
    return True not in finite[:index] and (
        tags[0] in "EG" or (done and _HANGING.search(tags, 0, index) is not None)
    )


def _is_of_whose(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether a form is the first verb of a sentence that needs two: "Guards *whose names appeared* on the list were killed"."""
    if tags[index - 1] not in "wW":
        return False
    at = index - 1
    while at > 0 and tags[at] in "dwW0":
        at -= 1
    return words[at] == "whose" and True not in finite[:index]


def _unchanged(tags: str, words: list[str], index: int, before: int, finite: list[bool]) -> bool:
    """Whether a form that is the same in the past and otherwise is a past: "hit", not "hit by shells"."""
    previous, behind = tags[before], tags[index + 1 : index + 2]
    after = "".join(words[index + 1 : index + 2])
    both = _WILL_AND_A.search(tags, 0, index) if previous == "w" and behind != "d" else None
    if both and words[both.start("one")] in ("a", "an"):
        return False
    # "hit by shells"; "a rival bid had been cheaper"
    if after == "by" or behind in ("H", "B", "M") or _is_said_in(tags, index, finite):
        return False
    if previous == "C":
        return not _shares_modal(tags, words, before, finite)  # "would close a factory and *cut* jobs"
    if previous == "t":  # "in 2005 *cost* them", "on Monday *cut* its forecast"
        told = behind in ("n", "d") or after in lexicon().clauses.objective
        return told or _is_behind_relative(tags, index, finite)
    if previous == ",":
        verb = True in finite[:index]
        aged = not verb and _AGED.match(tags, 0, index) is not None
        acts = verb and behind in ("d", "n", "0")
        # "two friends, Al Orr and Cy Lind, *set* out"
        aged = aged or (behind == "p" and not verb and _NAMED_PAIR.search(tags, 0, index) is not None)
        return acts or aged or "R" in tags[:before] or _is_listed(tags, before, index, finite)
    return previous in "wWnRGT" or (previous == "-" and "-" in tags[:before])


def _present(
    tags: str,
    words: list[str],
    index: int,
    before: int,
    finite: list[bool],
    verbs: Verbs,
    telling: frozenset[str],
) -> bool:
    """Whether a word in -s is a present, and no noun: not "took control of its salt *works*"."""
    previous = tags[before]
    noun = previous == "w" and _is_object_of(tags, words, index, finite, verbs, telling)
    noun = noun and not _is_left_over(tags, words, index, finite)
    # "First *reports* had come"
    opens = previous in "wW" and True not in finite[:index] and words[index] != "says"
    return previous in 'wWnRTCt",)' and not (
        noun or (opens and tags[index + 1 : index + 2] in ("H", "M", "B"))
    )


def _past(tags: str, words: list[str], index: int, before: int, finite: list[bool], both: bool) -> bool:
    """Whether a past form that may be a participle, if it can be ``both``, is none: not "a village held by the army"."""
    previous = tags[before]
    if previous == ",":
        inserted = both and (_INSERTED_PAST.match(tags) is not None or _adds(tags, words, index, finite))
        if inserted or _reduced_past(tags, before, index):
            return False  # "The dam, built in 1987, has leaked for years"
    if (
        both
        and previous == "w"
        and (later := _DONE_LATER.match(tags, index))
        and "by" in words[index : later.end()]
    ):
        return False  # "the gains *made* at Karsa and Lund by the troops capped it"
    if both and words[index + 2 : index + 3] == ["by"] and words[index + 1] in lexicon().roles.states:
        return False  # "people *left homeless by* the quake camped there"
    by = both and words[index + 1 : index + 2] == ["by"]
    if not by or previous not in "wW," or tags[index + 2 : index + 3] in ("0", "$", "t", ""):
        return True
    # "three owners led by Pryce, wanted"
    apart = "," in tags[:index] and _HELD_APART.match(tags, index) is not None
    return not (apart or True in finite[:index])


def _pair_before(tags: str, words: list[str], index: int) -> re.Match[str] | None:
    """A participle between commas to which one is joined: "the chapel, *begun in 1876* and consecrated", "*first held* but dropped"."""
    pair = _PAIRED.search(tags, 0, index)
    if pair is None or pair["first"] is None or words[pair.start("first")] in ("first", "last"):
        return pair
    return pair if pair["first"] == "a" else None


def _has_number(tags: str, words: list[str], index: int, finite: list[bool], verbs: Verbs) -> bool:
    """Whether the number before a past form is its subject, or ends it: "In 2010 about 300 *died*", "Mariner 10 *flew*"."""
    if _AFTER_NUMBERED.search(tags, 0, index):
        return True  # "after an earthquake of magnitude 7.2 *flattened* it", "after Apollo 13 *exploded*"
    if tags[index] == "V" and _NUMBERED.search(tags, 0, index):
        return True not in finite[:index]
    alone = words[index] in verbs.intransitive or words[index] not in verbs.both
    return alone and _COUNTED.search(tags, 0, index) is not None and _ONLY_VERB.match(tags, index) is not None


def _is_said_in(tags: str, index: int, finite: list[bool], behind: str = "p") -> bool:
    """Whether a word tells of what somebody spoke in: "said in a statement *read* to the jury"."""
    told = _SAID_IN.search(tags, 0, index) if tags[index + 1 : index + 2] == behind else None
    return told is not None and finite[told.start()]


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
    # "according to a report *released* on Tuesday"
    cited = "according" in words and bool(_CITED.fullmatch(tags, words.index("according"), index))
    if _ONE_OF_TWO.match(tags, index) and words[index] not in lexicon().verbs.intransitive:
        return tags[index - 1] in "wW" and True not in finite[:index]
    return cited or (tags[index - 1] in "Ca" and _completes(tags, index, finite))


def _is_behind_relative(tags: str, index: int, finite: list[bool]) -> bool:
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


def _verb_before(tags: str, index: int, finite: list[bool]) -> int:
    """The nearest finite verb before a word in its own clause; else -1."""
    for at in range(index - 1, -1, -1):
        if finite[at]:
            return at
        if tags[at] in _JOINTS:
            break
    return -1


def _is_object_of(
    tags: str, words: list[str], index: int, finite: list[bool], verbs: Verbs, telling: frozenset[str]
) -> bool:
    """Whether a word in -s is what a verb before it is done to, and no verb itself: "had dismissed press *reports*"."""
    at = _verb_before(tags, index, finite)
    if at < 0 or tags[at - 1 : at] in ("R", "T"):
        return False  # "The club that won the cup *plans* a parade"
    if tags[at] == "V" and words[at] not in verbs.telling:
        return True
    full = at + (tags[at] == "H")
    done = tags[full] in "VE" and words[full] not in telling and "p" not in tags[full:index]
    return done and words[index] in verbs.objects


def _is_left_over(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether a word in -s behind a measure is the only verb left for the clause around a relative one.

    "A fossil that lay in a drawer *for 70 years* belongs to the oldest known bat".
    """
    opened = _OPENS_RELATIVE.search(tags, 0, index)
    measured = words[index - 1] in lexicon().roles.long_units and tags[index - 2 : index - 1] in ("0", "w")
    return opened is not None and measured and True not in finite[: opened.start()]


def _qualifies_object(tags: str, words: list[str], index: int) -> bool:
    """Whether a word in -ed tells of what is done to something, as its verb stands before it."""
    behind = tags[index + 1 : index + 2]
    if behind == "p" and (joined := _AND_INFINITIVE.search(tags, 0, index)):
        # "would share it and give half of the sums *received* to a fund"
        return not is_plural_form(words[tags.rindex("C", joined.start(), index) + 1])
    # "said it had gathered *renewed* strength"
    return behind == "w" and tags[index - 1] in "EVP" and _HAD_DONE.search(tags, 0, index) is not None


def _regular(
    tags: str, words: list[str], index: int, before: int, finite: list[bool], telling: frozenset[str]
) -> bool:
    """Whether a word in -ed is finite, as far as the word at ``before`` and those behind it tell."""
    previous, behind = tags[before], tags[index + 1 : index + 2]
    if behind in ("p", "w") and _qualifies_object(tags, words, index):
        return False
    if previous == "," and _RELATED_SUBJECT.search(tags, 0, index) and not _RESUMED.search(tags, index):
        return True  # "…; Hale, who had left her post, *blamed* herself"
    if _is_adjective(tags, words, index, before, finite) or _is_said_of(tags, words, index, finite):
        return False
    if _is_done_by(tags, words, index, before, finite) or _is_done_to(tags, words, index, telling):
        return False
    if previous == ",":
        return _regular_apart(tags, words, index, before, finite)
    if previous == "C":
        # "blocked and burned cars" follows a verb; "damaged and looted shops" an article, "of suspected and confirmed cases" a preposition
        return before == 0 or not (tags[before - 1] == "d" or _TWO_QUALITIES.search(tags, 0, index + 2))
    # "He *lived* in a house built in 1911", not "those they saved"
    pronoun = words[before] in lexicon().clauses.subjective and tags[max(0, before - 1)] not in "wWd"
    acts = previous in "RT" or pronoun or _is_of_whose(tags, words, index, finite)
    numbered = previous == "0" and _AFTER_NUMBERED.search(tags, 0, index) is not None
    return (previous in 'wWnRTXGtVES")-' or numbered) and (acts or not _reduced(tags, words, index, telling))


def _is_adjective(tags: str, words: list[str], index: int, before: int, finite: list[bool]) -> bool:
    """Whether a word in -ed says how something is, or of when it is.

    "went *unnoticed*", "two *leased* jets", "was "worried but *surprised*"", "a letter *dated* 1999"; "the quarter *ended 30
    September*", "its fiscal year, *ended last March*", "for the 3 months *ended 31 March*".
    """
    known, behind = lexicon(), tags[index + 1 : index + 2]
    own = words[before] == "own" and tags[max(0, before - 2) : before] not in ("d", "pd")
    if own and behind in ("w", "W"):
        return True  # "and its own *expanded* pit will be closed"
    if words[before] in known.verbs.becoming or (behind == "w" and words[before] in known.numerals):
        return True
    if tags[before] == "C" and before > 0 and tags[before - 1] in "EP" and in_quotation(tags, index):
        return True
    second = _SECOND_INFINITIVE.search(tags, 0, index) if behind == "w" else None
    if second and words[second.start()] == "to":
        return True  # "threatened to grow and lash *populated* islands"
    compound = (
        words[index] in known.names.compounds and tags[index - 2 : index] in _COMPOUND and behind in "wW"
    )
    if compound and (True in finite[:index] or _THEN_ANOTHER.match(tags, index + 1)):
        return True  # "with rifles and *rocket propelled* grenades"
    if behind == "t" and tags[before] == "t":
        period = words[before].startswith("the ") or words[before].endswith(known.roles.periods)
    else:
        term = tags[index - 2 : index] == "t," or (
            words[before] in known.roles.units and _IN_TERM.search(tags, 0, index)
        )
        period = behind in ("t", "p") and words[index] == "ended" and bool(term)
    return period or (behind in ("t", "0") and words[index] == "dated")


def _is_called(words: list[str], comma: int, index: int) -> bool:
    """Whether somebody told of for the first time behind a comma is called by a name."""
    return words[comma + 1] in ("a", "an") and words[index] in lexicon().verbs.dubbing


def _is_said_of(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether a word in -ed tells of a noun beside another, or of what something is said in: "said in a letter *published* on
    Tuesday", "The cathedral, a stone building *finished* in 1904, lost its spire"."""
    if tags[index - 1] == "w" and (_is_said_in(tags, index, finite) or _is_said_in(tags, index, finite, "t")):
        return True
    comma = tags.rfind(",", 0, index)
    # "a lodger, a conscientious objector *named* Albert Marsh"
    if comma > 0 and tags[index + 1 : index + 2] == "W" and _is_called(words, comma, index):
        return _APPOSED_NOUN.fullmatch(tags, comma + 1, index) is not None
    return (
        comma > 0
        and _APPOSED_NOUN.fullmatch(tags, comma + 1, index) is not None
        and _reduced_past(tags, comma, index)
    )


def _is_done_by(tags: str, words: list[str], index: int, before: int, finite: list[bool]) -> bool:
    """Whether somebody did it "by" or "with" whom a word in -ed is followed: "*captured by* the army"."""
    after, third = "".join(words[index + 1 : index + 2]), words[index + 2 : index + 3]
    if after not in ("by", "with") or not lexicon().clauses.companions.isdisjoint(third):
        return False
    if after == "by":
        counted = tags[index + 2 : index + 3] in ("0", "$") or not lexicon().numerals.keys().isdisjoint(third)
        # "rose by eleven", not "followed by four of his ministers"
        return not counted or words[index + 3 : index + 4] == ["of"]
    if words[index] in lexicon().verbs.intransitive:
        return False  # "The players *clashed* with fans"
    # "Orr *signed* with Island in 2002", "she *joined* with police"
    acts = words[before] in lexicon().clauses.subjective or (
        tags[before] == "W" and True not in finite[:index]
    )
    return not (acts and _ONLY_VERB.match(tags, index))


def _is_done_to(tags: str, words: list[str], index: int, telling: frozenset[str]) -> bool:
    """Whether a word in -ed tells of what somebody does something to: "…, citing a report *published* on Monday"."""
    doing = _DOING_TO.search(tags, 0, index) if _WHEN_ONLY.match(tags, index + 1) else None
    if doing is None:
        return False
    word = words[doing.start() + 1]
    says = not telling.isdisjoint((word, *(word.removesuffix("ing") + end for end in ("s", "es", "ed", ""))))
    return doing["to"] is not None or not says or word in lexicon().reporting.citing


def _regular_apart(tags: str, words: list[str], index: int, comma: int, finite: list[bool]) -> bool:
    """Whether a word in -ed behind a comma is finite: not "her captain, *asked* in port, said"."""
    if _reduced_past(tags, comma, index) or _is_told_of(tags, words, comma, index, finite):
        return False  # "said the sketches, *printed* in the Courier, were genuine"
    if _DONE_IN_TURN.search(tags, 0, index) and tags[index + 1 : index + 2] not in ("d", "n", "0", "W"):
        return False  # "was closed in July, broken in August, *closed* again in September"
    after, behind = "".join(words[index + 1 : index + 2]), tags[index + 1 : index + 2]
    if True in finite[:index] and f"{words[index]} {after}" in lexicon().verbs.acting:
        return True  # "resigned on Sunday, *promised* to return and left"
    if _is_listed(tags, comma, index, finite) or _APPOSED_SUBJECT.search(tags, 0, index):
        return True  # "when a violinist, Ana Diaz, described …"
    if _SUBJECT_DOING.search(tags, 0, index):
        return True  # "when the express, travelling from Lund, *derailed*"
    opening = tags.rfind(",", 0, comma)
    # behind an inserted phrase: "The judge, appointed in May, ruled"
    inserted = opening > 0 and True not in finite[:opening]
    # not "Her chief, Ake Bolin, took credit for her chart, *published in 1952*"
    inserted = inserted and (True not in finite[opening:comma] or not _NESTS.isdisjoint(tags[opening:comma]))
    # "She replaced Guy Porter, *ousted* after a profit warning"
    hung = behind in ("t", "w") or (behind == "X" and True in finite[:comma] and "C" not in tags[index:])
    return inserted or (not hung and after not in lexicon().clauses.governing)


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
    verb = _verb_before(tags, comma, finite)
    return verb >= 0 and tags[verb] in "VE"


def _beside_noun(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether a participle tells what was done to the noun before it, behind "had" or "with"."""
    if lexicon().verbs.beside.isdisjoint(words):
        return False
    noun, behind = _NOUN_BEFORE.search(tags, 0, index), tags[index + 1 : index + 2]
    opener = noun.start() - 1 if noun else -1
    if noun is None or opener < 0:
        return False
    if words[opener] == "leaving":
        return behind not in ("d", "n", "0")
    if words[opener - 1 : opener + 1] == ["to", "have"]:
        return behind not in ("d", "n", "0")  # "ordered him to have the fine *paid* by May"
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
    behind = index + 1 + (tags[index + 1 : index + 3] == "at")  # "finished *only* days before"
    if tags[behind : behind + 1] not in ("p", "t", "0", "X") and not _MADE.match(tags, index + 1):
        return False
    if _RESUMED.search(tags, index) is None:
        return False
    opener = max(tags.rfind(mark, 0, comma) for mark in "TCRX;")
    subject = _NOUN.match(tags, opener + 1, comma)
    # "Their manager, Carlo Benti, *appointed* in July to replace Holm, said"
    named = tags[index] == "E" and subject is not None and _NAMED_BESIDE.fullmatch(tags, subject.end(), comma)
    return subject is not None and (subject.end() == comma or bool(named))


def _reduced(tags: str, words: list[str], index: int, telling: frozenset[str]) -> bool:
    """Whether a word in -ed only qualifies the noun before: "the law adopted last year was void"."""
    if tags[index + 1 : index + 2] == "w" and tags[index + 2 : index + 3] in ("H", "B", "M"):
        return True  # "its historic covered market had been shelled"
    if tags[index - 1] in "wW" and _QUALIFIED.match(tags, index) and words[index] not in telling:
        return True  # "The firm's first *manned* flight to the station has been put off"
    if tags[index + 1 : index + 2] not in ("t", "p"):
        return False
    if _leads_in(tags, words, index):
        return False
    if _is_of_event(tags, words, index):
        return True
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


def _leads_in(tags: str, words: list[str], index: int) -> bool:
    """Whether a word in -ed is the verb of a clause that leads in a sentence without a comma: "When the army *attacked* in May rebels
    fled"; not so "After a deal *reached* on Monday rebels left"."""
    if _LEADING.match(tags, 0, index) is None or _DATED_NOUN.match(tags, index + 1) is None:
        return False
    known = lexicon()
    itself = words[index] in known.verbs.intransitive or words[index] in known.roles.staging
    return itself or words[0] not in known.clauses.spanning


def _is_of_event(tags: str, words: list[str], index: int) -> bool:
    """Whether a word in -ed only tells of what an event was about: "after the settlement of a claim *lodged* in 2009"."""
    event = _AFTER_EVENT.search(tags, 0, index) if _DATED_END.match(tags, index + 1) else None
    if event is None or words[event.start()] not in lexicon().roles.before_events:
        return False
    known = lexicon()
    alone = words[index] in known.verbs.intransitive or words[index] in known.verbs.alone
    return not alone and known.nominals.names(words[event.end("event") - 1])


def _reduced_by_verb(tags: str, words: list[str], index: int) -> bool:
    """Whether another finite verb, behind nothing but when and where, shows that a participle only qualifies its noun.

    "that debris *found* on Thursday near the wreck came from the ship"; "in a ruling *published* on Friday, the court".
    """
    if tags[index + 1 : index + 2] in ("t", "p") and _FRONTED.fullmatch(tags, 0, index):
        return "," in tags[index:]
    if tags[index - 1] not in "wWG":
        return False
    parted = tags[index + 1 : index + 3] == "pp"  # "A board *set up* in 2013 found …"
    behind = _ADVERBIALS.match(tags, index + 1 + parted)
    verb = behind.end() if behind else len(tags)
    follows, whom = tags[verb : verb + 1], words[verb + 1 : verb + 2]
    if whom == ["by"]:
        return False  # "he arrived on Friday *accompanied* by guards"
    if follows in ("V", "B", "H", "M") or (parted and follows == "E"):
        return True
    if (
        tags[verb - 1] == "t"
        and follows == "w"
        and is_in_s(words[verb])
        and tags[verb + 1 : verb + 2] in ("d", "n")
    ):
        return True  # "A monument *unveiled* in 1898 names them all"
    # "stakes *found* beside it in April suggest that", "a truce agreed in May *collapsed*"
    if tags[verb : verb + 2] == "ST" or _DATED_THEN.match(tags, index + 1):
        return True
    if follows == "E" and words[index + 1] == "by":
        return True  # "A group *led* by Hale indicated it had a stake"
    if follows != "E" or tags[verb - 1] != "t":
        return False
    clauses = lexicon().clauses  # "published ten days later *showed him*"
    return not (clauses.objective.isdisjoint(whom) and clauses.owners.isdisjoint(whom))
