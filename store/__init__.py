"""The one SQLite file: schema, merging statements into claims, search, proof."""
