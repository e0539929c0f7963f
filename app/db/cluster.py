"""Where is the database? A private PostGIS cluster of our own, or the server that the settings name.

The cluster is made by the machine's own PostgreSQL (`app.db.postgres_programs` finds it): it listens on a unix socket
only, never on TCP, keeps everything below one folder, and runs as an unprivileged user when root starts it. The
machine's other clusters are never touched.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import socket
import stat
import struct
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from app.db.errors import DatabaseUnavailable
from app.db.postgres_programs import find_server

if TYPE_CHECKING:
    from app.settings import Settings

DATABASE: Final = "zhenggai"
EXTENSIONS: Final = ("postgis", "pg_trgm")
SUPERUSER: Final = "postgres"

SOCKET_NAME: Final = ".s.PGSQL.5432"
SOCKET_PATH_MAX_BYTES: Final = 107  # sockaddr_un holds 108 bytes with the closing zero
START_TIMEOUT_S: Final = 120
ENCRYPTION_REQUEST: Final = struct.pack("!II", 8, 80877103)  # "shall we encrypt?", which every server answers
READY_LINE: Final = 7  # the eighth line of postmaster.pid: starting, ready, stopping

# Written anew at every start, so that a moved folder and a newer release both get what they need. An operator's own
# `ALTER SYSTEM` lives in postgresql.auto.conf and is read after this.
CONFIGURATION: Final = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "max_wal_size": "512MB",
    "jit": "off",  # compiling costs more than our short statements save
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C.UTF-8",
}
THROWAWAY: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


class Cluster:
    """A PostgreSQL cluster below one folder.

    Parameters
    ----------
    root
        Holds `data/`, `run/` with the socket, `server.log` and `.lock`; made when missing.
    durable
        False for tests: quick, and lost when the machine crashes.
    """

    def __init__(self, root: Path, durable: bool = True) -> None:
        self.root = root.absolute()
        self.data = self.root / "data"
        self.log = self.root / "server.log"
        self.durable = durable
        self.socket_dir = _socket_dir(self.root)

    @property
    def version(self) -> int | None:
        """The major version that made the cluster; None before it exists."""
        try:
            return int((self.data / "PG_VERSION").read_text().strip())
        except FileNotFoundError:
            return None
        except PermissionError as error:
            raise self._closed_folder() from error

    def running(self) -> bool:
        """True when the server takes connections now.

        An answer on the socket says whether it lives, since `pg_ctl status` takes a killed server that nobody has
        reaped for a running one; its own file says whether it has finished recovering.
        """
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(2)
            try:
                probe.connect(str(self.socket_dir / SOCKET_NAME))
                probe.sendall(ENCRYPTION_REQUEST)
                if not probe.recv(1):
                    return False
                lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            except OSError:
                return False
            return len(lines) > READY_LINE and lines[READY_LINE].strip() == "ready"

    def start(self) -> bool:
        """Bring the server up, making the cluster first when there is none; True when it was not running before.

        Raises
        ------
        DatabaseUnavailable
            Without PostgreSQL and PostGIS, for a cluster of another major version, or for a folder that the database
            user cannot enter.
        """
        if self.running():
            return False
        with self._lock():
            programs = find_server(self.version)
            self._private_folder(self.socket_dir)
            if self.version is None:
                self._initialise(programs)
            self._configure()
            return self._start(programs)

    def stop(self) -> bool:
        """Shut the server down; True when there was one to stop."""
        if not self.running() and not self._processes():
            return False
        with self._lock():
            if not self._processes():
                return False
            self._run(find_server(self.version) / "pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", self.data)
            if self.socket_dir.parent != self.root:
                with contextlib.suppress(OSError):
                    self.socket_dir.rmdir()  # it lies outside our folder, so nobody else would clear it away
            return True

    def url(self, database: str = DATABASE) -> str:
        """The SQLAlchemy address of a database of this cluster."""
        return f"postgresql+psycopg://{SUPERUSER}@/{quote(database)}?host={quote(str(self.socket_dir), safe='/')}"

    def ensure_database(self, database: str = DATABASE) -> None:
        """Make a database with our extensions unless it is there. The server must be running."""
        import psycopg  # noqa: PLC0415 - the reading path and `db status` do without
        from psycopg import sql  # noqa: PLC0415

        with (
            contextlib.suppress(psycopg.OperationalError),
            psycopg.connect(libpq_url(self.url(database))) as connection,
        ):
            row = connection.execute(
                "SELECT count(*) FROM pg_extension WHERE extname = ANY(%s)", [list(EXTENSIONS)]
            ).fetchone()
            if row == (len(EXTENSIONS),):
                return
        with self._lock():
            with psycopg.connect(libpq_url(self.url("postgres")), autocommit=True) as connection:
                found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
                if found is None:
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
            with psycopg.connect(libpq_url(self.url(database)), autocommit=True) as connection:
                for extension in EXTENSIONS:
                    connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))

    # -- how a server is started ---------------------------------------------------------------------------------

    def _initialise(self, programs: Path) -> None:
        """Run initdb beside the final folder, so that a half-made one is never taken for a cluster."""
        fresh = self.root / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        self._private_folder(fresh)
        self._run(
            programs / "initdb",
            *("-D", fresh, "-U", SUPERUSER, "-E", "UTF8", "-A", "trust", "--no-instructions"),
            "--locale=C.UTF-8",  # under plain C, trigrams of Chinese text are empty
            *([] if self.durable else ["--no-sync"]),
        )
        fresh.rename(self.data)

    def _configure(self) -> None:
        values = (
            CONFIGURATION | ({} if self.durable else THROWAWAY) | {"unix_socket_directories": f'"{self.socket_dir}"'}
        )
        lines = [f"{name} = '{_escaped(value)}'\n" for name, value in values.items()]
        (self.data / "postgresql.conf").write_text("".join(lines), encoding="utf-8")

    def _start(self, programs: Path) -> bool:
        """Start and wait; also outlasts a server that is still starting, recovering or shutting down."""
        deadline = time.monotonic() + START_TIMEOUT_S
        started = False
        while not self.running():
            if time.monotonic() > deadline:
                raise self._no_server(f"{START_TIMEOUT_S} s")
            if self._processes():
                time.sleep(0.1)
                continue
            # Nobody works in the data folder, so lock files left by a kill are stale. PostgreSQL would see that
            # itself, unless nobody reaped the killed process or another one got its number since.
            for stale in (self.data / "postmaster.pid", self.socket_dir / f"{SOCKET_NAME}.lock"):
                stale.unlink(missing_ok=True)
            command = (programs / "pg_ctl", "start", "-w", "-s", "-t", str(START_TIMEOUT_S), "-D", self.data)
            self._run(*command, "-l", self.log)
            started = True
        return started

    def _processes(self) -> list[int]:
        """Numbers of the server's processes: those that work in the data folder, as every backend does."""
        try:
            here = self.data.stat()
        except FileNotFoundError:
            return []
        except PermissionError as error:
            raise self._closed_folder() from error
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                there = (process / "cwd").stat()
                if (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino):
                    found.append(int(process.name))
        return found

    def _run(self, *command: Path | str) -> None:
        owner = self._owner()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        result = subprocess.run(
            [str(part) for part in command],
            user=None if owner is None else owner.pw_uid,
            group=None if owner is None else owner.pw_gid,
            extra_groups=None if owner is None else [],
            cwd="/",
            env=environment | {"LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise self._no_server((result.stderr or result.stdout).strip())

    # -- who owns it and who may enter -----------------------------------------------------------------------------

    def _owner(self) -> pwd.struct_passwd | None:
        """The user that root hands the server to; None when an ordinary user runs it as himself."""
        if os.geteuid() != 0:
            return None
        with contextlib.suppress(FileNotFoundError, KeyError):
            owner = pwd.getpwuid(self.data.stat().st_uid)
            if owner.pw_uid != 0:
                return owner
        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                return pwd.getpwnam(name)
        raise DatabaseUnavailable(
            "数据库不能以 root 身份运行，而系统中没有 postgres 或 nobody 用户；请用普通用户运行。",
            "the database cannot run as root, and there is no user postgres or nobody; run as an ordinary user.",
        )

    def _private_folder(self, folder: Path) -> None:
        """Make a folder that only the server's user (and root) can enter, with parents that may be passed through."""
        for parent in reversed(folder.parents):
            if not parent.exists():
                parent.mkdir(mode=0o755, exist_ok=True)
                if os.geteuid() == 0:
                    parent.chmod(0o755)  # whatever root's umask says
        folder.mkdir(mode=0o700, exist_ok=True)
        owner = self._owner()
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != (os.geteuid() if owner is None else owner.pw_uid):
            raise self._closed_folder(folder)
        folder.chmod(0o700)

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """One start or stop at a time; the system releases the lock of a process that dies."""
        try:
            self._private_folder(self.root)
            handle = (self.root / ".lock").open("w")
        except OSError as error:
            raise self._closed_folder() from error
        with handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            self._check_reachable()
            yield

    def _check_reachable(self) -> None:
        owner = self._owner()
        if owner is None:
            return
        test = subprocess.run(
            ["test", "-x", str(self.root)],
            user=owner.pw_uid,
            group=owner.pw_gid,
            extra_groups=[],
            cwd="/",
            check=False,
        )
        if test.returncode:
            raise self._closed_folder()

    def _closed_folder(self, folder: Path | None = None) -> DatabaseUnavailable:
        folder = folder or self.root
        owner = self._owner()
        name = pwd.getpwuid(os.geteuid()).pw_name if owner is None else owner.pw_name
        return DatabaseUnavailable(
            f"数据库用户 {name} 无法进入文件夹 {folder}；请用 ZHENGGAI_DATA_DIR 指定该用户可进入的文件夹。",
            f"the database's user {name} cannot enter the folder {folder}; "
            "name one that this user can enter with ZHENGGAI_DATA_DIR.",
        )

    def _no_server(self, reason: str) -> DatabaseUnavailable:
        with contextlib.suppress(OSError):
            reason += "\n" + "".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines(True)[-5:])
        return DatabaseUnavailable(
            f"数据库没有启动，记录见 {self.log}：{reason.strip()}",
            f"the database did not start, see {self.log}: {reason.strip()}",
        )


def database_url(settings: Settings) -> str:
    """The address of our database, ready for use: the server that the settings name, else the private cluster, started.

    Raises
    ------
    DatabaseUnavailable
        When the private cluster cannot start. Whether a named server answers is seen on connecting.
    """
    if settings.database_url is not None:
        return settings.database_url
    cluster = Cluster(settings.cluster_dir)
    cluster.start()
    cluster.ensure_database()
    return cluster.url()


def libpq_url(url: str) -> str:
    """The same address for psycopg and for PostgreSQL's own programs."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def _socket_dir(root: Path) -> Path:
    """`root/run`, or a short folder when the socket's path would not fit or libpq would misread it.

    Always below /tmp and never TMPDIR: every process must come to the same answer.
    """
    folder = root / "run"
    fits = len(os.fsencode(folder / SOCKET_NAME)) <= SOCKET_PATH_MAX_BYTES
    if fits and not set(str(folder)) & set(",\"'\\"):
        return folder
    return Path("/tmp") / f"zhenggai-{hashlib.sha256(os.fsencode(root)).hexdigest()[:16]}"  # noqa: S108 - made 0700 and its owner checked


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")
