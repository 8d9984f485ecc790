"""`python -m skin_core.ui`: serve SkinDesk to this machine's own browser."""

from skin_core.ui.server import main

if __name__ == "__main__":
    raise SystemExit(main())
