"""Coordinates and shapes: positions, distances, datums, offsets and their file formats."""
