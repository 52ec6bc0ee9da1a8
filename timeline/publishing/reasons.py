"""The reasons that the engine and the chronology give for a date and a place, in the page's language.

They give them in English, each in one of the forms below. A hole in a form holds an article's own words, a figure or
another reason. What has no form here, such as what a person wrote, is said as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable


def _(form: str) -> str:
    """Marks a form for the catalogues."""
    return form


FORMS = (
    # how a time was read
    _("the latest one up to the day of writing"),
    _("the first one from the day of writing on"),
    _("news means the latest one up to its own day"),
    _("the clause looks ahead: “%s”"),
    _("the clause looks back: “%s”"),
    _("the nearer one: %s days back, %s ahead"),
    _("nobody plans a thing like this: “%s”"),
    _("it is traded for a month to come: “%s”"),
    _("it comes of it: “%s”"),
    _("it was once to be: “%s”"),
    _("something is compared with it: “%s”"),
    _("it came before what is told: “%s”"),
    _("it is awaited: “%s”"),
    _("it was decided before it was: “%s”"),
    _("it is what something “%s” of"),
    _("where it means what goes on still: about then it began, counted back from the day of writing"),
    _("told from the day of writing, which is not known"),
    _("told from the day of writing"),
    _("told from the last time mentioned"),
    _("the day over its entry stands for the day of writing"),
    _("the entries follow each other"),
    _("day and month are in the order of other dates of this text"),
    _("the configured order of day and month is %s"),
    _("with day and month the other way round"),
    _("a day of this week would be called by its name alone"),
    _("if a day of this week is meant"),
    _("it was before then"),
    _("if the clause means %s"),
    _("“since” leaves its end open"),
    _("a time without borders"),
    _("a length of time, which dates nothing"),
    _("a set of times"),
    _("the calendar has no such time"),
    _("a letter is read as the numeral that it looks like"),
    _("so %s"),
    # how it dates an event
    _("no expression dates it"),
    _("it is told as past, yet lies after the article's own date"),
    _("it lies after the article's own date"),
    _("told as news: known by the day of writing"),
    _("“%s”: the end of what has begun by the day of writing"),
    _("the running time of its paragraph"),
    _("the date that stands over it"),
    _("the time of the clause it is joined to"),
    _("from “%s” to “%s”"),
    _("“not %s”: then, and not before"),
    _("“%s”: it begins then and goes on"),
    _("“%s”: then at the latest"),
    _("then at the latest"),
    _("the date is that of the saying: what was said is known by then"),
    _("the date is that of the saying"),
    # why it is less sure
    _("less sure: it stands in what only leads in"),
    _("less sure: no verb is seen that it dates"),
    _("less sure: several times stand in its clause"),
    _("less sure: a mark, or a word like “and” or “since”, parts it from its verb"),
    _("less sure: it is asked, not told"),
    _("less sure: something is compared with it"),
    _("less sure: it was after then"),
    _("less sure: many words part it from its verb"),
    _("less sure: it is over, yet told in the present"),
    _("less sure: it may be that of a noun alone"),
    _("less sure: it is over, yet told as to come"),
    _("less sure: its headline tells what another clause does, too"),
    _("less sure: the time that it names lies after the article's own date"),
    _("less sure: it lies long after the time told before it"),
    _("these words were picked by a person"),
    _("that time was dated %s by hand"),
    _("dated %s by hand: %s"),
    _("dated %s by hand"),
    # why it stands where it stands
    _("first: nothing begins earlier"),
    _("known only by then"),
    _("begins later"),
    _("begins at the same time, ends later"),
    _("same time, told less exactly"),
    _("same time, told later in the article"),
    _("same time; by the articles' ids"),
    _("the text puts it after: “%s”"),
    _("the text puts it after “%s”: “%s”"),
    _("the text puts it after"),
    _("a person put it after “%s”"),
    _("a person put it after"),
    # why reports are taken as one event
    _("same day, shares %s"),
    _("dates agree, shares %s"),
    _("a day apart, shares %s"),
    _("told in the same words"),
    _("merged by hand"),
)
_PLAIN = frozenset(form for form in FORMS if "%s" not in form)
_HOLED = tuple((re.compile(re.escape(form).replace("%s", "(.+?)")), form) for form in FORMS if "%s" in form)
_RULE = re.compile(r"rule “(.+)”")
_SO = "so "
"""How the engine begins the step that says what the words came to; a page says it in its own dates."""


class Reasons:
    """Says reasons in one language, each worked out once.

    >>> from timeline.publishing.i18n import Words
    >>> Reasons(Words("de").gettext).say("if the clause means the first one from the day of writing on")
    'falls der Satz meint: der erste ab dem Tag des Artikels'
    """

    def __init__(self, gettext: Callable[[str], str]) -> None:
        self._gettext = gettext
        self._said: dict[str, str] = {}

    def say(self, reason: str) -> str:
        """A reason in the page's language."""
        found = self._said.get(reason)
        if found is None:
            found = self._said[reason] = self._say(reason)
        return found

    def _say(self, reason: str) -> str:
        if reason in _PLAIN:
            return self._gettext(reason)
        form, holes = _fit(reason)
        return self._gettext(form) % tuple(map(self._say, holes)) if form else reason


def _fit(reason: str) -> tuple[str, tuple[str, ...]]:
    """The form of a reason and what fills its holes; an empty form where it has none."""
    for pattern, form in _HOLED:
        if match := pattern.fullmatch(reason):
            return form, match.groups()
    return "", ()


def known(reason: str) -> bool:
    """Whether a reason has a form, so that it is said in every language."""
    return reason in _PLAIN or bool(_fit(reason)[0])


def rule_of(reason: str) -> str:
    """The grammar's rule that a step names; nothing where it names none.

    >>> rule_of("rule “month day”"), rule_of("begins later")
    ('month day', '')
    """
    match = _RULE.fullmatch(reason)
    return match[1] if match else ""


def is_outcome(reason: str) -> bool:
    """Whether a step says what the words came to.

    >>> is_outcome("so 3 March 2019"), is_outcome("begins later")
    (True, False)
    """
    return reason.startswith(_SO)
