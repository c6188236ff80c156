"""wing lexicons."""
