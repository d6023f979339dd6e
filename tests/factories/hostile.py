"""What people of ill will type, send and name: each value once, told by what it attacks."""

from __future__ import annotations

# A word that only hostile content holds, so that a page which shows it is known.
MARK = "zqHostile"
FORMULAS = {
    f"formule {name}": f"{sign}{MARK}+cmd|' /C calc'!A0"
    for name, sign in (
        ("égal", "="),
        ("plus", "+"),
        ("moins", "-"),
        ("arobase", "@"),
        ("tabulation", "\t="),
        ("retour", "\r="),
        ("espace", " ="),
        ("pleine largeur", "＝"),
    )
}
MARKUP = {
    "script": f"<script>alert('{MARK}')</script>",
    "image": f"<img src=x onerror=alert('{MARK}')>",
    "svg": f"<svg/onload=alert('{MARK}')>",
    "attribut": f"\" autofocus onfocus=alert('{MARK}') x=\"",
    "fermeture": f"</textarea></title></script><script src=//evil.example/{MARK}.js></script>",
    "lien": f"javascript:alert('{MARK}')",
    "feuille de style": f"</style><style>@import'//evil.example/{MARK}'</style>",
}
TEMPLATES = {
    "gabarit": f"{{{{ request.user.password }}}}{MARK}{{% load static %}}{{% debug %}}",
    "format": f"%s%n{{0.__class__}}{{settings.SECRET_KEY}}${{7*7}}{MARK}",
}
CHARACTERS = {
    "sens inversé": f"{MARK}\u202egnp.exe\u2066\u2069",
    "nul": f"{MARK}\x00suite",
    "largeur nulle": f"{MARK}\u200b\u200d\ufeff\u2060",
    "seul intrus": "\u200b\u200d",
    "moitié de paire": f"{MARK}\\ud800\ufffe\uffff",
    "accents empilés": MARK + "e" + "\u0301" * 300,
    "chiffres d’ailleurs": "١٢٣٤۵",
    "exposant": "²",
    "nombre démesuré": "9" * 400,
    "infini": "1e999",
    "pas un nombre": "NaN",
    "an zéro": "0000-00-00",
    "an dix mille": "10000-01-01",
}
PATHS = {
    "chemin": f"../../../../etc/passwd{MARK}",
    "chemin de Windows": f"..\\..\\{MARK}\\CON",
    "requête": f"' OR 1=1; DROP TABLE people_user; --{MARK}",
    "motif": f"%_[a-z]*(({MARK}",
}
HEADERS = {
    "en-tête": f"{MARK}\r\nBcc: victim@evil.example\r\nSet-Cookie: a=b",
    "en-tête codé": f"{MARK}%0d%0aBcc:victim@evil.example",
    "courriel": f"{MARK}@evil.example\r\nBcc: victim@evil.example",
}
LONG = {"très long": f"{MARK} {'é' * 200_000}"}
HOSTILE: dict[str, str] = {**FORMULAS, **MARKUP, **TEMPLATES, **CHARACTERS, **PATHS, **HEADERS, **LONG}

# Where a careless redirect would lead: another host, whatever the writing.
ELSEWHERE = (
    "ailleurs",
    "portal:home",
    "https://evil.example",
    "http://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "%2f%2fevil.example",
    "/%2fevil.example",
    "%5cevil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example@testserver",
    "https://testserver@evil.example",
    "https://testserver.evil.example",
    "//evil。example",
    "//ｅvil.example",
    "/／evil.example",
    "\u2028//evil.example",
    "/compte/\r\nLocation: https://evil.example",
    "\x00//evil.example",
    "//[evil.example",
    "http://[::1",
)
# The same attacks, gathered: what each form is sent.
BRIEF = {
    "formule": FORMULAS["formule égal"],
    "balises": "".join(MARKUP.values()),
    "gabarits et chemins": "".join((TEMPLATES | PATHS).values()),
    "caractères": CHARACTERS["sens inversé"] + CHARACTERS["largeur nulle"] + CHARACTERS["accents empilés"],
    **{name: CHARACTERS[name] for name in ("nul", "seul intrus", "chiffres d’ailleurs", "exposant")},
    **{name: CHARACTERS[name] for name in ("nombre démesuré", "infini", "pas un nombre", "an dix mille")},
    "courriel": HEADERS["courriel"],
    **LONG,
}
