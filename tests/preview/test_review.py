"""A review as a person does it: by key in a real browser, by command, through kills and other hands' edits."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from tests.preview.conftest import Server, told, until
from timeline.build import project as find_project
from timeline.build import tell
from timeline.chronology.corrections import Corrections, parse_corrections
from timeline.chronology.ledger import Ledger, replay
from timeline.cli import main
from timeline.preview import queue as queues
from timeline.preview.decisions import Said
from timeline.preview.desk import Desk

Start = Callable[..., Server]

DOUBTFUL = """Rail strike talks stall at Orrin

Published: 2019-05-16
By: The Desk

ORRIN: Talks between the union and the railway broke down on Wednesday, officials said. Forty people were killed when
a train left the track in March. The governor accused the railway of fraud. The court hears the case on Friday.
Two carriages burned. A second train stopped short of the wreck. The strike is due to begin on Monday. Signals had
failed there over the weekend, the union said.
"""


@pytest.fixture
def project(project: Path) -> Path:
    (project / "articles" / "strike.txt").write_text(DOUBTFUL)
    return project


def run(*words: object) -> str:
    result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def queue(project: Path, *options: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        run("review", "list", "-C", project, "--format", "json", "--all", *options)
    )
    return told


def decisions(project: Path) -> Any:
    path = project / "corrections.toml"
    return parse_corrections(path.read_bytes()).decisions if path.exists() else ()


def test_commands_decide_and_take_back(project: Path) -> None:
    first, second, third = [item["id"] for item in queue(project)["items"]][:3]
    run("review", "accept", first, "-C", project, "-q", "--by", "Ana")
    run(
        "review",
        "set",
        second,
        "--date",
        "last Friday",
        "--headline",
        "Put right",
        "--because",
        "by phone",
        "-C",
        project,
        "-q",
    )
    run("review", "reject", third, "-C", project, "-q")
    told = {item["id"]: item for item in queue(project)["items"]}
    assert told[first]["state"] == "accepted"
    assert (told[second]["edtf"], told[second]["headline"], told[second]["state"]) == (
        "2019-05-10",
        "Put right",
        "corrected",
    )
    assert third not in told
    assert {one.by for one in decisions(project)} == {None, "Ana"}
    for _ in range(3):
        run("review", "undo", "-C", project, "-q")
    assert decisions(project) == ()
    assert {item["state"] for item in queue(project)["items"]} == {"proposed"}


def test_a_correction_written_by_hand_is_extended_not_contradicted(project: Path) -> None:
    item = next(item for item in queue(project)["items"] if "broke down" in item["headline"])
    (project / "corrections.toml").write_text(
        '# the desk\n[[correction]]\narticle = "strike"\nexact = "Talks between the union and the railway broke down"\nheadline = "Talks fail"\n'
    )
    run("review", "set", item["id"], "--date", "2019-05-14", "-C", project, "-q")
    [only] = decisions(project)
    assert (only.headline, only.value) == ("Talks fail", "2019-05-14")
    assert (project / "corrections.toml").read_text().startswith("# the desk\n")


@pytest.mark.parametrize(
    ("first", "then", "stands"),
    [
        (("set", "{0}", "--pin"), ("reject", "{0}"), {"drop": True}),
        (("accept", "{0}"), ("reject", "{0}"), {"drop": True}),
        (("merge", "{0}", "{1}"), ("split", "{0}"), {"split": True}),
        (("split", "{0}"), ("merge", "{0}", "{1}"), {"merge": 1}),
    ],
)
def test_what_is_decided_takes_the_place_of_what_it_contradicts(project: Path, first, then, stands) -> None:  # type: ignore[no-untyped-def]
    names = [item["id"] for item in queue(project)["items"][:2]]
    for words in (first, then):
        run("review", *(word.format(*names) for word in words), "-C", project, "-q")
    [only] = decisions(project)
    said = {
        "drop": only.drop,
        "keep": only.keep,
        "pin": only.pin,
        "split": only.split,
        "merge": len(only.merge),
    }
    assert {name: value for name, value in said.items() if value} == stands


@pytest.mark.parametrize(("first", "then"), [("2019-03-24", "2019-05-09"), ("2019-05-09", "2019-03-24")])
def test_a_statement_within_another_is_decided_on_its_own(project: Path, first: str, then: str) -> None:
    """Neither decision is taken for one about the other's words, in whichever order they are taken."""
    words = "Hearings, due to begin on 24 March, will now begin on 9 May."
    (project / "articles" / "court.txt").write_text(f"The court\n\nPublished: 2019-02-16\n\n{words}\n")
    ids = {item["edtf"]: item["id"] for item in queue(project)["items"]}
    assert {"2019-05-09", "2019-03-24"} <= ids.keys()
    answers = {"2019-05-09": "accept", "2019-03-24": "reject"}
    for day in (first, then):
        run("review", answers[day], ids[day], "-C", project, "-q")
    assert {one.drop: one.keep for one in decisions(project)} == {False: True, True: False}
    left = {item["id"]: item["state"] for item in queue(project)["items"]}
    assert left[ids["2019-05-09"]] == "accepted"
    assert ids["2019-03-24"] not in left


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("accept", "nothing"), "review list --all"),
        (("merge", "{id}", "nothing"), "review list --all"),
        (("set", "{id}", "--headline", ""), "the headline is missing"),
        (("set", "{id}", "--date", "someday"), "2016-12-11"),
        (("merge", "{id}", "{id}"), "another"),
        (("show", "nothing"), "review list"),
    ],
)
def test_what_cannot_be_decided_says_why(project: Path, words: tuple[str, ...], hint: str) -> None:
    first = queue(project)["items"][0]["id"]
    result = CliRunner().invoke(
        main, ["review", *(word.format(id=first) for word in words), "-C", str(project)]
    )
    assert result.exit_code == 1
    assert hint in result.output
    assert not (project / "corrections.toml").exists()


