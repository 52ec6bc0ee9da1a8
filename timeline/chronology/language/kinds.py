"""Whether what a clause tells has happened, goes on, is planned, is only supposed, or is denied."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from timeline.chronology.language.lexicon import Lexicon, Verbs
from timeline.chronology.language.tokens import PERFECT, Clause, Sentence
from timeline.model import Kind
from timeline.temporal.cues import causes


@cache
def _pattern(phrases: tuple[str, ...]) -> tuple[frozenset[str], re.Pattern[str]]:
    """The words that phrases begin with, and an expression for them all."""
    firsts = frozenset(phrase.partition(" ")[0] for phrase in phrases)
    return firsts, re.compile(rf"(?:^| )(?:{'|'.join(map(re.escape, phrases))})(?: |$)")


_FIGURE = re.compile("d?a*[0$£€]")


def _holds(words: list[str], phrases: tuple[str, ...]) -> bool:
    firsts, pattern = _pattern(phrases)
    return not firsts.isdisjoint(words) and pattern.search(" ".join(words)) is not None


def _denies(sentence: Sentence, clause: Clause, words: Lexicon) -> bool:
    """Whether the verb of a clause tells that something is untrue ("denied")."""
    return clause.verb >= 0 and not words.reporting.denial.isdisjoint(
        sentence.words[clause.verb : clause.verb + 3]
    )


def _negated(sentence: Sentence, clause: Clause, group: list[str], words: Lexicon) -> bool:
    """Whether a finite verb is negated: "did not", "never reached", "there was no"; not "told not to" or "declined
    to 300"."""
    before = sentence.words[clause.verb - 1] if clause.verb else ""
    if before in words.modality.negation or group[0].endswith("n't"):
        return True
    if sentence.tags[clause.verb] == "B" and group[1:2] == ["no"] and before == "there":
        return True
    near = group[:4]
    if "to" in near and _FIGURE.match(sentence.tags, sentence.words.index("to", clause.verb) + 1):
        near = near[: near.index("to")]
    if "not" in near:
        near = [
            word
            for number, word in enumerate(near)
            if word != "not" or words.modality.not_denied.isdisjoint(group[number + 1 : number + 2])
        ]
    return _holds(near, words.modality.negation)


