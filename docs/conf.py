"""The manual as a site: `make docs` builds it, offline, with search."""

from importlib.metadata import version as version_of

project = "offtake"
author = "The offtake developers"
copyright = "2026, the offtake developers"
release = version = version_of("offtake")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["dollarmath", "colon_fence"]
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing"]  # links to files beside the manual, such as CONTRIBUTING

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True}

html_theme = "furo"
html_title = f"offtake {release}"
html_show_sourcelink = False
html_theme_options = {"navigation_with_keys": True}
