"""Addresses of the money."""

from __future__ import annotations

from django.urls import path

from maillage.programme.funding.views import agreements, envelopes, requests, scenarios, trainings

app_name = "funding"
ONE = "demandes/<uuid:public_id>/"
urlpatterns = [
    path("", envelopes.home, name="home"),
    path("conventions-de-subvention.csv", envelopes.subsidies, name="subsidies"),
    path("enveloppes/nouvelle/", envelopes.open_new, name="envelope_new"),
    path("enveloppes/<slug:code>/", envelopes.envelope, name="envelope"),
    path("scenarios/", scenarios.scenarios, name="scenarios"),
    path("scenarios/nouveau/", scenarios.create, name="scenario_new"),
    path("scenarios/<uuid:public_id>/", scenarios.scenario, name="scenario"),
    path("scenarios/<uuid:public_id>/soumettre/", scenarios.submit, name="scenario_submit"),
    path("formations/", trainings.trainings, name="trainings"),
    path("formations/nouvelle/", trainings.create, name="training_new"),
    path("formations/<uuid:public_id>/", trainings.training, name="training"),
    path("formations/<uuid:public_id>/soumettre/", trainings.submit, name="training_submit"),
    path("propositions/<uuid:public_id>/effets/enveloppe/", scenarios.reserve, name="effect_use"),
    path("demandes/nouvelle/", requests.start, name="request_start"),
    path("enveloppes/<slug:code>/demander/<uuid:public_id>/", requests.create, name="request_new"),
    path(ONE, requests.detail, name="request"),
    path(f"{ONE}modifier/", requests.edit, name="request_edit"),
    path(f"{ONE}etape/<slug:event>/", requests.move, name="request_move"),
    path(f"{ONE}pieces/nouvelle/", requests.paper_add, name="paper_add"),
    path(f"{ONE}pieces/<int:number>/", requests.paper, name="paper"),
    path(f"{ONE}plan.<slug:code>", requests.plan, name="plan"),
    path(f"{ONE}beneficiaires/<int:number>/convention/", agreements.prepare, name="agreement_new"),
    path(f"{ONE}conventions/<int:number>/signer/", agreements.sign, name="agreement_sign"),
    path(f"{ONE}conventions/<int:number>/avenant/", agreements.amend, name="agreement_amend"),
    path(f"{ONE}conventions/<int:number>/verser/", agreements.pay, name="agreement_pay"),
    path(f"{ONE}conventions/<int:number>/depenses/", agreements.expense, name="expense_new"),
    path(f"{ONE}conventions/<int:number>/bilan/", agreements.report, name="report"),
    path(f"{ONE}conventions/<int:number>/restitution/", agreements.refund, name="refund"),
    path(f"{ONE}solder/", agreements.settle, name="settle"),
    path(f"{ONE}stagiaires/nouveau/", agreements.trainee, name="trainee_new"),
    path(f"{ONE}stagiaires.<slug:code>", agreements.trainees_file, name="trainees_file"),
    path(f"{ONE}conventions/<int:number>.<slug:code>", agreements.agreement_file, name="agreement_file"),
    path(f"{ONE}conventions/<int:number>/depenses.<slug:code>", agreements.expenses_file, name="expenses_file"),
]
