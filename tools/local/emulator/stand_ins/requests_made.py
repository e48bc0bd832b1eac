"""Which actions the roles and users of each account asked for, on which resources: each once, in `requests.jsonl`.

The policy of the role that deploys is held to it. AWS has no such list; CloudTrail names operations, which are not always
the actions that policies name.
"""

import json
import sys
from pathlib import Path

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id

_made: set[tuple[str, ...]] = set()


def add(access_key_id, action, resource_arn):
    """Adds a request, unless a root user or a service made it: no policy of the account decides about those."""
    if not access_key_id or access_key_id.startswith("SERVICE.") or iam_evaluator.is_root_access_key(access_key_id):
        return
    made = (get_account_id(), action, resource_arn)
    if made in _made:
        return
    _made.add(made)
    with (Path(sys.argv[1]) / "requests.jsonl").open("a") as file:
        file.write(json.dumps(dict(zip(("account", "action", "resource"), made))) + "\n")
