"""The clinic, its models and the system check."""
