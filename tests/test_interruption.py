"""Whatever happens while a folder is written, it is whole, or clearly unfinished and gone on with: never half and plausible."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import make_corpus
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from distributed import Client
from summitry.cli import main
from summitry.corpus import CorpusError, digest_file, load, parse, storage, workers

COUNT, CHECKPOINTS = 14, 4
LIMIT = "import resource; resource.setrlimit(resource.RLIMIT_{0}, ({1}, {1})); "
SMALL = "import os, signal, sys; from pathlib import Path; import pyarrow.parquet as pq; "
SMALL += "from summitry.corpus import workers; workers.CHECKPOINT, workers.TASK = 4, 2; "
RUN = "from summitry.cli import main; main(sys.argv[1:])"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder of articles that make several parts, and the tables that one undisturbed run makes of it."""
    top = tmp_path_factory.mktemp("made")
    make_corpus.write(COUNT, top / "in", together=9, longest=5)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workers, "CHECKPOINT", 4)
        parse(top / "in", out=top / "out", seed=2013)
    return top / "in", contents(top / "out")


def contents(folder):
    """Return the bytes of every file in *folder* by name, and say that nothing else is there."""
    assert not [path for path in folder.iterdir() if path.is_dir()]
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def start(articles, out, before="", *, workers=1, scheduler="", **options):
    """Start a run in a process of its own, with small checkpoints; *before* is executed first."""
    command = [sys.executable, "-c", SMALL + before + RUN, "parse", str(articles), "--out", str(out), "--quiet"]
    command += ["--workers", str(workers), "--scheduler", scheduler]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def finish(articles, out, before="", **options):
    process = start(articles, out, before, **options)
    said, wrong = process.communicate(timeout=300)
    return process.returncode, said, wrong


def lives(pid):
    """Tell whether a process runs; one that has ended may wait for its new parent to take note of it."""
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until(holds, seconds=60):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


# --- killed ---------------------------------------------------------------------------------------------------------

KILL = "n = iter(range(99)); kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL); "
KEPT = "{} = workers.Store.keep; workers.Store.keep = lambda s, name, *a: ({}, {}(s, name, *a), {})[1]; "
WATCHED = KEPT.format("watched", "print('READ', name, flush=True)", "watched", "0")
MOMENTS = {
    "while a checkpoint is written": "write = pq.write_table; "
    "pq.write_table = lambda *a, **b: (write(*a, **b), next(n) == 30 and kill()); ",
    "when a checkpoint is there": KEPT.format("keep", "0", "keep", "next(n) == 1 and kill()"),
    "while the tables are written": "write = pq.ParquetWriter.write_table; pq.ParquetWriter.write_table = "
    "lambda s, t, **b: (write(s, t, **b), str(s.where).endswith('/.unfinished/quotes.parquet') and kill()); ",
    "while the tables take their places": "swap = Path.replace; "
    "Path.replace = lambda s, t: (swap(s, t), t.parent.name == 'out' and next(n) == 5 and kill()); ",
}


def checkpoints(out):
    """Return the names of the checkpoints that an unfinished run has left whole."""
    return {folder.name for folder in (out / ".parse" / "checkpoints").iterdir() if not folder.suffix}


@pytest.mark.slow
def test_a_run_killed_at_any_moment_is_unfinished_and_goes_on_to_the_same_bytes(made, tmp_path):
    (articles, whole), out, there = made, tmp_path / "out", []
    for moment in MOMENTS.values():  # each run goes on with what the one before left
        kept = checkpoints(out) if there else set()
        code, said, wrong = finish(articles, out, WATCHED + KILL + moment)
        assert code == -signal.SIGKILL, wrong
        with pytest.raises(CorpusError, match="no finished tables"):
            load(out)
        assert not kept & {line.split()[1] for line in said.splitlines() if line.startswith("READ")}
        there.append(len(checkpoints(out)))
    assert there == [1, 3, CHECKPOINTS, CHECKPOINTS]
    code, said, wrong = finish(articles, out, WATCHED)
    assert (code, "READ" in said) == (0, False), wrong
    assert contents(out) == whole


@pytest.mark.slow
def test_a_run_killed_again_and_again_ends_with_the_same_bytes(made, tmp_path):
    articles, whole = made
    for seconds in (1.8, 2.1, 2.4):
        process = start(articles, tmp_path)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
        process.communicate()
        with contextlib.suppress(CorpusError):
            load(tmp_path)
            break
    code, _, wrong = finish(articles, tmp_path)
    assert code == 0, wrong
    assert contents(tmp_path) == whole


