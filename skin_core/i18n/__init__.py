"""Every word a user sees: `t(key, language, **values)`."""

from skin_core.i18n.translate import LANGUAGES, catalogue, error_text, t

__all__ = ["LANGUAGES", "catalogue", "error_text", "t"]
