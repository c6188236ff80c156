"""Exports of news databases, whose files hold many documents."""
