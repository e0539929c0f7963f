"""The store: the private PostGIS cluster, all tables and all SQL."""
