"""Closing, removing, renaming and suspending accounts, and paging in the lists of the organization.

In the emulator, lists have no pages, closed accounts have no state, and accounts cannot be removed or renamed.
"""

from ministack.core.responses import error_response_json
from ministack.services import organizations

from .organization import management_of, refusing_members

PAGE = 20


def _in_pages(key, items, payload):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html"""
    start = int(payload.get("NextToken") or 0)
    answer = {key: items[start : start + PAGE]}
    if start + PAGE < len(items):
        answer["NextToken"] = str(start + PAGE)
    return organizations._json(200, answer)


def _with_state(account):
    """Adds the state of an account, which has more values than its status.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
    """
    shown = organizations._public_account(account)
    return {**shown, "State": account.get("_State") or shown["Status"]}


def _list_accounts(payload):
    organizations._ensure_org()
    return _in_pages("Accounts", [_with_state(one) for one in organizations._accounts.values()], payload)


def _list_accounts_for_parent(payload):
    organizations._ensure_org()
    inside = [one for one in organizations._accounts.values() if one.get("_ParentId") == payload.get("ParentId")]
    return _in_pages("Accounts", [_with_state(one) for one in inside], payload)


def _list_units(payload):
    organizations._ensure_org()
    inside = [one for one in organizations._ous.values() if one.get("_ParentId") == payload.get("ParentId")]
    return _in_pages("OrganizationalUnits", [organizations._public_ou(one) for one in inside], payload)


def _changing(change):
    """An operation on one account."""

    def operation(payload):
        account = organizations._accounts.get(payload.get("AccountId"))
        if account is None:
            return error_response_json("AccountNotFoundException", "There is no such account.", 400)
        changed = change(account, payload)
        if changed is None:
            organizations._accounts.pop(account["Id"])
        else:
            organizations._accounts[account["Id"]] = changed
        return organizations._json(200, {})

    return operation


def _close(account, _payload):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html"""
    return {**account, "Status": "PENDING_CLOSURE", "_State": "PENDING_CLOSURE"}


def _rename(account, payload):
    """https://docs.aws.amazon.com/accounts/latest/reference/API_PutAccountName.html"""
    return {**account, "Name": payload["AccountName"]}


def _remove(account, _payload):
    """https://docs.aws.amazon.com/organizations/latest/APIReference/API_RemoveAccountFromOrganization.html"""
    management_of.pop(account["Id"], None)
    return None


def _set_state(account, payload):
    """Changes that only AWS makes, and no API: it suspends and reinstates accounts, and completes a closure."""
    state = payload["State"]
    return {**account, "Status": "ACTIVE" if state == "ACTIVE" else "SUSPENDED", "_State": state}


def install() -> None:
    organizations._DISPATCH.update(
        CloseAccount=refusing_members(_changing(_close)),
        ListAccounts=refusing_members(_list_accounts),
        ListAccountsForParent=refusing_members(_list_accounts_for_parent),
        ListOrganizationalUnitsForParent=refusing_members(_list_units),
        PutAccountName=refusing_members(_changing(_rename)),
        RemoveAccountFromOrganization=refusing_members(_changing(_remove)),
        SetAccountState=refusing_members(_changing(_set_state)),
    )
