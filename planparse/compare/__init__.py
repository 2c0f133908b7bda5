"""Plans side by side: two versions of one plan in, what changed out; plans of several counties in, a matrix out."""
