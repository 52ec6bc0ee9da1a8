"""Chronicles in the forms in which archives keep them: tables, lists, definitions, headings, diaries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli import main

PAGE = (
    '<html><head><title>{title}</title><meta name="date" content="2011-05-16"></head>'
    "<body><article><h1>{title}</h1>{body}</article></body></html>"
)
CASES = {
    "a table": (
        "siege.html",
        PAGE.format(
            title="Timeline of the siege",
            body="<p>The siege lasted for three months.</p><table><tr><th>Date</th><th>Event</th></tr>"
            "<tr><td>25 January 2011</td><td>The garrison burned the bridge.</td></tr>"
            "<tr><td>28 January 2011</td><td>Two mills were lost.</td></tr></table><p>It is quiet.</p>",
        ),
        ["2011-01-25 The garrison burned the bridge", "2011-01-28 Two mills were lost"],
    ),
    "definitions": (
        "mill.html",
        PAGE.format(
            title="History of the mill",
            body="<p>The mill is old.</p><dl><dt>1911</dt><dd>The mill is founded by the Brandt family.</dd>"
            "<dt>June 1923</dt><dd>A fire destroys the roof.</dd></dl><p>It still works.</p>",
        ),
        ["1911 The mill is founded by the Brandt family", "1923-06 A fire destroys the roof"],
    ),
    "a list": (
        "strike.md",
        (
            "---\ntitle: Days of the strike\ndate: 2011-05-16\n---\nHow it went.\n\n- **25 January** – Dockers walk out.\n"
            "- **28 January**: The port closes.\n- *30 January* Police clear the quay.\n"
            "- 2 February 2011 The union calls off the strike.\n"
        ),
        [
            "2011-01-25 Dockers walk out",
            "2011-01-28 The port closes",
            "2011-01-30 Police clear the quay",
            "2011-02-02 The union calls off the strike",
        ],
    ),
    "headings": (
        "rising.md",
        (
            "---\ntitle: The rising\ndate: 2011-05-16\n---\nA chronology.\n\n## 25 January\n\nThousands marched. The police use gas.\n\n"
            "## 28 January – the day of rage\n\nThe army moved in.\n\n## What comes next\n\nThe army has promised elections.\n"
        ),
        ["2011-01-25 The police use gas", "2011-01-25 Thousands marched", "2011-01-28 The army moved in"],
    ),
    "years and their days": (
        "port.md",
        (
            "---\ntitle: Timeline of the port\ndate: 2016-05-16\n---\nIt is a long story.\n\n## 2011\n\n- 25 January: Dockers walk out.\n"
            "- In March, talks begin.\n\n## 2012\n\n- 3 May: The union calls off the strike.\n"
        ),
        [
            "2011-01-25 Dockers walk out",
            "2011-03 In March, talks begin",
            "2012-05-03 The union calls off the strike",
        ],
    ),
    "ranges": (
        "dockers.md",
        (
            "---\ntitle: Days of the strike\ndate: 2011-05-16\n---\nA chronology.\n\n- **25–28 January** – Dockers walk out.\n"
            "- 3 February to 6 February: The port closes.\n- March 2–5: Police clear the quay.\n\n## 25–28 April: four days of talks\n\n"
            "The union sent ten men.\n\n## 29 April\n\nThe governor resigned at midnight. A curfew from 6 p.m. was ignored.\n"
        ),
        [
            "2011-01-25/2011-01-28 Dockers walk out",
            "2011-02-03/2011-02-06 The port closes",
            "2011-03-02/2011-03-05 Police clear the quay",
            "2011-04-25/2011-04-28 The union sent ten men",
            "2011-04-29 A curfew from 6 p.m. was ignored",
            "2011-04-29 The governor resigned at midnight",
        ],
    ),
    "a docket": (
        "docket.txt",
        (
            "Orr v. the Harbour Board\nDocket of the case, printed 2 June 2015\n\n03/12/2014 - Complaint filed by Ruth Orr.\n"
            "03/19/2014 - Summons issued.\n04/02/2014 - The judge set a hearing for May 6.\n01/15/2015 - Judgment granted in part.\n"
        ),
        [
            "2014-03-12 Complaint filed by Ruth Orr",
            "2014-03-19 Summons issued",
            "2014-04-02 The judge set a hearing for May 6",
            "2015-01-15 Judgment granted in part",
        ],
    ),
    "minutes": (
        "minutes.md",
        (
            "# Minutes of the harbour board\n\nMeeting of 12 March 1954, 10 a.m.\n\nThe chair said the crane had failed on 3 March. "
            "The ferry licence was renewed last November. The board rose at 12.40 p.m.\n"
        ),
        [
            "1953-11 The ferry licence was renewed",
            "1954-03-03 The chair said the crane had failed",
            "1954-03-12 The board rose",
        ],
    ),
    "a diary with yesterdays": (
        "pole.md",
        (
            "---\ntitle: The log of the expedition\ndate: 1911-12-30\n---\nWe keep it in turns.\n\n## 14 December 1911\n\n"
            "We reached the pole in the afternoon. Yesterday a dog died.\n\n## 18 December 1911\n\nToday we left for home. "
            "The stove broke last night. The cook fell ill on Saturday.\n"
        ),
        [
            "1911-12-13 A dog died",
            "1911-12-14 We reached the pole in the afternoon",
            "1911-12-16 The cook fell ill",
            "1911-12-17/1911-12-18 The stove broke",
            "1911-12-18 We left for home",
        ],
    ),
    "letters under one title": (
        "letters.txt",
        (
            "Letters of a clerk to her sister, 1914-1916\n\nLübeck, 3 August 1914\nYesterday my brother was called up. "
            "The mill closed on Thursday.\n\nHamburg, 2 May 1916\nI moved here in March. The captain fell ill on 29 April, and "
            "two days before that he had lost his horse.\n"
        ),
        [
            "1914-07-30 The mill closed",
            "1914-08-02 My brother was called up",
            "1916-03 I moved here",
            "1916-04-27 The captain had lost his horse",
            "1916-04-29 The captain fell ill",
        ],
    ),
    "a diary": (
        "nurse.txt",
        (
            "From the diary of a nurse\n\nTuesday, 3 May 1863. We marched to the river. The bridge was gone.\n\n"
            "Wednesday, 4 May 1863. Heavy rain. Two wagons were lost in the ford.\n\n"
            "May 6th. No mail. The colonel died in the night.\n"
        ),
        [
            "1863-05-03 The bridge was gone",
            "1863-05-03 We marched to the river",
            "1863-05-04 Two wagons were lost in the ford",
            "1863-05-06 The colonel died in the night",
        ],
    ),
}


@pytest.mark.parametrize("form", CASES)
def test_the_entries_of_a_chronicle_are_dated(form: str, tmp_path: Path) -> None:
    name, text, expected = CASES[form]
    (tmp_path / name).write_text(text)
    result = CliRunner().invoke(main, ["export", str(tmp_path), "--format", "jsonl", "--no-cache", "-q"])
    events = [json.loads(line) for line in result.stdout.splitlines()]
    dated = [event for event in events if event["edtf"]]
    assert sorted(f"{event['edtf']} {event['headline']}" for event in dated) == expected
    assert {event["kind"] for event in dated} == {"happened"}
