"""The extraction cache: one digest an article, kept by the digest of all that made it."""
