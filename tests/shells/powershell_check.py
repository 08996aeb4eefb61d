"""A look at PowerShell's script: with PowerShell's own parser where pwsh is installed, else quotes and braces.

Debian has no PowerShell. Balanced quotes and braces are no proof that the script works, and the output says
so.
"""

import shutil
import subprocess

PARSE = ("$e = $null; [void][System.Management.Automation.Language.Parser]::ParseInput("
         "[Console]::In.ReadToEnd(), [ref]$null, [ref]$e); $e | ForEach-Object { $_.ToString() }")


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


def problems_of_powershell(script):
    if shutil.which("pwsh"):
        done = subprocess.run(["pwsh", "-NoProfile", "-Command", PARSE], input=script, text=True,
                              capture_output=True, check=False)
        print("powershell: parsed by pwsh, not run in a terminal")
        return (done.stdout + done.stderr).splitlines()
    print("powershell: not run and not parsed, for there is no pwsh here; only quotes and brackets were counted")
    found = unbalanced(script)
    if "Register-ArgumentCompleter" not in script:
        found.append("registers nothing")
    return found
