"""A server in front of the farm that answers changes of some objects as done, and makes none."""
import contextlib
import http.client
import http.server
import threading
import urllib.parse


@contextlib.contextmanager
def deaf_to(url, path):
    """Yields the address of a server for the farm at `url`; a PUT below `path` ends there."""
    farm = urllib.parse.urlsplit(url)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.command == "PUT" and self.path.startswith(path):
                self.send_response(204)
                self.end_headers()
                return
            headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
            there = http.client.HTTPConnection(farm.hostname, farm.port, timeout=30)
            there.request(self.command, self.path, body or None, headers)
            response = there.getresponse()
            content = response.read()
            self.send_response(response.status)
            for name, value in response.getheaders():
                if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server"):
                    self.send_header(name, value)
            if response.status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            there.close()

        do_GET = do_POST = do_PUT = do_DELETE = answer

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(30)
