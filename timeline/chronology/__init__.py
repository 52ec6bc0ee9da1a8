"""Mentions → Chronology."""
