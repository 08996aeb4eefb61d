# PowerShell completion for rasctl
#
# rasctl itself knows what to offer, quoted for PowerShell; this script only hands over
# the line and shows the answer. Evaluate it in the file that $PROFILE names:
#   rasctl completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName 'rasctl' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # The command up to the cursor; blanks behind it are no part of the syntax tree.
    $start = $commandAst.Extent.StartOffset
    $text = $commandAst.ToString()
    $length = [Math]::Max(0, $cursorPosition - $start)
    if ($length -le $text.Length) { $line = $text.Substring(0, $length) } else { $line = $text.PadRight($length) }

    # In the environment, since not every PowerShell hands quotes on to programs.
    $before = $env:RASCTL_COMPLETE_LINE
    try {
        $env:RASCTL_COMPLETE_LINE = $line
        $answer = @(& rasctl __complete --shell powershell 2>$null)
    } finally {
        $env:RASCTL_COMPLETE_LINE = $before
    }

    $answer | Select-Object -SkipLast 1 | ForEach-Object {
        $value, $description = $_ -split "`t", 2
        if (-not $description) { $description = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
    }
}
