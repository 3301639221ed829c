"""The e-mail desk, against a real mail server."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.conftest import FACTS
from unstuck.errors import DeskError
from unstuck.support.desk_notice import notice
from unstuck.support.mail_desk import Mail


def desk(port, scheme="smtp", user="", password=""):
    where = f"{user}@127.0.0.1" if user else "127.0.0.1"
    address = f"{scheme}://{where}:{port}"
    return Mail.at(address, to="team@example.com boss@example.com", sender="bot@example.com", password=password)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of 127.0.0.1 and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    day = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(day - timedelta(days=1))
        .not_valid_after(day + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "mail.pem"
    clear = serialization.NoEncryption()
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(encoding, form, clear) + made.public_bytes(encoding))
    return path


@pytest.fixture
def safe_server(mail_server, certificate):
    """A mail server that wants TLS and a password; and the passwords it was told."""
    told = []

    def check(server, session, envelope, mechanism, data):
        told.append((data.login, data.password))
        return AuthResult(success=data == type(data)(b"me@example.com", b"right"), handled=False)

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    box = mail_server(tls_context=context, require_starttls=True, authenticator=check, auth_required=True)
    return box, told


def test_a_ticket_arrives_as_a_mail(mail_server, ticket):
    box = mail_server()
    desk(box.port).deliver(notice(ticket, 1))
    (mail,) = box.mails
    assert (mail["To"], mail["From"]) == ("team@example.com, boss@example.com", "bot@example.com")
    assert mail["Subject"] == "[Unstuck] U-1001 Profile Photo Update Failed"
    body = mail.get_content()
    for part in ("Device: ipad", "Fixes tried: Restart", "Person: it says update failed", "Bot: Try this."):
        assert part in body


def test_a_second_try_is_the_same_mail_and_an_addition_answers_it(mail_server, tickets, ticket):
    box = mail_server()
    more = tickets.open("ann", "web", FACTS, [*ticket.transcript, ("user", "still")])
    for n in (1, 1, 2):
        desk(box.port).deliver(notice(more, n))
    first, again, added = box.mails
    assert first["Message-ID"] == again["Message-ID"] != added["Message-ID"]
    assert added["In-Reply-To"] == first["Message-ID"]
    assert added["Subject"].startswith("Re: ")


def test_nobody_can_write_headers_of_the_mail(mail_server, tickets):
    box = mail_server()
    facts = {"article": "x\r\nBcc: eve@example.com"}
    said = [("user", "a\n.\r\nQUIT\n\ud800\x1b[2J"), ("bot", "👍")]
    desk(box.port).deliver(notice(tickets.open("eve", "web", facts, said), 1))
    (mail,) = box.mails
    assert mail["Bcc"] is None
    assert "Person: a . QUIT [2J" in " ".join(mail.get_content().split())


@pytest.mark.parametrize(
    ("refusal", "code"), [("550 no such box", "desk_refused"), ("451 come back later", "desk_failed")]
)
def test_a_refusal_is_told_from_a_failure(mail_server, ticket, refusal, code):
    box = mail_server()
    box.refusal = refusal
    with pytest.raises(DeskError, match=refusal[:3]) as error:
        desk(box.port).deliver(notice(ticket, 1))
    assert error.value.code == code


def test_nobody_there_is_a_failure(ticket):
    with pytest.raises(DeskError) as error:
        desk(1).deliver(notice(ticket, 1))
    assert error.value.code == "desk_failed"


def test_the_password_goes_over_tls_only(safe_server, certificate, ticket, monkeypatch):
    box, told = safe_server
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    desk(box.port, "smtp+starttls", "me%40example.com", "right").deliver(notice(ticket, 1))
    assert len(box.mails) == 1
    assert told == [(b"me@example.com", b"right")]


def test_a_wrong_password_is_a_refusal(safe_server, certificate, ticket, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(DeskError) as error:
        desk(safe_server[0].port, "smtp+starttls", "me%40example.com", "wrong").deliver(notice(ticket, 1))
    assert error.value.code == "desk_refused"


@pytest.mark.parametrize("bare", [True, False])
def test_a_server_without_tls_or_with_a_strange_certificate_gets_nothing(safe_server, mail_server, ticket, bare):
    box, told = (mail_server(), []) if bare else safe_server
    with pytest.raises(DeskError):
        desk(box.port, "smtp+starttls", "me%40example.com", "right").deliver(notice(ticket, 1))
    assert (box.mails, told) == ([], [])
