"""Addresses of the directory."""

from __future__ import annotations

from django.urls import path

from maillage.programme.places.views import calendar, directory, editing, imports, orientation, sharing

app_name = "places"
urlpatterns = [
    path("lieux/", directory.places, name="places"),
    path("lieux/orientation/", orientation.orientation, name="orientation"),
    path("lieux/page-autonome.zip", sharing.standalone, name="standalone"),
    path("integrer/lieux/", sharing.embed, name="embed"),
    path("lieux/nouveau/", editing.create, name="create"),
    path("lieux/ressemblants/", editing.resembling, name="resembling"),
    path("lieux/importer/", imports.upload, name="import_upload"),
    path("lieux/importer/<uuid:key>/", imports.review, name="import_review"),
    path("lieux/importer/<uuid:key>/appliquer/", imports.apply, name="import_apply"),
    path("lieux/importer/<uuid:key>/abandonner/", imports.abandon, name="import_abandon"),
    path("lieux/imports/", imports.imports, name="imports"),
    path("lieux/imports/<int:number>/", imports.batch, name="import"),
    path("lieux/depliant.pdf", sharing.leaflet, name="leaflet"),
    path("lieux/<uuid:public_id>/fiche.pdf", sharing.sheet, name="sheet"),
    path("lieux/<uuid:public_id>/", directory.place, name="place"),
    path("lieux/<uuid:public_id>/passages.ics", sharing.calendar, name="calendar"),
    path("lieux/<uuid:public_id>/historique/", directory.history, name="history"),
    path("lieux/<uuid:public_id>/historique/revenir/", editing.undo, name="undo"),
    path("lieux/<uuid:public_id>/modifier/", editing.edit, name="edit"),
    path("lieux/<uuid:public_id>/fermer/", editing.close, name="close"),
    path("lieux/<uuid:public_id>/fermetures/", calendar.closures, name="closures"),
    path("lieux/<uuid:public_id>/fermetures/<int:number>/retirer/", calendar.closure_remove, name="closure_remove"),
    path("lieux/<uuid:public_id>/passages/", calendar.sessions, name="sessions"),
    path("lieux/<uuid:public_id>/passages/<uuid:session_id>/retirer/", calendar.session_remove, name="session_remove"),
]
