"""G2: a mark of its own in each personal field, then the walk of each role: nobody sees one that is not theirs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client
from pypdf import PdfReader

from maillage.programme.people.enums import Role
from maillage.programme.people.models import User
from maillage.programme.people.rules import may
from maillage.programme.privacy.enums import Erasure
from maillage.programme.privacy.register import register
from tests.factories.cast import make_user
from tests.factories.crawl import Visit, keep, links_of, read, walk
from tests.factories.planted import Field, name_of, plant
from tests.factories.whole import kept_for_a_module
from tests.field_readers import BY_LINK, READERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncommitted")]
MARK = re.compile(r"zq(\d{3})x")
# What an erasure takes away or hides speaks of someone; what it only strikes a name from is a text.
PERSONAL = {Erasure.ACCOUNT, Erasure.CLEAR, Erasure.FORGET, Erasure.ROW}


def personal() -> list[Field]:
    """Each field that speaks of a person by itself: those an erasure empties, and those that say whose a line is."""
    found = []
    for treatment in register().treatments:
        for holding in treatment.holdings:
            app, _, model = holding.model.partition(".")
            names = {name for name, rule in holding.fields.items() if rule in PERSONAL} | set(holding.subject)
            found += [apps.get_model(app, model)._meta.get_field(name) for name in sorted(names)]
    return [field for field in found if name_of(field) not in {"people.User.password", "people.User.sub"}]


@pytest.fixture(scope="module")
def marked(django_db_setup, django_db_blocker):
    """The demonstration, with a person of each role, and its marks; taken back after."""
    with kept_for_a_module(django_db_blocker) as links:
        people = {role: make_user(role) for role in Role}
        fields = personal()
        for number, field in enumerate(fields):
            plant(lambda _, row, number=number: f"zq{number:03}x{row}", [field])
        # The walker's own name stands on each of its pages.
        for role, user in people.items():
            User.objects.filter(pk=user.pk).update(full_name="Personne Fictive", email=f"{role.value}@cast.example")
        yield people, links


def visited(people: dict[Role, User], role: Role | None, *, most: int = 2) -> Visit:
    client = Client(raise_request_exception=False)
    if role is not None:
        client.force_login(people[role], backend="django.contrib.auth.backends.ModelBackend")
    return walk(client, most=most)


def texts_of(content: bytes) -> Iterator[str]:
    """All that a file says: its bytes, its parts when it is an archive, its pages when it is a PDF."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", "replace")
    elif content.startswith(b"%PDF"):
        for page in PdfReader(io.BytesIO(content)).pages:
            yield page.extract_text()
    else:
        yield content.decode("utf-8", "replace")


def seen(visit: Visit) -> dict[str, str]:
    """The personal fields that a walk showed, and where."""
    names = [name_of(field) for field in personal()]
    found: dict[str, str] = {}
    for address, content in [(key, page.getvalue()) for key, page in visit.pages.items()] + [*visit.files.items()]:
        for text in texts_of(content):
            for number in MARK.findall(text):
                found.setdefault(names[int(number)], address)
    return found


def betrayed(found: dict[str, str], role: Role | None) -> dict[str, str]:
    """What this role saw without the right to."""
    rights = None if role is None else {role}
    return {name: where for name, where in found.items() if not may(rights, READERS[name])}


def test_each_personal_field_says_who_may_read_it():
    assert {name_of(field) for field in personal()} == set(READERS)


def test_a_visitor_sees_no_personal_field(marked):
    people, _ = marked
    visit = visited(people, None)
    assert betrayed(seen(visit), None) == {}
    assert led(visit) == []


def led(visit: Visit) -> list[str]:
    """Addresses that carry a mark: a name never stands in an address."""
    links = [link for address, page in visit.pages.items() for link in links_of(read(page), address)]
    return [one for one in (*visit.pages, *visit.files, *links) if MARK.search(one)]


def test_a_link_of_a_mail_shows_the_one_that_it_was_sent_to(marked):
    _, links = marked
    visit = Visit()
    for link in links:
        keep(visit, link, Client().get(link))
    assert set(seen(visit)) <= BY_LINK
    names = [name_of(field) for field in personal()]
    mark = f"zq{names.index('governance.Representative.full_name'):03}x"
    shown = {one for page in visit.pages.values() for one in re.findall(rf"{mark}\d+", page.getvalue().decode())}
    assert len(shown) == 1


@pytest.mark.long
@pytest.mark.parametrize("role", Role)
def test_each_role_sees_only_what_is_its_own_to_read(marked, role, record_property):
    people, _ = marked
    visit = visited(people, role)
    found = seen(visit)
    record_property("champs personnels marqués", len(READERS))
    record_property(f"champs vus ({role.label})", len(found))
    assert betrayed(found, role) == {}
    assert led(visit) == []


def test_teeth_a_guard_that_lets_anyone_in_betrays_names(marked, monkeypatch):
    monkeypatch.setattr("maillage.programme.people.access.may", lambda roles, capability: True)
    people, _ = marked
    assert "governance.Representative.email" in betrayed(
        seen(visited(people, Role.PRESCRIBER, most=1)), Role.PRESCRIBER
    )
