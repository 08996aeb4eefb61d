"""Credential helpers and keyrings in place of the token file."""

import os

from case import READ, Case
from credential_cases import WELL, logged_out, set_in_context
from hostile_server import ADMINISTRATOR, PASSWORD, TOKEN

LOGON = "POST /api/Session/logon"
HELPER_PATIENCE = 10.0

# Keeps what it is told in one file per user, as git-credential-store does.
GOOD_HELPER = r"""#!/bin/sh
umask 077
protocol= host= username= password=
while IFS= read -r line && [ -n "$line" ]; do
  case $line in
    protocol=*) protocol=${line#*=};; host=*) host=${line#*=};;
    username=*) username=${line#*=};; password=*) password=${line#*=};;
  esac
done
folder=$(dirname "$0")/kept; mkdir -p "$folder"
file=$folder/$(printf %s "$host-$username" | tr ' /:' ___)
case $1 in
  store) printf %s "$password" > "$file";;
  erase) rm -f "$file";;
  get) if [ -f "$file" ]; then printf 'username=%s\npassword=%s\n' "$username" "$(cat "$file")"; fi;;
esac
"""


def script(world, text, name="helper"):
    return world.write(name, text if text.startswith("#!") else "#!/bin/sh\n" + text, 0o700)


def helper(text):
    """A context whose password comes from this helper."""

    def act(world):
        logged_out(world, credentialHelper=script(world, text))
        return world.run(READ)

    return act


def helper_once(text):
    """A login with this helper, the password from stdin."""

    def act(world):
        return world.run(["login", world.serve(WELL).url, "--username", ADMINISTRATOR, "--password-stdin",
                          "--credential-helper", script(world, text)], stdin=PASSWORD + "\n")

    return act


def never_asked(world, _ended):
    seen = world.path("helper.seen")
    if os.path.exists(seen):
        with open(seen) as file:
            if "\nhost=evil.test" in file.read():
                return "the helper was asked for another host"
    return None


def helper_command(value):
    def act(world):
        logged_out(world, credentialHelper=value)
        return world.run(READ)

    return act


def all_in_helper(then):
    """Logs on with a helper that keeps password and token; then runs the commands, and judges the last."""

    def act(world):
        server = world.serve(WELL, check_token=True)
        world.log_in(server, "--credential-helper", script(world, GOOD_HELPER), "--store", "helper")
        if then == "revoked":
            server.revoke_all()
        return world.run(["whoami"] if then == "whoami" else READ)

    return act


def with_git(helper, then=()):
    """git's own helpers: logs on, uses the token, has it revoked, uses the password, and logs out."""

    def act(world):
        server = world.serve(WELL, check_token=True)
        # git-credential-cache keeps its socket below these.
        home = {"XDG_CACHE_HOME": world.path("git"), "XDG_CONFIG_HOME": world.path("git")}
        world.log_in(server, "--credential-helper", helper, "--store", "helper", env=home)
        first = world.run(READ, home)
        where = world.run(["whoami"], home)
        server.revoke_all()
        again = world.run(READ, home)
        logout = world.run(["logout"], home)
        kept = ""
        if os.path.exists(world.path(".git-credentials")):
            with open(world.path(".git-credentials")) as file:
                kept = file.read()
        if then:
            world.run([], home, wrap=then)
        again.out += where.out
        again.wrong = [what for what, bad in (("first read", first.code), ("whoami", where.code), ("logout", logout.code),
                                              ("a token is left", TOKEN in kept)) if bad]
        return again

    return act


def went_well(_world, ended):
    return ", ".join(ended.wrong) or None


def no_token_file(world, _ended):
    path = os.path.join(world.config, "tokens.json")
    if os.path.exists(path):
        with open(path) as file:
            if TOKEN in file.read():
                return "the token is in the token file all the same"
    return None


def stored(where, *arguments):
    def act(world):
        server = world.serve(WELL, check_token=True)
        ended = world.run(["login", server.url, "--username", ADMINISTRATOR, "--password-stdin", "--store", where],
                          stdin=PASSWORD + "\n")
        if ended.code != 0:
            return ended
        return world.run(arguments, {"RASCTL_PASSWORD": PASSWORD} if where == "none" else {})

    return act


