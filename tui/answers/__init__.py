"""How a library file answers what the app asks: a file for each file of `tui.questions`."""
