"""The text of a policy, which the emulator stores as text or as an object."""

import json


def text_of(policy):
    """The JSON of a policy. Empty if there is none."""
    return policy if isinstance(policy, str) else json.dumps(policy) if policy else ""