def test_a_finished_run_is_not_done_again_and_a_changed_article_is(made, tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "CHECKPOINT", 4)
    shutil.copytree(made[0], tmp_path / "in")
    read = []
    keep = workers.Store.keep
    monkeypatch.setattr(workers.Store, "keep", lambda *given: (read.append(given[1]), keep(*given))[1])
    parse(tmp_path / "in", out=tmp_path / "out", seed=2013)
    assert len(read) == CHECKPOINTS
    parse(tmp_path / "in", out=tmp_path / "out", seed=2013)
    assert len(read) == CHECKPOINTS
    assert contents(tmp_path / "out") == made[1]
    first = min((tmp_path / "in").rglob("*.txt"))
    first.write_text(first.read_text().replace("Xi Jinping met", "Xi Jinping phoned"))
    before = load(tmp_path / "out").digest
    assert parse(tmp_path / "in", out=tmp_path / "out", seed=2013).digest != before


def test_old_tables_stay_until_the_new_ones_are_whole(made, tmp_path, monkeypatch):
    parse(made[0], out=tmp_path, seed=1)
    before = contents(tmp_path)

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage, "write_groups", fail)
    with pytest.raises(OSError, match="No space left"):
        parse(made[0], out=tmp_path, seed=2)
    assert {name: data for name, data in before.items() if (tmp_path / name).read_bytes() == data} == before
    assert load(tmp_path).count("articles") == COUNT


def test_two_runs_do_not_write_to_one_folder(made, tmp_path):
    running = start(
        made[0],
        tmp_path,
        "keep = workers.Store.keep; workers.Store.keep = lambda *a: (keep(*a), os.read(0, 1))[0]; ",
        stdin=subprocess.PIPE,
    )
    while not list(tmp_path.glob(".parse/checkpoints/*/digests.json")):
        assert running.poll() is None
        time.sleep(0.05)
    with pytest.raises(CorpusError, match="another run is writing"):
        parse(made[0], out=tmp_path)
    _, wrong = running.communicate("\n" * 9)
    assert running.returncode == 0, wrong
    assert parse(made[0], out=tmp_path, seed=2013).count("articles") == COUNT


def test_runs_into_one_folder_need_nothing_of_one_system(made, tmp_path):
    without = "sys.modules['fcntl'] = None; "
    code, _, wrong = finish(made[0], tmp_path, without)
    assert code == 0, wrong
    assert contents(tmp_path) == made[1]


def replace(path, content=None):
    """Put a file with *content*, or a FIFO, in the place of what is at *path*."""
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path) if content is None else path.write_text(content)


LEFT = {
    "half a table": lambda work, kept: replace(kept / "quotes.parquet", "half a file"),
    "a table that is gone": lambda work, kept: (kept / "quotes.parquet").unlink(),
    "a table that is a folder": lambda work, kept: [
        (kept / "quotes.parquet").unlink(),
        (kept / "quotes.parquet").mkdir(),
    ],
    "no digests": lambda work, kept: (kept / "digests.json").unlink(),
    "digests of another kind": lambda work, kept: replace(kept / "digests.json", "5"),
    "a list of digests": lambda work, kept: replace(kept / "digests.json", "[]"),
    "digests of nothing": lambda work, kept: replace(kept / "digests.json", "{}"),
    "digests without end": lambda work, kept: replace(kept / "digests.json", "[" * 200_000),
    "a file for a checkpoint": lambda work, kept: replace(kept, "5"),
    "a FIFO for a checkpoint": lambda work, kept: replace(kept),
    "a file for one under way": lambda work, kept: [shutil.rmtree(kept), replace(kept.with_suffix(".unfinished"), "5")],
    "a file for checkpoints": lambda work, kept: replace(kept.parent, "5"),
    "a file for all": lambda work, kept: replace(work, "5"),
    "a FIFO for a table": lambda work, kept: replace(kept / "quotes.parquet"),
    "a FIFO for digests": lambda work, kept: replace(kept / "digests.json"),
    "a FIFO for the manifest": lambda work, kept: replace(work.with_name("manifest.json")),
    "a FIFO for all": lambda work, kept: replace(work),
    "a file for what does not fit": lambda work, kept: replace(work / "spill", "5"),
    "a file for new tables": lambda work, kept: replace(work.with_name(".unfinished"), "5"),
}


