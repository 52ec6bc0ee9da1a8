"""Bytes → Article: one file a format."""
