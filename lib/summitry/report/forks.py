"""What runs the notebooks asks for kernels here: forks of the process that it was itself forked from."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import threading
import time
from pathlib import Path
from queue import Empty
from typing import Any

LONGEST_START = 60.0
"""Seconds that a kernel may take to answer."""


class ForkedProcess:
    """A kernel process that is not our child, with the part of subprocess.Popen that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Return None while the process lives, then 0: its exit status is its parent's to know."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Return 0; jupyter_client calls this once poll() has told that the process is gone."""
        return 0

    def send_signal(self, signum: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signum)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class Forks:
    """Asks the preloaded process, through *asking*, for kernels; *folder* holds their sockets."""

    def __init__(self, asking: socket.socket, folder: str) -> None:
        self._lines, self._one_by_one, self.folder = asking.makefile("rw", encoding="utf-8"), threading.Lock(), folder

    def fork(self, connection_file: str) -> ForkedProcess:
        """Return a new kernel that listens on *connection_file*. Raises RuntimeError when the preloaded process has died."""
        with self._one_by_one:
            self._lines.write(json.dumps({"connection_file": connection_file, "folder": str(Path.cwd())}) + "\n")
            self._lines.flush()
            answer = self._lines.readline()
        if not answer:
            raise RuntimeError("the kernels' server ended early: run `python -m summitry.report.kernels` to see why")
        return ForkedProcess(int(answer))

    def manager(self) -> Any:
        """Return a jupyter_client manager whose one kernel will be forked from this server."""
        from jupyter_client.asynchronous import AsyncKernelClient
        from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
        from jupyter_client.manager import AsyncKernelManager
        from jupyter_client.provisioning import LocalProvisioner

        forks = self

        class PromptClient(AsyncKernelClient):
            """Takes a kernel for ready once it has answered on both channels. Its own class then waits a fifth of a
            second for what else may come; who runs the cells knows each message by the request that it answers."""

            async def wait_for_ready(self, timeout: float | None = None) -> None:
                end = time.monotonic() + (timeout or LONGEST_START)
                while time.monotonic() < end and await self.is_alive():
                    self.kernel_info()
                    with contextlib.suppress(Empty):
                        await self.get_shell_msg(timeout=1)
                        await self.get_iopub_msg(timeout=0.2)
                        return
                raise RuntimeError("a kernel did not start")

        class OneSpec(KernelSpecManager):
            """Knows the forked kernel without looking for others through every package that is installed."""

            def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
                return KernelSpec(display_name=kernel_name, language="python")

        class ForkProvisioner(LocalProvisioner):
            async def launch_kernel(self, cmd: list[str], **_: Any) -> Any:
                self.process = forks.fork(self.parent.connection_file)
                self.pid = self.pgid = self.process.pid
                return self.connection_info

        manager = AsyncKernelManager(kernel_name="python3", transport="ipc", kernel_spec_manager=OneSpec())
        manager.client_factory = PromptClient
        name = f"{self.folder}/{os.urandom(4).hex()}"
        manager.connection_file, manager.ip = f"{name}.json", name
        manager.provisioner = ForkProvisioner(
            parent=manager, kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec
        )
        return manager
