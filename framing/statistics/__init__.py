"""wing statistics."""
