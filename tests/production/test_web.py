"""The web server of production: what a reader can make the product believe, what it writes down,
and how it ends."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.servers import listens, wait_for

from .serving import probe, request, said, sent
from .test_settings import COMPLETE

pytestmark = pytest.mark.xdist_group("web server")


@pytest.mark.parametrize(
    "header",
    [
        "Client-Address: 203.0.113.9",
        "Client_Address: 203.0.113.9",
        "X-Forwarded-For: 203.0.113.9",
        "X_Forwarded_For: 203.0.113.9",
        "Remote_Addr: 203.0.113.9",
        "Forwarded: for=203.0.113.9",
    ],
)
def test_a_reader_does_not_choose_the_address_that_limits_count_by(served, header):
    port, _log = served
    assert said(port, "/", header)["address"] == "refused"
    told = said(port, "/", header, "Clientaddress: 198.51.100.7", header)
    assert told["address"] == "198.51.100.7"


def test_keys_and_passwords_of_the_process_are_in_no_request(served):
    port, _log = served
    environ = said(port, "/")["environ"]
    assert environ["HTTP_HOST"] == "klantmonitor.example"
    for name, value in COMPLETE.items():
        assert name not in environ, name
        assert name == "BASE_HOST" or value not in environ.values(), name


def test_a_name_of_the_environment_is_not_taken_out_of_a_request(served):
    """A header may be called as a variable of the process is."""
    port, _log = served
    assert said(port, "/", "Base-Host: other")["environ"]["HTTP_BASE_HOST"] == "other"


def test_what_failed_is_written_without_its_words(served):
    port, log = served
    answer = sent(port, request("/raise?Jansen-1973"))
    assert answer.startswith("HTTP/1.1 500") and "Jansen" not in answer
    written = log.read_text()
    assert "ValueError" in written and "probe.py" in written and "Jansen" not in written


def test_no_address_of_a_page_is_written(served):
    port, log = served
    said(port, "/v/123456789ABC")
    sent(port, "GET /v/123456789ABC HTTP/9.9\r\nHost klantmonitor\r\n\r\n")
    assert "123456789ABC" not in log.read_text()


@pytest.mark.parametrize(
    ("length", "read"),
    [
        ("Content-Length: 5\r\n\r\nhello", 5),
        ("Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n", 2),
    ],
)
def test_what_is_posted_arrives_whole(served, length, read):
    port, _log = served
    head = "POST /body HTTP/1.1\r\nHost: klantmonitor.example\r\nConnection: close\r\n"
    assert f'"body": {read}' in sent(port, head + length)


def test_who_sends_too_much_still_hears_the_answer(served):
    """The probe does not read it, as a page does not that finds it too large."""
    port, _log = served
    head = "POST / HTTP/1.1\r\nHost: klantmonitor.example\r\nConnection: close\r\n"
    for _ in range(3):
        answer = sent(port, f"{head}Content-Length: 8000000\r\n\r\n" + "a" * 8_000_000)
        assert answer.startswith("HTTP/1.1 200") and '"path": "/"' in answer


def test_a_worker_that_was_killed_is_replaced(tmp_path):
    log = tmp_path / "web.log"
    with probe(log, workers=1) as (port, process):
        (worker,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(worker), signal.SIGKILL)
        wait_for(lambda: log.read_text().count("Started worker-") == 2, "another", 60, process)
        assert said(port, "/")["path"] == "/"


def test_what_was_begun_is_finished_before_it_ends(tmp_path):
    with probe(tmp_path / "web.log", workers=1) as (port, process), ThreadPoolExecutor(1) as others:
        answer = others.submit(said, port, "/slow")
        time.sleep(0.4)
        process.terminate()
        assert answer.result()["path"] == "/slow"
        assert process.wait(20) == 0
        assert not listens(port)
