"""Writes each action that Terraform requested in each account, with its resource, once to `requests.jsonl`.

A test compares the policy of the role that deploys with these actions. AWS has no such list: CloudTrail records names of
operations, which are not always the names of actions in policies.
"""

import json
import sys
from pathlib import Path

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id

_made: set[tuple[str, ...]] = set()


def add(access_key_id, action, resource_arn):
    """Adds a request of Terraform. Requests of root users are skipped, because no policy is evaluated for them."""
    signed = iam_evaluator._signed_request.get()
    program = signed.headers.get("user-agent", "") if signed else ""
    if "HashiCorp" not in program or iam_evaluator.is_root_access_key(access_key_id or ""):
        return
    made = (get_account_id(), action, resource_arn)
    if made in _made:
        return
    _made.add(made)
    with (Path(sys.argv[1]) / "requests.jsonl").open("a") as file:
        file.write(json.dumps(dict(zip(("account", "action", "resource"), made))) + "\n")
