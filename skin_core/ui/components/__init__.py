"""What pages are made of; each thing looks the same wherever it stands."""
