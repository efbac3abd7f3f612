"""What never was or nobody did, in somebody's own words, and answers: "nobody ordered 40", "No, it was never 40"."""

from __future__ import annotations

import re

from offtake.evidence.reading.language.holding import holds_one

_IS_NOT = re.compile(
    r"\b(?:(?:is|was|are|were)(?: not|n['’]t)|(?:ist|sind|war|waren|sei|seien) nicht) $"
)
_DID = r"(?:had|said|claimed|promised|offered|agreed|asked|ordered|talk(?:ed|ing)|spoke|speaking|saw|was|were|made|built|sold|bought|paid|took|got|received|signed|met|gave|lost|cut|spent|owed|delivered|pledged|planned|stole|hid|sent|closed|fired|sacked|cancelled|withdrew)"
_NEVER = re.compile(
    rf"(?<!that was )(?<!that were )(?<!which was )(?<!which were )\b(?:never|n['’]t ever) (?:once )?{_DID}\b(?! us\b)[^,;.:]*$"
    rf"|\b(?:[Nn]obody|[Nn]o one|[Nn]one of (?:us|them|these|those))(?: (?:here|there|has|have|had|is|was|ever)|['’]s)* (?:{_DID}|[a-z]+ing)\b(?! us\b)[^,;.:]*$"
    r"|\b(?:is|are|was|were) never (?:the |about |some )?$|\b(?:received|paid|got|took|owed?) no $"
    r"|\b(?:nie|niemals|niemand|keiner)\b[^,;.:]*$|\bn['’](?:a|ont|avons|ai|avait|est)\b[^,;.:]{0,20}\b(?:jamais|aucun)\b[^,;.:]*$|\b[Pp]ersonne n['’e][^,;.:]*$"
)
_SAY_NEVER = ("ever ", "obody", "o one", "one of", " no ", "nie", "keiner", "jamais", "aucun", "ersonne")  # fmt: skip
"""Parts of words of which each of these holds one; so below."""
_PROMISED = re.compile(
    r"^[^,;.]{0,25}\b(?:that )?(?:it|he|she|they|we|I) (?:had|has|have|was|were)\b|^[^,;.]{0,25}\bthat\b"
)
"""What is told of the figure itself: "never saw the 180 men it had been promised"."""
_WITHIN = re.compile(r"\b(?:in|for|over|within|than) (?:the |its |more than )?(?:\w+ )?$")
_NO = re.compile(r"\b[Nn]o (?:such )?$")
_EVER = re.compile(r"^[^.;,]{0,40}\b(?:was|were|has been|have been|had been) ever\b")
_NONE_OF = re.compile(r"\b[Tt]here (?:is|was|are|were|has been|have been|had been|will be|would be) (?:absolutely |simply )?no (?!(?:more|fewer|less|longer)\b)(?:[\w-]+ ){1,4}(?:of |worth |for )?(?:the |some |about )?$|\bkeine[nr]? (?:[\w-]+ ){1,3}(?:von|über|um) (?:rund |etwa )?$|\bil n['’]y a (?:pas|aucune?|jamais eu) (?:(?!mais\b)[\w-]+ ){0,4}(?:de |d['’])?$", re.IGNORECASE)  # fmt: skip
_SAY_NONE = ("there ", "keine", "y a ")
_NOT_THERE = re.compile(r"^[^.;]{0,80}?\b(?:gebe|gibt|gab|habe|hat) es (?:so |überhaupt |gar )?(?:nicht|nie)\b|^[^.;]{0,60}?\bexist(?:e|ait) pas\b")  # fmt: skip
_SAY_THERE = (" es ", "exist")
_NO_TO_IT = r"(?:(?:No|Nein|Non),|[Cc]['’]est faux ?:|[Dd]as ist falsch:|(?:[Tt]hat|[Ii]t) is (?:wrong|false|not true):)"
_SAME_CLAUSE = r"(?:(?!\b(?:but|and|while|sondern|und|mais|et)\b)[^.,;:–—]){0,50}"
_ANSWER = re.compile(
    rf"(?:^|[:–—] ?){_NO_TO_IT} [^.;:]*\b(?:not|never|n['’]t|no|keine?n?|nicht|nie|pas)\b{_SAME_CLAUSE}$"
    rf"|\b(?:[Cc]ontrary to|[Cc]ontrairement à|[Ee]ntgegen) [^;:]*?,? (?:[\w'’-]+ ){{0,6}}(?:not|no|nor|never|n['’]t|keine?n?|nicht|pas)\b{_SAME_CLAUSE}$"
    r"|\b[Pp]as question d[e'][^,;.:]{0,40}$"
)
_SAY_NO = ("o, ", "ein, ", "on, ", "est faux", "ist falsch", " is ", "ontrary", "ontrairement", "ntgegen", "as question")  # fmt: skip


def never_was(before: str, after: str) -> bool:
    """Whether somebody says of a figure between these words that it never was."""
    never = (
        holds_one(before, _SAY_NEVER)
        and _NEVER.search(before)
        and not _PROMISED.match(after)
        and not _WITHIN.search(before)
    )
    ever = "ever" in after and _NO.search(before) and _EVER.match(after)
    none = holds_one(before.lower(), _SAY_NONE) and _NONE_OF.search(before)
    is_not = "t " in before[-3:] and _IS_NOT.search(before)
    there = holds_one(after, _SAY_THERE) and _NOT_THERE.match(after)
    return bool(never or ever or none or is_not or there)


def is_answered(before: str) -> bool:
    """Whether the words before a figure answer with no what was said: "contrary to reports, no 40 are to go"."""
    return holds_one(before, _SAY_NO) and _ANSWER.search(before) is not None
