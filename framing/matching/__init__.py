"""wing matching."""
