"""Inspection documents: what was found, what became of it, and at which site."""