@pytest.fixture
def stopped(made, tmp_path, monkeypatch):
    """Return a folder as a run leaves it that is interrupted after its last checkpoint."""
    monkeypatch.setattr(workers, "CHECKPOINT", 4)
    kept = made[0].with_name("stopped")
    if not kept.exists():
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(storage, "write_groups", lambda *_: signal.raise_signal(signal.SIGINT))
            parse(made[0], out=kept, seed=2013)
    return Path(shutil.copytree(kept, tmp_path / "out"))


@pytest.mark.parametrize("left", LEFT)
def test_what_is_left_of_a_run_and_is_damaged_is_made_anew(made, stopped, left):
    LEFT[left](stopped / ".parse", min((stopped / ".parse" / "checkpoints").iterdir()))
    parse(made[0], out=stopped, seed=2013)
    assert contents(stopped) == made[1]


@pytest.mark.parametrize(
    "place", [".lock", ".parse", ".parse/checkpoints", ".parse/spill", ".parse/checkpoints/NAME", ".unfinished"]
)
def test_nothing_is_written_through_a_link(made, stopped, place):
    out, elsewhere = stopped, stopped.with_name("elsewhere")
    elsewhere.mkdir()
    (elsewhere / "quotes.parquet").write_text("somebody's")
    link = out / place.replace("NAME", min((out / ".parse" / "checkpoints").iterdir()).name)
    shutil.rmtree(link) if link.is_dir() else link.unlink(missing_ok=True)
    link.symlink_to(elsewhere / "quotes.parquet" if place == ".lock" else elsewhere)
    line = sentence_of(CliRunner().invoke(main, ["parse", str(made[0]), "--out", str(out)]))
    assert str(link) in line
    assert "delete it" in line
    assert [(file.name, file.read_text()) for file in elsewhere.iterdir()] == [("quotes.parquet", "somebody's")]
    link.unlink()
    parse(made[0], out=out, seed=2013)
    assert contents(out) == made[1]


def test_a_table_that_is_a_link_is_replaced_and_what_it_leads_to_stays(made, tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "CHECKPOINT", 4)
    theirs, out = tmp_path / "theirs", tmp_path / "out"
    theirs.write_text("somebody's")
    out.mkdir()
    for name in ("quotes.parquet", "quotes.csv", "manifest.json"):
        (out / name).symlink_to(theirs)
    parse(made[0], out=out, seed=2013)
    assert contents(out) == made[1]
    assert theirs.read_text() == "somebody's"


@pytest.mark.parametrize("name", [".lock", "quotes.parquet", "quotes.csv", "manifest.json"])
def test_a_folder_where_a_file_must_stand_is_named(made, tmp_path, name):
    (tmp_path / name).mkdir()
    line = sentence_of(CliRunner().invoke(main, ["parse", str(made[0]), "--out", str(tmp_path)]))
    assert str(tmp_path / name) in line
    assert "delete it" in line


def test_a_lock_of_another_kind_is_named(made, tmp_path):
    (tmp_path / ".lock").write_text("what another program locks with")
    line = sentence_of(CliRunner().invoke(main, ["parse", str(made[0]), "--out", str(tmp_path)]))
    assert f"{tmp_path / '.lock'} cannot be locked" in line


def test_a_file_system_without_locks_is_not_another_run(made, tmp_path, monkeypatch):
    class WithoutLocks(sqlite3.Connection):
        def execute(self, *_):
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_LOCK
            raise error

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **options: connect(*given, factory=WithoutLocks, **options))
    with pytest.raises(CorpusError, match=r"cannot be locked .* a file system that has locks"):
        parse(made[0], out=tmp_path)


def test_a_run_that_starts_while_another_clears_up_is_told_so(made, tmp_path):
    before = "import shutil; clear = shutil.rmtree; "
    before += "shutil.rmtree = lambda p, *a, **b: (clear(p, *a, **b), str(p).endswith('.parse') and os.read(0, 1)); "
    running = start(made[0], tmp_path, before, stdin=subprocess.PIPE)
    wait_until(lambda: (tmp_path / "manifest.json").exists() and not (tmp_path / ".parse").exists())
    with pytest.raises(CorpusError, match="another run is writing"):
        parse(made[0], out=tmp_path)
    _, wrong = running.communicate("\n")
    assert running.returncode == 0, wrong
    assert contents(tmp_path) == made[1]


