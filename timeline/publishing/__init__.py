"""Chronology → pages, feeds, exports, files."""
