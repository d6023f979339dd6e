"""Addresses of accounts and users."""

from __future__ import annotations

from django.urls import path

from maillage.programme.people import provider
from maillage.programme.people.views import accounts, security, sign_in

app_name = "people"
urlpatterns = [
    path("connexion/", sign_in.sign_in, name="login"),
    path("connexion/code/", sign_in.code, name="code"),
    path("connexion/cle/defi/", sign_in.passkey_challenge, name="passkey_challenge"),
    path("connexion/cle/", sign_in.passkey_sign_in, name="passkey_sign_in"),
    path("connexion/fournisseur/", provider.start, name="provider"),
    path("connexion/fournisseur/retour/", provider.back, name="provider_back"),
    path("deconnexion/", sign_in.sign_out, name="logout"),
    path("compte/", accounts.account, name="account"),
    path("compte/mot-de-passe/", accounts.password, name="password"),
    path("compte/securite/", security.security, name="security"),
    path("compte/securite/confirmer/", security.confirm_page, name="confirm"),
    path("compte/securite/code/", security.code_set, name="code_set"),
    path("compte/securite/code/retirer/", security.code_remove, name="code_remove"),
    path("compte/securite/secours/", security.recovery, name="recovery"),
    path("compte/securite/cle/defi/", security.passkey_options, name="passkey_options"),
    path("compte/securite/cle/", security.passkey_add, name="passkey_add"),
    path("compte/securite/cle/<int:number>/retirer/", security.passkey_remove, name="passkey_remove"),
    path("compte/securite/session/<uuid:public_id>/fermer/", security.session_close, name="session_close"),
    path("utilisateurs/", accounts.users, name="users"),
    path("utilisateurs/nouveau/", accounts.user_create, name="user_create"),
    path("utilisateurs/<uuid:public_id>/", accounts.user_edit, name="user_edit"),
]
