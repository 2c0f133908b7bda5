"""Characters and numerals: folding look-alikes one to one, reading Chinese numbers."""
