"""The writer of corrections.toml: what a person decided survives edits, crashes and other hands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.chronology.blocks import put
from timeline.chronology.corrections import parse_corrections
from timeline.chronology.ledger import Ledger, replay
from timeline.errors import CorrectionsError

HAND = """\
# What the desk decided.

# The dispatch says Saturday; the agency corrected itself.
[[correction]]
article = "b"
exact = "on Saturday"
value = "2016-12-11"   # by phone
because = "corrected by the agency"

[[event]]
id = "opening"
headline = "The bridge opens"
date = "2017"
"""


def key(article: str, exact: str) -> dict[str, str]:
    return {"article": article, "exact": exact}


def test_a_new_decision_touches_no_other_line() -> None:
    text = put(HAND, "correction", key("a", "yesterday"), {"drop": True})
    assert text.replace('[[correction]]\narticle = "a"\nexact = "yesterday"\ndrop = true\n\n', "") == HAND
    assert (
        text.index('article = "a"') < text.index("# The dispatch says Saturday") < text.index('article = "b"')
    )


def test_a_decision_behind_the_last_of_its_table_goes_to_the_end() -> None:
    assert put(HAND, "correction", key("z", "in May"), {"keep": True}).endswith(
        'date = "2017"\n\n[[correction]]\narticle = "z"\nexact = "in May"\nkeep = true\n'
    )


def test_a_changed_decision_keeps_its_comments() -> None:
    text = put(
        HAND, "correction", key("b", "on Saturday"), {"value": "2016-12-11", "headline": "The bridge fell"}
    )
    assert "# by phone" in text
    assert "# The dispatch says Saturday" in text
    assert "corrected by the agency" not in text
    assert parse_corrections(text.encode()).decisions[0].headline == "The bridge fell"


@pytest.mark.parametrize("where", ["a", "b2", "z"])
def test_to_add_and_to_remove_is_to_do_nothing(where: str) -> None:
    assert (
        put(put(HAND, "correction", key(where, "x"), {"pin": True}), "correction", key(where, "x"), None)
        == HAND
    )


def test_look_alikes_inside_strings_of_several_lines_confuse_nothing() -> None:
    text = """[[correction]]
