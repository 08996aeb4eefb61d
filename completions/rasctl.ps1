# PowerShell completion for rasctl
#
# rasctl itself knows what to offer, quoted for PowerShell; this script only hands over
# the line and shows the answer. Evaluate it in the file that $PROFILE names, behind your aliases:
#   rasctl completion powershell | Out-String | Invoke-Expression

# PowerShell looks for the name that was typed: aliases of rasctl are names of their own.
$names = @('rasctl') + @(Get-Alias -Definition 'rasctl' -ErrorAction SilentlyContinue | ForEach-Object { $_.Name })
Register-ArgumentCompleter -Native -CommandName $names -ScriptBlock {
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

    # For no answer at all PowerShell would offer files: where nothing fits the word stays as it is.
    if ($answer.Count -le 1) {
        $same = if ($wordToComplete) { $wordToComplete } else { ' ' }
        return [System.Management.Automation.CompletionResult]::new($same, $same, 'ParameterValue', $same)
    }

    $answer | Select-Object -SkipLast 1 | ForEach-Object {
        $value, $description = $_ -split "`t", 2
        if (-not $description) { $description = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
    }
}
