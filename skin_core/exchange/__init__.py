"""Cases in the forms that other programs of a hospital read."""
