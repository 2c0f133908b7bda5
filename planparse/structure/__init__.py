"""Structure: paragraphs, outline, letterhead and tables of a Document. Reads no numbers or names in prose."""
