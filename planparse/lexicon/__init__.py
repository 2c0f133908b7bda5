"""The lexicons of `lexicons/`: rows of data with examples, and the matchers made of them."""
