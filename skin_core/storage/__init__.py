"""Where patients, cases, photos and reports are kept; nothing of SQLAlchemy leaves this folder."""
