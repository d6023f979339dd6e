"""Phones, e-mails and sites of one cell: several in one cell are split, what is not one is said and left out."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import phonenumbers

_SPLIT_PHONES = re.compile(r"\s*(?:[/|;,\n]|\bou\b|\bet\b|(?<=\d)\s+-\s+(?=[0+]))\s*", re.IGNORECASE)
_SPLIT_MAILS = re.compile(r"[\s|;,/]+")
_SPLIT_SITES = re.compile(r"\s*[|\n]\s*|\s+|[;,](?=\s*(?:https?:|www\.))", re.IGNORECASE)
_MAIL = re.compile(r"^[\w.!#$%&'*+=?^`{}~-]{1,64}@(?=.{4,200}$)(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_]{2,24}$")
_SILENT = re.compile(r"^(?:no-?reply|ne-?pas-?repondre|nepasrepondre|donotreply)", re.IGNORECASE)
_SHORT = re.compile(r"^(?:3\d{3}|10\d{2}|1[578]|1[19]\d|11[68]\d{3})$")
_HOST = re.compile(r"^(?=.{4,253}$)(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_]{2,24}$")
_REGIONS = {
    "971": "GP", "972": "MQ", "973": "GF", "974": "RE", "975": "PM", "976": "YT", "977": "BL", "978": "MF",
    "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
_PREFIXES = {
    "0590": "GP", "0690": "GP", "0691": "GP", "0596": "MQ", "0696": "MQ", "0697": "MQ", "0594": "GF", "0694": "GF",
    "0262": "RE", "0263": "RE", "0692": "RE", "0693": "RE", "0269": "YT", "0639": "YT",
}  # fmt: skip
LONGEST_URL = 2000

Found = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]


def phones_of(text: str, departement: str = "") -> Found:
    """(numbers in E.164, short ones as they are; (part, fault) of each part that is no number)."""
    numbers, faults = [], []
    for part in _SPLIT_PHONES.split(text):
        if not part:
            continue
        number = _phone(part, departement)
        if number:
            numbers.append(number)
        else:
            faults.append((part, "Ce n’est pas un numéro de téléphone français."))
    return tuple(dict.fromkeys(numbers)), tuple(faults)


def emails_of(text: str) -> Found:
    """(addresses; faults). An address that nobody reads is no contact."""
    addresses, faults = [], []
    for part in _SPLIT_MAILS.split(text.removeprefix("mailto:")):
        if not part:
            continue
        if not _MAIL.match(part) or ".." in part:
            faults.append((part, "Ce n’est pas une adresse de courriel."))
        elif _SILENT.match(part):
            faults.append((part, "Personne ne lit cette adresse : elle n’est pas reprise comme contact."))
        else:
            name, _, host = part.rpartition("@")
            addresses.append(f"{name}@{host.lower()}")
    return tuple(dict.fromkeys(addresses)), tuple(faults)


def sites_of(text: str) -> Found:
    """(addresses in http or https; faults)."""
    sites, faults = [], []
    for part in _SPLIT_SITES.split(text):
        if not part:
            continue
        site = site_of(part)
        if site:
            sites.append(site)
        else:
            faults.append((part, "Ce n’est pas une adresse de site."))
    return tuple(dict.fromkeys(sites)), tuple(faults)


def site_of(text: str) -> str:
    """The address of one site, empty when it is not one or could run something."""
    whole = text if re.match(r"^[a-z][a-z0-9+.-]*:", text, re.IGNORECASE) else f"https://{text}"
    try:
        parts = urlsplit(whole)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    fine = parts.scheme.lower() in {"http", "https"} and _HOST.match(host) and "@" not in parts.netloc
    if not fine or len(whole) > LONGEST_URL or re.search(r'[\s<>"\\`]', whole):
        return ""
    return whole if port is None or 0 < port < 65536 else ""


def _phone(part: str, departement: str) -> str:
    digits = re.sub(r"[^\d+]", "", part.replace("(0)", ""))
    if _SHORT.match(digits):
        return digits
    if not 6 <= len(digits) <= 18 or len(part) > 60 or sum(c.isalpha() for c in part) > 12:
        return ""
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    region = _PREFIXES.get(digits[:4]) or _REGIONS.get(departement, "FR")
    for tried in dict.fromkeys((region, "FR")):
        try:
            number = phonenumbers.parse(digits, tried)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return ""
