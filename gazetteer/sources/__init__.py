"""The built-in data sources: each module reads one compact file and gives plain facts, nothing merged."""
