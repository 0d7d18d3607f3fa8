"""What a file costs without any server: sendfile(2) from a file to a loopback socket that somebody reads. Prints seconds.
usage: sendfile_copy.py FILE [RECEIVERS]"""
import os
import socket
import sys
import threading
import time

path, receivers = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
size = os.path.getsize(path)
listener = socket.create_server(("127.0.0.1", 0))


def send():
    connection, _ = listener.accept()
    with connection, open(path, "rb") as file:
        at = 0
        while at < size:
            at += os.sendfile(connection.fileno(), file.fileno(), at, size - at)


def receive():
    buffer = bytearray(1 << 20)
    with socket.create_connection(listener.getsockname()) as connection:
        while connection.recv_into(buffer):
            pass


began = time.monotonic()
threads = [threading.Thread(target=work) for work in (send, receive) for _ in range(receivers)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(time.monotonic() - began)
