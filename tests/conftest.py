"""Every run draws the same examples, so that a failure is somebody's change; HYPOTHESIS_PROFILE=default draws new ones."""

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