def test_a_command_that_is_misspelt_is_no_folder_of_articles(project: Path) -> None:
    result = CliRunner().invoke(main, ["review", "acept", "x", "-C", str(project)])
    assert result.exit_code == 2
    assert "Did you mean 'accept'?" in result.output


def test_the_terminal_cuts_a_long_paragraph_at_the_words_beside_the_statement(project: Path) -> None:
    long = " ".join(["The pier is painted green and the gulls do not mind."] * 40)
    (project / "articles" / "pier.txt").write_text(
        f"The pier\n\nPublished: 2019-05-16\n\n{long} A barge struck it on Tuesday. {long}\n"
    )
    item = next(item for item in queue(project)["items"] if "barge" in item["headline"])
    shown = run("review", "show", item["id"], "-C", project)
    assert "A barge struck it on »Tuesday«" in shown
    assert len(max(shown.splitlines(), key=len)) < 800
    assert shown.count("…") == 2


def test_a_text_that_was_cut_into_words_is_shown_as_it_was_written(project: Path) -> None:
    """A corpus keeps words and marks apart; no editor should have to read them so."""
    for name in "ab":
        told = f"The ferry -LRB- the last one -RRB- sank off Kelso on Monday , and the {name} crew 's captain , Ann Quint , was saved . It did n't rain ."
        record = {"id": name, "date": "2019-05-14", "title": "Ann 's ferry sinks", "text": told}
        (project / "articles" / f"{name}.json").write_text(json.dumps(record))
    ids = [item["id"] for item in queue(project)["items"] if "sank off Kelso" in item["headline"]]
    shown = run("review", "show", ids[0], "-C", project)
    assert "The ferry (the last one) sank off Kelso on »Monday«, and the" in shown
    assert "Ann's ferry sinks" in shown
    assert "LRB" not in shown


def test_merge_and_split(project: Path) -> None:
    first, second = [item["id"] for item in queue(project)["items"]][:2]
    run("review", "merge", first, second, "-C", project, "-q")
    shown = json.loads(run("review", "show", first, "-C", project, "--format", "json"))
    assert [other["id"] for other in shown["others"]] == [second] or shown["id"] != first


def test_an_edited_article_never_moves_a_decision_to_other_words(project: Path) -> None:
    item = next(item for item in queue(project)["items"] if "killed" in item["headline"])
    run("review", "set", item["id"], "--date", "2018-03", "-C", project, "-q")
    article = project / "articles" / "strike.txt"
    article.write_text(article.read_text().replace("Forty people were killed", "Some thirty died"))
    told = CliRunner().invoke(main, ["check", str(project)])
    assert "no longer stands" in told.output
    assert all(item["edtf"] != "2018-03" for item in queue(project)["items"])


def edited(project: Path) -> tuple[str, str]:
    """A decision whose words are edited after it was taken: the ids of its event before and after."""
    item = next(item for item in queue(project)["items"] if "killed" in item["headline"])
    run("review", "set", item["id"], "--date", "2018-03", "-C", project, "-q", "--by", "Ana")
    article = project / "articles" / "strike.txt"
    article.write_text(
        article.read_text().replace("Forty people were killed", "Some forty people were killed")
    )
    [stale] = [item for item in queue(project)["items"] if item["state"] == "stale"]
    return item["id"], stale["id"]


def test_a_decision_whose_words_were_edited_is_asked_about_again(project: Path) -> None:
    before, after = edited(project)
    assert before != after
    told = queue(project)
    assert told["decided"] == 0
    assert after in {
        item["id"] for item in json.loads(run("review", "list", "-C", project, "--format", "json"))["items"]
    }
    shown = json.loads(run("review", "show", after, "-C", project, "--format", "json"))
    assert shown["state"] == "stale"
    assert shown["choices"][0]["edtf"] == "2018-03"
    assert "dated 2018-03" in shown["former"]
    text = (project / "corrections.toml").read_text()
    run("review", "accept", after, "-C", project, "-q")
    [only] = decisions(project)
    assert (only.keep, only.value) == (True, None), "it takes the place of the one before"
    assert next(item for item in queue(project)["items"] if item["id"] == after)["state"] == "accepted"
    run("review", "undo", "-C", project, "-q")
    assert (project / "corrections.toml").read_text() == text


def test_a_decision_whose_words_are_gone_is_listed_until_somebody_removes_it(project: Path) -> None:
    item = next(item for item in queue(project)["items"] if "killed" in item["headline"])
    run("review", "reject", item["id"], "-C", project, "-q")
    article = project / "articles" / "strike.txt"
    article.write_text(
        "Weather\n\nPublished: 2019-05-16\n\nORRIN: It rained in March, when a fair was held in the town.\n"
    )
    told = json.loads(run("review", "list", "-C", project, "--format", "json"))
    [lost] = told["stale"]
    assert (lost["said"], lost["line"]) == ("rejected", 1)
    assert lost["name"] in run("review", "list", "-C", project)
    run("review", "forget", lost["name"], "-C", project, "-q")
    assert decisions(project) == ()
    run("review", "undo", "-C", project, "-q")
    assert len(decisions(project)) == 1
    result = CliRunner().invoke(main, ["review", "forget", "nothing", "-C", str(project)])
    assert result.exit_code == 1
    assert "review list" in result.output


def test_an_event_added_by_hand_takes_nobody_elses_place_in_the_queue(project: Path) -> None:
    def asked() -> dict[str, Any]:
        told: dict[str, Any] = json.loads(run("review", "list", "-C", project, "--format", "json"))
        return told

    before = asked()
    run("review", "add", "--date", "1871", "--headline", "The line opened", "-C", project, "-q")
    assert asked() == before


