"""The content-security policy of a page that may load nothing from anywhere.

>>> sha256("alert(1)")
"'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256 as _sha256
from typing import Any


def sha256(text: str) -> str:
    """The hash by which a policy names an inline script or style."""
    return f"'sha256-{b64encode(_sha256(text.encode()).digest()).decode()}'"


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Nothing is allowed but these scripts, these styles, and pictures inside the page."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(sha256, scripts))}",
            f"style-src {' '.join(map(sha256, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def embedded_json(value: Any) -> str:
    """JSON that can stand inside a script element: no character of it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    escapes = {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
    return "".join(escapes.get(c, c) for c in text)
