"""OGC API – Features at `/ogc`: thin routes over statements that let PostGIS put the GeoJSON together."""
