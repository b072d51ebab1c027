"""The public side: no account, no personal data but the writer's own, everything rate limited."""

from views.portal import catalogue, enterprises, pages

portal = pages.portal
PAGES = (pages, catalogue, enterprises)
"""The modules whose pages the portal has."""
