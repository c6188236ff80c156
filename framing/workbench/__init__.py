"""wing workbench."""
