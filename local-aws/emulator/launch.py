"""Starts the emulator on two ports of the loopback interface: TLS, as on AWS, and HTTP without TLS, which must be refused.

usage: launch.py <folder for certificate and trust store> <TLS port> <plain port> <command of the service of aws-semantics...>
"""

import asyncio
import datetime
import ipaddress
import os
import sys
from pathlib import Path

# Every request must be signed, and policies are evaluated for it, as on AWS
os.environ.update(
    AUTH="true",
    BIND_HOST="127.0.0.1",
    MINISTACK_HOST="127.0.0.1",
    GATEWAY_PORT=sys.argv[2],
    USE_SSL="1",
    # These services would each listen on another port
    IOT_MTLS_ENABLED="false",
    SFTP_ENABLED="false",
    # State machines wait for a tenth of the time, because everything that they wait for runs on this machine
    SFN_WAIT_SCALE="0.1",
    # The secret of every account's root user
    AWS_SECRET_ACCESS_KEY="local",
)
os.environ.pop("AWS_ACCESS_KEY_ID", None)
os.environ.pop("AWS_SESSION_TOKEN", None)

import semantics  # noqa: E402

# It starts while this program loads the emulator
semantics.start(sys.argv[4:])

from cryptography import x509  # noqa: E402
from cryptography.hazmat.primitives import hashes, serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402
from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: E402
from cryptography.x509.oid import NameOID  # noqa: E402


def write_certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate of 127.0.0.1, and a Java trust store that contains it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "trailkeeper local AWS")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )

    pem, key_pem = folder / "certificate.pem", folder / "key.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_pem.touch(mode=0o600)
    key_pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    store = pkcs12.serialize_java_truststore(
        [pkcs12.PKCS12Certificate(certificate, b"local-aws")], serialization.BestAvailableEncryption(b"changeit")
    )
    (folder / "truststore.p12").write_bytes(store)
    return pem, key_pem


def main() -> None:
    certificate, key = write_certificate(Path(sys.argv[1]))

    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app

    import records_view
    import stand_ins

    stand_ins.install()
    records_view.install()
    semantics.wait()

    config = Config()
    config.bind = [f"127.0.0.1:{sys.argv[2]}"]
    config.insecure_bind = [f"127.0.0.1:{sys.argv[3]}"]
    config.certfile, config.keyfile = str(certificate), str(key)
    config.keep_alive_timeout = 75
    # HTTP/2, which Terraform would use, needs more processor time than HTTP/1.1
    config.alpn_protocols = ["http/1.1"]
    asyncio.run(serve(app, config))


if __name__ == "__main__":
    main()
