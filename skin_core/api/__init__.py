"""The REST API under /api/v1: FastAPI, in the pages' process or alone; see docs/api.md."""
