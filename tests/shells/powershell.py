"""PowerShell, run for real: through TabExpansion2 for the whole table, and in a terminal for some of it.

Where there is no pwsh but dotnet, PowerShell comes as a dotnet tool into build/ (`installed()`).
"""

import base64
import json
import os
import queue
import re
import shutil
import subprocess
import threading

from terminal_session import ESCAPES, ShellSilent, TerminalSession

HERE = os.path.dirname(os.path.abspath(__file__))
VERSION = "7.6.9"
TOOLS = os.path.normpath(os.path.join(HERE, "../../build/powershell", VERSION))
QUIET = {"DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1", "POWERSHELL_TELEMETRY_OPTOUT": "1",
         "POWERSHELL_UPDATECHECK": "Off"}
# @name is a variable's members to PowerShell, whatever stands before it: who means a file quotes it.
NOT_HERE = {"rasctl gateway create --password @sec"}
POSITION = b"\x1b[6n"


def installed():
    """The path of pwsh and nothing, or nothing and why there is none."""
    found = shutil.which("pwsh")
    if found:
        return found, ""
    tool = os.path.join(TOOLS, "pwsh")
    if os.path.exists(tool):
        return tool, ""
    if not shutil.which("dotnet"):
        return None, "there is neither pwsh nor dotnet here"
    done = subprocess.run(["dotnet", "tool", "install", "PowerShell", "--version", VERSION, "--tool-path", TOOLS],
                          env={**os.environ, **QUIET}, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode == 0 and os.path.exists(tool):
        return tool, ""
    shutil.rmtree(TOOLS, ignore_errors=True)
    return None, "dotnet cannot install it: " + ((done.stdout + done.stderr).strip().splitlines() or ["no word why"])[-1]


def surroundings(environment):
    """What a .NET tool needs besides."""
    root = {name: os.environ[name] for name in ("DOTNET_ROOT",) if name in os.environ}
    return {**environment, **QUIET, **root}


def powershell_text(typed):
    """The table is written for POSIX shells, where a backslash is what a backtick is here."""
    return typed.replace("\\ ", "` ")


class PowerShell:
    """Answers for the table as the shells in terminals do."""

    name = "powershell"
    puts_blanks = False

    def __init__(self, program, environment, home, folder):
        os.makedirs(home, exist_ok=True)
        self.script = os.path.join(home, "rasctl.ps1")
        with open(self.script, "w", encoding="utf-8") as file:
            file.write(subprocess.run([environment["RASCTL_UNDER_TEST"], "completion", "powershell"], env=environment,
                                      capture_output=True, text=True, check=True).stdout)
        self.process = subprocess.Popen(
            [program, "-NoProfile", "-NonInteractive", "-File", os.path.join(HERE, "powershell_session.ps1"), self.script],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings(environment), cwd=folder)
        self.asked = {}

    def takes(self, situation):
        return situation.typed not in NOT_HERE

    def ask(self, situation):
        if situation.typed not in self.asked:
            before = powershell_text(situation.before)
            question = {"line": before + powershell_text(situation.behind), "cursor": len(before)}
            try:
                self.process.stdin.write(json.dumps(question).encode() + b"\n")
                self.process.stdin.flush()
                self.asked[situation.typed] = json.loads(self.process.stdout.readline())
            except (OSError, ValueError):
                self.process.kill()
                raise ShellSilent(ESCAPES.sub(b"", self.process.stderr.read()).decode(errors="replace")[-2000:]) from None
        return self.asked[situation.typed]

    def offers(self, situation):
        # Of a list only the last element is put there.
        kept = situation.word.rpartition(",")[0] if "," in situation.typed else ""
        values = self.ask(situation)["offers"]
        return [f"{kept},{value}" for value in values] if kept else values

    def line_after_tab(self, situation):
        return self.ask(situation)["line"]

    def words_of(self, situation, _line):
        return self.ask(situation)["words"]

    def screen_of_list(self, situation):
        return "\n".join(self.ask(situation)["shown"])

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)


class PowerShellTerminal:
    """pwsh as a person has it, with PSReadLine; Ctrl-X t tells the line and empties it."""

    RC = r"""
Set-PSReadLineOption -PredictionSource None -BellStyle None
Set-PSReadLineKeyHandler -Key Tab -Function Complete
Set-PSReadLineKeyHandler -Chord 'Ctrl+x,t' -ScriptBlock {
    $line = $null
    [Microsoft.PowerShell.PSConsoleReadLine]::GetBufferState([ref] $line, [ref] $null)
    $told = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($line))
    [Console]::Write("@@$told@@`n")
    [Microsoft.PowerShell.PSConsoleReadLine]::RevertLine()
}
function prompt { if (-not $global:told) { $global:told = $true; [Console]::Write("@@cmVhZHk=@@`n") }; 'ready> ' }
"""

    def __init__(self, program, environment, home, folder, script):
        path = os.path.join(home, "profile.ps1")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"Set-Alias r rasctl\n. '{script}'\n" + self.RC)
        self.session = TerminalSession([program, "-NoProfile", "-NoLogo", "-NoExit", "-File", path],
                                       surroundings({**environment, "TERM": "xterm"}), folder)
        self.answers = queue.Queue()
        threading.Thread(target=self.serve, daemon=True).start()
        self.read()

    def serve(self):
        """Tells the shell the cursor's place whenever it asks, as a terminal does at once, and gathers its answers."""
        seen = b""
        while True:
            try:
                piece = os.read(self.session.master, 65536)
            except OSError:
                return
            if not piece:
                return
            seen += piece
            while found := re.search(rb"@@([A-Za-z0-9+/=]*)@@|" + re.escape(POSITION), seen):
                seen = seen[found.end():]
                if found.group(0) == POSITION:
                    self.session.send("\x1b[1;1R")
                else:
                    self.answers.put(base64.b64decode(found.group(1)).decode())

    def read(self):
        try:
            return self.answers.get(timeout=TerminalSession.PATIENCE)
        except queue.Empty:
            raise ShellSilent("nothing came") from None

    def line_after_tab(self, situation):
        self.session.send(powershell_text(situation.before) + "\t\x18t")
        return self.read()

    def close(self):
        self.session.close()
