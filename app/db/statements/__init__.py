"""Statements: small functions that take tables and values and give back SQL; who calls them runs them."""
