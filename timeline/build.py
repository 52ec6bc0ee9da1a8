"""Composition: the one place where stages meet."""
