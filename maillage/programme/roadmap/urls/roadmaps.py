"""Addresses of roadmaps, actions and effects of proposals."""

from __future__ import annotations

from django.urls import path

from maillage.programme.roadmap.views import actions, effects, exchange, roadmaps

patterns = [
    path("", roadmaps.roadmaps, name="roadmaps"),
    path("nouvelle/", roadmaps.create, name="new"),
    path("<uuid:public_id>/", roadmaps.roadmap, name="roadmap"),
    path("<uuid:public_id>/modifier/", roadmaps.edit, name="edit"),
    path("<uuid:public_id>/etat/<slug:state>/", roadmaps.move, name="move"),
    path("<uuid:public_id>/axes/nouveau/", roadmaps.axis_new, name="axis_new"),
    path("<uuid:public_id>/axes/<int:number>/", roadmaps.axis_edit, name="axis_edit"),
    path("<uuid:public_id>/axes/<int:number>/objectifs/nouveau/", roadmaps.objective_new, name="objective_new"),
    path("<uuid:public_id>/objectifs/<int:number>/", roadmaps.objective_edit, name="objective_edit"),
    path("<uuid:public_id>/calendrier/", exchange.calendar, name="calendar"),
    path("<uuid:public_id>/versions/", exchange.versions, name="versions"),
    path("<uuid:public_id>/exporter/<str:kind>", exchange.export, name="export"),
    path("<uuid:public_id>/classeur/", exchange.workbook, name="workbook"),
    path("<uuid:public_id>/classeur/ecrire/", exchange.workbook_apply, name="workbook_apply"),
    path("<uuid:public_id>/actions/nouvelle/", actions.create, name="action_new"),
    path("actions/<uuid:public_id>/", actions.action, name="action"),
    path("actions/<uuid:public_id>/modifier/", actions.edit, name="action_edit"),
    path("actions/<uuid:public_id>/etat/", actions.status, name="action_status"),
    path("actions/<uuid:public_id>/notes/nouvelle/", actions.note, name="action_note"),
    path("actions/<uuid:public_id>/etapes/nouvelle/", actions.step, name="action_step"),
    path("actions/<uuid:public_id>/etapes/<int:number>/", actions.step_done, name="action_step_done"),
    path("actions/<uuid:public_id>/risques/nouveau/", actions.risk, name="action_risk"),
    path("actions/<uuid:public_id>/budget/", actions.budget, name="action_budget"),
    path("actions/<uuid:public_id>/decisions/", actions.decision, name="action_decision"),
    path("propositions/<uuid:public_id>/effets/", effects.effects, name="effects"),
    path("propositions/<uuid:public_id>/effets/creer/", effects.create_action, name="effect_create"),
    path("propositions/<uuid:public_id>/effets/modifier/", effects.update_action, name="effect_update"),
    path("propositions/<uuid:public_id>/effets/adopter/", effects.adopt_roadmap, name="effect_adopt"),
    path("propositions/<uuid:public_id>/effets/cible/", effects.set_target, name="effect_target"),
    path("propositions/<uuid:public_id>/effets/<int:number>/retirer/", effects.drop, name="effect_drop"),
]
