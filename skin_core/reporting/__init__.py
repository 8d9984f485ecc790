"""A case as a PDF in three languages: `render_report`."""
