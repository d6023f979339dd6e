"""Addresses of relevés and questionnaires."""

from __future__ import annotations

from django.urls import path

from maillage.programme.governance.views import minutes, questionnaires, readings

patterns = [
    path("releves/", minutes.published, name="published"),
    path("releves/reprendre/", readings.upload, name="reading_upload"),
    path("releves/reprendre/<uuid:key>/", readings.reading, name="reading"),
    path("releves/reprendre/<uuid:key>/abandonner/", readings.drop, name="reading_drop"),
    path("releves/<uuid:public_id>/", minutes.published_one, name="published_one"),
    path("releves/<uuid:public_id>/releve.<str:code>", minutes.published_file, name="published_file"),
    path("reunions/<uuid:public_id>/releve/", minutes.minutes_page, name="minutes"),
    path("reunions/<uuid:public_id>/releve/commencer/", minutes.begin, name="minutes_begin"),
    path("reunions/<uuid:public_id>/releve/signer/", minutes.sign, name="minutes_sign"),
    path("reunions/<uuid:public_id>/releve/remarques/", minutes.comment, name="minutes_comment"),
    path("reunions/<uuid:public_id>/releve/remarques/<int:comment_id>/", minutes.resolve, name="minutes_resolve"),
    path("reunions/<uuid:public_id>/releve/etapes/<str:name>/", minutes.step, name="minutes_step"),
    path("reunions/<uuid:public_id>/releve.<str:code>", minutes.export, name="minutes_export"),
    path("questionnaires/", questionnaires.questionnaires, name="surveys"),
    path("questionnaires/nouveau/", questionnaires.create, name="questionnaire_new"),
    path("questionnaires/<uuid:public_id>/", questionnaires.questionnaire, name="questionnaire"),
    path("questionnaires/<uuid:public_id>/envoyer/", questionnaires.send, name="questionnaire_send"),
]
