"""What a clause covers, in the unit that the study counts it in."""

from __future__ import annotations

from offtake.study.study import Study


def unit_covered(study: Study, covers: str, producer: str = "") -> str:
    """The unit, in the plural, of a product, or of what a project or a line makes; of all that `producer` makes where that is
    one product; '' where it is several.
    """
    unit = study.units
    made = dict(zip(study.lines["line"], study.lines["product"], strict=True))
    adds = {p: made[line] for p, line in zip(study.projects["project"], study.projects["line"], strict=True)}  # fmt: skip
    if covers in unit:
        return unit[covers]
    if covers in adds or covers in made:
        return unit[adds.get(covers) or made[covers]]
    own = set(study.lines.loc[study.lines["producer"] == producer, "product"])
    return unit[str(own.pop())] if len(own) == 1 else ""
