"""The relevé: written from the records, read over, approved, signed, immutable; its public version names no one."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path

import docx
import pikepdf
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from odfdo import Document

from maillage.cli import main
from maillage.programme.governance.demonstration import load_demonstration_governance, story
from maillage.programme.governance.enums import MeetingState, MinutesState
from maillage.programme.governance.models import (
    Attendance,
    Decision,
    Intervention,
    Meeting,
    Minutes,
    MinutesComment,
    Obligation,
)
from maillage.programme.governance.selectors.minutes import AlteredMinutesError, document_of
from maillage.programme.governance.services import minutes as services
from maillage.programme.journal.models import Entry
from maillage.programme.people.enums import Role
from maillage.tables.minutes import MinutesDocument
from maillage.tables.minutes_json import document_as_json, document_from_json
from tests.factories.cast import make_user
from tests.factories.places import TODAY, make_geography

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NAMES = [name for bodies in story()["members"].values() for body in bodies for _, name, _ in body["people"]]
FICTION = """Réunion du COPIL fictif du 12 mars 2026

Étaient présents :
Services de l’État
- Madame FICTIVE, représentante de la préfecture
Collectivités territoriales
- Monsieur IMAGINAIRE, maire de Sarcelles

1. Bilan de l’année

Madame FICTIVE présente le bilan. Une enveloppe de 12 000 € reste disponible avant le 30 juin 2026.

2. Calendrier

