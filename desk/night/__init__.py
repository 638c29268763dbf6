"""The nightly run: that it runs alone, what was healthy about it, and who is told."""
