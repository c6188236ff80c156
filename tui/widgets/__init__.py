"""The widgets of the app; they paint and post messages, and never ask the source."""
