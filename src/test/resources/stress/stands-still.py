"""Starts a program whose standard output and error are connected to something that nobody reads, and that is full.

usage: stands-still.py KIND COMMAND...

Prints the process id of the program, and its exit code when it has ended.
"""
import fcntl
import os
import pty
import socket
import subprocess
import sys

F_SETPIPE_SZ = 1031


def ends(kind, folder):
    """The end that is read, which must stay open, and the end that is written."""
    if kind == "socket":
        near, far = socket.socketpair()
        return near.detach(), far.detach()
    if kind == "terminal":
        return pty.openpty()
    if kind == "fifo":
        path = os.path.join(folder, "fifo")
        os.mkfifo(path)
        near = os.open(path, os.O_RDWR)
        return near, os.open(path, os.O_WRONLY)
    near, far = os.pipe()
    if kind == "page":
        fcntl.fcntl(far, F_SETPIPE_SZ, 4096)
    if kind == "gone":
        os.close(near)
    return near, far


def fill(end):
    """Until there is no room for one more byte."""
    flags = fcntl.fcntl(end, fcntl.F_GETFL)
    fcntl.fcntl(end, fcntl.F_SETFL, flags | os.O_NONBLOCK)
    try:
        for size in (4096, 1):
            try:
                while True:
                    os.write(end, b"x" * size)
            except (BlockingIOError, BrokenPipeError):
                pass
    finally:
        fcntl.fcntl(end, fcntl.F_SETFL, flags)


def main():
    near, far = ends(sys.argv[1], os.environ["FOLDER"])
    fill(far)
    program = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=far, stderr=far)
    print(program.pid, flush=True)
    print(program.wait(), flush=True)


main()
