"""Tools that help to write a pack: each reads files, and writes only what its name says."""
