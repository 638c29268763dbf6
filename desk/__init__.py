"""What people touch: the command line, questions, fact sheets, the demonstration."""
