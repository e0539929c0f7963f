"""Use cases: what the command line and the web ask the house to do."""
