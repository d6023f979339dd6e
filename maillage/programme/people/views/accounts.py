"""Pages to see one's account, and to manage users."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.people import selectors
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.forms import PasswordForm, RolesForm, UserForm
from maillage.programme.people.rules import Capability
from maillage.programme.people.services import accounts as services
from maillage.programme.people.sessions import keep_session

LAST_ADMINISTRATOR = "Gardez au moins un administrateur actif : donnez d’abord ce rôle à une autre personne."


@requires(Capability.SEE_ACCOUNT)
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's own account."""
    user = current_user(request)
    roles = sorted(role.label for role in user.roles)
    return render(request, "people/account.html", {"person": user, "roles": roles})


@requires(Capability.CHANGE_PASSWORD)
@sensitive_post_parameters("current", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; the other sessions close, this one goes on."""
    user = current_user(request)
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        user = services.change_password(user=user, password=form.cleaned_data["password"], by=user)
        keep_session(request, user)
        messages.success(request, "Votre mot de passe est changé. Vos autres sessions sont fermées.")
        return redirect("people:account")
    return render(request, "people/password.html", {"form": form, "person": user})


@requires(Capability.MANAGE_USERS)
@require_safe
def users(request: HttpRequest) -> HttpResponse:
    """Every account."""
    people = [
        {"person": person, "roles": sorted(role.label for role in person.roles)}
        for person in selectors.users_for(current_user(request))
    ]
    return render(request, "people/users.html", {"people": people})


@requires(Capability.MANAGE_USERS)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def user_create(request: HttpRequest) -> HttpResponse:
    """Open an account for someone, with a password to change at the first visit."""
    viewer = current_user(request)
    form = UserForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        person = services.create_user(**form.cleaned_data, must_change_password=True, by=viewer)
        messages.success(request, f"Le compte de {person} est ouvert.")
        return redirect("people:users")
    return render(request, "people/user_create.html", {"form": form})


@requires(Capability.MANAGE_USERS)
@require_http_methods(["GET", "HEAD", "POST"])
def user_edit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Change the roles of an account, close it or open it again."""
    viewer = current_user(request)
    person = selectors.user_for(viewer, public_id)
    initial = {"roles": sorted(person.roles), "is_active": person.is_active}
    form = RolesForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.update_access(user=person, **form.cleaned_data, by=viewer)
        except services.NoAdministratorLeftError:
            form.add_error(None, LAST_ADMINISTRATOR)
        else:
            if person == viewer:
                keep_session(request, person)
            messages.success(request, f"Le compte de {person} est à jour.")
            return redirect("people:users")
    return render(request, "people/user_edit.html", {"form": form, "person": person})
