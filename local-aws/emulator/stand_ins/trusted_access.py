"""Services with trusted access, and their delegated administrators."""

import time

from ministack.core.responses import error_response_json, get_account_id
from ministack.services import organizations

from .organization import management_of, refusing_members

# Management account -> {service principal: time at which trusted access was enabled}
_trusted_services: dict[str, dict[str, float]] = {}
# (account, service principal) -> time at which the account was registered as a delegated administrator
_administrators: dict[tuple[str, str], float] = {}


def administers(service):
    """Whether the caller's account is the management account or a delegated administrator of a service."""
    account_id = get_account_id()
    return account_id not in management_of or (account_id, service) in _administrators


def _enable_trusted_access(payload):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnableAWSServiceAccess.html"""
    _trusted_services.setdefault(get_account_id(), {}).setdefault(payload["ServicePrincipal"], time.time())
    return organizations._json(200, {})


def _disable_trusted_access(payload):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_DisableAWSServiceAccess.html"""
    _trusted_services.get(get_account_id(), {}).pop(payload["ServicePrincipal"], None)
    return organizations._json(200, {})


def _list_trusted_access(_payload):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAWSServiceAccessForOrganization.html"""
    enabled = _trusted_services.get(get_account_id(), {})
    return organizations._json(
        200,
        {
            "EnabledServicePrincipals": [
                {"ServicePrincipal": principal, "DateEnabled": when} for principal, when in enabled.items()
            ]
        },
    )


def _register(payload):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html"""
    name = (payload["AccountId"], payload["ServicePrincipal"])
    if management_of.get(name[0]) != get_account_id():
        return error_response_json("AccountNotFoundException", "There is no such account in the organization.", 400)
    if name in _administrators:
        message = "The account is a delegated administrator for this service already."
        return error_response_json("AccountAlreadyRegisteredException", message, 400)
    _administrators[name] = time.time()
    return organizations._json(200, {})


def _deregister(payload):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeregisterDelegatedAdministrator.html"""
    if _administrators.pop((payload["AccountId"], payload["ServicePrincipal"]), None) is None:
        return error_response_json("AccountNotRegisteredException", "The account is not registered.", 400)
    return organizations._json(200, {})


def _list(payload):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListDelegatedAdministrators.html"""
    found = [
        {**organizations._accounts[account_id], "DelegationEnabledDate": when}
        for (account_id, service), when in _administrators.items()
        if management_of[account_id] == get_account_id() and service == payload.get("ServicePrincipal", service)
    ]
    return organizations._json(200, {"DelegatedAdministrators": found})


def install() -> None:
    organizations._DISPATCH.update(
        DeregisterDelegatedAdministrator=refusing_members(_deregister),
        DisableAWSServiceAccess=refusing_members(_disable_trusted_access),
        EnableAWSServiceAccess=_enable_trusted_access,
        ListAWSServiceAccessForOrganization=refusing_members(_list_trusted_access),
        ListDelegatedAdministrators=refusing_members(_list),
        RegisterDelegatedAdministrator=refusing_members(_register),
    )