Le calendrier est adopté à l’unanimité.
"""


@pytest.fixture(autouse=True)
def _story(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    make_geography()
    load_demonstration_governance(by="test", today=TODAY)


@pytest.fixture
def signed() -> Minutes:
    return Minutes.objects.get()


@pytest.fixture
def draft() -> Minutes:
    """The relevé of a working group, not approved yet."""
    meeting = Meeting.objects.filter(state=MeetingState.HELD, minutes__isnull=True).first()
    assert meeting is not None
    return services.begin_minutes(meeting=meeting, by="test")


def signed_in(client, role: Role):
    client.force_login(make_user(role), backend=BACKEND)
    return client


def address(minutes: Minutes, tail: str = "") -> str:
    return f"/gouvernance/reunions/{minutes.meeting.public_id}/releve/{tail}"


def text_of(document: MinutesDocument) -> str:
    return str(document_as_json(document))


def test_the_launch_meeting_is_whole(signed):
    document = document_of(signed)
    assert [len(college.participants) for college in document.colleges] == [7, 13, 6, 8]
    assert len(document.chapters) == 5
    assert document.signatory is not None
    assert document.status == ""
    for said in ("59 700 €", "par consensus", "adopted", "2024-10-31", "27, dont 3 itinérantes"):
        assert said in text_of(document)


def test_a_document_survives_json(signed):
    document = document_of(signed)
    assert document_from_json(document_as_json(document)) == document


@pytest.mark.parametrize("code", ["pdf", "odt", "docx", "html"])
def test_each_format_says_the_meeting_and_the_public_one_names_no_one(client, signed, code):
    member = signed_in(client, Role.MEMBER)
    whole = read(member.get(f"/gouvernance/reunions/{signed.meeting.public_id}/releve.{code}").content, code)
    public = read(client.get(f"/gouvernance/releves/{signed.meeting.public_id}/releve.{code}").content, code)
    assert "ALIZÉ" in whole
    assert "taux" not in whole
    assert "59 700" in whole.replace("\u202f", " ").replace("\u00a0", " ")
    assert [name for name in NAMES if name in public] == []
    assert "secrétaire générale adjointe" in public.lower()


def read(content: bytes, code: str) -> str:
    if code == "pdf":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang).startswith("fr")
        from pypdf import PdfReader

        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if code == "odt":
        return Document(io.BytesIO(content)).get_formatted_text()
    if code == "docx":
        document = docx.Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    return content.decode()


def test_a_signed_text_ignores_what_changes_in_the_records_after(signed):
    before = text_of(document_of(signed))
    Intervention.objects.update(text="Tout autre chose")
    Attendance.objects.all().delete()
    assert text_of(document_of(signed)) == before


def test_a_text_altered_in_the_database_is_seen(signed):
    content = signed.content | {"title": "Autre titre"}
    Minutes.objects.filter(pk=signed.pk).update(content=content)
    signed.refresh_from_db()
    with pytest.raises(AlteredMinutesError):
        document_of(signed)


def test_the_journal_holds_the_digest_that_was_signed(signed):
    entry = Entry.objects.get(action="minutes.signed")
    assert entry.details["sha256"] == signed.sha256


@pytest.mark.parametrize("name", ["textes", "relecture", "approbation", "reprise"])
def test_a_published_relevé_takes_no_step_back(client, signed, name):
    signed_in(client, Role.CO_PILOT)
    sent = {"closing": "x", "next_steps": "x", "until": "2030-01-01"}
    client.post(address(signed, f"etapes/{name}/"), sent)
    signed.refresh_from_db()
    assert signed.state == MinutesState.PUBLISHED
    assert signed.closing != "x"


def test_an_erratum_is_added_beside_the_signed_text(client, signed):
    signed_in(client, Role.CO_PILOT)
    kept = signed.sha256
    client.post(address(signed, "etapes/erratum/"), {"text": "Lire 28 et non 27."})
    signed.refresh_from_db()
    assert signed.sha256 == kept
    assert "Lire 28 et non 27." in client.get(address(signed)).content.decode()


def test_a_remark_must_be_dealt_with_before_approval(client, draft):
    signed_in(client, Role.CO_PILOT)
    until = timezone.localdate() + timedelta(days=5)
    client.post(address(draft, "etapes/relecture/"), {"until": until.isoformat()})
    client.post(address(draft, "remarques/"), {"paragraph": "1.1", "text": "Préciser le montant"})
    assert (
        "Répondez d’abord à la remarque"
        in client.post(address(draft, "etapes/approbation/"), follow=True).content.decode()
    )
    comment = MinutesComment.objects.get()
    client.post(address(draft, f"remarques/{comment.pk}/"))
    client.post(address(draft, "etapes/approbation/"))
    draft.refresh_from_db()
    assert draft.state == MinutesState.APPROVED


def test_only_who_may_sign_signs_and_only_once(client, draft):
    services.approve_minutes(minutes=draft, by="test")
    sent = {"signatory": "Madame FICTIVE", "function": "La préfète"}
    assert signed_in(client, Role.COORDINATOR).post(address(draft, "signer/"), sent).status_code == 403
    signed_in(client, Role.CO_PILOT)
    client.post(address(draft, "signer/"), sent)
    draft.refresh_from_db()
    assert (draft.state, draft.signatory) == (MinutesState.SIGNED, "Madame FICTIVE")
    client.post(address(draft, "signer/"), sent | {"signatory": "Un autre"})
    draft.refresh_from_db()
    assert draft.signatory == "Madame FICTIVE"


def test_a_relevé_that_is_not_published_is_not_found_by_the_public(client, draft):
    public = f"/gouvernance/releves/{draft.meeting.public_id}/"
    assert client.get(public).status_code == 404
    assert client.get(f"{public}releve.pdf").status_code == 404


def test_a_draft_says_that_it_is_one(client, draft):
    assert "Projet" in signed_in(client, Role.MEMBER).get(address(draft)).content.decode()


def test_points_of_the_co_pilots_never_enter_a_relevé(draft):
    draft.meeting.items.create(position=9, title="Point réservé", confidentiality="internal", notes="secret")
    assert "réservé" not in text_of(document_of(draft))


def test_the_command_writes_the_relevé(signed, tmp_path):
    out = tmp_path / "releve.pdf"
    result = CliRunner().invoke(main, ["minutes", str(signed.meeting.public_id), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"%PDF")
    missing = CliRunner().invoke(main, ["minutes", "00000000-0000-4000-8000-000000000000"])
    assert (missing.exit_code, "n’est pas commencé" in missing.output) == (1, True)


def bring(client, text: str = FICTION, name: str = "releve.txt"):
    return client.post("/gouvernance/releves/reprendre/", {"file": SimpleUploadedFile(name, text.encode())})


def test_existing_minutes_are_validated_by_a_person(client, settings):
    signed_in(client, Role.CO_PILOT)
    review = bring(client).headers["Location"]
    page = client.get(review).content.decode()
    for said in ("IMAGINAIRE", "12\u202f000", "30 juin 2026", "Bilan de l’année"):
        assert said in page.replace("\u00a0", " ") or said in page
    assert 'id="ligne-7"' in page
    assert 'href="#ligne-7"' in page
    assert 'value="2026-03-12"' in page
    again = client.post(review, {"people": ["0"], "title": "Gardé"}).content.decode()
    assert re.findall(r'name="people" value="(\d)" checked', again) == ["0"]
    assert Meeting.objects.filter(title="Gardé").count() == 0
    committee = Meeting.objects.first().committee
    sent = {
        "committee": committee.pk,
        "title": "COPIL repris",
        "held_on": "2026-03-12",
        "people": ["1"],
        "college-1": "operator",
        "chapters": ["0", "1"],
        "decisions": ["0"],
        "deadlines": ["0"],
    }
    assert client.post(review, sent).status_code == 302
    meeting = Meeting.objects.get(title="COPIL repris")
    assert [(one.full_name, one.college.kind) for one in meeting.attendances.all()] == [("IMAGINAIRE", "operator")]
    assert [item.title for item in meeting.items.all()] == ["Bilan de l’année", "Calendrier"]
    assert Decision.objects.get(item__meeting=meeting).outcome == "adopted"
    assert Obligation.objects.get(meeting=meeting).due_on.isoformat() == "2026-06-30"
    assert list((Path(settings.MEDIA_ROOT) / "releves-a-valider").iterdir()) == []


def test_nothing_is_kept_of_a_file_that_is_abandoned(client, settings):
    signed_in(client, Role.CO_PILOT)
    before = Meeting.objects.count()
    review = bring(client).headers["Location"]
    client.post(f"{review}abandonner/")
    assert client.get(review).status_code == 404
    assert Meeting.objects.count() == before
    assert list((Path(settings.MEDIA_ROOT) / "releves-a-valider").iterdir()) == []


@pytest.mark.parametrize(("name", "content"), [("a.exe", "x"), ("a.pdf", "%PDF-1.7 tronqué"), ("a.docx", "PK abîmé")])
def test_a_file_that_cannot_be_read_is_refused_and_goes(client, settings, name, content):
    signed_in(client, Role.CO_PILOT)
    response = bring(client, content, name)
    assert response.status_code == 200
    assert "field__error" in response.content.decode()
    folder = Path(settings.MEDIA_ROOT) / "releves-a-valider"
    assert not folder.exists() or list(folder.iterdir()) == []
