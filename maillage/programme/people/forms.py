"""What people type to sign in, to change their password and to manage accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest

from maillage.design.fields import EmailField
from maillage.programme.people import selectors
from maillage.programme.people.enums import Role
from maillage.programme.people.models import Organisation, User
from maillage.programme.people.passwords import LONGEST_PASSWORD
from maillage.programme.people.validators import HELP


def _password(label: str, *, new: bool, hint: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password" if new else "current-password"})
    # One more than the limit, so that the rule itself explains a password that is too long.
    return forms.CharField(label=label, widget=widget, help_text=hint, strip=False, max_length=LONGEST_PASSWORD + 1)


def _roles() -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label="Rôles",
        choices=Role.choices,
        coerce=Role,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Les droits de la personne en découlent. Sans rôle, elle n’accède qu’à son compte.",
    )


class LoginForm(forms.Form):
    """E-mail address and password."""

    email = EmailField(
        label="Adresse électronique",
        help_text="Format attendu : nom@domaine.fr",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = _password("Mot de passe", new=False)

    def clean_email(self) -> str:
        """The address in lower case, so that failures count together whatever the case typed."""
        return str(self.cleaned_data["email"]).lower()


class CodeForm(forms.Form):
    """The six digits that an application shows, or a recovery code."""

    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="Les six chiffres de votre application, ou un code de secours.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"}),
    )


class ConfirmForm(forms.Form):
    """The password again, before the ways to sign in change; failures count with those of the sign-in."""

    password = _password("Votre mot de passe", new=False)

    def __init__(self, *args: Any, user: User, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.request = user, request

    def clean_password(self) -> str:
        """The password, when it is right."""
        password = str(self.cleaned_data["password"])
        if authenticate(self.request, email=self.user.email, password=password) != self.user:
            raise forms.ValidationError("Ce n’est pas votre mot de passe. Vérifiez-le et recommencez.")
        return password


class PasswordForm(forms.Form):
    """The present password, then the new one."""

    current = _password("Mot de passe actuel", new=False)
    password = _password("Nouveau mot de passe", new=True, hint=HELP)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self) -> str:
        """The present password, when it is right."""
        current = str(self.cleaned_data["current"])
        if not self.user.check_password(current):
            raise forms.ValidationError("Ce n’est pas votre mot de passe actuel. Vérifiez-le et recommencez.")
        return current

    def clean_password(self) -> str:
        """The new password, when it follows the rules."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password


class UserForm(forms.Form):
    """A new account."""

    full_name = forms.CharField(
        label="Nom complet", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = EmailField(label="Adresse électronique", help_text="Format attendu : nom@domaine.fr", max_length=254)
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label="Organisation", queryset=None, required=False, empty_label="Aucune"
    )
    roles = _roles()
    password = _password("Mot de passe provisoire", new=True, hint=f"La personne devra le changer. {HELP}")

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations: forms.ModelChoiceField[Organisation] = self.fields["organisation"]  # type: ignore[assignment]
        organisations.queryset = selectors.organisations_for(viewer)

    def clean_email(self) -> str:
        """The address, when nobody has it yet."""
        email = str(self.cleaned_data["email"]).lower()
        if selectors.email_is_taken(email):
            raise forms.ValidationError(
                "Un compte existe déjà avec cette adresse. Modifiez ce compte, ou changez l’adresse."
            )
        return email

    def clean(self) -> dict[str, Any]:
        """The password is judged knowing the name and the address."""
        cleaned = super().clean() or self.cleaned_data
        if "password" in cleaned:
            person = User(email=cleaned.get("email", ""), full_name=cleaned.get("full_name", ""))
            try:
                validate_password(cleaned["password"], person)
            except forms.ValidationError as refusal:
                self.add_error("password", refusal)
        return cleaned


class RolesForm(forms.Form):
    """The roles of an account, and whether it is open."""

    roles = _roles()
    is_active = forms.BooleanField(
        label="Compte actif",
        required=False,
        help_text="Décochez pour fermer le compte : la personne ne pourra plus se connecter.",
    )