def works_or_says_why(world, ended):
    """Some kernels and sandboxes have no keyring: then one clear line."""
    if ended.code == 0:
        return None if "gw1" in ended.out else "no answer"
    return None if ended.code in (1, 2) and "keyring" in ended.err else f"exit code {ended.code}"


class EitherWay(Case):
    """The machine decides which of two good ends it comes to."""

    def judge(self, world, ended):
        self.code = ended.code if ended.code in (0, 1, 2) else 0
        return super().judge(world, ended)


def case(name, act, **wanted):
    return Case("Secrets", name, act, **wanted)


ONE_LOGON = {LOGON: 1}

CASES = [
    case("token file is the default, and whoami says so", lambda world: (
        world.log_in(world.serve(WELL)), world.run(["whoami"]))[1], out="tokens.json.*plain-text +yes"),
    case("helper keeps password and token", all_in_helper(""), out="gw1", check=no_token_file, requests=ONE_LOGON),
    case("helper's password renews the token", all_in_helper("revoked"), out="gw1", check=no_token_file,
         requests={LOGON: 2}),
    case("whoami names the helper", all_in_helper("whoami"), out="credential helper.*plain-text +no"),
    case("helper fails", helper("exit 1"), code=3, err="helper.*exit code 1", requests=ONE_LOGON),
    case("helper is missing", helper_command("/nonexistent/helper"), code=3, err="helper", requests=ONE_LOGON),
    case("helper knows nothing", helper("exit 0"), code=3, err="password", requests=ONE_LOGON),
    case("helper hangs", helper("exec sleep 300"), code=7, err="helper", requests=ONE_LOGON, within=HELPER_PATIENCE),
    case("helper does not read its input", helper(f"printf 'username={ADMINISTRATOR}\\npassword={PASSWORD}\\n'"),
         out="gw1"),
    case("helper answers for another server", helper("printf 'host=evil.test\\npassword=x\\n'"), code=3,
         err="another server", requests=ONE_LOGON),
    case("helper answers for another user", helper("printf 'username=eve\\npassword=x\\n'"), code=3,
         err="another user", requests=ONE_LOGON),
    case("helper prints garbage", helper("echo garbage"), code=3, err="not git's credential protocol",
         requests=ONE_LOGON),
    case("helper prints NUL bytes", helper("printf 'password=a\\0b\\n'"), code=3, err="helper", requests=ONE_LOGON),
    case("helper prints without end", helper("yes password=x"), code=3, err="helper", requests=ONE_LOGON),
    case("helper shouts secrets on stderr", helper("echo secret-output >&2; exit 1"), code=3, err="helper",
         never="secret-output", requests=ONE_LOGON),
    case("helper's password is wrong", helper("[ \"$1\" = get ] && echo password=not-the-one; exit 0"), code=3,
         err="wrong name or password", requests={LOGON: 2}),
    case("git's credential-store", with_git("store"), out="gw1.*credential helper 'store'.*plain-text +yes",
         check=went_well, requests={LOGON: 2, "POST /api/Session/logoff": 1}, within=6),
    case("git's credential-cache", with_git("cache --timeout 60", (
        "sh", "-c", "exec git credential-cache exit")), out="gw1.*credential helper 'cache'.*plain-text +no",
         check=went_well, requests={LOGON: 2, "POST /api/Session/logoff": 1}, within=6),
    case("helper that cannot store", helper_once("[ $1 = store ] && exit 1; exit 0"),
         err="warning: credential helper .* failed to store: .*exit code 1.*logged on",
         requests=ONE_LOGON),
    case("helper whose token is stale", helper("printf 'password=rasctl-token 1 1 1 stale\\n'"), code=3,
         err="refuses the logon", requests={LOGON: 2}),
    case("user name with a line end", lambda world: world.run(
        ["login", world.serve(WELL).url, "--username", "a\nhost=evil.test", "--credential-helper",
         script(world, "cat >> \"$0.seen\"; exit 0"), "--no-input"]), code=2, err="bad user name", check=never_asked),
    EitherWay("Secrets", "token in the kernel's keyring", stored("keyring", *READ), check=works_or_says_why),
    case("no token kept", stored("none", *READ), out="gw1", check=no_token_file,
         requests={LOGON: 2, "POST /api/Session/logoff": 2}),
]
