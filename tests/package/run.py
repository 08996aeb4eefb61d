#!/usr/bin/env python3
"""Makes the packages of a build and looks at them: run.py --build FOLDER

The static programs (app/static) are used in roots of Debian 11, 12 and 13 besides, see roots.py. A build for arm64 has
only these; elsewhere than on arm64 they run by QEMU, in a root of Debian 12.

The .deb is installed into a root of its own with dpkg, used from there, and removed again; needs root for that (dpkg
refuses others), and says so otherwise.
"""

import argparse
import glob
import itertools
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile

import roots

# What every Debian 12 has, and what a C++ program cannot do without.
SYSTEM_LIBRARIES = {"linux-vdso.so.1", "libc.so.6", "libm.so.6", "/lib64/ld-linux-x86-64.so.2"}
FILES = ["usr/bin/rasctl", "usr/bin/rasctl-simulate", "usr/share/bash-completion/completions/rasctl",
         "usr/share/zsh/vendor-completions/_rasctl", "usr/share/fish/vendor_completions.d/rasctl.fish",
         "usr/share/rasctl/rasctl.ps1", "usr/share/man/man1/rasctl.1.gz", "usr/share/man/man1/rasctl-gateway.1.gz",
         "usr/share/man/man1/rasctl-simulate.1.gz", "usr/share/man/man5/rasctl-config.5.gz",
         "usr/share/man/man7/rasctl-documents.7.gz", "usr/share/man/man7/rasctl-output.7.gz",
         "usr/share/man/man7/rasctl-recipes.7.gz",
         "usr/share/doc/rasctl/README.md", "usr/share/doc/rasctl/copyright", "usr/share/doc/rasctl/changelog.gz"]
# What lintian says and we mean: a program of 6 MB that needs nothing beside the C library, of a project that has no
# public address.
MEANT = ("bogus-mail-host", "embedded-library", "statically-linked", "initial-upload-closes-no-bugs", "hardening-no-")


STATIC_LICENCES = ["copyright", "jq.copyright", "oniguruma.copyright"]


class Broken(Exception):
    pass


def expect(condition, message):
    if not condition:
        raise Broken(message)


def run(*words, **options):
    done = subprocess.run(words, capture_output=True, text=True, check=False, **options)
    expect(done.returncode == 0, f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}"[:2000])
    return done.stdout


def make_packages(build, folder, config="CPackConfig.cmake"):
    run("cpack", "--config", os.path.join(build, config), "-B", folder, "-G", "DEB;TGZ")
    debs, tarballs = glob.glob(folder + "/*.deb"), glob.glob(folder + "/*.tar.gz")
    expect(len(debs) == 1 and len(tarballs) == 1, f"made {debs} and {tarballs}")
    return debs[0], tarballs[0]


def check_contents(deb):
    listed = [line.split(maxsplit=5) for line in run("dpkg-deb", "-c", deb).splitlines()]
    names = {words[5].removeprefix("./"): words for words in listed}
    missing = [name for name in FILES if name not in names]
    expect(not missing, f"the package lacks {missing}")
    pages = [name for name in names if name.endswith(".1.gz")]
    expect(len(pages) > 50, f"only {len(pages)} pages of section 1")
    for name, words in names.items():
        wanted = "drwxr-xr-x" if name.endswith("/") else "-rwxr-xr-x" if "/bin/" in name else "-rw-r--r--"
        expect(words[0] == wanted and words[1] == "root/root", f"{name} is {words[0]} of {words[1]}")
        expect(name.startswith("usr/") or name == "", f"{name} is outside usr")


def check_dependencies(deb):
    needed = run("dpkg-deb", "-f", deb, "Depends")
    packages = {part.split()[0].partition(":")[0] for part in needed.replace("|", ",").split(",")}
    expect({"libc6", "ca-certificates"} <= packages, needed)
    expect(packages <= {"libc6", "ca-certificates", "libgcc-s1", "libstdc++6", "libkeyutils1"}, needed)


def check_libraries(program):
    libraries = {line.split()[0] for line in run("ldd", program).splitlines()}
    expect(libraries <= SYSTEM_LIBRARIES | {"libkeyutils.so.1"}, f"{program} needs {libraries - SYSTEM_LIBRARIES}")


def check_static_package(deb, tarball):
    with tarfile.open(tarball) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    listed = {line.split(maxsplit=5)[5].removeprefix("./") for line in run("dpkg-deb", "-c", deb).splitlines()}
    wanted = FILES + [f"usr/share/doc/rasctl-static/{licence}" for licence in STATIC_LICENCES]
    expect(not set(wanted) - listed, f"the static package lacks {set(wanted) - listed}")
    expect(not {name.removeprefix("usr/") for name in wanted} - {name.removeprefix("usr/") for name in names},
           f"the static tarball has {sorted(names)[:20]}")
    for field, value in (("Depends", "ca-certificates"), ("Conflicts", "rasctl"), ("Provides", "rasctl")):
        said = run("dpkg-deb", "-f", deb, field).strip()
        expect(said == value, f"the static package says {field}: {said}")


def check_static_program(program):
    """No interpreter and no library, and no page that is both written to and run."""
    said = run("readelf", "-lWd", program)
    expect("INTERP" not in said and "NEEDED" not in said, f"{program} wants to be loaded with others")
    expect("GNU_RELRO" in said and "RWE" not in said, f"{program} can change what it consists of")


