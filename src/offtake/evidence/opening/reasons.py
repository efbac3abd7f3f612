"""Why the text of an element is no part of an article, by what the element is and is called."""

from __future__ import annotations

import re

from offtake.evidence.opening.tags import QUOTED

_BY_TAG = {"nav": "navigation", "footer": "navigation", "aside": "navigation", "form": "navigation"}
_BY_ROLE = {"alert": "banner", "alertdialog": "banner", "dialog": "banner", "navigation": "navigation", "complementary": "navigation", "contentinfo": "navigation", "search": "navigation"}  # fmt: skip
_STRUCK = ("del", "s", "strike")
"""What is said no longer."""
_BY_CLASS = (
    (re.compile(r"twitter-tweet|instagram-media|tiktok-embed|fb-post|(^|[\s_-])o?embed(ded)?([\s_-]|$)"), "embedded"),
    (re.compile(r"comment|kommentar|disqus|replies|respond|leserbrief|(^|[\s_-])(responses|lesermeinungen|reactions)([\s_-]|$)"), "comments"),
    (re.compile(r"cookie|consent|gdpr|disclaimer|legal|copyright|(^|[\s_-])(notice|notification|metered|meter|regwall|interstitial)([\s_-]|$)"), "notice"),
    (re.compile(r"(^|[\s_-])(nav|menu|breadcrumbs?|share|sharing|social|related|recommended|newsletter|subscribe|sign-?up|promo|advert\w*|ads?|affiliate|sponsor\w*|anzeige|werbung|publicite|outbrain|taboola|sidebar|teaser|tags|footer|paywall|most-read|trending)([\s_-]|$)"), "navigation"),
    (re.compile(r"zum-thema|empfehlung|empfohlen|weiterlesen|lesen-sie-auch|auch-interess|meistgelesen|verwandte|lire-aussi|voir-aussi|a-lire|recommand|plus-lus"), "navigation"),
    (re.compile(r"(^|[\s_-])(rich-link|read-(more|next|also)|also-read|more-from|more-on|story-links|most-(viewed|popular|shared)|key-events|email-sign-?up|sign-?up|cta|poll|quiz|weather|ticker|skip-?(links?|nav)|feedback|author-?(bio|box|card|info|profile)|post-navigation|toc|table-of-contents|outbound|onward|upsell|app-download)([\s_-]|$)"), "navigation"),
    (re.compile(r"(^|[\s_-])(error|banner|alert|popup|modal)([\s_-]|$)"), "banner"),
)  # fmt: skip
_NAMED = frozenset(
    "class id data-testid data-test-id data-component data-component-name data-component-type data-spacefinder-role data-module data-type data-qa data-name".split()
)
"""Attributes that say what an element is; where classes are numbers, these do."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDES = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|max-height:0(?![.\d])|font-size:0(?![.\d])"
)
_HIDDEN = re.compile(r"\shidden[\s>=/]")
_WHOLE = ("html", "body", "article", "main")
_POST = re.compile(r"(^|\s)(post-\d+|hentry|status-publish|type-post)(\s|$)")
"""Classes of an article as WordPress gives them, beside its tags and categories: "tag-ads category-social"."""


def reason(name: str, raw: str, attributes: dict[str, str]) -> str:
    """Why an element with this tag, as it stands and by its attributes, is cut; "" where it is kept."""
    style = attributes.get("style", "").replace(" ", "").lower()
    if (
        _HIDES.search(style)
        or attributes.get("aria-hidden") == "true"
        or ("hidden" in raw and _HIDDEN.search(QUOTED.sub("", raw[:2000])))
    ):
        return "hidden"
    if name in _STRUCK:
        return "hidden"
    if name in _BY_TAG:
        return _BY_TAG[name]
    if (role := attributes.get("role", "").lower()) in _BY_ROLE and name not in _WHOLE:
        return _BY_ROLE[role]
    said = " ".join(value for key, value in attributes.items() if key in _NAMED)
    words = _HUMP.sub("-", said).lower().strip()
    if words and name not in _WHOLE and not _POST.search(words):
        for pattern, why in _BY_CLASS:
            if pattern.search(words):
                return why
    return ""
