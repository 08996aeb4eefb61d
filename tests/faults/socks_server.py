"""A SOCKS 5 proxy for one connection, as a script of hostile_server.py; it misbehaves where it is told to."""

import select
import socket

from hostile_server import Gone


def socks(server=None, *, user=None, password=None, method=None, verdict=0, reply=0, bound=b"\x01\0\0\0\0\0\0",
          seen=None, stop_after=None):
    """Passes bytes on to `server` after the greeting. `seen` gets what was asked for, as a list."""

    def step(connection):
        version, count = connection.read_bytes(2)
        methods = connection.read_bytes(count)
        wanted = method if method is not None else (2 if user is not None else 0)
        if wanted not in methods and wanted != 255 and method is None:
            wanted = 255
        connection.send(bytes([version, wanted]))
        if stop_after == "greeting" or wanted == 255:
            connection.close(goodbye=False)
        if wanted == 2:
            _, size = connection.read_bytes(2)
            name = connection.read_bytes(size)
            word = connection.read_bytes(connection.read_bytes(1)[0])
            right = verdict == 0 and (name, word) == (user, password)
            connection.send(bytes([1, 0 if right else verdict or 1]))
            if not right:
                connection.close(goodbye=False)
        head = connection.read_bytes(4)
        kind = head[3]
        host = connection.read_bytes({1: 4, 4: 16}[kind]) if kind != 3 else connection.read_bytes(
            connection.read_bytes(1)[0])
        port = int.from_bytes(connection.read_bytes(2), "big")
        if seen is not None:
            seen.append((kind, host, port))
        if stop_after == "request":
            connection.close(goodbye=False)
        connection.send(bytes([5, reply, 0]) + bound)
        if reply != 0:
            connection.close(goodbye=False)
        pass_on(connection, server)

    return step


def pass_on(connection, server):
    with socket.create_connection(("127.0.0.1", server.port)) as other:
        if connection.buffer:
            other.sendall(connection.buffer)
            connection.buffer = b""
        pair = {connection.socket: other, other: connection.socket}
        while not connection.server.stopping.is_set():
            pending = getattr(connection.socket, "pending", lambda: 0)()
            ready = [connection.socket] if pending else select.select(list(pair), [], [], 0.1)[0]
            for one in ready:
                data = one.recv(65536)
                if not data:
                    raise Gone
                pair[one].sendall(data)
