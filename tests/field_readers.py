"""The one table of who may read what speaks of a person: every such field of the register stands here, with a right."""

from __future__ import annotations

from maillage.programme.people.rules import Capability

GOVERNANCE, GOVERN = Capability.SEE_GOVERNANCE, Capability.MANAGE_GOVERNANCE
PLACES, MONEY, ROADMAP = Capability.MANAGE_PLACES, Capability.SEE_FUNDING, Capability.SEE_ROADMAP

READERS: dict[str, Capability] = {
    "people.User.email": Capability.MANAGE_USERS,
    "people.User.full_name": Capability.MANAGE_USERS,
    "axes.AccessAttempt.username": Capability.SEE_JOURNAL,
    "axes.AccessFailureLog.username": Capability.SEE_JOURNAL,
    "axes.AccessLog.username": Capability.SEE_JOURNAL,
    "diagnosis.Run.requested_by": Capability.RUN_DIAGNOSIS,
    "siting.SitingScenario.by_label": Capability.RUN_DIAGNOSIS,
    "places.FieldValue.confirmed_by": Capability.EDIT_PLACES,
    **dict.fromkeys(
        (
            *("places.Report.contact", "places.Report.answered_by", "places.ConfirmationRequest.email"),
            *("places.DuplicatePair.decided_by", "places.Merge.by_label", "places.Merge.undone_by"),
            *("places.ImportBatch.by_label", "places.FieldConflict.decided_by"),
            *("places.ColumnMapping.by_label", "places.Campaign.by_label"),
        ),
        PLACES,
    ),
    **dict.fromkeys(
        (
            *("governance.Representative.email", "governance.Representative.phone"),
            *("governance.Invitation.email", "surveys.SurveyInvitation.email", "surveys.Survey.by_label"),
        ),
        GOVERN,
    ),
    **dict.fromkeys(
        (
            *("governance.Representative.civility", "governance.Representative.full_name"),
            *("governance.Representative.function", "governance.Attendance.full_name"),
            *("governance.Convocation.by_label", "governance.Erratum.by_label"),
            *("governance.MemberTransition.by_label", "governance.MinutesComment.by_label"),
            *("governance.ProposalVersion.by_label", "governance.ProposalStep.by_label"),
            *("governance.FollowUp.responsible", "governance.AgendaItem.rapporteur"),
        ),
        GOVERNANCE,
    ),
    **dict.fromkeys(
        (
            *("roadmap.RoadmapVersion.by_label", "roadmap.RoadmapTransition.by_label"),
            *("roadmap.Action.elected_sponsor", "roadmap.ActionNote.by_label"),
            *("roadmap.Measurement.by_label", "roadmap.WeatherReport.by_label"),
        ),
        ROADMAP,
    ),
    "funding.Trainee.full_name": Capability.MANAGE_FUNDING,
    **dict.fromkeys(
        (
            *("funding.Amendment.by_label", "funding.RequestTransition.by_label", "funding.FundingPaper.by_label"),
            *("funding.Payment.by_label", "funding.Expense.by_label", "funding.Scenario.by_label"),
        ),
        MONEY,
    ),
}
# A link of a mail is a right of its own: what it shows of people.
BY_LINK = {"governance.Representative.full_name", "governance.AgendaItem.rapporteur"}
