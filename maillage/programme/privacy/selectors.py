"""What the product holds about one person, found through the register: no model can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from maillage.programme.journal.models import Entry
from maillage.programme.people.models import User
from maillage.programme.privacy.enums import Erasure
from maillage.programme.privacy.register import Holding, Treatment, register
from maillage.programme.privacy.rules import Sought, is_theirs, mark, names_them

SKIPPED_APPS = frozenset({"auth", "contenttypes", "messages", "staticfiles"})
IDENTIFYING = frozenset({Erasure.CLEAR, Erasure.FORGET, Erasure.ACCOUNT, Erasure.ROW})
# Secrets of the product, and not data about the person.
UNTOLD = frozenset({"password", "key", "id"})
TEXT = (models.CharField, models.TextField, models.JSONField, models.FileField, models.GenericIPAddressField)


@dataclass(frozen=True)
class Held:
    """One line that is the person's, or that names them; `named` are the fields where they are found."""

    treatment: Treatment
    holding: Holding
    row: models.Model
    named: tuple[str, ...]
    own: bool


def text_fields() -> Iterator[tuple[str, str]]:
    """(app.Model, field) of every field that can hold free text: choices cannot."""
    for model in apps.get_models():
        if model._meta.app_label in SKIPPED_APPS:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXT) and not field.choices:
                yield model._meta.label, field.name


def held_about(sought: Sought) -> Iterator[Held]:
    """Every line about the person, in the order of the register."""
    for treatment in register().treatments:
        for holding in treatment.holdings:
            yield from _held_in(treatment, holding, sought)


def those_with(marks: frozenset[str], key: str, only: tuple[str, ...]) -> tuple[Sought, ...]:
    """Who of those that were erased is here again: an address or a name whose digest was kept, of each at most one."""
    emails: set[str] = set()
    names: set[str] = set()
    for treatment in (one for one in register().treatments if not only or one.id in only):
        for holding in treatment.holdings:
            for name, rule in holding.fields.items():
                if rule in IDENTIFYING:
                    for value in _manager(holding).order_by(name).values_list(name, flat=True).distinct():
                        if isinstance(value, str) and value and mark(value, key) in marks:
                            (emails if "@" in value else names).add(value)
    longest = max(len(emails), len(names))
    pairs = zip([*emails, *[""] * (longest - len(emails))], [*names, *[""] * (longest - len(names))], strict=True)
    return tuple(Sought(email, name) for email, name in pairs)


def file_about(sought: Sought) -> dict[str, Any]:
    """All that is held about a person, for that person: treatments, lines and fields in French; JSON-ready."""
    told: dict[str, Any] = {}
    for held in held_about(sought):
        fields = [field.name for field in held.row._meta.concrete_fields] if held.own else held.named
        shown = {_label(held.row, name): _told(getattr(held.row, name)) for name in fields if name not in UNTOLD}
        lines = told.setdefault(held.treatment.title, {"durée": held.treatment.kept, "lignes": []})["lignes"]
        lines.append({"nature": str(held.row._meta.verbose_name), "à elle": held.own, **shown})
    acts = Entry.objects.filter(actor_id__in=[str(user.public_id) for user in _accounts(sought)]).order_by("sequence")
    told["Journal"] = [
        {"date": entry.at.isoformat(), "acte": entry.action, "objet": f"{entry.object_type} {entry.object_id}"}
        for entry in acts
    ]
    return told


def model_labels() -> dict[str, str]:
    """The French name of each model of the register."""
    return {
        holding.model: str(model_of(holding)._meta.verbose_name)
        for treatment in register().treatments
        for holding in treatment.holdings
    }


def field_labels() -> dict[tuple[str, str], str]:
    """The French name of each field of the register, by (model, field)."""
    return {
        (holding.model, name): str(getattr(model_of(holding)._meta.get_field(name), "verbose_name", name))
        for treatment in register().treatments
        for holding in treatment.holdings
        for name in holding.fields
    }


def model_of(holding: Holding) -> type[models.Model]:
    """The model of a holding."""
    return apps.get_model(holding.model)


def _held_in(treatment: Treatment, holding: Holding, sought: Sought) -> Iterator[Held]:
    watched = (*holding.subject, *(name for name in holding.fields if name not in holding.subject))
    for row in _manager(holding).order_by("pk").iterator():
        named = tuple(name for name in watched if names_them(_plain(getattr(row, name)), sought))
        own = any(is_theirs(getattr(row, name), sought) for name in holding.subject)
        if named or _owned(row, holding, sought):
            yield Held(treatment, holding, row, named, own or _owned(row, holding, sought))


def _owned(row: models.Model, holding: Holding, sought: Sought) -> bool:
    owner = getattr(row, holding.owner, None) if holding.owner else None
    return owner is not None and (is_theirs(owner.email, sought) or is_theirs(owner.full_name, sought))


def _manager(holding: Holding) -> models.Manager[Any]:
    return model_of(holding)._default_manager


def _accounts(sought: Sought) -> list[User]:
    return [user for user in User.objects.all() if is_theirs(user.email, sought) or is_theirs(user.full_name, sought)]


def _label(row: models.Model, name: str) -> str:
    return str(getattr(row._meta.get_field(name), "verbose_name", name))


def _told(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)


def _plain(value: Any) -> Any:
    return value.name if isinstance(value, models.fields.files.FieldFile) else value
