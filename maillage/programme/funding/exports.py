"""The list of agreements that the law publishes, in the columns of the national schema of subsidies."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from maillage.programme.funding.models import Agreement
from maillage.tables.cells import safe_cell

# Arrêté du 17 novembre 2017, « données essentielles des conventions de subvention ».
COLUMNS = (
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
)


def subsidies_csv(agreements: Iterable[Agreement]) -> bytes:
    """One line a signed agreement; a cell never begins a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in agreements:
        writer.writerow([safe_cell(cell) for cell in _row(one)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _row(one: Agreement) -> list[str]:
    request, member = one.beneficiary.request, one.beneficiary.member
    payments = sorted(payment.paid_on for payment in one.payments.all())
    return [
        request.envelope.funder.name,
        "",
        f"{one.signed_on:%Y-%m-%d}",
        one.number,
        member.display_name,
        member.siret or member.organisation.siren,
        request.action.title,
        f"{one.amount_eur:.2f}",
        "aide en numéraire",
        "unique" if len(payments) < 2 else "échelonné",
        f"{payments[0]:%Y-%m-%d}/{payments[-1]:%Y-%m-%d}" if payments else "",
        "",
        "non",
        f"{one.amount_eur / request.budget_eur:.2f}",
    ]
