"""Authorities and server certificates of every unfortunate kind, made with the openssl command."""

import datetime
import os
import ssl
import subprocess
import threading


class Certificates:
    """Each is made when it is first asked for; keys are shared."""

    def __init__(self, folder):
        self.folder = folder
        self.lock = threading.RLock()
        self.made = {}
        self.serial = 1000

    def path(self, name):
        return os.path.join(self.folder, name)

    def _openssl(self, *arguments):
        done = subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"openssl {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def key(self, kind="ec"):
        with self.lock:
            file = self.path(f"{kind}.key")
            if not os.path.exists(file):
                if kind.startswith("rsa"):
                    self._openssl("genrsa", "-out", file, kind[3:])
                else:
                    self._openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", file)
            return file

    def authority(self, name="root", issuer=None):
        """The certificate file of an authority."""
        return self.certificate(name, subject=f"/CN=Test {name}", issuer=issuer or name, key=f"ca-{name}",
                                extensions="basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign")

    def certificate(self, name, *, subject="/CN=server", names="IP:127.0.0.1", issuer="root", key="ec", days=(-1, 30),
                    digest="sha256", extensions=""):
        """The file of a certificate from `issuer` (itself when it has the same name), valid for these days."""
        with self.lock:
            file = self.path(f"{name}.pem")
            if file in self.made:
                return file
            if issuer != name:
                self.authority(issuer) if issuer not in self.made else None
            key_file = self.key(key)
            request = self.path(f"{name}.csr")
            self._openssl("req", "-new", "-key", key_file, "-subj", subject, "-out", request)
            folder = self.path(f"{name}.ca")
            os.makedirs(folder, exist_ok=True)
            open(os.path.join(folder, "index"), "w").close()
            self.serial += 1
            lines = ["subjectKeyIdentifier=hash"]
            if names:
                lines.append(f"subjectAltName={names}")
            if extensions:
                lines.append(extensions)
            config = self.path(f"{name}.cnf")
            with open(config, "w") as text:
                text.write(f"[ca]\ndefault_ca=a\n[a]\ndatabase={folder}/index\nnew_certs_dir={folder}\nrand_serial=yes\n"
                           "policy=p\nunique_subject=no\nx509_extensions=e\nemail_in_dn=no\n"
                           "[p]\ncommonName=optional\norganizationName=optional\n[e]\n" + "\n".join(lines) + "\n")
            now = datetime.datetime.now(datetime.timezone.utc)
            begin, end = ((now + datetime.timedelta(days=day)).strftime("%Y%m%d%H%M%SZ") for day in days)
            own = issuer == name
            self._openssl("ca", "-batch", "-notext", "-config", config, "-in", request, "-out", file, "-startdate", begin,
                          "-enddate", end, "-md", digest, "-keyfile", key_file if own else self.key(f"ca-{issuer}"),
                          *(["-selfsign"] if own else ["-cert", self.path(f"{issuer}.pem")]))
            self.made[file] = key_file
            self.made[name] = file
            return file

    def fingerprint(self, file):
        with open(file) as text:
            pem = text.read()
        import hashlib

        end = "-----END CERTIFICATE-----"
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem[: pem.index(end) + len(end)])).hexdigest()

    def context(self, file, chain=(), versions=None, ciphers="DEFAULT:@SECLEVEL=0"):
        """A server's context that shows this certificate and those of `chain`."""
        whole = file
        if chain:
            whole = file + ".chain"
            with self.lock, open(whole, "w") as out:
                for one in [file, *chain]:
                    with open(one) as text:
                        out.write(text.read())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers(ciphers)
        if versions:
            context.minimum_version, context.maximum_version = versions
        context.load_cert_chain(whole, self.made[file])
        return context
