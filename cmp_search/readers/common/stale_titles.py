"""Stale titles: what the properties of a file say about it is often about another one.

Programs fill in a title that nobody chose: the name of a file or of its template, the name of the
program, an address, a placeholder.
"""

import re

_SUFFIX = re.compile(
    r"\.(?:docx?|docm|dot[xm]?|rtf|odt|wpd|pdf|pptx?|xlsx?|odp|ods|txt|html?|xml|indd|qxd|pub|vsdx?"
    r"|eps|ps|tex|dvi|exe|tmp|tiff?|jpe?g|png)(?:\s.*)?$",
    re.I,
)
_NOBODYS = re.compile(
    r"(?:(?:microsoft|ms) )?(?:word|powerpoint|excel|publisher)(?: \d*)?\s*[-–:].*"
    r"|microsoft (?:office )?(?:word|powerpoint|excel)\b.*"
    r"|(?:microsoft )?(?:power ?point|word|excel) (?:presentation|document)"
    r"|presentaci[oó]n de power ?point|pr[ée]sentation power ?point"
    r"|documento? (?:de |microsoft )*word|document (?:microsoft )?word"
    r"|(?:new |nouveau |nuevo )?documento?[\W\d]*"
    r"|documento?\W+(?:sans (?:titre|nom)|sin (?:t[íi]tulo|nombre))"
    r"|(?:new page|nouvelle page|p[áa]gina nueva|nueva p[áa]gina)[\W\d]*"
    r"|home(?: ?page)?|accueil|inicio|index|default|welcome|bienvenue|bienvenid[oa]s?|web page"
    r"|(?:new |nouvelle |nueva )?(?:presentaci[oó]n|pr[ée]sentation)[\W\d]*"
    r"|(?:slide|diapositive|diapositiva|page|p[áa]gina|layout|book|libro|classeur|sheet)[\W\d]*"
    r"|\W*(?:untitled|anonymous|unspecified)\b.*|sans (?:titre|nom).*|sin (?:t[íi]tulo|nombre).*"
    r"|no title|n/?a|tbd|normal|(?:title|titre|t[íi]tulo)[\W\d]*|(?:document )?template|mod[èe]le"
    r"|plantilla|draft|blank(?: page)?|(?:about:|https?:)\S+|\S+\.[a-z]\w{1,4}"
    r"|\[.*\]|<.*>|\{.*\}"
    r"|(?:click|type|enter|tapez|cliquez|escriba|haga clic)\b.*\b(?:title|titre|t[íi]tulo).*",
    re.I,
)


def is_stale(title: str) -> bool:
    """Whether a title among the properties is none that somebody gave to the text."""
    title = title.strip()
    if sum(map(str.isalpha, title)) < 2 or _SUFFIX.search(title) or _NOBODYS.fullmatch(title):
        return True
    has_blank = bool(re.search(r"\s", title))
    return "\\" in title or (not has_blank and ("_" in title or bool(re.search(r"\d{4}", title))))
