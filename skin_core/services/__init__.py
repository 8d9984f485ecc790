"""Use cases: plain functions that pages, command line and API call."""
