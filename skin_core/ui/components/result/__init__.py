"""The answer, the same while it is worked on and in the records."""
