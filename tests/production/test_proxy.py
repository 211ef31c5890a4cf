"""The proxy of production in front of its web server: deploy/Caddyfile as it stands, but for the
places that a container has (docs/deployment.md)."""

import json
import os
import shutil
import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.servers import ROOT, free_port, listens, running, wait_for

HOST = "klantmonitor.localhost"
pytestmark = [
    pytest.mark.xdist_group("web server"),
    pytest.mark.skipif(
        shutil.which("caddy") is None,
        reason="no proxy on this machine: apt-get install caddy (it starts a service there)",
    ),
]


def certificate(folder) -> None:
    """A certificate of our own for HOST, where the Caddyfile looks for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@pytest.fixture(scope="module")
def proxied(served, tmp_path_factory):
    """The proxy's port and its log, with the probe behind it."""
    folder = tmp_path_factory.mktemp("proxy")
    certificate(folder)
    port = free_port()
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    for ours, here in (
        ("{\n", "{\n\tadmin off\n\tauto_https disable_redirects\n"),
        ("/certificates", str(folder)),
        ("web:8000", f"127.0.0.1:{served[0]}"),
        ("read_body 60s", "read_body 2s"),
    ):
        assert ours in text
        text = text.replace(ours, here, 1 if ours == "{\n" else -1)
    (folder / "Caddyfile").write_text(text)
    env = os.environ | {"BASE_HOST": f"{HOST}:{port}", "HOME": str(folder)}
    line = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    log = folder / "caddy.log"
    with running(line, env=env, log=log) as process:
        wait_for(lambda: listens(port), "caddy", 30, process)
        yield port, log


def opened(port: int) -> ssl.SSLSocket:
    """A connection by TLS, as a browser makes it."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    line = socket.create_connection(("127.0.0.1", port), timeout=30)
    return context.wrap_socket(line, server_hostname=HOST)


def said(port: int, *headers: str, path: str = "/") -> dict:
    """What the probe tells of a GET that came by the proxy."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}:{port}", "Connection: close", *headers]
    heard = b""
    with opened(port) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        while piece := line.recv(65536):
            heard += piece
    head, _, body = heard.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    return json.loads(body)


@pytest.mark.parametrize(
    "header",
    [
        "Clientaddress: 203.0.113.9",
        "CLIENTADDRESS: 203.0.113.9",
        "Client_address: 203.0.113.9",
        "X-Forwarded-For: 203.0.113.9",
        "X_Forwarded_For: 203.0.113.9",
    ],
)
def test_the_proxy_says_who_asks_whatever_a_reader_sends(proxied, header):
    port, _log = proxied
    assert said(port, header)["address"] == "127.0.0.1"


def test_the_product_knows_that_it_was_asked_by_https(proxied):
    port, _log = proxied
    environ = said(port)["environ"]
    assert environ["HTTP_X_FORWARDED_PROTO"] == "https"
    assert environ["HTTP_HOST"] == f"{HOST}:{port}"


def test_no_request_is_written_down(proxied):
    port, log = proxied
    said(port, path="/v/123456789ABC")
    assert "123456789ABC" not in log.read_text()


def test_bodies_that_never_end_do_not_hold_the_product_up(proxied):
    """More of them than the web server has threads."""
    port, _log = proxied
    head = f"POST /body HTTP/1.1\r\nHost: {HOST}:{port}\r\nContent-Length: 9\r\n\r\nabc"
    lines = [opened(port) for _ in range(20)]
    for line in lines:
        line.sendall(head.encode())
    assert said(port)["path"] == "/"  # or nothing within half a minute
    for line in lines:
        line.close()
