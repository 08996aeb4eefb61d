"""A name server on a loopback address of its own that misbehaves as told, and a run that asks it."""

import random
import socket
import struct
import threading


class NameServer:
    """`reply` gets a question's datagram and gives the answer's, or None for silence. Port 53 is the only one
    that resolvers ask, so each server takes an address of 127/8 that nobody else uses."""

    def __init__(self, reply):
        self.reply = reply
        self.asked = threading.Event()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        while True:
            self.address = f"127.{random.randint(1, 254)}.{random.randint(0, 254)}.{random.randint(1, 254)}"
            try:
                self.socket.bind((self.address, 53))
                break
            except OSError as error:
                if error.errno != 98:  # taken
                    raise
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                question, sender = self.socket.recvfrom(4096)
            except OSError:
                return
            if not question:  # our own goodbye
                return
            self.asked.set()
            answer = self.reply(question)
            if answer is not None:
                self.socket.sendto(answer, sender)

    def stop(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as goodbye:
            goodbye.sendto(b"", (self.address, 53))
        self.socket.close()


def _end_of_question(question):
    at = 12
    while question[at]:
        at += 1 + question[at]
    return at + 5


def _header(question, flags, answers):
    return question[:2] + struct.pack(">HHHHH", flags, 1, answers, 0, 0)


def silent(_question):
    return None


def garbage(_question):
    return b"\xff" * 40


def failing(code):
    """SERVFAIL is 2, NXDOMAIN 3, REFUSED 5."""
    return lambda question: _header(question, 0x8180 | code, 0) + question[12:_end_of_question(question)]


def truncated(question):
    """Says that the rest is to be had over TCP, where nobody listens."""
    return _header(question, 0x8380, 0) + question[12:_end_of_question(question)]


def addresses(*known):
    """IPv4 addresses for every name."""

    def reply(question):
        end = _end_of_question(question)
        wanted = struct.unpack(">H", question[end - 4:end - 2])[0]
        given = known if wanted == 1 else ()
        records = b"".join(b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 60, 4) + socket.inet_aton(one) for one in given)
        return _header(question, 0x8180, len(given)) + question[12:end] + records

    return reply


def asking(world, address):
    """The command in front of rasctl for which this is the only name server."""
    file = world.write("resolv.conf", f"nameserver {address}\n")
    return ("unshare", "--mount", "sh", "-c", 'mount --bind "$0" /etc/resolv.conf && exec "$@"', file)
