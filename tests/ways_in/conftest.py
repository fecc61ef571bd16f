"""Real servers on loopback, started here and stopped by their id: OpenSSH's sftp, an S3 endpoint, PostgreSQL."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from data_contracts import Contract, Server
from data_contracts.reader import read_contract
from tests.conftest import leave_out
from tests.intake.conftest import county  # noqa: F401  (a fixture)

FIXTURES = Path(__file__).parents[1] / "fixtures" / "ways"
KEY, HIDDEN = "AKIDFORTESTS", "hidden-key-for-tests"


def contract(feed: str, server: Server | None = None) -> Contract:
    """A contract of tests/fixtures/ways, its server moved to loopback."""
    read = read_contract(FIXTURES / f"{feed}.odcs.yaml")
    moved = server or read.delivery.server
    return replace(read, delivery=replace(read.delivery, server=moved))


@dataclass
class Shelf:
    """A folder on a server: the agency's hand, which puts files there, and the contract and secrets of our side."""

    contract: Contract
    secrets: dict[str, str]
    put: Callable[[str, bytes], None]


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Returns once something answers on the port."""
    for _ in range(300):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError(f"{process.args[0]} did not start")


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    process.wait(timeout=20)


@dataclass
class Sshd:
    port: int
    host_key: str
    private_key: str
    process: subprocess.Popen


@pytest.fixture(scope="session")
def sshd(tmp_path_factory) -> Iterator[Sshd]:
    """OpenSSH's server with a host key and a user's key of its own."""
    program = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin")
    if program is None or shutil.which("ssh-keygen") is None:
        leave_out("files fetched by SFTP", "openssh-server")
    folder = tmp_path_factory.mktemp("sshd")
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder / name], check=True)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    port = free_port()
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/user.pub\n"
        "Subsystem sftp internal-sftp\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
        f"PermitRootLogin prohibit-password\nPidFile {folder}/pid\n"
    )
    process = subprocess.Popen([program, "-D", "-e", "-f", folder / "config"], stderr=(folder / "log").open("w"))
    wait_for(port, process)
    key = " ".join((folder / "host.pub").read_text().split()[:2])
    yield Sshd(port, key, (folder / "user").read_text(), process)
    stop(process)


@pytest.fixture
def sftp_shelf(sshd, tmp_path) -> Shelf:
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    server = Server("sftp", "127.0.0.1", sshd.port, getpass.getuser(), str(outbox), host_key=sshd.host_key)

    def put(name: str, content: bytes) -> None:
        (outbox / name).write_bytes(content)

    return Shelf(contract("clinic__sent", server), {"TWOGEN_SECRET_CLINIC__SENT": sshd.private_key}, put)


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """moto's S3, which keeps objects in memory."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3_shelf(s3_endpoint, tmp_path) -> Shelf:
    import s3fs

    bucket = f"bucket-{abs(hash(tmp_path)) % 10**9}"
    agency = s3fs.S3FileSystem(key=KEY, secret=HIDDEN, endpoint_url=s3_endpoint, use_listings_cache=False)
    agency.mkdir(bucket)
    server = Server("s3", folder=f"{bucket}/outbox", endpoint=s3_endpoint)
    secrets = {"TWOGEN_SECRET_CLINIC__BUCKET": f"{KEY}:{HIDDEN}"}
    agency.pipe_file(f"{bucket}/outbox/read me.txt", b"files for the county")

    def put(name: str, content: bytes) -> None:
        agency.pipe_file(f"{bucket}/outbox/{name}", content)

    return Shelf(contract("clinic__bucket", server), secrets, put)


@pytest.fixture(params=["sftp", "s3"])
def shelf(request) -> Shelf:
    return request.getfixturevalue(f"{request.param}_shelf")


@dataclass
class Postgres:
    """A PostgreSQL with a database `clinic`; `run` is its owner's hand."""

    port: int
    password: str

    def run(self, *statements: str) -> None:
        import psycopg

        with psycopg.connect(
            host="127.0.0.1", port=self.port, dbname="clinic", user="owner", password=self.password, autocommit=True
        ) as con:
            for statement in statements:
                con.execute(statement)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Debian's PostgreSQL in a folder of its own. It refuses to run as root, so root starts it as another user."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [Path(p).parent for p in [shutil.which("postgres")] if p]
    if not found:
        leave_out("rows fetched from PostgreSQL", "postgresql")
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    folder, password, port = Path(tempfile.mkdtemp(prefix="twogen-pg-")), "pass word'for tests", free_port()
    (folder / "password").write_text(password + "\n")
    (folder / "data").mkdir()
    if user:
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, "postgres", "postgres")
    init = [found[-1] / "initdb", "-D", folder / "data", "-U", "owner", "--auth=scram-sha-256", f"--pwfile={folder}/password"]
    subprocess.run([*init, "--no-sync"], check=True, capture_output=True, cwd=folder, **user)
    start = [found[-1] / "postgres", "-D", folder / "data", "-k", folder, "-h", "127.0.0.1", "-p", str(port), "-F"]
    process = subprocess.Popen(start, stderr=subprocess.DEVNULL, cwd=folder, **user)
    try:
        wait_for(port, process)
        yield _with_database(Postgres(port, password))
    finally:
        stop(process)
        shutil.rmtree(folder)


def _with_database(server: Postgres) -> Postgres:
    import psycopg

    for _ in range(100):
        try:
            con = psycopg.connect(
                host="127.0.0.1", port=server.port, dbname="postgres", user="owner", password=server.password, autocommit=True
            )
            break
        except psycopg.OperationalError:  # it listens a moment before it lets anybody in
            time.sleep(0.1)
    with con:
        con.execute("create database clinic")
    server.run("create role county login password 'county''s word'")
    return server
