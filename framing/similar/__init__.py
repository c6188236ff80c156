"""What articles have in common: copies of one text, stories on one event, linked passages."""
