"""Before there is an answer: patient, photos, facts, the run."""
