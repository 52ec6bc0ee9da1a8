"""Mentions → Chronology."""

from timeline.chronology.chronicle import as_of, chronicle, suppressed
from timeline.chronology.corrections import Corrections, load_corrections
from timeline.chronology.extract import extract
from timeline.chronology.rank import about
from timeline.chronology.summarize import summarize
from timeline.chronology.voices import fingerprint
from timeline.chronology.weighing import untold, weighed

__all__ = [
    "Corrections",
    "about",
    "as_of",
    "chronicle",
    "extract",
    "fingerprint",
    "load_corrections",
    "summarize",
    "suppressed",
    "untold",
    "weighed",
]
