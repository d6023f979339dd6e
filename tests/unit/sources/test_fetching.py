"""Downloads: resumed, retried, verified, refused; never half-written."""

from __future__ import annotations

import gzip
import hashlib
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage import __version__
from maillage.sources import fetching
from maillage.sources.addresses import check_address, check_redirect
from maillage.sources.fetching import Policy, Validators, fetch
from maillage.tables.errors import DataError

BODY = bytes(range(256)) * 2000
CUT = 300_000


def whole(exchange, **headers):
    exchange.give(200, BODY, ETag='"v1"', **headers)


def cut(exchange):
    """The announced length, then only a part of the bytes."""
    exchange.send_response(200)
    exchange.send_header("Content-Length", str(len(BODY)))
    exchange.send_header("ETag", '"v1"')
    exchange.end_headers()
    exchange.wfile.write(BODY[:CUT])
    exchange.close_connection = True


def rest(exchange):
    start = int(exchange.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    span = f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"
    exchange.give(206, BODY[start:], Content_Range=span, ETag='"v1"')


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_is_fetched_whole_and_politely(producer, policy, tmp_path):
    steps = []
    address = producer.at("/a.csv", whole)
    got = fetch(address, tmp_path / "a.csv", policy=policy, progress=lambda done, total: steps.append((done, total)))
    assert (tmp_path / "a.csv").read_bytes() == BODY
    assert (got.size, got.sha256) == (len(BODY), hashlib.sha256(BODY).hexdigest())
    assert steps[-1] == (len(BODY), len(BODY))
    assert producer.requests[0][1]["User-Agent"] == f"Maillage/{__version__}"
    assert left(tmp_path) == ["a.csv"]


def test_a_cut_is_resumed_where_it_stopped(producer, policy, tmp_path, waits):
    address = producer.at("/a.csv", cut, rest)
    fetch(address, tmp_path / "a.csv", policy=policy)
    assert (tmp_path / "a.csv").read_bytes() == BODY
    second = producer.requests[1][1]
    assert 0 < int(second["Range"].removeprefix("bytes=").removesuffix("-")) <= CUT
    assert second["If-Range"] == '"v1"'
    assert waits == [2.0]


def test_another_call_resumes_what_a_former_one_left(producer, policy, tmp_path):
    address = producer.at("/a.csv", cut)
    with pytest.raises(DataError, match="n’a pas abouti"):
        fetch(address, tmp_path / "a.csv", policy=replace(policy, attempts=1))
    assert left(tmp_path) == ["a.csv.part", "a.csv.part.json"]
    producer.at("/a.csv", rest)
    fetch(address, tmp_path / "a.csv", policy=policy)
    assert (tmp_path / "a.csv").read_bytes() == BODY
    assert left(tmp_path) == ["a.csv"]


def test_a_file_that_changed_is_not_glued_to_its_former_part(producer, policy, tmp_path):
    new = b"new" * 1000
    address = producer.at("/a.csv", cut, lambda x: x.give(200, new, ETag='"v2"'))
    fetch(address, tmp_path / "a.csv", policy=policy)
    assert (tmp_path / "a.csv").read_bytes() == new


def test_a_server_that_resumes_elsewhere_is_asked_again_from_the_start(producer, policy, tmp_path):
    wrong = f"bytes 5-{len(BODY) - 1}/{len(BODY)}"
    answers = (cut, lambda x: x.give(206, BODY[5:], Content_Range=wrong), whole)
    fetch(producer.at("/a.csv", *answers), tmp_path / "a.csv", policy=policy)
    assert (tmp_path / "a.csv").read_bytes() == BODY
    assert "Range" not in producer.requests[2][1]


@pytest.mark.parametrize(("header", "expected"), [("7", 7.0), ("9999", 120.0), ("", 2.0), ("soon", 2.0)])
def test_a_busy_server_is_given_the_time_it_asks_for(producer, policy, tmp_path, waits, header, expected):
    address = producer.at("/a.csv", lambda x: x.give(503, Retry_After=header), whole)
    fetch(address, tmp_path / "a.csv", policy=policy)
    assert waits == [expected]
    assert (tmp_path / "a.csv").read_bytes() == BODY


def test_a_date_in_retry_after_is_understood(producer, policy, tmp_path, waits):
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    fetch(producer.at("/a.csv", lambda x: x.give(429, Retry_After=later), whole), tmp_path / "a.csv", policy=policy)
    assert 25 <= waits[0] <= 30


def test_the_pause_doubles_and_the_attempts_end(producer, policy, tmp_path, waits):
    with pytest.raises(DataError, match=r"après 3 essais : le serveur répond 503\."):
        fetch(producer.at("/a.csv", lambda x: x.give(503)), tmp_path / "a.csv", policy=policy)
    assert waits == [2.0, 4.0]
    assert left(tmp_path) == []


def test_a_server_out_of_reach_is_said_to_be(producer, policy, tmp_path):
    closed = f"http://127.0.0.1:{unused_port()}/a.csv"
    with pytest.raises(DataError, match="le serveur est injoignable"):
        fetch(closed, tmp_path / "a.csv", policy=policy)
    assert left(tmp_path) == []


def test_a_truncated_file_never_takes_the_place_of_the_former_one(producer, policy, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"former")
    with pytest.raises(DataError, match="n’a pas abouti"):
        fetch(producer.at("/a.csv", cut, cut, cut), tmp_path / "a.csv", policy=policy)
    assert (tmp_path / "a.csv").read_bytes() == b"former"


@pytest.mark.parametrize("name", ["sha1", "sha256"])
def test_a_published_checksum_is_verified(producer, policy, tmp_path, name):
    address = producer.at("/a.csv", whole)
    right = hashlib.new(name, BODY).hexdigest()
    fetch(address, tmp_path / "a.csv", policy=policy, checksum=f"{name}:{right}")
    with pytest.raises(DataError, match="empreintes diffèrent"):
        fetch(address, tmp_path / "b.csv", policy=policy, checksum=f"{name}:{'0' * len(right)}")
    assert left(tmp_path) == ["a.csv"]


def test_teeth_without_the_verification_the_wrong_file_is_kept(producer, policy, tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "_verify", lambda *parts: None)
    fetch(producer.at("/a.csv", whole), tmp_path / "a.csv", policy=policy, checksum="sha256:00")
    assert left(tmp_path) == ["a.csv"]


def test_a_compressed_answer_is_opened(producer, policy, tmp_path):
    address = producer.at("/a.csv", lambda x: x.give(200, gzip.compress(BODY), Content_Encoding="gzip"))
    got = fetch(address, tmp_path / "a.csv", policy=policy)
    assert (tmp_path / "a.csv").read_bytes() == BODY
    assert got.size == len(BODY)
    assert producer.requests[0][1]["Accept-Encoding"] == "identity"
    assert left(tmp_path) == ["a.csv"]


def test_a_compressed_bomb_is_refused(producer, policy, tmp_path):
    bomb = gzip.compress(bytes(5_000_000))
    address = producer.at("/a.csv", lambda x: x.give(200, bomb, Content_Encoding="gzip"))
    with pytest.raises(DataError, match="dépasse la taille permise"):
        fetch(address, tmp_path / "a.csv", policy=replace(policy, max_bytes=1_000_000))
    assert left(tmp_path) == []


def test_an_unchanged_file_is_not_sent_again(producer, policy, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"ours")
    known = Validators('"v1"', "Mon, 02 Nov 2026 10:00:00 GMT")
    got = fetch(producer.at("/a.csv", lambda x: x.give(304)), tmp_path / "a.csv", policy=policy, known=known)
    assert got.unchanged
    assert producer.requests[0][1]["If-None-Match"] == '"v1"'
    assert producer.requests[0][1]["If-Modified-Since"] == known.last_modified
    assert (tmp_path / "a.csv").read_bytes() == b"ours"


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_over_the_limit_is_refused(producer, policy, tmp_path, announced):
    def endless(exchange):
        exchange.send_response(200)
        if announced:
            exchange.send_header("Content-Length", str(len(BODY)))
        exchange.send_header("Connection", "close")
        exchange.end_headers()
        exchange.wfile.write(BODY)
        exchange.close_connection = True

    with pytest.raises(DataError, match="limite"):
        fetch(producer.at("/a.csv", endless), tmp_path / "a.csv", policy=replace(policy, max_bytes=100_000))
    assert left(tmp_path) == []


def test_a_web_page_in_place_of_a_file_is_refused(producer, policy, tmp_path):
    address = producer.at("/a.csv", lambda x: x.give(200, b"<html>", Content_Type="text/html; charset=utf-8"))
    with pytest.raises(DataError, match="une page web"):
        fetch(address, tmp_path / "a.csv", policy=policy)
    with pytest.raises(DataError, match="répond 404"):
        fetch(f"{producer.address}/nowhere.csv", tmp_path / "a.csv", policy=policy)
    assert left(tmp_path) == []


def test_a_redirect_is_followed(producer, policy, tmp_path):
    producer.at("/b.csv", whole)
    address = producer.at("/a.csv", lambda x: x.give(302, Location="/b.csv"))
    fetch(address, tmp_path / "a.csv", policy=policy)
    assert (tmp_path / "a.csv").read_bytes() == BODY


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("file:///etc/passwd", "protocole « file »"),
        ("ftp://example.org/a", "protocole « ftp »"),
        ("http://169.254.169.254/latest", "réseau privé"),
        ("http://localhost:1/", "réseau privé"),
        ("http://[::1]/", "réseau privé"),
        ("/a.csv", "plus de 5 redirections"),
    ],
)
def test_a_redirect_elsewhere_than_the_public_web_is_refused(producer, policy, tmp_path, location, why):
    address = producer.at("/a.csv", lambda x: x.give(302, Location=location))
    with pytest.raises(DataError, match=why):
        fetch(address, tmp_path / "a.csv", policy=policy)
    assert left(tmp_path) == []