def test_what_leaves_the_chronology_still_counts_as_decided(project: Path) -> None:
    before = queue(project)
    for item in before["items"][:1]:
        run("review", "reject", item["id"], "-C", project, "-q")
    after = queue(project)
    assert (after["decided"], before["decided"]) == (1, 0)
    assert all(item["id"] != before["items"][0]["id"] for item in after["items"])


def asked_about(project: Path) -> dict[str, Any]:
    """What the terminal lists: the questions, and how many are decided."""
    found: dict[str, Any] = json.loads(run("review", "list", "-C", project, "--format", "json"))
    return found


@pytest.mark.parametrize("others", ["asked about", "not asked about"])
@pytest.mark.parametrize("budget", [4, 400])
def test_a_merge_is_one_decision_whether_or_not_the_other_event_is_asked_about(
    project: Path, others: str, budget: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline.preview.queue.asked", lambda articles: budget)
    before = asked_about(project)
    ids = [item["id"] for item in before["items"]]
    too = others == "asked about"
    other = ids[1] if too else next(item["id"] for item in queue(project)["items"] if item["id"] not in ids)
    run("review", "merge", ids[0], other, "-C", project, "-q")
    after = asked_about(project)
    assert (before["decided"], after["decided"]) == (0, 1)
    if budget == 4:
        assert after["total"] == before["total"] == 4
    else:
        assert after["total"] <= before["total"]


def test_what_is_decided_counts_for_good_also_when_it_becomes_part_of_another(project: Path) -> None:
    first, second, third = [item["id"] for item in queue(project)["items"]][:3]
    run("review", "accept", first, "-C", project, "-q")
    run("review", "merge", second, first, "-C", project, "-q")
    assert asked_about(project)["decided"] == 2
    run("review", "merge", third, second, "-C", project, "-q")
    assert asked_about(project)["decided"] == 3


def test_the_place_of_what_was_accepted_stays_taken(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where nothing would be asked about it any more: it has left the head of the page, or repeats nothing now."""
    monkeypatch.setattr("timeline.preview.queue.asked", lambda articles: 3)
    found = find_project([str(project)])
    desk = Desk(Ledger(found.corrections), tell(found))
    first, *more = (item.event.id for item in desk.queue)
    desk.decide(Said(action="accept", event=first))
    worthwhile = queues.worthwhile
    monkeypatch.setattr(queues, "worthwhile", lambda item: item.event.id != first and worthwhile(item))
    desk.take(tell(find_project([str(project)])), monotonic())
    assert (desk.progress.decided, desk.progress.total) == (1, 3)
    assert [item.event.id for item in desk.queue] == [first, *more]


def test_a_review_taken_up_again_asks_nothing_beyond_its_count(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command begins anew; what was accepted keeps its place also there, and the check agrees with the list."""
    monkeypatch.setattr("timeline.preview.queue.asked", lambda articles: 3)
    worthwhile = queues.worthwhile
    monkeypatch.setattr(queues, "worthwhile", lambda item: not item.decided and worthwhile(item))
    told: list[tuple[int, int]] = []
    for _ in range(3):
        listed = asked_about(project)
        told.append((listed["decided"], listed["total"]))
        opened = [item["id"] for item in listed["items"] if item["state"] == "proposed"]
        run("review", "accept", opened[0], "-C", project, "-q")
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert asked_about(project)["decided"] == 3
    run("check", project, "--require-review", "--no-pages")


def test_what_was_just_merged_is_not_asked_about_before_the_next_build(project: Path) -> None:
    found = find_project([str(project)])
    desk = Desk(Ledger(found.corrections), tell(found))
    first, second, *more = (item.event.id for item in desk.queue)
    before = desk.progress
    desk.decide(Said(action="merge", event=first, other=second))
    assert (desk.progress.decided, desk.progress.total) == (before.decided + 1, before.total)
    asked = [following.event.id for one in (first, *more) if (following := desk.next(one))]
    assert asked == [*more, more[0]]
    desk.undo()
    assert (item := desk.next(first))
    assert item.event.id == second


def test_one_expression_is_asked_about_once_and_no_more_than_a_quarter_of_an_hour() -> None:
    from timeline.chronology.corrections import Correction
    from timeline.civil import Interval
    from timeline.model import Article, Chronology, Event, Mention, Resolution, Review
    from timeline.preview.queue import asked

    def told(number: int, place: int) -> Event:
        timex = Resolution(
            start=place, end=place + 9, text="on Sunday", rule="weekday", type="DATE", value="2016-12-11"
        )
        mention = Mention(
            id=f"m{number}", article="a", quote="", start=0, end=0, sentence=(0, 0), kind="happened", headline="", timex=timex,
            when=Interval.of_day(2016, 12, 11),
        )  # fmt: skip
        return Event(
            id=f"e{number}",
            headline="300 were killed",
            kind="happened",
            mentions=(mention,),
            score=0.9,
            confidence=0.5,
        )

    articles = {"a": Article(id="a", path="a.txt", title="", text="", blocks=())}
    same = Chronology(events=tuple(told(number, 7) for number in range(9)))
    assert [item.event.id for item in items(same, articles)] == ["e0"]
    apart = Chronology(events=tuple(told(number, 10 * number) for number in range(99)))
    assert len(items(apart, articles)) == asked(1)
    dropped = Corrections(decisions=tuple(Correction(article="a", exact=one, drop=True) for one in "xyz"))
    assert len(items(apart, articles, dropped)) == asked(1) - 3
    accepted = [
        replace(event, review=Review(state="accepted")) if number in (0, 50, 60, 70) else event
        for number, event in enumerate(apart.events)
    ]
    queue = items(Chronology(events=tuple(accepted)), articles)
    assert [item.event.id for item in queue if not item.decided] == ["e1", "e2", "e3"], (
        "the first one was asked about"
    )
    assert len(queue) == asked(1) + 3


NONE = Corrections()


def items(chronology: Any, articles: Any, corrections: Corrections = NONE) -> tuple[Any, ...]:
    """The queue of a chronology."""
    return queues.chosen(queues.everything(chronology, articles), queues.Budget(articles, corrections))


def test_what_was_merged_into_an_event_that_nobody_asked_about_takes_its_places() -> None:
    from timeline.chronology.corrections import Correction, Selector
    from timeline.model import Article, Chronology, Review

    articles = {"a": Article(id="a", path="a.txt", title="", text="", blocks=())}
    told = crowd(*((f"Thing {n} happened", n, 0.9 - n / 100, f"w{n}") for n in range(1, 30))).events
    one, *rest = told
    mentions = tuple(replace(one.mentions[0], id=f"q{n}", quote=f"q{n}") for n in range(4))
    merged = replace(
        one,
        id="q0",
        mentions=mentions,
        aliases=("q1", "q2", "q3"),
        score=0.0,
        review=Review(state="accepted"),
    )
    decided = Corrections(
        decisions=tuple(Correction(article="a", exact=f"q{n}", merge=(Selector(id="q0"),)) for n in (1, 2, 3))
    )
    everything = queues.everything(Chronology(events=(merged, *rest)), articles)
    found = queues.chosen(everything, queues.Budget(articles, decided), {"q1", "q2", "q3"})
    assert sum(not item.decided for item in found) == queues.asked(1) - 3


def crowd(*told: tuple[str, int, float, str]) -> Any:
    """A chronology of events of one article: headline, day of December 2016, score, terms."""
    from timeline.civil import Interval
    from timeline.model import Chronology, Event, Mention

    events = []
    for number, (headline, day, score, terms) in enumerate(told):
        when = Interval.of_day(2016, 12, day)
        mention = Mention(
            id=f"m{number}", article="a", quote="", start=0, end=0, sentence=(0, 0), kind="happened", headline=headline,
            when=when, terms=tuple(terms.split()),
        )  # fmt: skip
        events.append(
            Event(
                id=f"e{number}", headline=headline, kind="happened", mentions=(mention,), when=when, edtf=f"2016-12-{day:02}",
                score=score, confidence=0.99,
            )
        )  # fmt: skip
    return Chronology(events=tuple(events))


def test_what_everybody_will_read_is_asked_about_however_sure_it_is() -> None:
    few = [
        (f"Thing {name} happened", 3 * day, 0.9 - day / 100, name) for day, name in enumerate("abcdefgh", 1)
    ]
    told = items(crowd(*few), {})
    assert [item.event.headline for item in told] == []  # no article, no question
    from timeline.model import Article

    articles = {
        str(n): Article(id=str(n), path=f"{n}.txt", title="", text="", blocks=()) for n in range(40)
    } | {"a": Article(id="a", path="a.txt", title="", text="", blocks=())}
    told = items(crowd(*few), articles)
    assert [item.event.id for item in told] == ["e0", "e1", "e2", "e3", "e4"]
    assert "head of the page" in told[0].doubts[0]


def test_the_count_of_a_review_stands_still_whatever_is_decided() -> None:
    from timeline.model import Article, Chronology, Review
    from timeline.preview.queue import asked, progress

    articles = {"a": Article(id="a", path="a.txt", title="", text="", blocks=())}
    told = crowd(*((f"Thing {n} happened", n, 0.9 - n / 100, f"w{n}") for n in range(1, 30))).events
    totals = set()
    for _ in range(7):
        queue = items(Chronology(events=told), articles)
        totals.add(progress(queue).total)
        first = next((item.event.id for item in queue if not item.decided), None)
        told = tuple(replace(e, review=Review(state="accepted")) if e.id == first else e for e in told)
    assert totals == {asked(1)}, "five stand at the head of the page, and each was in no other doubt"
    assert first is None


def test_what_moved_up_and_was_accepted_keeps_its_place_in_a_review_that_is_taken_up_again() -> None:
    from timeline.chronology.corrections import Correction
    from timeline.model import Article, Chronology, Review

    articles = {"a": Article(id="a", path="a.txt", title="", text="", blocks=())}
    told = crowd(*((f"Thing {n} happened", n, 0.9 - n / 100, f"w{n}") for n in range(1, 30))).events
    accepted = tuple(
        replace(event, review=Review(state="accepted")) if place in (10, 20, 25) else event
        for place, event in enumerate(told)
    )
    gone = Corrections(decisions=(Correction(article="a", exact="x", drop=True),))

    def left(corrections: Corrections) -> int:
        return sum(not item.decided for item in items(Chronology(events=accepted), articles, corrections))

    assert left(NONE) == queues.asked(1), "nobody was asked about what is accepted of one's own accord"
    assert left(gone) == queues.asked(1) - 2, "one was rejected, and one may have moved up in its place"


def test_what_is_published_after_a_review_is_worth_another() -> None:
    from timeline.chronology.corrections import Correction, Corrections
    from timeline.civil import Interval
    from timeline.model import Anchor, Article, Evidence
    from timeline.preview.queue import Budget

    def written(day: int) -> Article:
        moment = Interval.of_day(2016, 12, day)
        anchor = Anchor(moment=moment, evidence=Evidence(source="header", words=""))
        return Article(id=str(day), path=f"{day}.txt", title="", text="", blocks=(), anchor=anchor)

    def left(articles: dict[str, Article], *decided: tuple[str, str]) -> dict[int, int]:
        decisions = (Correction(article=article, exact="x", drop=True, on=on) for article, on in decided)
        return dict(Budget(articles, Corrections(decisions=tuple(decisions))).left)

    articles = {str(day): written(day) for day in range(1, 10)}
    assert left(articles) == {0: 12}
    first = ("3", "2016-12-09")
    assert left(articles, first) == {0: 11}, "the day of the first decision is that of the review"
    articles |= {str(day): written(day) for day in range(10, 14)}
    assert left(articles, first) == {0: 11, 1: 8}
    assert left(articles, first, ("11", "2016-12-20")) == {0: 11, 1: 7}


def test_what_seems_to_tell_the_same_is_asked_about() -> None:
    from timeline.preview.queue import everything

    told = everything(
        crowd(
            ("The old dam at Orrin broke", 12, 0.9, "dam break =orrin old"),
            ("A dam near Orrin gave way", 12, 0.5, "dam =orrin give"),
            ("A dam near Orrin gave way again", 20, 0.4, "dam =orrin give"),
        )
    )
    doubts = {item.event.id: item.doubts for item in told}
    assert doubts == {
        "e0": (),
        "e1": ("it may be the same as “The old dam at Orrin broke”: m merges them",),
        "e2": (),
    }
    assert {item.event.id: item.same for item in told} == {"e0": ("e1",), "e1": ("e0",), "e2": ()}


def test_a_list_of_decisions_takes_the_project_as_every_command_does(project: Path) -> None:
    assert run("review", "list", project) == run("review", "list", "-C", project)
    first = queue(project)["items"][0]["id"]
    run("review", "accept", first, "-C", project, "-q")
    run("review", "undo", project, "-q")
    assert decisions(project) == ()


def test_a_reading_on_a_key_says_what_it_sets(project: Path) -> None:
    """A clock time is kept; a part of the day has no place in the date that is set, so the button does not name it."""
    text = "The clerk\n\nPublished: 2019-05-16\n\nA fire {} the depot at Tesk {} Sunday at 10 p.m.\n\nRioters {} the mill at Orrin {} Sunday morning.\n"
    (project / "articles" / "clerk.txt").write_text(text.format("will burn", "on", "will burn", "on"))
    found = {item["headline"]: item["id"] for item in queue(project)["items"]}
    shown = {}
    for headline, name in found.items():
        if "Tesk" in headline or "mill" in headline:
            told = json.loads(run("review", "show", name, "-C", project, "--format", "json"))
            shown |= {one["edtf"]: one["words"] for one in told["choices"]}
    assert shown["2019-05-12T22:00"] == "Sunday 12 May 2019, 22:00"
    assert shown["2019-05-12"] == "Sunday 12 May 2019"


# --- in the browser -----------------------------------------------------------------------------------------


def go_on(page: Any) -> None:
    """Where all that matters is decided, go on with the smaller doubts."""
    if page.get_by_text("go on with them").count():
        page.keyboard.press("j")
        until(page, "Boolean(document.body.dataset.event)")


def test_a_decision_counts_once_while_a_build_that_began_before_it_ends(project: Path) -> None:
    found = find_project([str(project)])
    old = tell(found)
    desk = Desk(Ledger(found.corrections), old)
    total = desk.progress.total
    assert total > 2
    begun = monotonic()
    first = desk.next()
    assert first
    desk.decide(Said(action="reject", event=first.event.id))
    assert (desk.progress.decided, desk.progress.total) == (1, total)
    desk.take(old, begun)  # what was built meanwhile knows nothing of it
    assert (desk.progress.decided, desk.progress.total) == (1, total)
    assert desk.next() != first
    desk.take(tell(found), monotonic())
    assert (desk.progress.decided, desk.progress.total) == (1, total)
    desk.undo()
    desk.take(tell(found), monotonic())
    assert (desk.progress.decided, desk.progress.total) == (0, total)


@pytest.mark.browser
def test_a_whole_review_by_keyboard(start: Start, project: Path, page: Any) -> None:
    server = start("review")
    page.goto(server.address)
    assert "/-/review/" in page.url
    none, of, total, _ = page.inner_text(".progress").split()
    assert (none, of, int(total) > 2) == ("0", "of", True)
    first = page.evaluate("document.body.dataset.event")
    page.keyboard.press("a")
    assert told(page) == "Accepted."
    assert f"1 of {total}" in page.inner_text(".progress")
    assert page.evaluate("document.body.dataset.event") != first
    page.keyboard.press("e")
    page.keyboard.type("last Friday")
    until(page, "document.querySelector('dialog[open] .read').textContent.includes('2019-05-1')")
    page.keyboard.press("Enter")
    assert told(page) == "Date set."
    page.keyboard.press("h")
    page.keyboard.type("A headline by hand")
    page.keyboard.press("Enter")
    assert told(page) == "Headline set."
    go_on(page)
    here = page.evaluate("document.body.dataset.event")
    page.keyboard.press("h")
    page.keyboard.type("Another headline by hand")
    page.keyboard.press("Control+Enter")
    assert told(page) == "Headline set."
    assert page.evaluate("document.body.dataset.event") == here
    assert page.inner_text("h1") == "Another headline by hand"
    page.keyboard.press("x")
    assert told(page) == "Rejected."
    assert sorted(one.headline for one in decisions(project) if one.headline) == [
        "A headline by hand",
        "Another headline by hand",
    ]
    assert len(decisions(project)) == 4
    for _ in range(5):
        page.keyboard.press("u")
        assert told(page) == "Taken back."
    page.keyboard.press("u")
    assert "nothing to take back" in told(page)
    assert decisions(project) == ()
    page.goto(server.address)
    while "smaller doubt" in page.inner_text("main") or page.locator("[data-action=accept]").count():
        go_on(page)
        page.keyboard.press("a")
        assert told(page) == "Accepted."
    assert "Everything that needs you is decided" in page.inner_text("main")
    page.keyboard.press("j")
    assert told(page) == "Nothing more is doubtful."
    assert page.said == []


@pytest.mark.browser
def test_moving_and_finding_by_keyboard(start: Start, page: Any) -> None:
    server = start("review")
    page.goto(server.address)
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog[open]')")
    here = page.evaluate("document.body.dataset.event")
    page.keyboard.press("j")
    until(page, f"document.body.dataset.event !== {here!r}")
    page.keyboard.press("b")
    until(page, f"document.body.dataset.event === {here!r}")
    page.keyboard.press("a")
    assert told(page) == "Accepted."
    page.keyboard.press("b")
    until(page, f"document.body.dataset.event === {here!r}")
    assert page.url.endswith(here)
    until(page, "document.querySelector('.state').textContent.includes('Accepted')")
    page.keyboard.press("/")
    page.keyboard.type("killed")
    page.wait_for_selector(".found a")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('h1').textContent.includes('killed')")
    assert page.said == []


@pytest.mark.browser
def test_kills_lose_no_confirmed_decision(start: Start, project: Path, page: Any) -> None:
    confirmed = 0
    for accepted in (1, 2, 1):
        server = start("review")
        page.goto(server.address)
        for _ in range(accepted):
            go_on(page)
            if page.locator("[data-action=accept]").count() == 0:
                break
            page.keyboard.press("a")
            if told(page) == "Accepted.":
                confirmed += 1
        server.stop(signal.SIGKILL)
        assert len(decisions(project)) == confirmed
    assert confirmed
    page.keyboard.press("u")
    assert "Nothing was lost" in told(page)
    ledger = Ledger(project / "corrections.toml")
    assert replay(ledger.history()) == ledger.path.read_text()


def test_a_decision_that_a_crash_left_in_the_journal_stays_when_more_is_said_of_the_event(
    project: Path,
) -> None:
    event = queue(project)["items"][0]["id"]
    run("review", "set", event, "-C", project, "--headline", "By hand")
    (project / "corrections.toml").unlink()  # the journal was written, the file was not
    assert {item["state"] for item in queue(project)["items"] if item["id"] == event} == {"corrected"}
    (project / "corrections.toml").unlink()
    run("review", "set", event, "-C", project, "--kind", "planned")
    [decision] = decisions(project)
    assert (decision.headline, decision.kind) == ("By hand", "planned")


@pytest.mark.browser
def test_an_edit_by_hand_while_the_server_runs_is_kept(start: Start, project: Path, page: Any) -> None:
    server = start("review")
    page.goto(server.address)
    page.keyboard.press("a")
    assert told(page) == "Accepted."
    go_on(page)
    path = project / "corrections.toml"
    path.write_text(
        path.read_text()
        + '\n# by hand\n[[event]]\nid = "opening"\nheadline = "The line opened"\ndate = "1871"\n'
    )
    page.keyboard.press("a")
    assert told(page) == "Accepted."
    assert "# by hand" in path.read_text()
    assert [event.id for event in parse_corrections(path.read_bytes()).events] == ["opening"]


@pytest.mark.browser
def test_a_stale_decision_looks_stale_and_is_settled_by_one_key(
    start: Start, project: Path, page: Any
) -> None:
    _, stale = edited(project)
    server = start("review")
    page.goto(f"{server.address}/-/review/{stale}")
    assert "Stale" in page.inner_text(".state")
    assert page.locator("#queue a", has_text="stale").count() == 1
    page.keyboard.press("1")
    assert told(page) == "Date set."
    [only] = decisions(project)
    assert (only.exact.split()[0], only.value) == ("Some", "2018-03")
    page.keyboard.press("b")
    page.wait_for_url(f"{server.address}/-/review/{stale}*")
    until(page, "document.querySelector('.state').textContent.includes('Corrected')")


@pytest.mark.browser
def test_any_event_can_be_merged_and_single_keys_can_be_turned_off(
    start: Start, project: Path, page: Any
) -> None:
    server = start("review")
    item = next(item for item in queue(project)["items"] if "killed" in item["headline"])
    page.goto(f"{server.address}/-/review/{item['id']}")
    page.keyboard.press("m")
    page.keyboard.type("broke down")
    until(page, "document.querySelector('dialog[open] .found button')?.textContent.includes('broke')")
    page.keyboard.press("Enter")
    assert told(page) == "Merged."
    [only] = decisions(project)
    assert "broke down" in (only.merge[0].exact or "")
    page.keyboard.press("?")
    page.locator("#single").uncheck()
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog[open]')")
    page.reload()
    page.keyboard.press("a")
    page.keyboard.press("?")
    page.wait_for_timeout(300)
    assert page.locator("dialog[open]").count() == 0
    assert len(decisions(project)) == 1
    go_on(page)
    page.get_by_role("button", name="Accept").first.click()
    assert told(page) == "Accepted."
    page.get_by_role("button", name="Headline").click()
    page.keyboard.type("By the buttons alone")
    page.keyboard.press("Enter")
    assert told(page) == "Headline set."


@pytest.mark.browser
def test_several_are_merged_at_once_and_taken_apart_at_once(start: Start, project: Path, page: Any) -> None:
    server = start("review")
    item = next(item for item in queue(project)["items"] if "killed" in item["headline"])
    page.goto(f"{server.address}/-/review/{item['id']}")
    page.keyboard.press("m")
    page.keyboard.type("railway")
    until(page, "document.querySelector('dialog[open] .read').textContent.includes('found')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Digit1")
    page.keyboard.press("Shift+Digit2")
    page.keyboard.press("Enter")
    assert told(page) == "3 merged into one."
    [only] = decisions(project)
    assert len(only.merge) == 2
    page.keyboard.press("u")
    assert told(page) == "Taken back."
    assert decisions(project) == ()


@pytest.mark.browser
def test_a_review_goes_on_where_it_is_also_after_a_decision_that_stays(
    start: Start, project: Path, page: Any
) -> None:
    """What is decided ranks lower once it is in no doubt: the place in the queue is the one it had."""
    server = start("review")
    page.goto(server.address)
    order = page.evaluate("[...document.querySelectorAll('#queue ol:first-of-type a')].map(a => a.pathname)")
    page.keyboard.press("h")
    page.keyboard.type("Put right")
    page.keyboard.press("Control+Enter")
    assert told(page) == "Headline set."
    page.keyboard.press("p")
    assert told(page) == "Pinned."
    assert "pinned" in page.inner_text(".state")
    page.keyboard.press("j")
    page.wait_for_url(f"**{order[1]}")


HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)>"


@pytest.mark.browser
def test_a_hostile_article_cannot_script_the_page(start: Start, project: Path, page: Any) -> None:
    (project / "articles" / "hostile.txt").write_text(
        f"{HOSTILE} falls\n\nPublished: 2019-05-16\n\nORRIN: Two people were killed {HOSTILE} on Tuesday, {HOSTILE} said. The {HOSTILE} fell.\n"
    )
    server = start("review")
    page.goto(server.address)
    for item in queue(project)["items"]:
        page.goto(f"{server.address}/-/review/{item['id']}")
        assert page.title() != "owned"
        assert page.locator("main script, main img").count() == 0
    assert page.said == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1024])