def machine_of(program):
    """What the kernel calls the machine that a program is for."""
    said = run("readelf", "-h", program)
    return "aarch64" if "AArch64" in said else "x86_64"


def check_tarball(tarball, folder):
    with tarfile.open(tarball) as archive:
        archive.extractall(folder)
    top = os.path.join(folder, os.listdir(folder)[0])
    check_use(glob.glob(top + "/**/bin/rasctl", recursive=True)[0], glob.glob(top + "/**/man", recursive=True)[0],
              glob.glob(top + "/**/bash-completion/completions/rasctl", recursive=True)[0])


def check_use(program, manual, completion):
    """Program, manual and completion, as they are where the package put them."""
    check_libraries(program)
    check_libraries(program + "-simulate")
    expect(run(program, "--version").startswith("rasctl "), "it does not run")
    expect("rasctl-simulate" in run(program, "simulate", "--help"), "the simulator is not found beside it")
    for page in ("rasctl", "rasctl-gateway", "rasctl-config", "rasctl-recipes"):
        shown = run("man", "-M", manual, page, env={"PATH": os.environ["PATH"], "MANPAGER": "cat", "LC_ALL": "C.UTF-8"})
        expect(page.upper() in shown, f"man {page} shows {shown[:200]!r}")
    script = f"""
        PATH={os.path.dirname(program)}:$PATH
        . /usr/share/bash-completion/bash_completion
        . {completion}
        COMP_LINE='rasctl gatew' COMP_POINT=12 COMP_WORDS=(rasctl gatew) COMP_CWORD=1
        _rasctl rasctl gatew rasctl
        echo "${{COMPREPLY[*]}}"
    """
    offered = run("bash", "-c", script, env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"}).split()
    expect(offered == ["gateway"], f"completion offers {offered}")


def check_installation(deb, root):
    for folder in ("info", "updates", "triggers"):
        os.makedirs(os.path.join(root, "var/lib/dpkg", folder))
    for name in ("status", "available"):
        open(os.path.join(root, "var/lib/dpkg", name), "w", encoding="utf-8").close()
    before = everything_below(root)
    run("dpkg", "--root", root, "--force-depends", "--log", "/dev/null", "-i", deb)
    check_use(root + "/usr/bin/rasctl", root + "/usr/share/man", root + "/usr/share/bash-completion/completions/rasctl")
    run("dpkg", "--root", root, "--force-depends", "--log", "/dev/null", "--purge", "rasctl")
    left = {name for name in everything_below(root) - before if not name.startswith("var/lib/dpkg/")}
    expect(not left, f"removed, it leaves {sorted(left)[:5]}")


def everything_below(root):
    return {os.path.relpath(os.path.join(folder, name), root) for folder, folders, files in os.walk(root)
            for name in folders + files}


def check_with_lintian(deb):
    said = subprocess.run(["lintian", "--allow-root", "--tag-display-limit", "0", deb], capture_output=True, text=True,
                          check=False).stdout
    bad = [line for line in said.splitlines() if line[:2] in ("E:", "W:") and not any(word in line for word in MEANT)]
    expect(not bad, "lintian says\n    " + "\n    ".join(bad[:20]))


def checks(deb, tarball, work):
    yield "contents", lambda: check_contents(deb)
    yield "dependencies", lambda: check_dependencies(deb)
    yield "tarball", lambda: check_tarball(tarball, os.path.join(work, "tarball"))
    if os.geteuid() == 0:
        yield "installation and removal", lambda: check_installation(deb, os.path.join(work, "root"))
    else:
        print("skipped installation and removal: dpkg wants root")
    if shutil.which("lintian"):
        yield "lintian", lambda: check_with_lintian(deb)
    else:
        print("skipped lintian: it is not installed")


def static_checks(build, work):
    static = os.path.join(build, "app/static")
    if not os.path.exists(static + "/rasctl"):
        print("skipped the static programs: they are not built (app/setup release-static builds them)")
        return
    deb, tarball = make_packages(build, os.path.join(work, "static"), "CPackStatic.cmake")
    yield "static package", lambda: check_static_package(deb, tarball)
    for name in ("rasctl", "rasctl-simulate"):
        yield f"static {name}", lambda name=name: check_static_program(os.path.join(static, name))
    if roots.why_not():
        print(f"skipped the roots of other releases: {roots.why_not()}")
        return
    machine = machine_of(static + "/rasctl")
    emulator, releases = None, roots.RELEASES
    if machine != platform.machine():
        emulator, releases = shutil.which(f"qemu-{machine}-static"), {"bookworm": 12}
        if not emulator:
            print(f"skipped running the programs for {machine}: qemu-user-static is not installed")
            return
    for release, number in releases.items():
        try:
            root = roots.unpack(release, os.path.join(build, "roots"))
        except roots.NotToBeHad as why:
            print(f"skipped Debian {number}: {why}")
            continue
        yield f"static programs for {machine} on Debian {number}", lambda root=root: roots.check(root, deb, emulator)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    build = parser.parse_args().build
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="rasctl-package-") as work:
        build = os.path.abspath(build)
        usual = checks(*make_packages(build, work), work) if os.path.exists(build + "/app/rasctl") else []
        for name, check in itertools.chain(usual, static_checks(build, work)):
            try:
                check()
                passed += 1
                print(f"ok   {name}", flush=True)
            except (Broken, roots.Failed) as why:
                failed += 1
                print(f"FAIL {name}: {why}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
