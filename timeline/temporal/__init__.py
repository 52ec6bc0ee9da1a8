"""The temporal engine, importable on its own."""