def test_it_fits_a_phone_and_a_laptop(start: Start, page: Any, width: int) -> None:
    server = start("review")
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(server.address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in page.locator(".keys button").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 24
        assert box["width"] >= 24


@pytest.mark.browser
def test_what_dates_it_stays_in_sight_above_a_form_on_a_phone(start: Start, page: Any) -> None:
    server = start("review")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server.address)
    page.keyboard.press("e")
    until(page, "Boolean(document.querySelector('dialog[open]'))")
    where = "document.querySelector('{}').getBoundingClientRect()"
    assert page.evaluate(
        f"{where.format('blockquote mark')}.top >= 0"
        f" && {where.format('blockquote mark')}.bottom <= {where.format('dialog[open]')}.top"
    )


def test_nobody_else_can_decide(start: Start, project: Path) -> None:
    server = start("review")
    token = re.search(rb'data-token="([^"]+)"', server.get("/-/review/"))
    assert token
    right = ["Content-Type: application/json", f"X-Timeline-Token: {token[1].decode()}"]
    body = json.dumps({"action": "add", "value": "2019", "headline": "x"}).encode()
    refused = [
        right[:1], right[1:], [*right, "Origin: http://evil.example"], [*right, "Sec-Fetch-Site: cross-site"],
        ["Content-Type: text/plain", right[1]], [right[0], "X-Timeline-Token: guess"],
    ]  # fmt: skip
    for headers in refused:
        assert server.get("/-/decide", *headers, method="POST", body=body).split(b" ", 2)[1] in (
            b"403",
            b"415",
        )
    assert server.get("/-/decide", *right, method="POST", body=b"x" * 70_000).split(b" ", 2)[1] == b"413"
    for nonsense in (
        b"{",
        b"[]",
        b'{"action":"drop table"}',
        b'{"action":"accept","event":"../../x"}',
        b"\xff",
    ):
        assert server.get("/-/decide", *right, method="POST", body=nonsense).split(b" ", 2)[1] in (
            b"400",
            b"409",
        )
    assert not (project / "corrections.toml").exists()
    assert server.get("/-/decide", *right, method="POST", body=body).split(b" ", 2)[1] == b"200"
    assert (project / "corrections.toml").exists()


