"""Addresses of the register and of the rights of people."""

from __future__ import annotations

from django.urls import path

from maillage.programme.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.register_page, name="register"),
    path("registre.csv", views.register_file, name="register_csv"),
    path("droits/", views.rights, name="rights"),
    path("droits/dossier.json", views.rights_file, name="rights_file"),
    path("droits/effacer/", views.erase, name="erase"),
]
