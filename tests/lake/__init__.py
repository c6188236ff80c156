"""Lakes, asked and taken from."""