def test_disagreements_come_always_and_trifles_never(project: Path) -> None:
    from timeline.chronology.language.lexicon import lexicon
    from timeline.model import Conflict, Event, Mention
    from timeline.preview.queue import Item as One
    from timeline.preview.queue import doubts, harm, worthwhile

    assert lexicon()
    mention = Mention(
        id="m", article="a", quote="", start=0, end=0, sentence=(0, 0), kind="happened", headline=""
    )

    def event(headline: str, score: float, confidence: float, *conflicts: Conflict) -> One:
        made = Event(
            id="e",
            headline=headline,
            kind="happened",
            mentions=(mention,),
            score=score,
            confidence=confidence,
            conflicts=conflicts,
        )
        doubt, words = doubts(made)
        return One(event=made, weight=(0.1 + score) * doubt * harm(made), doubts=words)

    clash = Conflict(about="date", edtf="2016", mentions=("m",), reason="1 of 2 reports say 2016")
    assert worthwhile(event("The fair opened", 0.05, 0.95, clash))
    assert worthwhile(event("300 were killed", 0.8, 0.6))
    assert not worthwhile(event("The fair opened", 0.1, 0.6))
    assert not worthwhile(event("300 were killed", 0.8, 0.9))


def test_what_is_under_embargo_can_be_reviewed_before_it_is_lifted(project: Path, tmp_path: Path) -> None:
    (project / "articles" / "late.md").write_text(
        "---\ndate: 2019-05-14\nembargo: 2019-06-01T06:00Z\n---\nThe depot closed on Monday.\n"
    )
    assert not [item for item in queue(project)["items"] if "depot" in item["headline"]]
    later = ("--now", "2019-06-02", "--cache", tmp_path / "cache")
    [item] = [item for item in queue(project, *map(str, later))["items"] if "depot" in item["headline"]]
    run("review", "accept", item["id"], "-C", project, *later)
    assert "depot closed" in (project / "corrections.toml").read_text()
    assert (tmp_path / "cache").is_dir()


