"""What the app asks of its data: a file a screen, with the questions and the records that answer.

`tui.source.Source` puts them together. A question may be asked from any thread, waits for no other
and raises FramingError for what the user can mend.
"""