def _on_condition(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause tells what comes only if something else does: "If the truce holds, …", not "even if"."""
    hanging = (c for c in sentence.clauses if c.parent is clause and c.opener in _CONDITIONS)
    inside = (t for t in clause.tokens if sentence.words[t] in _CONDITIONS)
    starts = (*(c.tokens[0] for c in hanging if c.tokens), *inside)
    return any(t == 0 or sentence.words[t - 1] not in ("even", "as") for t in starts)


_CONDITIONS = ("if", "unless")


def _awaits(group: list[str], verbs: Verbs) -> bool:
    """Whether a verb and what follows it wait for what is to come: "has until Friday", "expects the deal to close"."""
    term = group[0] in ("has", "have") and group[1:2] == ["until"]
    return term or (group[0] in verbs.awaiting and "to" in group)


def _is_caused(sentence: Sentence, tokens: list[int]) -> bool:
    """Whether "due to" tells what something came from: "were due to bad weather", "fell due to a strike", not "is due to open"."""
    for token in tokens[:-1]:
        if sentence.words[token : token + 2] != ["due", "to"]:
            continue
        is_due = sentence.tags[tokens[0]] == "B" or "b" in sentence.tags[tokens[0] : token]
        return not is_due or not is_to_be_done(sentence, token + 2)
    return False


def is_to_be_done(sentence: Sentence, token: int) -> bool:
    """Whether what stands behind "due to" is done, and no cause: "due to *open*", not "due to *bad weather*"."""
    cause, known = "".join(sentence.words[token : token + 1]), causes()
    if cause in known.done:
        return True
    plural = cause.endswith("s") and not cause.endswith("ss")
    verb = sentence.tags[token : token + 1] in ("w", "U", "V", "b", "D", "H")
    return verb and not plural and not known.hold(cause)


def _is_of_noun(sentence: Sentence, token: int, words: Lexicon) -> bool:
    """Whether a word that may tell a plan belongs to a noun: "delayed its *plan* to build", "agreed *to* a truce", "set *for* the third time"."""
    word, behind = sentence.words[token], sentence.tags[token + 1 : token + 2]
    if word == "for":
        return behind == "d" and sentence.words[token + 3 : token + 4] == ["time"]
    return (word == "to" and behind in ("d", "W")) or (
        word in words.modality.plans and sentence.tags[token - 1] in "dGw"
    )


def _was_to(sentence: Sentence, clause: Clause, words: Lexicon) -> bool:
    """Whether a clause tells what was to come: "was to leave on Friday", not "the task was to save lives"."""
    verb = clause.verb
    if sentence.words[verb] not in words.verbs.be_past or sentence.words[verb + 1 : verb + 2] != ["to"]:
        return False
    return sentence.tags[verb + 2 : verb + 3] in ("w", "U") and words.roles.aims.isdisjoint(
        sentence.words[max(0, verb - 3) : verb]
    )


def kind_of(
    sentence: Sentence, clause: Clause, tokens: list[int], words: Lexicon, *, reported: bool = False
) -> Kind:
    """The kind that tense, modality and negation of a clause tell, without regard to any date.

    ``reported`` says that the clause is what somebody said, where "would" is the future of the past.
    """
    s = sentence
    if clause.verb < 0:
        return (
            "planned"
            if _holds([s.words[t] for t in tokens], ("planned for", "scheduled for", "set for", "due"))
            else "happened"
        )
    mine = clause.tokens[bisect_left(clause.tokens, clause.verb) :][:6]
    group = [s.words[t] for t in mine]
    head = group[0]
    verbs, modality = words.verbs, words.modality
    if clause.opener in ("if", "unless", "whether"):
        return "conditional"
    if head == "be":
        return "planned"  # "demanded that the gates *be opened*"
    denies = _denies(s, clause, words) or (
        clause.parent is not None and clause.kind == "content" and _denies(s, clause.parent, words)
    )
    if denies or _negated(s, clause, group, words):
        return "denied"
    # "is expected to have left" tells of what is over
    told = group[: group.index("due")] if "due" in group and _is_caused(s, mine) else group
    told = [w for w, t in zip(told, mine, strict=False) if not _is_of_noun(s, t, words)]
    planned = _holds(told, modality.planned) or _was_to(s, clause, words)
    meant = head in verbs.be_past and group[1:3] == ["to", "have"]  # "was to have flown": it was planned
    if head in verbs.future or meant or (planned and "to have" not in " ".join(group)):
        return "conditional" if _on_condition(s, clause) else "planned"
    before = clause.opener in ("before", "until", "till") and s.tags[clause.verb] == "S"
    if before or _awaits(group, verbs):
        return "planned"  # "before the sale goes through"
    tags = "".join([s.tags[t] for t in mine[:5]])
    been = "been" in group[:3] and "have" not in group
    if head == "'d" and (been or tags[1:].lstrip("a")[:1] in ("V", "E", "P")):
        return "happened"  # "he*'d* left", not "he'd be shot"
    if head in ("would", "'d") and group[1:2] != ["have"]:
        return "planned" if reported or clause.kind == "content" else "conditional"
    if head in verbs.modal and not _holds(group, modality.sensed):
        return "conditional"
    if (
        head == "had"
        and clause.tokens[0] == clause.verb
        and s.tags[clause.verb + 1 : clause.verb + 2] in tuple("dnwW")
    ):
        return "conditional"  # "Had the gate been closed …"
    return _by_tense(s, clause, group, tags, words)


def _by_tense(s: Sentence, clause: Clause, group: list[str], tags: str, words: Lexicon) -> Kind:
    """The kind that the tense of a verb tells that is neither planned nor supposed; ``tags`` are those of its ``group``."""
    head = group[0]
    perfect = head in PERFECT or (head == "'s" and tags[:1] == "H")
    if head in words.verbs.be_present and not perfect:
        # "is believed to have left" tells of what is over, and so does "12 May: Ten are killed"
        over = group[2:4] == ["to", "have"] or (s.labelled and tags[1:].lstrip("a")[:1] in ("E", "P", "U"))
        return "happened" if over else "ongoing"
    if tags[:1] == "B" and tags[1:3].lstrip("a")[:1] == "G":
        return "ongoing"
    if perfect:
        return "ongoing" if "been" in group[:3] and "G" in tags[:4] else "happened"
    if s.tags[clause.verb] == "S" and not s.labelled:  # a chronicle tells in the present what is over
        return "ongoing"
    return "happened"
