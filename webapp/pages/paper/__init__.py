"""Blueprint `paper`: the desk at which paper photos are handed in."""

from webapp.pages.paper import views
from webapp.pages.paper.views import blueprint

__all__ = ["blueprint", "views"]
