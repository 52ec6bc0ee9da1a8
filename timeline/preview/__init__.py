"""The local servers: serve and review."""