def test_teeth_the_tests_reach_127_0_0_1_only_because_they_say_so(producer, tmp_path):
    with pytest.raises(DataError, match="réseau privé"):
        fetch(producer.at("/a.csv", whole), tmp_path / "a.csv", policy=Policy(attempts=1))
    assert producer.requests == []


def test_a_name_that_changes_its_mind_after_the_check_is_refused(producer, policy, tmp_path, monkeypatch):
    # The check passes, the connection reaches a private host: what a rebinding name would do.
    monkeypatch.setattr(fetching, "check_address", lambda *args, **options: None)
    with pytest.raises(DataError, match="réseau privé"):
        fetch(producer.at("/a.csv", whole), tmp_path / "a.csv", policy=Policy(attempts=1))
    assert left(tmp_path) == []


@pytest.mark.parametrize("address", ["", "a.csv", "http://", "http://u:p@example.org/", "http://x:99999999/"])
def test_a_badly_written_address_is_refused(address):
    with pytest.raises(DataError, match="adresse est refusée"):
        check_address(address, resolve=False)


def test_encryption_is_not_given_up_on_the_way():
    with pytest.raises(DataError, match="chiffrement"):
        check_redirect("https://www.insee.fr/a", "http://www.insee.fr/a")
    check_redirect("http://www.insee.fr/a", "https://www.insee.fr/a")


@given(st.ip_addresses(v=4))
def test_only_public_addresses_pass(address):
    try:
        check_address(f"http://{address}/")
    except DataError:
        assert not address.is_global or address.is_multicast
    else:
        assert address.is_global
