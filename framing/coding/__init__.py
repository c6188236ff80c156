"""wing coding."""
