"""The commands of `zhenggai`, a module for each group."""
