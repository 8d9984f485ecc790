"""Parts of the page Reading room."""