def test_events_that_are_merged_bring_all_their_reports_along(project: Path) -> None:
    fires = {
        "mill": "The old mill at Tesk burned down on Monday, killing three people",
        "weavers": "A blaze by the river on Monday left the weavers of the valley without work",
        "brigade": "Firemen from six towns fought flames in the quarter of the tanners on Monday",
    }
    for name, words in fires.items():
        for number in range(4):
            (project / "articles" / f"{name}-{number}.md").write_text(
                f"---\ntitle: {name} {number}\nsource: {name} {number}\ndate: 2019-05-14\n---\n{words}, {name} {number} said.\n"
            )
    found = {item["headline"]: item["id"] for item in queue(project)["items"]}
    ids = [
        next(id for words, id in found.items() if said in words) for said in ("mill", "weavers", "Firemen")
    ]
    run("review", "merge", *ids, "-C", project, "-q")
    exported = [json.loads(line) for line in run("export", project).splitlines()]
    told = [event for event in exported if {*fires} & {m["article"].split("-")[0] for m in event["mentions"]}]
    assert [len(event["mentions"]) for event in told] == [12]


@pytest.fixture
def mill(project: Path) -> Path:
    """A project with an event that three sources tell."""
    for number in range(3):
        (project / "articles" / f"mill-{number}.md").write_text(
            f"---\ntitle: mill {number}\nsource: mill {number}\ndate: 2019-05-14\n---\n"
            f"The old mill at Tesk burned down on Monday, killing three people, the paper {number} said.\n"
        )
    return project


