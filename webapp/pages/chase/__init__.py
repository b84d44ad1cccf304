"""Blueprint `chase`: who is missing, what to tell them, and who was told when."""

from webapp.pages.chase import reminding_views, views
from webapp.pages.chase.blueprint import blueprint

__all__ = ["blueprint", "reminding_views", "views"]
