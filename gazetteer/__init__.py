"""Places and names: where they come from, how they are spotted in text, and which one is meant."""
