"""The service: settings, database, use cases, HTTP, command line."""
