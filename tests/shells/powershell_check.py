"""A look at PowerShell's script: with PowerShell's own parser where pwsh is installed, else with the grammar that
app/setup gets where npm is, else quotes and brackets.

Debian has no PowerShell. That a script parses is no proof that it works, and the output says what was done.
"""

import os
import shutil
import subprocess

PARSE = ("$e = $null; [void][System.Management.Automation.Language.Parser]::ParseInput("
         "[Console]::In.ReadToEnd(), [ref]$null, [ref]$e); $e | ForEach-Object { $_.ToString() }")


HERE = os.path.dirname(os.path.abspath(__file__))
GRAMMAR = os.path.join(HERE, "../../build/powershell-grammar/node_modules")


def unbalanced(script):
    """Brackets and quotes that do not fit, line by line."""
    closing = {")": "(", "]": "[", "}": "{"}
    opened, quote, found = [], "", []
    for number, line in enumerate(script.splitlines(), 1):
        i = 0
        while i < len(line):
            c = line[i]
            if c == "`" and quote != "'":
                i += 1
            elif quote:
                quote = "" if c == quote else quote
            elif c in "'\"":
                quote = c
            elif c == "#":
                break
            elif c in "([{":
                opened.append((c, number))
            elif c in closing:
                if not opened or opened.pop()[0] != closing[c]:
                    found.append(f"line {number}: {c} closes nothing")
            i += 1
        if quote:
            found.append(f"line {number}: {quote} is not closed")
            quote = ""
    return found + [f"line {number}: {c} is not closed" for c, number in opened]


def parse(script):
    """What the grammar does not understand, line by line."""
    done = subprocess.run(["node", os.path.join(HERE, "powershell_parse.cjs")], input=script, text=True,
                          capture_output=True, env=dict(os.environ, NODE_PATH=GRAMMAR), check=False)
    return (done.stdout + done.stderr).splitlines()


def problems_of_powershell(script):
    if shutil.which("pwsh"):
        done = subprocess.run(["pwsh", "-NoProfile", "-Command", PARSE], input=script, text=True,
                              capture_output=True, check=False)
        print("powershell: parsed by pwsh, not run in a terminal")
        return (done.stdout + done.stderr).splitlines()
    if shutil.which("node") and os.path.isdir(GRAMMAR):
        print("powershell: parsed by a grammar of PowerShell, not run, for there is no pwsh here")
        broken = parse(script.replace("param(", "param((", 1))
        return parse(script) + ([] if broken else ["the grammar finds nothing wrong with a broken script"])
    print("powershell: not run and not parsed, for there is no pwsh here; only quotes and brackets were counted")
    found = unbalanced(script)
    if "Register-ArgumentCompleter" not in script:
        found.append("registers nothing")
    return found
