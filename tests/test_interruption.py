"""Whatever happens while a folder is written, it is whole, or clearly unfinished and gone on with: never half and plausible."""

import contextlib
import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import make_corpus
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from summitry.cli import main
from summitry.corpus import CorpusError, digest_file, load, parse, storage, workers

COUNT = 22
SMALL = "import os, signal, sys; from pathlib import Path; import pyarrow.parquet as pq; "
SMALL += "from summitry.corpus import workers; workers.CHECKPOINT, workers.TASK = 4, 2; "
RUN = "from summitry.cli import main; main(sys.argv[1:])"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder of articles that make several parts, and the tables that one undisturbed run makes of it."""
    top = tmp_path_factory.mktemp("made")
    make_corpus.write(COUNT, top / "in", together=9)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workers, "CHECKPOINT", 4)
        parse(top / "in", out=top / "out", seed=2013)
    return top / "in", contents(top / "out")


def contents(folder):
    """Return the bytes of every file in *folder* by name, and say that nothing else is there."""
    assert not [path for path in folder.iterdir() if path.is_dir()]
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def start(articles, out, before="", *, workers=1, **options):
    """Start a run in a process of its own, with small checkpoints; *before* is executed first."""
    command = [sys.executable, "-c", SMALL + before + RUN, "parse", str(articles), "--out", str(out), "--quiet"]
    command += ["--workers", str(workers)]
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
MOMENTS = {
    "while a checkpoint is written": "write = pq.write_table; "
    "pq.write_table = lambda *a, **b: (write(*a, **b), next(n) == 50 and kill()); ",
    "when a checkpoint is there": "keep = workers.Store.keep; "
    "workers.Store.keep = lambda *a: (keep(*a), next(n) == 3 and kill())[0]; ",
    "while the tables are written": "write = pq.ParquetWriter.write_table; pq.ParquetWriter.write_table = "
    "lambda s, t, **b: (write(s, t, **b), str(s.where).endswith('/.unfinished/quotes.parquet') and kill()); ",
    "while the tables take their places": "swap = Path.replace; "
    "Path.replace = lambda s, t: (swap(s, t), next(n) == 5 and kill()); ",
}


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_run_killed_at_any_moment_is_unfinished_and_goes_on_to_the_same_bytes(made, tmp_path, moment):
    articles, whole = made
    code, _, wrong = finish(articles, tmp_path, KILL + MOMENTS[moment])
    assert code == -signal.SIGKILL, wrong
    with pytest.raises(CorpusError, match="no finished tables"):
        load(tmp_path)
    kept = {folder.name for folder in (tmp_path / ".parse" / "checkpoints").iterdir() if not folder.suffix}
    assert kept
    watched = "keep = workers.Store.keep; workers.Store.keep = lambda s, n, t: (print('READ', n), keep(s, n, t))[1]; "
    code, said, wrong = finish(articles, tmp_path, watched)
    assert code == 0, wrong
    assert not kept & {line.split()[1] for line in said.splitlines() if line.startswith("READ")}
    assert contents(tmp_path) == whole


@pytest.mark.slow
def test_a_run_killed_again_and_again_ends_with_the_same_bytes(made, tmp_path):
    articles, whole = made
    for seconds in (1.5, 2.5, 3.5, 5, 7):
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
    assert len(read) == 6
    parse(tmp_path / "in", out=tmp_path / "out", seed=2013)
    assert len(read) == 6
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


def test_a_checkpoint_that_was_damaged_is_read_again(made, tmp_path, monkeypatch):
    articles, whole = made
    monkeypatch.setattr(workers, "CHECKPOINT", 4)

    def fail(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(storage, "write_groups", fail)
        with pytest.raises(KeyboardInterrupt):
            parse(articles, out=tmp_path, seed=2013)
    checkpoint = next((tmp_path / ".parse" / "checkpoints").iterdir())
    (checkpoint / "quotes.parquet").write_bytes(b"half a file")
    parse(articles, out=tmp_path, seed=2013)
    assert contents(tmp_path) == whole


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
@pytest.mark.parametrize("size", ["16k", "400k", "900k"])
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
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); "
    code, _, wrong = finish(made[0], tmp_path, limit)
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
@pytest.mark.parametrize("number", ENDINGS)
def test_workers_end_with_their_parent_and_the_same_command_goes_on(made, tmp_path, number):
    process = start(made[0], tmp_path, "import time; " + SLOW, workers=2)
    wait_until(lambda: len(children(process.pid)) == 2)
    begun = children(process.pid)
    time.sleep(0.7)
    process.send_signal(number)
    _, wrong = process.communicate(timeout=20)
    assert process.returncode == ENDINGS[number], wrong
    assert wrong.strip().splitlines()[1:] == []
    wait_until(lambda: not any(map(lives, begun)), 5)
    code, _, wrong = finish(made[0], tmp_path, workers=2)
    assert code == 0, wrong
    assert contents(tmp_path) == made[1]


def test_a_run_that_shall_outlive_its_terminal_does(made, tmp_path):
    before = "signal.signal(signal.SIGHUP, signal.SIG_IGN); " + SLOW.replace("time.sleep(0.5)", "hang_up()")
    code, _, wrong = finish(made[0], tmp_path, "hang_up = lambda: os.kill(os.getpid(), signal.SIGHUP); " + before)
    assert code == 0, wrong


@contextlib.contextmanager
def cluster(folder, count):
    """Start a Dask scheduler and *count* workers on loopback, each a process; lend its address and the workers."""
    dask = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
    ]
    where = ["--scheduler-file", str(folder / "scheduler.json")]
    work = [sys.executable, "-m", "distributed.cli.dask_worker", *where, "--host", "127.0.0.1", "--nthreads", "1"]
    work += ["--no-dashboard", "--no-nanny", "--local-directory", str(folder)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    processes = [subprocess.Popen([*dask, *where], **quiet)]
    try:
        while not (folder / "scheduler.json").exists() or not (folder / "scheduler.json").read_text().strip():
            assert processes[0].poll() is None
            time.sleep(0.1)
        processes += [subprocess.Popen(work, **quiet) for _ in range(count)]
        yield json.loads((folder / "scheduler.json").read_text())["address"], processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_cluster_whose_worker_is_killed_gives_the_same_bytes(made, tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(workers, "CHECKPOINT", 4)
    monkeypatch.setattr(workers, "TASK", 1)
    keep = workers.Store.keep
    with cluster(tmp_path, 2) as (address, processes):
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)

        def kill_one_and_keep(*given):
            if processes[0].poll() is None:
                processes[0].kill()
                processes[0].wait()
            return keep(*given)

        monkeypatch.setattr(workers.Store, "keep", kill_one_and_keep)
        parse(made[0], out=tmp_path / "out", seed=2013, scheduler=address)
        assert processes[0].returncode == -signal.SIGKILL
        assert processes[1].poll() is None
    assert contents(tmp_path / "out") == made[1]


def test_a_scheduler_that_is_not_there_is_one_sentence(made, tmp_path, monkeypatch):
    dask = pytest.importorskip("dask")
    command = ["parse", str(made[0]), "--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:9"]
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        line = sentence_of(CliRunner().invoke(main, command))
    assert "tcp://127.0.0.1:9" in line