def test_few_files_are_open_at_one_time(made, tmp_path):
    code, _, wrong = finish(made[0], tmp_path, LIMIT.format("NOFILE", 40))
    assert code == 0, wrong


# --- the disk -------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def mounted(folder, options):
    """Lend *folder* as a file system in memory; skip where this user may not mount one."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True)
    if done.returncode:
        pytest.skip("this user may not mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def sentence_of(result):
    """Return the one line that a failed command said."""
    assert result.exit_code in (1, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    (line,) = result.output.strip().splitlines()
    assert "Traceback" not in line
    return line


@pytest.mark.skipif(not shutil.which("mount"), reason="needs mount")
@pytest.mark.parametrize("size", ["16k", "400k", "750k"])
def test_a_full_disk_is_one_sentence_and_the_run_goes_on_when_there_is_room(made, tmp_path, monkeypatch, size):
    monkeypatch.setattr(workers, "CHECKPOINT", 4)
    with mounted(tmp_path / "disk", f"size={size}") as disk:
        command = ["parse", str(made[0]), "--out", str(disk / "out")]
        assert "No space left on device" in sentence_of(CliRunner().invoke(main, command))
        with pytest.raises(CorpusError, match="no finished tables"):
            load(disk / "out")
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        assert CliRunner().invoke(main, command).exit_code == 0
        assert contents(disk / "out") == made[1]


@pytest.mark.skipif(not shutil.which("mount"), reason="needs mount")
def test_a_folder_that_may_only_be_read_is_one_sentence(made, tmp_path):
    with mounted(tmp_path / "disk", "ro") as disk:
        line = sentence_of(CliRunner().invoke(main, ["parse", str(made[0]), "--out", str(disk / "out")]))
        assert "Read-only file system" in line
        assert str(disk) in line


def test_a_file_that_may_not_grow_is_one_sentence(made, tmp_path):
    code, _, wrong = finish(made[0], tmp_path, LIMIT.format("FSIZE", 20_000))
    assert code == 2, wrong
    assert "File too large" in wrong
    assert len(wrong.strip().splitlines()) == 1


def test_a_folder_that_is_a_file_is_one_sentence(made, tmp_path):
    (tmp_path / "out").write_text("not a folder")
    assert "out" in sentence_of(CliRunner().invoke(main, ["parse", str(made[0]), "--out", str(tmp_path / "out")]))


# --- loading --------------------------------------------------------------------------------------------------------

DAMAGE = {
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "a manifest cut short": lambda folder: (folder / "manifest.json").write_text('{"tables": '),
    "a manifest of something else": lambda folder: (folder / "manifest.json").write_text("[1, 2]"),
    "a manifest that leads elsewhere": lambda folder: (folder / "manifest.json").write_text(
        json.dumps({"format": "parquet", "input": "", "tables": {"../secret": "0"}})
    ),
    "a table that is gone": lambda folder: (folder / "quotes.parquet").unlink(),
    "a table cut short": lambda folder: (folder / "quotes.parquet").write_bytes(b"PAR1"),
    "one bit": lambda folder: flip(folder / "mentions.parquet"),
    "a folder that is not there": shutil.rmtree,
}


def flip(file: Path):
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_folder_is_one_sentence(sample, tmp_path, damage):
    folder = sample.save(tmp_path / "out")
    DAMAGE[damage](folder)
    with pytest.raises(CorpusError, match="run summitry parse again") as error:
        load(folder)
    assert "\n" not in str(error.value)


def test_a_table_that_is_damaged_under_a_right_digest_is_one_sentence(sample, tmp_path):
    folder = sample.save(tmp_path / "out")
    pq.write_table(pq.read_table(folder / "dates.parquet"), folder / "quotes.parquet")
    manifest = json.loads((folder / "manifest.json").read_text())
    digests = {name: digest_file(folder / name) for name in manifest["tables"]}
    (folder / "manifest.json").write_text(json.dumps({**manifest, "tables": digests}))
    with pytest.raises(CorpusError, match="run summitry parse again"):
        _ = load(folder).quotes


# --- many workers ---------------------------------------------------------------------------------------------------


def test_two_processes_give_the_same_bytes(made, tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "CHECKPOINT", 4)
    monkeypatch.setattr(workers, "TASK", 1)
    parse(made[0], out=tmp_path, seed=2013, workers=2)
    assert contents(tmp_path) == made[1]


def test_a_local_process_that_is_lost_is_one_sentence(made, tmp_path):
    before = "os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGKILL)); "
    code, _, wrong = finish(made[0], tmp_path, before, workers=2)
    assert code == 2
    assert "a worker was lost" in wrong
    assert len(wrong.strip().splitlines()) == 1


SLOW = "read = workers.read_article; workers.read_article = lambda *a: (time.sleep(0.5), read(*a))[1]; "
ENDINGS = {signal.SIGKILL: -9, signal.SIGTERM: 130, signal.SIGHUP: 130, signal.SIGINT: 130}


def children(pid):
    """Return the processes that *pid* has begun."""
    return [int(word) for file in Path(f"/proc/{pid}/task").glob("*/children") for word in file.read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_workers_end_with_their_parent_and_the_same_command_goes_on(made, tmp_path):
    for number, ended in ENDINGS.items():  # each run goes on with what the one before left
        end_with_workers(start(made[0], tmp_path, "import time; " + SLOW, workers=2), number, ended)
    code, _, wrong = finish(made[0], tmp_path, workers=2)
    assert code == 0, wrong
    assert contents(tmp_path) == made[1]


def end_with_workers(process, number, ended):
    """Send *process* a signal when it has its two workers; see that it and they end."""
    wait_until(lambda: len(children(process.pid)) == 2)
    begun = children(process.pid)
    time.sleep(0.7)
    process.send_signal(number)
    _, wrong = process.communicate(timeout=20)
    assert process.returncode == ended, wrong
    assert wrong.strip().splitlines()[1:] == []
    wait_until(lambda: not any(map(lives, begun)), 5)


def test_a_run_that_shall_outlive_its_terminal_does(made, tmp_path):
    before = "signal.signal(signal.SIGHUP, signal.SIG_IGN); " + SLOW.replace("time.sleep(0.5)", "hang_up()")
    code, _, wrong = finish(made[0], tmp_path, "hang_up = lambda: os.kill(os.getpid(), signal.SIGHUP); " + before)
    assert code == 0, wrong


@contextlib.contextmanager
def cluster(folder, count):
    """Start a Dask scheduler and *count* workers on loopback, each a process; lend the address and a list of them all."""
    pytest.importorskip("distributed")
    processes = []
    try:
        run_dask(processes, folder, "dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        wait_until(lambda: (folder / "scheduler.json").exists() and (folder / "scheduler.json").read_text().strip())
        for _ in range(count):
            begin_worker(processes, folder)
        yield json.loads((folder / "scheduler.json").read_text())["address"], processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def run_dask(processes, folder, program, *options, env=None):
    command = [sys.executable, "-m", f"distributed.cli.{program}", "--scheduler-file", str(folder / "scheduler.json")]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    processes.append(subprocess.Popen([*command, "--no-dashboard", *options], env=env, **quiet))


def begin_worker(processes, folder, env=None):
    where = ["--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--local-directory", str(folder)]
    run_dask(processes, folder, "dask_worker", *where, env=env)


@pytest.mark.slow
def test_a_cluster_whose_worker_is_killed_gives_the_same_bytes(made, tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "CHECKPOINT", 4)
    monkeypatch.setattr(workers, "TASK", 1)
    keep = workers.Store.keep
    with cluster(tmp_path, 2) as (address, processes):
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)

        def kill_one_and_keep(*given):
            if processes[1].poll() is None:
                processes[1].kill()
                processes[1].wait()
            return keep(*given)

        monkeypatch.setattr(workers.Store, "keep", kill_one_and_keep)
        parse(made[0], out=tmp_path / "out", seed=2013, scheduler=address)
        assert processes[1].returncode == -signal.SIGKILL
        assert processes[2].poll() is None
    assert contents(tmp_path / "out") == made[1]


NO_ADDRESS = [
    "tcp://127.0.0.1",
    "http://127.0.0.1:8786",
    "127.0.0.1",
    "tcp://:8786",
    "host:",
    "a b:1",
    "tcp://a:123456",
    "file:///x:1",
]


@pytest.mark.parametrize("command", ["check", "parse"])
@pytest.mark.parametrize("address", NO_ADDRESS)
def test_what_is_no_address_of_a_scheduler_is_one_sentence_at_once(made, tmp_path, address, command):
    out = ["--out", str(tmp_path / "out")] if command == "parse" else []
    line = sentence_of(CliRunner().invoke(main, [command, str(made[0]), *out, "--scheduler", address]))
    assert line == f"summitry: {address!r} is not the address of a Dask scheduler: give it as tcp://host:8786"
    assert [path.name for path in tmp_path.iterdir()] == []


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "host-1.example:80", "tls://[::1]:8786", "ws://h:1/"])
def test_an_address_of_a_scheduler_is_accepted(address):
    assert workers.ADDRESS.fullmatch(address)


def test_a_scheduler_that_is_not_there_is_one_sentence(made, tmp_path):
    dask = pytest.importorskip("dask")
    command = ["parse", str(made[0]), "--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:9"]
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        line = sentence_of(CliRunner().invoke(main, command))
    assert "tcp://127.0.0.1:9" in line
    assert "): start it, then run the same command again, and it goes on where it stopped" in line


def test_a_cluster_without_workers_is_waited_for_and_said_to_be_so(made, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(workers, "CHECKPOINT", 4)
    with cluster(tmp_path, 0) as (address, processes):
        with pytest.raises(CorpusError, match=r"has no workers, after 1 seconds: .*--wait"):
            parse(made[0], out=tmp_path / "out", seed=2013, scheduler=address, wait=1)
        assert "has no workers yet: waiting for 1 seconds at most" in capsys.readouterr().err
        begin_later = threading.Timer(0.3, begin_worker, (processes, tmp_path))
        begin_later.start()
        parse(made[0], out=tmp_path / "out", seed=2013, scheduler=address)
        assert "has 1 workers now" in capsys.readouterr().err
    assert contents(tmp_path / "out") == made[1]


@pytest.fixture
def other_library(tmp_path):
    """Return the environment of a process whose summitry differs in one comment."""
    copy = shutil.copytree(Path(workers.__file__).parents[1], tmp_path / "lib" / "summitry")
    with (copy / "schema.py").open("a") as file:
        file.write("# of another version\n")
    return {**os.environ, "PYTHONPATH": str(tmp_path / "lib")}


def test_a_worker_with_another_version_is_refused_before_anything_is_sent(made, tmp_path, monkeypatch, other_library):
    with cluster(tmp_path, 0) as (address, processes):
        begin_worker(processes, tmp_path, other_library)
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=60)
            monkeypatch.setattr(client, "submit", lambda *_: pytest.fail("something was sent"))
            with pytest.raises(CorpusError) as error:
                parse(made[0], out=tmp_path / "out", scheduler=client)
            (worker,) = client.nthreads()
    assert f"the worker {worker} has summitry " in str(error.value)
    assert f"but this run {workers.describe_library()}" in str(error.value)


@pytest.mark.slow
def test_a_worker_with_another_version_that_comes_later_is_refused(made, tmp_path, monkeypatch, other_library):
    monkeypatch.setattr(workers, "CHECKPOINT", 4)
    monkeypatch.setattr(workers, "TASK", 1)
    keep = workers.Store.keep
    with cluster(tmp_path, 1) as (address, processes), Client(address, set_as_default=False) as client:

        def exchange_and_keep(*given):
            if len(processes) == 2:
                begin_worker(processes, tmp_path, other_library)
                client.wait_for_workers(2, timeout=60)
                processes[1].kill()
            return keep(*given)

        monkeypatch.setattr(workers.Store, "keep", exchange_and_keep)
        with pytest.raises(CorpusError, match=r"the worker \S+ has summitry .*: install the same on both"):
            parse(made[0], out=tmp_path / "out", scheduler=client)


@pytest.mark.slow
def test_a_scheduler_that_dies_is_one_sentence_and_the_run_goes_on_with_another(made, tmp_path, monkeypatch):
    (tmp_path / "other").mkdir()
    with cluster(tmp_path, 1) as (address, processes):
        before = "keep = workers.Store.keep; workers.Store.keep = lambda *a: "
        before += f"(keep(*a), os.kill({processes[0].pid}, signal.SIGKILL))[0]; "
        before += "import dask; dask.config.set({'distributed.comm.timeouts.connect': '1s'}); "
        code, _, wrong = finish(made[0], tmp_path / "out", before, scheduler=address)
    assert code == 2
    assert wrong.startswith("summitry: the Dask scheduler is not there, or no longer (")
    assert "): start it, then run the same command again" in wrong
    assert len(wrong.strip().splitlines()) == 1
    monkeypatch.setattr(workers, "CHECKPOINT", 4)
    with cluster(tmp_path / "other", 1) as (address, _):
        parse(made[0], out=tmp_path / "out", seed=2013, scheduler=address)
    assert contents(tmp_path / "out") == made[1]
