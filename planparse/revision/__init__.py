"""Two versions of a plan in, what changed out: the texts aligned, every edit told once with what it does to the promise."""
