"""The version of the cleaning rules, which a library remembers for its articles."""

CLEANING_VERSION = "4"
"""Changes whenever other spans of the same text would be excluded."""
