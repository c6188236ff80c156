"""wing comparing."""
