"""What leaves the process as JSON: one schema for command line and REST API."""

SCHEMA_VERSION = "1.1"
