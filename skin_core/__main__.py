"""python -m skin_core: the command line."""

from skin_core.cli import app

if __name__ == "__main__":
    app(prog_name="skindesk")
