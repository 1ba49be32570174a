"""GOV.UK Frontend's two built files without what is GOV.UK's own: `make assets`.

A service outside GOV.UK may use the code, which is MIT, and not the typeface, the crown or the
crest. As shipped the style also asks for those at a fixed address: failed requests on every page.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

#: Two rules, of the two weights of the typeface.
_FONTS: Final = re.compile(r"@font-face\{[^}]*GDS Transport[^}]*\}")
_CREST: Final = re.compile(r"[^{}]*\{[^{}]*govuk-crest\.svg[^{}]*\}")
_FONT_NAME: Final = "GDS Transport,"
_MAP: Final = re.compile(r"\s*(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$")


def style(shipped: str) -> str:
    """The style without typeface and crest. Raises `ValueError` if more is asked for."""
    plain, fonts = _FONTS.subn("", shipped)
    plain, crests = _CREST.subn("", plain)
    plain = plain.replace(_FONT_NAME, "")
    if (fonts, crests) != (2, 2) or "url(" in plain or "GDS" in plain:
        raise ValueError("This release is made differently: look at what it asks for.")
    return _MAP.sub("\n", plain)


def main(package: Path, into: Path) -> None:
    """Write the two files of the installed package `into` a folder."""
    built = package / "dist/govuk"
    (into / "govuk-frontend.css").write_text(style((built / "govuk-frontend.min.css").read_text()))
    script = (built / "govuk-frontend.min.js").read_text()
    (into / "govuk-frontend.js").write_text(_MAP.sub("\n", script))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
