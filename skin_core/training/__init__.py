"""Training of the shipped models: python -m skin_core.training configs/<name>.toml."""
