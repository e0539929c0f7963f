"""Readers of data files, and what an import would change."""
