"""The parts of the page Follow-up."""
