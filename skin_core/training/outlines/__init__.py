"""Training of networks that outline lesions: python -m skin_core.training.outlines CONFIG."""
