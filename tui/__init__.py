"""The terminal app; it shows what `framing` found and computes no score itself."""
