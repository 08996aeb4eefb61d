# fish completion for rasctl
#
# rasctl itself knows what to offer; this script only hands over the words and shows
# the answer. A name of your own: alias NAME rasctl, or complete --command NAME --wraps rasctl

function __rasctl_complete
    set -l program (commandline -opc | string replace --regex '^~' $HOME)[1]
    string match -q '*/*' -- $program
    or set program rasctl
    set -l before (commandline -opc)[2..-1]
    set -l current (commandline -ct)
    set -l lines ($program __complete --shell fish --current "$current" -- $before '' 2>/dev/null </dev/null)
    test (count $lines) -gt 1
    and printf '%s\n' $lines[1..-2]
end

complete --command rasctl --no-files --keep-order --arguments '(__rasctl_complete)'
