"""Mentions → Chronology."""

from timeline.chronology.chronicle import chronicle
from timeline.chronology.corrections import Corrections, load_corrections
from timeline.chronology.extract import extract
from timeline.chronology.summarize import summarize

__all__ = ["Corrections", "chronicle", "extract", "load_corrections", "summarize"]
