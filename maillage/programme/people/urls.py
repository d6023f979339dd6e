"""Addresses of accounts and users."""

from __future__ import annotations

from django.urls import path

from maillage.programme.people.views import accounts as views

app_name = "people"
urlpatterns = [
    path("connexion/", views.sign_in, name="login"),
    path("deconnexion/", views.sign_out, name="logout"),
    path("compte/", views.account, name="account"),
    path("compte/mot-de-passe/", views.password, name="password"),
    path("utilisateurs/", views.users, name="users"),
    path("utilisateurs/nouveau/", views.user_create, name="user_create"),
    path("utilisateurs/<uuid:public_id>/", views.user_edit, name="user_edit"),
]
