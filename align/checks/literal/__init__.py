"""What a translation keeps letter by letter: placeholders, tags, addresses, handles."""
