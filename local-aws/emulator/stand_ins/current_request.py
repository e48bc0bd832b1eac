"""What one stand-in decides about the current request, for another stand-in."""

import contextvars

# Whether the policies allowed the current request
is_allowed: contextvars.ContextVar[bool] = contextvars.ContextVar("is_allowed", default=False)

# Account whose events an AWS service sends in the current request
sends_events_of: contextvars.ContextVar[str] = contextvars.ContextVar("sends_events_of", default="")
