"""Blueprint `roll_call`: the list of a campus session on a phone, on paper and from a file; its end."""

from webapp.pages.roll_call import import_views, views
from webapp.pages.roll_call.blueprint import blueprint

__all__ = ["blueprint", "import_views", "views"]
