"""How a figure stands to the world: late, compared, contracted, promised, meant, able, done or plain.

The first that holds, of what the frame says: a difference; what governs its verb ("a contract to", "promised to"); the noun whose
figure it is; the verb whose object it is.  What is still to come is meant, whatever verb or noun it has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from offtake.evidence.reading.kinds.frames.closed import Closed
from offtake.evidence.reading.kinds.frames.frame import COMING, Frame
from offtake.evidence.reading.kinds.frames.moods import mood_around


def aspect_of(
    frame: Frame, thing: str, known: Mapping[str, Mapping[str, str]], public: bool = False
) -> str:
    """The aspect that a frame gives to a thing; '' where it says nothing.

    `known` is `aspect` of `kinds.toml`; `public`: somebody who spends public money stands before the figure.
    """
    if frame.mood == "decided":
        if frame.verb == "give" and thing in ("units", "money", "means"):
            return "promised"
        frame = replace(frame, mood="planned")
    if frame.role == "by" or (frame.head == "change" and frame.role in ("attribute", "oblique")):
        return "meant" if frame.mood in (*COMING, "promise", "order") else "compared"
    if frame.role == "verb":
        return "compared" if frame.mood in ("real", "denied") else "meant"
    if (
        thing in ("share", "multiple")
        and frame.mood == "ability"
        and frame.verb in ("rise", "move", "reach")
    ):
        return "meant"  # what may come to be, and is neither made nor held
    if frame.mood == "order" and frame.verb in ("rise", "move", "reach"):
        return "meant"  # "a contract to push output to 40"
    if frame.mood in ("order", "promise"):
        ordered = frame.mood == "order" or (frame.verb == "buy" and thing != "money")
        return "contracted" if ordered else "promised"
    if frame.role in ("agent", "part"):
        return "plain"
    if frame.verb == "slip":
        return "late" if frame.role in ("subject", "object") else ""
    if aspect := known["noun"].get(frame.head, ""):
        return _of_noun(frame, aspect)
    if thing in ("money", "gdp") and frame.verb in ("give", "spend", "announce") and frame.mood in ("real", "future"):  # fmt: skip
        owed = frame.verb == "announce" or frame.mood == "future"
        return "promised" if owed and (public or thing == "gdp") else "plain"
    return _of_verb(frame, thing, known["verb"].get(frame.verb, ""))


def _of_noun(frame: Frame, aspect: str) -> str:
    """ "capacity will be 40" is meant, "output could reach 40" too; an order to come is an order."""
    if aspect in ("done", "able", "plain") and frame.mood in COMING:
        return "meant" if frame.head != "money" or frame.mood == "planned" else aspect
    if aspect == "done" and frame.mood == "ability":
        return "meant"
    level = frame.role == "complement" or frame.verb == "rise"
    if aspect == "contracted" and (frame.mood == "planned" or (frame.mood == "future" and level)):
        return "meant"  # "orders will reach 40"; "will allow for the purchase of 40" is contracted
    return aspect


def _of_verb(frame: Frame, thing: str, aspect: str) -> str:
    if aspect == "promised":
        return aspect
    if frame.mood in ("vain", "under way", "duty"):
        return "plain"
    if frame.mood == "denied":
        return aspect if aspect == "done" else "plain"
    if aspect == "contracted":
        return "meant" if frame.mood in ("planned", "ability") else "contracted"
    if frame.verb == "give" and frame.mood == "future":
        return "promised"
    if (frame.verb == "cost" and frame.mood not in COMING) or (frame.role == "oblique" and thing == "means" and not (frame.verb and frame.mood in COMING) and frame.verb != "announce"):  # fmt: skip
        return "plain"
    if frame.verb == "use" and frame.mood != "planned" and frame.role != "":
        return "plain"
    if frame.mood in COMING:
        return "meant"
    if frame.mood == "ability":
        return "plain" if thing == "means" and frame.verb in ("rest", "use") else "able"
    return aspect


def is_late(before: str, after: str, words: Closed) -> str:
    """ "late" where what is counted waits or is waited for, or the verb of its subject says so; else ''."""
    if words.language != "en":
        return "late" if _LATE[words.language].search(before[-60:] + "#" + after[:90]) else ""
    if _HANDOVER.search(before) and _PUT_OFF.match(after):
        return "late"
    if _WAITS.match(after) or _AWAITED.search(before) or _OPEN.match(after):
        return "late"
    verbs = [(at, name) for at, name in words.verbs_in(after) if not _HAS.match(after, at)]
    return "late" if verbs and verbs[0][1] == "slip" and _HAS.search(after[: verbs[0][0]]) else ""


_LATE = {
    "de": re.compile(r"(?<!von )#[^,;]*\b(?:verzögert|verzögerte|verzögern sich|verschiebt|verschob|später (?:als|fertig|geliefert|kommen|kommt|ausgeliefert)|zu spät|verspätet|verzögert|verzögern|überfällig|im (?:Verzug|Rückstand)|hätten? [^,;]*\bsollen\b|sollten? (?:eigentlich|bereits|schon|längst)\b|(?:warten|wartet|warteten) (?:noch |weiter |seit |auf )|(?:stehen|steht|standen) noch aus|fehlen noch|(?:noch )?nicht (?:\w+ )?(?:geliefert|ausgeliefert|fertig|angekommen|eingetroffen|ausgezahlt)|noch (?:zu liefern|ausstehend|offen))|\bbei (?:den |allen )?(?:übrigen |restlichen |weiteren |anderen )?#[^,;]*\bwart(?:et|en|ete|eten)\b|\bauf (?:(?:rund|etwa|die|ihre|seine|noch) )*#[^,;]*\b(?:wartet|warten|wartete|warteten)\b|\b(?:wartet|warten|wartete|warteten) (?:noch |weiter |seit \w+ )?auf (?:\w+ ){0,2}#|\bausstehende[nr]? #|\b(?:im (?:rückstand|verzug)|überfällig|verspätet) (?:sind|waren|ist) (?:\w+ ){0,2}#|\bnoch (?:immer )?fehl(?:en|t|ten) (?:\w+ ){0,2}#|(?:lieferung|übergabe|fertigstellung|inbetriebnahme|abnahme|eröffnung|start)(?:en)? (?:von|der|des|aller|für) (?:\w+ ){0,2}#[^,;]*\b(?:verzöger|verschob|verschieb|verspät)|noch nicht (?:alle |die )?#", re.IGNORECASE),
    "fr": re.compile(r"^(?:Plus de |Près de |Quelque |Environ |Les )?#(?: [\w'’-]+){0,6}? (?:attend(?:ent|aient)|patient(?:ent|aient))\b|#[^,;]*\b(?:en retard|(?:accus|prenn|pris|pren|connaiss|subi)\w* (?:\w+ ){0,3}retards?|aurai(?:t|ent) dû|en souffrance|(?:qui )?devai(?:t|ent) (?:déjà )?(?:être (?:livr|remis|achev|termin)\w+|arriver|entrer)|n['’](?:a|ont|avaient) (?:toujours )?(?:pas|jamais) (?:encore )?été (?:livr|remis|reç|achev|termin|mis en service)\w*|(?:toujours|encore) (?:attendue?s?|en attente|à livrer)|restent? à (?:livrer|construire|fabriquer))|\brest(?:e|ent) #[^,;]* à (?:livrer|construire|fabriquer|remettre)|\blivraisons? (?:de |des |d['’])#[^,;]*\b(?:repouss|report|retard|décal|différ)\w+|\battend(?:ent|ait|aient)? (?:toujours|encore) (?:les |ses |leurs )?#", re.IGNORECASE),
}  # fmt: skip
"""The same in German and French, beside the figure."""
_HANDOVER = re.compile(r"\b(?:hand-?overs?|deliver(?:y|ies)|completion|opening|launch|start-?up|commissioning|roll-?out|arrival|introduction|shipments?) (?:of|for) (?:(?:the|its|their|all|about|some|around|first|last|next|final|remaining|another|new|at least|up to|nearly|more than) )*$", re.IGNORECASE)  # fmt: skip
_PUT_OFF = re.compile(r"^(?: (?!(?:and|or|but|which|who|while)\b)[\w'’-]+){0,8}? (?:has|have|had|is|are|was|were|will be|being)(?: been| now| again| being| likely to be)*(?: further)? (?:slipped|slid|pushed|put back|put off|postponed|delayed|deferred|held up|moved (?:back|to next|into next|to late)|set back|suspended|halted|stalled|rescheduled|late|behind)\b|^(?: (?!(?:and|or|but|which|who|while)\b)[\w'’-]+){0,8}? (?:slips|slipped|slid|slides|drags on|stalled)\b", re.IGNORECASE)  # fmt: skip
"""What has come off its date, after what is handed over: "delivery of 40 coaches has slid"."""
_RECEIVED = r"(?:receiv|got|gotten|deliver|suppl|send|sent|ship|arriv|hand|complet|finish|build|built|install|fulfil|repair|action|ma[dk]e|start|process|treat|clear|enter|see|seen|take|taken)\w*"
_WAITS = re.compile(r"^(?:(?! (?:and|or|but|which|who|that|while)\b) [\w'’-]+(?:[.,]\d+)*){0,6}? (?:(?:is|are|was|were|been|be|remains?|remained|(?:has|have|had) been) (?:still |now |already |currently |all )?)?(?:(?<=ve )waited|(?<=as )waited|(?<=ad )waited|waiting|awaiting|overdue|outstanding|undelivered|unfilled|unfinished|backlogged|behind (?:where|what|its|the|plans?|targets?)\b|(?:(?:between )?[\w-]+ (?:and|to) )?[\w-]+ (?:days|weeks|months|years) (?:late|behind|overdue)\b|late\b(?! (?:last|in|on|this|(?-i:[A-Z])|\d))|delayed|behind schedule|stuck|stranded|held up|backed up|on (?:the|an?) (?:[\w-]+ ){0,4}(?:waiting lists?|backlogs?|queues?))\b", re.IGNORECASE)  # fmt: skip
"""Who or what waits, whatever its noun: "40 patients of the clinic are still waiting", "44 per cent of them outstanding"."""
_OPEN = re.compile(rf"^(?:(?! (?:and|or|but|which|who|while)\b) [\w'’-]+(?:[.,]\d+)*){{0,14}}? (?:(?:is|are|was|were|has|have|had) (?:still |yet )(?:to|not)\b|(?:still |yet |left |remain\w* |outstanding )to be [a-z]+(?:ed|en|lt|nt|de)\b|(?:has|have|had|was|were) (?:not|never)(?: yet| so far| even)?(?: been)? {_RECEIVED}|(?:has|have|had)n['’]t (?:yet |even )?(?:been )?{_RECEIVED}|(?:will|would) (?:not|only) (?:be (?:ready|operational|complete\w*|delivered|finished|available|in service)|arrive|enter service|open)\b[^,;]{{0,20}}\b(?:until|before|after)|(?:still )?waits? (?:for\b|to be\b|(?:up to |about |more than |over )?(?:\d|a year)))", re.IGNORECASE)  # fmt: skip
"""Not yet done, though due: "40 have still to be delivered", "27 trains will not be ready until 2026"."""
_AWAITED = re.compile(
    rf"\b(?:waits?|waiting|waited) for (?:its |the |some |about )?$|\bdelays? (?:in|to|of|for) (?:[a-z]+ing |(?:the )?(?:delivery|handover|supply|start|completion|launch) of )?(?:its |the )?$|\b(?:did|has|have|had|was|were)(?: still)?(?: not|n['’]t)(?: yet| so far)? (?:been )?{_RECEIVED}(?: out| over| to the)? (?:all |any |even |more than |almost any )*(?:of )?(?:its |the |those |these )*$|\bdeadlines? (?:for|to (?:deliver|supply|finish|complete|build|hand over)) (?:the |its |some |about |all )*$|\byet to {_RECEIVED} (?:its |the |about |some |all )*$|\b(?:still owe[sd]?|missing|outstanding are|delayed|postponed|held up|held back|deferred|put off|pushed back) (?:the |its |another |some |about )*$",
    re.IGNORECASE,
)
_HAS = re.compile(r"\b(?:has|have|had|is|are|was|were|been|be)\b")


def of_unit(aspect: str, head: str) -> str:
    """The aspect of units whose own name says it: orders, contracts are contracted; deliveries, launches are done."""
    if head == "order":
        return "contracted"
    return "done" if head == "output" and aspect in ("plain", "") else aspect


def aspect_around(text: str, before: str, thing: str, words: Closed) -> str:
    """The aspect by the words of a clause, where the frame says nothing: contract before promise before plan before ability."""
    if thing in ("means", "share"):
        return "plain"
    verbs = {name for _, name in words.verbs_in(text)}
    if words.has_head(before, "order") or "buy" in verbs:
        return "contracted"
    if words.has_head(text, "pledge") or "promise" in verbs:
        return "promised"
    if mood_around(text, words) in COMING:
        return "meant"
    if thing in ("units", "part") and words.has_head(text, "capacity"):
        return "able"
    return "done" if thing in ("units", "part") and ("make" in verbs or words.has_head(text, "output")) else "plain"  # fmt: skip
