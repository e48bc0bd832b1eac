"""Keys of other accounts. The emulator searches all keys in the account of the caller."""

from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import kms


def _owner(key_id):
    try:
        return parse_arn(key_id).account_id
    except ArnParseError:
        return get_account_id()


def _resolve_key(key_id):
    """Finds a key or alias in the account that its ARN contains.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
    """
    with request_scope(_owner(key_id or ""), get_region()):
        return _emulated_resolve_key(key_id)


def key_policy_for_arn(resource_arn):
    record = _resolve_key(resource_arn)
    return (record.get("Policy") or "", _owner(resource_arn)) if record else None


_emulated_resolve_key = kms._resolve_key


def install() -> None:
    kms._resolve_key = _resolve_key
    kms.key_policy_for_arn = key_policy_for_arn