def mills(project: Path) -> list[dict[str, Any]]:
    exported = [json.loads(line) for line in run("export", project).splitlines()]
    return [event for event in exported if any("mill" in m["article"] for m in event["mentions"])]


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        (("--date", "2019-03-01"), "edtf", "2019-03-01"),
        (("--kind", "planned"), "kind", "planned"),
        (("--source", "the mayor"), "asserted_by", "the mayor"),
        (("--headline", "Tesk burns"), "headline", "Tesk burns"),
    ],
)
def test_what_is_said_of_an_event_is_said_of_all_its_reports(mill: Path, given: tuple[str, str], field: str, value: str) -> None:  # fmt: skip
    [before] = mills(mill)
    total = queue(mill)["total"]
    run("review", "set", before["id"], *given, "-C", mill, "-q")
    [event] = mills(mill)
    assert (event["id"], event[field], len(event["mentions"])) == (before["id"], value, 3)
    assert queue(mill)["total"] == total


def test_an_event_that_is_rejected_goes_with_all_its_reports(mill: Path) -> None:
    [event] = mills(mill)
    run("review", "reject", event["id"], "-C", mill, "-q")
    assert mills(mill) == []
    assert queue(mill)["decided"] == 1
    run("review", "undo", mill, "-q")
    assert len(mills(mill)) == 1


