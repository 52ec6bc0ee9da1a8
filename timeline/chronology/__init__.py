"""Mentions → Chronology."""

from timeline.chronology.chronicle import as_of, chronicle, suppressed
from timeline.chronology.corrections import Corrections, load_corrections
from timeline.chronology.extract import extract
from timeline.chronology.summarize import summarize

__all__ = ["Corrections", "as_of", "chronicle", "extract", "load_corrections", "summarize", "suppressed"]
