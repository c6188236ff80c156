"""wing runs."""
