"""How Great Expectations' pages look here: its own renderers, in templates of ours that ask the network for nothing.

GX's templates load six hosts and send its own a context id; ours hold their style and need no script. Loaded by GX only.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from great_expectations.render.renderer.site_index_page_renderer import SiteIndexPageRenderer
from great_expectations.render.view import DefaultJinjaPageView

TEMPLATES = Path(__file__).parent / "templates"
ICON = re.compile(r'<i class="fas fa-[\w-]+ text-(success|danger|warning)[^"]*"[^>]*>\s*</i>')
SAID_ANYWAY = re.compile(ICON.pattern + r"(?=\s*(?:Succeeded|Failed))")
WORDS = {
    "success": '<span class="kept">kept</span>',
    "danger": '<span class="broken">broken</span>',
    "warning": '<span class="broken">not computed</span>',
}
HEADINGS = {"h5": "h2", "h6": "h3"}  # GX chose them for their size; a page's headings are its outline
SCROLLERS = re.compile(r'<div class="show-scrollbars">(.*?)</div>', re.DOTALL)


class OfflinePage(DefaultJinjaPageView):
    """A page of GX's content in our templates, which are looked for before its own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(custom_views_directory=str(TEMPLATES))
        self.env.loader.loaders.reverse()

    def render(self, document: Any, template: str | None = None, **kwargs: Any) -> str:
        """The page: icons said in words, headings in order, the same bytes for the same content."""
        text = super().render(document, template, **kwargs)
        text = SAID_ANYWAY.sub("", text)
        text = ICON.sub(lambda found: WORDS[found[1]], text)
        text = SCROLLERS.sub(lambda found: found[1], text)
        for theirs, ours in HEADINGS.items():
            text = re.sub(rf"(</?){theirs}\b", rf"\1{ours}", text)
        return re.sub(r"\n\s*\n+", "\n", text)


class UtcIndex(SiteIndexPageRenderer):
    """GX's index, whose moments do not depend on where the machine stands."""

    @classmethod
    def _get_formatted_datetime(cls, moment: datetime) -> str:
        return f"{moment:%Y-%m-%d %H:%M} UTC"
