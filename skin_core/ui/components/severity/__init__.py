"""Parts of the page Severity."""
