"""Evaluation: python -m skin_core.evaluation <model> writes the model card."""
