"""Evaluates what AWS means with the TypeScript of this project, a service on the loopback interface. So each fact exists once.

The service is a child process. It ends when this process ends, because then its standard input ends.
"""

import http.client
import json
import subprocess
from pathlib import Path

_PATIENCE_SECONDS = 60


class SemanticsError(Exception):
    """The service does not know the operation, refuses its input, or does not answer."""


class _Service:
    def __init__(self, command):
        # This process writes nothing to the standard input. It only keeps it open
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], text=True
        )
        self._port = None

    def port(self):
        if self._port is None:
            line = self._process.stdout.readline().strip()
            if not line.isdecimal():
                raise SemanticsError(f"the service of aws-semantics did not start, and printed {line!r}")
            self._port = int(line)
        return self._port


_services: list[_Service] = []


def start(command) -> None:
    """Starts the service with this command line, and does not wait for it."""
    _services.append(_Service(command))


def wait() -> None:
    """Waits until the service accepts requests."""
    _services[-1].port()


def evaluate(operation, **facts):
    """The answer of the service for one operation."""
    connection = http.client.HTTPConnection("127.0.0.1", _services[-1].port(), timeout=_PATIENCE_SECONDS)
    try:
        connection.request("POST", f"/{operation}", json.dumps(facts))
        response = connection.getresponse()
        answer = response.read().decode()
    except OSError as error:
        raise SemanticsError(f"the service of aws-semantics does not answer {operation}: {error}") from error
    finally:
        connection.close()
    if response.status != 200:
        raise SemanticsError(f"the service of aws-semantics cannot answer {operation}: {answer}")
    return json.loads(answer)
