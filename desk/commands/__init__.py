"""The commands, one module each; each module's ``command`` is what the command line calls."""
