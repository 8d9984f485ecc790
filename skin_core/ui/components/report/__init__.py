"""The PDF and its signature."""
