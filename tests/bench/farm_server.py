"""nginx with recorded answers: a server that costs the same whoever asks it."""
import contextlib
import json
import os
import socket
import subprocess
import tempfile

CONFIGURATION = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 512; }}
http {{
  access_log off; default_type application/json; sendfile on; tcp_nodelay on;
  keepalive_requests 1000000; client_max_body_size 16m;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/certificate.pem; ssl_certificate_key {folder}/key.pem; ssl_session_cache shared:s:1m;
    location = /api/Session/logon {{ return 200 '{{"authToken":"recorded-token-0123456789"}}'; }}
    location = /api/Session/logoff {{ return 200 '"done"'; }}
    location = /api/WebService/version {{ return 200 '{{"version":"21.2"}}'; }}
    location / {{
      if ($request_method = POST) {{ return 201 '{{"id":7,"server":"gw.company.dom","siteId":1}}'; }}
      if ($request_method = PUT) {{ return 204; }}
      root {folder}/answers;
    }}
  }}
}}
"""

SESSION = {
    "sessionID": 0, "ip": "10.60.218.56", "serverID": 51, "type": 3, "user": "", "themeID": 71, "connectionMode": 2,
    "authenticationType": 1, "idleStartTime": "2026-11-26T02:47:21Z", "mfaProvider": 0, "rfiCount": 1,
    "rfiInfoList": [{"type": 2, "ip": "10.1.1.21"}], "logonDuration": 8183, "connectionDuration": 579,
    "authenticationDuration": 544, "rasPolicyLookup": 101, "hostPreparation": 1765, "groupPolicyLoadTime": 1441,
    "userProfileLoadTime": 1860, "desktopLoadTime": 1715, "logonOthersDuration": 178, "userProfileType": 3,
    "uxEvaluator": 46, "connectionQuality": 3, "latency": 42, "protocol": 10, "bandwidthAvailability": 73940,
    "lastReconnects": 0, "reconnects": 1, "disconnectReason": "", "state": 0, "logonTime": "2026-11-25T22:21:16Z",
    "sessionLength": 15977, "idleTime": 0, "incomingData": 23871000, "outgoingData": 125967000,
    "verticalResolution": 768, "horizontalResolution": 1366, "colourDepth": 32, "deviceName": "THIN-00001",
    "clientOS": "HTML5", "clientVersion": "21.0.26036", "clientIPAddress": "10.60.218.56",
    "sessionHostName": "WIN11-001", "poolName": "Desktops", "source": 2, "siteId": 1}


def sessions(count):
    """A list of that many sessions, about 1 KB each, no two alike."""
    rows = (json.dumps(dict(SESSION, sessionID=number, user=f"user{number * 7919 % count}@company.dom",
                            idleTime=number * 31 % 4000, sessionHostName=f"rdsh{number % 97:02}.company.dom"),
                       separators=(",", ":")) for number in range(count))
    return ("[" + ",".join(rows) + "]").encode()


class FarmServer:
    def __init__(self, folder, port):
        self.folder, self.url = folder, f"https://localhost:{port}"
        self.certificate = os.path.join(folder, "certificate.pem")

    def answer(self, path, content):
        """From now on GET of the path is answered so."""
        file = os.path.join(self.folder, "answers", path.lstrip("/"))
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "wb") as answers:
            answers.write(content)


@contextlib.contextmanager
def farm_server():
    with tempfile.TemporaryDirectory(prefix="rasctl-bench-") as folder:
        os.chmod(folder, 0o755)
        os.makedirs(os.path.join(folder, "answers"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-keyout", f"{folder}/key.pem", "-out", f"{folder}/certificate.pem", "-days", "2", "-subj",
                        "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with open(os.path.join(folder, "nginx.conf"), "w", encoding="ascii") as file:
            file.write(CONFIGURATION.format(folder=folder, port=port))
        process = subprocess.Popen(["nginx", "-e", f"{folder}/errors", "-c", f"{folder}/nginx.conf"])
        try:
            while process.poll() is None:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
            yield FarmServer(folder, port)
        finally:
            process.terminate()
            process.wait(30)
