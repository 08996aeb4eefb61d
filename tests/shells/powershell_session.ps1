# Answers questions about completion: each line on stdin is JSON {"line", "cursor"}, each answer one line of JSON:
# {"offers": values that Tab could put there, "line": the line after Tab, "words": what its words are}.
$ErrorActionPreference = 'Stop'
[Console]::InputEncoding = [Console]::OutputEncoding = $OutputEncoding = [System.Text.UTF8Encoding]::new($false)
Set-Alias r rasctl
Get-Content -Raw $args[0] | Invoke-Expression

# The words of a command line as PowerShell hands them to a program.
function Get-Words([string] $text) {
    $errors = $null
    $tree = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref] $null, [ref] $errors)
    $command = $tree.Find({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
    if ($null -eq $command) { return @() }
    foreach ($element in $command.CommandElements) {
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $element.Value }
        else { $element.Extent.Text }
    }
}

# What all of the texts begin with.
function Get-Beginning([string[]] $texts) {
    $same = $texts[0]
    foreach ($text in $texts) {
        while (-not $text.StartsWith($same, [StringComparison]::Ordinal)) { $same = $same.Substring(0, $same.Length - 1) }
    }
    $same
}

while ($null -ne ($question = [Console]::In.ReadLine())) {
    $asked = $question | ConvertFrom-Json
    $found = TabExpansion2 -inputScript $asked.line -cursorColumn $asked.cursor
    $offers = @($found.CompletionMatches | Where-Object { $_.CompletionText.Trim() } | ForEach-Object {
            (@(Get-Words "x $($_.CompletionText)") | Select-Object -Skip 1) -join ' ' })
    $line = $asked.line
    $texts = @($found.CompletionMatches | ForEach-Object { $_.CompletionText })
    if ($texts.Count -gt 0) {
        $same = Get-Beginning $texts
        $typed = $line.Substring($found.ReplacementIndex, $found.ReplacementLength)
        if ($texts.Count -eq 1 -or $same.Length -gt $typed.Length) {
            $line = $line.Remove($found.ReplacementIndex, $found.ReplacementLength).Insert($found.ReplacementIndex, $same)
        }
    }
    $answer = @{ offers = $offers; line = $line; words = @(Get-Words $line)
        shown = @($found.CompletionMatches | ForEach-Object { "$($_.ListItemText) $($_.ToolTip)" }) }
    [Console]::Out.WriteLine(($answer | ConvertTo-Json -Compress -Depth 3))
}
