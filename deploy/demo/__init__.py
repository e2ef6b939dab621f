"""The main job, driven over HTTP against a running suite, as the people in it would drive it."""
