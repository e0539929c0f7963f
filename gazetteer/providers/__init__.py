"""Places asked for over the network, one at a time and only when somebody wants it."""