def test_a_mention_of_an_event_may_be_rejected_alone(mill: Path) -> None:
    [event] = mills(mill)
    mention = event["mentions"][1]["id"]
    run("review", "set", event["id"], "--mention", mention, "--kind", "planned", "-C", mill, "-q")
    assert sorted(len(event["mentions"]) for event in mills(mill)) == [1, 2]


@pytest.mark.browser
def test_a_report_of_another_event_is_split_off_by_its_number(start: Start, mill: Path, page: Any) -> None:
    [event] = mills(mill)
    server = start("review")
    page.goto(f"{server.address}/-/review/{event['id']}")
    page.keyboard.press("s")
    until(page, "document.querySelector('dialog[open]')?.id === 'split'")
    page.keyboard.press("2")
    assert told(page) == "Split."
    assert sorted(len(event["mentions"]) for event in mills(mill)) == [1, 2]
    [only] = decisions(mill)
    assert only.split
    assert only.article != event["mentions"][0]["article"]
    until(page, "document.querySelectorAll('.others li').length === 1")
    page.keyboard.press("s")
    assert told(page) == "Split."
    assert [len(event["mentions"]) for event in mills(mill)] == [1, 1, 1]


@pytest.mark.browser
def test_what_seems_to_be_the_same_is_merged_by_two_keys(start: Start, project: Path, page: Any) -> None:
    for name, words in (
        ("one", "The old dam at Tesk broke on Tuesday, drowning nine people."),
        ("two", "Police said the dam at Tesk had broken on Tuesday, a day of rain."),
        ("three", "A farmer saw how the Tesk dam broke on Tuesday and ran."),
        ("four", "The ferry to Kelso sank on Tuesday."),
    ):
        (project / "articles" / f"{name}.txt").write_text(f"On {name}\n\nPublished: 2019-05-16\n\n{words}\n")
    found = find_project([str(project)])
    told_of = tell(found)
    desk = Desk(Ledger(found.corrections), told_of)
    high = next(item for item in desk.all if item.same and "“" not in "".join(item.doubts))
    server = start("review")
    page.goto(f"{server.address}/-/review/{high.event.id}")
    assert "may be the same: m merges them" in page.inner_text(".doubts")
    page.keyboard.press("m")
    until(page, "document.querySelector('dialog[open]')?.id === 'merge'")
    ticked = page.evaluate(
        "[...document.querySelectorAll('dialog[open] li input:checked')].map(one => one.value)"
    )
    assert sorted(ticked) == sorted(high.same)
    for _ in ticked:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert told(page) == "Merged.", "who goes on to another one means that one"
    page.keyboard.press("u")
    assert told(page) == "Taken back."
    page.goto(f"{server.address}/-/review/{high.event.id}")
    page.keyboard.press("m")
    until(page, "document.querySelector('dialog[open]')?.id === 'merge'")
    page.keyboard.press("Enter")
    assert told(page) == f"{1 + len(high.same)} merged into one."
    assert [len(one.merge) for one in decisions(project)] == [len(high.same)]
