"""Addresses of members, candidatures, instances, proposals and deadlines."""

from __future__ import annotations

from django.urls import path

from maillage.programme.governance.views import candidatures, committees, duties, home, members, people, proposals

patterns = [
    path("", home.home, name="home"),
    path("ouvrir/", home.open_governance, name="open"),
    path("composition/", home.composition, name="composition"),
    path("membres/", members.members, name="members"),
    path("membres/nouveau/", members.create, name="member_new"),
    path("membres/a-consolider/", members.to_consolidate, name="to_consolidate"),
    path("membres/contacts.csv", members.contacts_csv, name="contacts"),
    path("membres/<uuid:public_id>/", members.member, name="member"),
    path("membres/<uuid:public_id>/modifier/", members.edit, name="member_edit"),
    path("membres/<uuid:public_id>/etat/", members.status, name="member_status"),
    path("membres/<uuid:public_id>/charges/nouvelle/", people.charge_take, name="charge_take"),
    path("membres/<uuid:public_id>/charges/<int:number>/terminer/", people.charge_end, name="charge_end"),
    path("membres/<uuid:public_id>/personnes/nouvelle/", people.add, name="representative_add"),
    path("membres/<uuid:public_id>/personnes/<int:number>/modifier/", people.edit, name="representative_edit"),
    path("membres/<uuid:public_id>/personnes/<int:number>/retirer/", people.end, name="representative_end"),
    path("candidature/", candidatures.apply, name="candidature"),
    path("candidature/merci/", candidatures.thanks, name="candidature_thanks"),
    path("candidatures/", candidatures.queue, name="candidatures"),
    path("candidatures/<uuid:public_id>/repondre/", candidatures.answer, name="candidature_answer"),
    path("instances/", committees.committees, name="committees"),
    path("instances/nouvelle/", committees.create, name="committee_new"),
    path("instances/<uuid:public_id>/", committees.committee, name="committee"),
    path("instances/<uuid:public_id>/modifier/", committees.edit, name="committee_edit"),
    path("instances/<uuid:public_id>/sieges/nouveau/", committees.seat_add, name="seat_add"),
    path("instances/<uuid:public_id>/sieges/<int:number>/terminer/", committees.seat_end, name="seat_end"),
    path("propositions/", proposals.proposals, name="proposals"),
    path("propositions/nouvelle/", proposals.create, name="proposal_new"),
    path("propositions/<uuid:public_id>/", proposals.proposal, name="proposal"),
    path("propositions/<uuid:public_id>/amender/", proposals.amend, name="proposal_amend"),
    path("propositions/<uuid:public_id>/etape/<slug:event>/", proposals.move, name="proposal_move"),
    path("echeances/", duties.obligations, name="obligations"),
    path("echeances/nouvelle/", duties.create, name="obligation_new"),
    path("echeances/<int:number>/modifier/", duties.edit, name="obligation_edit"),
    path("echeances/<int:number>/faite/", duties.complete, name="obligation_done"),
    path("echeances/<int:number>/rouvrir/", duties.reopen, name="obligation_reopen"),
    path("agenda/<uuid:key>.ics", duties.feed, name="feed"),
]