article = "b"
exact = \'\'\'
[[correction]]
\'\'\'
drop = true
"""
    both = put(
        put(text, "correction", key("a", "x"), {"keep": True}), "correction", key("c", "y"), {"keep": True}
    )
    assert sorted(one.article or "" for one in parse_corrections(both.encode()).decisions) == ["a", "b", "c"]
    gone = put(both, "correction", key("c", "y"), None)
    assert sorted(one.article or "" for one in parse_corrections(gone.encode()).decisions) == ["a", "b"]


def test_merge_lists_are_written_and_read() -> None:
    text = put("", "correction", key("a", "fell"), {"merge": [key("b", "was taken"), {"id": "m-1"}]})
    assert [selector.article for selector in parse_corrections(text.encode()).decisions[0].merge] == [
        "b",
        None,
    ]


def test_undo_reaches_back_to_the_beginning_and_leaves_other_hands_alone(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    ledger = Ledger(path)
    ledger.decide([("correction", key("a", "yesterday"), {"drop": True})])
    ledger.decide(
        [
            ("correction", key("a", "yesterday"), {"value": "2016"}),
            ("correction", key("c", "now"), {"keep": True}),
        ]
    )
    path.write_text(path.read_text() + "\n# a note by hand\n")
    assert ledger.undo() is not None
    assert (
        path.read_text()
        == '[[correction]]\narticle = "a"\nexact = "yesterday"\ndrop = true\n\n# a note by hand\n'
    )
    assert ledger.undo() is not None
    assert path.read_text().strip() == "# a note by hand"
    assert ledger.undo() is None


def test_a_file_that_a_hand_broke_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text("[[correction]\n")
    with pytest.raises(CorrectionsError):
        Ledger(path).decide([("correction", key("a", "x"), {"drop": True})])
    assert path.read_text() == "[[correction]\n"


def test_a_decision_that_is_not_valid_never_reaches_the_file(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    with pytest.raises(CorrectionsError):
        Ledger(path).decide([("correction", key("a", "x"), {"value": "the ides of March"})])
    assert not path.exists()


def test_a_crash_between_journal_and_file_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "corrections.toml"
    ledger = Ledger(path)
    ledger.decide([("correction", key("a", "x"), {"drop": True})])
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Ledger, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        ledger.decide(
            [("correction", key("b", "y"), {"keep": True}), ("correction", key("c", "z"), {"pin": True})]
        )
    ledger.decide([("correction", key("d", "w"), {"split": True})])
    assert [one.article for one in parse_corrections(path.read_bytes()).decisions] == ["a", "b", "c", "d"]


def test_a_half_written_journal_line_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    ledger = Ledger(path)
    ledger.decide([("correction", key("a", "x"), {"drop": True})])
    with ledger.journal.open("ab") as file:
        file.write(b'{"number":2,"kind":"pu')
    ledger.decide([("correction", key("b", "x"), {"drop": True})])
    assert [change.number for change in ledger.history()] == [1, 2]


def test_processes_take_turns(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from timeline.chronology.ledger import Ledger\n"
        "ledger = Ledger(Path(sys.argv[1]))\n"
        "for n in range(12): ledger.decide([('correction', {'article': sys.argv[2], 'exact': f'w{n:02}'}, {'keep': True})])"
    )
    path = tmp_path / "corrections.toml"
    running = [subprocess.Popen([sys.executable, "-c", script, str(path), name]) for name in "ab"]
    assert [one.wait(60) for one in running] == [0, 0]
    assert len(parse_corrections(path.read_bytes()).decisions) == 24
    assert replay(Ledger(path).history()) == path.read_text()


def test_a_kill_loses_no_confirmed_decision(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from timeline.chronology.ledger import Ledger\n"
        "ledger = Ledger(Path(sys.argv[1])); n = len(ledger.read()[1].decisions)\n"
        "while True:\n"
        "    ledger.decide([('correction', {'article': 'a', 'exact': f'w{n:05}'}, {'keep': True})]); print(n, flush=True); n += 1"
    )
    path = tmp_path / "corrections.toml"
    confirmed = -1
    for wait in (3, 1, 7, 2):
        with subprocess.Popen(
            [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            for _ in range(wait):
                confirmed = int(process.stdout.readline())
            os.kill(process.pid, 9)
    names = [one.exact for one in parse_corrections(path.read_bytes()).decisions]
    assert names[: confirmed + 1] == [f"w{n:05}" for n in range(confirmed + 1)]


ARTICLES = st.sampled_from(["a", "b", "c"])
WORDS = st.sampled_from(
    ["on Sunday", 'he said "no"', "zwei\n[[correction]]\nZeilen", "# no comment", "[[event]]"]
)
FIELDS = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {"value": st.sampled_from(["2016", "2016-12-11", "../2016-12"])},
        optional={"because": st.text(max_size=12)},
    ),
    st.fixed_dictionaries({"drop": st.just(True)}),
)
STEP = st.one_of(st.just("undo"), st.just("hand"), st.tuples(ARTICLES, WORDS, FIELDS))


@given(steps=st.lists(STEP, max_size=12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_replaying_the_journal_gives_the_file(
    steps: list[object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "corrections.toml"
    ledger = Ledger(path)
    for step in steps:
        if step == "undo":
            ledger.undo()
        elif step == "hand":
            before = path.read_text() if path.exists() else ""
            path.write_text(f"{before}# by hand\n")
        else:
            article, words, fields = step  # type: ignore[misc]
            ledger.decide([("correction", key(article, words), fields)])
    ledger.decide([("correction", key("end", "end"), {"keep": True})])
    assert replay(ledger.history()) == path.read_text()
