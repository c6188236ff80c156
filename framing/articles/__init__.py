"""wing articles."""
