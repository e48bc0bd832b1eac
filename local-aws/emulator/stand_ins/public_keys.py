"""The key pair that signs the digests of the local trail, and the operation that publishes its public key.

CloudTrail has separate key pairs for each region. Here, one key pair signs for all regions:
local-aws/trail-delivery.ts uses the file `digest-key.pem` in the emulator's folder.
"""

import base64
import hashlib
import sys
import time
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from ministack.core.responses import json_response
from ministack.services import cloudtrail

_YEAR = 365 * 86_400
_key = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
_valid_from, _valid_to = time.time() - _YEAR, time.time() + _YEAR


def _list_public_keys(request):
    """https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html"""
    der = _key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1)
    key = {
        "Value": base64.b64encode(der).decode(),
        "Fingerprint": hashlib.md5(der).hexdigest(),
        "ValidityStartTime": _valid_from,
        "ValidityEndTime": _valid_to,
    }
    is_valid = request.get("StartTime", 0) <= _valid_to and request.get("EndTime", _valid_to) >= _valid_from
    return json_response({"PublicKeyList": [key] if is_valid else []})


def install() -> None:
    file = Path(sys.argv[1]) / "digest-key.pem"
    file.touch(mode=0o600)
    file.write_bytes(
        _key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    cloudtrail._DISPATCH["ListPublicKeys"] = _list_public_keys
