"""bash, zsh and fish, each set up as a user would, with keys that tell what stands in the line.

Every shell has Ctrl-X t (tells the line, and empties it) and Ctrl-X o (puts or tells all that Tab could put
there). No key is one that a terminal acts upon while a shell lends it to another program. Each answer is printed as @@BASE64@@, so that no escape sequence of the shell gets into it.
"""

import os
import shlex

from terminal_session import TerminalSession

TELL = "\x18t"
OFFER = "\x18o"

BASH_RC = r"""
PS1='ready> '
HISTFILE=
[ -r /usr/share/bash-completion/bash_completion ] && . /usr/share/bash-completion/bash_completion
eval "$(rasctl completion bash)"
alias r=rasctl
complete -F _rasctl r
bind 'set bell-style none'
bind 'set page-completions off'
bind 'set completion-query-items 0'
bind 'set enable-bracketed-paste off'
tell() { printf '@@%s@@\n' "$(printf %s "$READLINE_LINE" | base64 -w0)"; READLINE_LINE=; READLINE_POINT=0; }
bind -x '"\C-xt": tell'
bind '"\C-xo": insert-completions'
printf '@@%s@@\n' "$(printf ready | base64 -w0)"
"""

ZSH_RC = r"""
PS1='ready> '
unset HISTFILE zle_bracketed_paste
bindkey -e
unsetopt beep
fpath=("$ZDOTDIR/functions" $fpath)
autoload -Uz compinit && compinit -u -D
alias r=rasctl
zstyle ':completion:*' insert-tab false
LISTMAX=100000
tell() { print -r -- "@@$(print -rn -- "$BUFFER" | base64 -w0)@@"; BUFFER= }
zle -N tell
bindkey '^Xt' tell
zle -C all-matches complete-word _generic
bindkey '^Xo' all-matches
zstyle ':completion:all-matches::::' completer _all_matches _complete
zstyle ':completion:all-matches:*' insert true
ready() { print -r -- "@@$(print -rn -- ready | base64 -w0)@@"; precmd_functions=() }
precmd_functions=(ready)
"""

FISH_RC = r"""
function fish_prompt; echo 'ready> '; end
function fish_greeting; end
rasctl completion fish | source
alias r rasctl
set -g fish_autosuggestion_enabled 0
function tell
    printf '@@%s@@\n' (commandline -b | string collect | base64 -w0)
    commandline -r ''
end
function tell_offers
    set -l line (commandline -cb)
    printf '@@%s@@\n' (complete -C "$line" | base64 -w0)
    commandline -r ''
end
function fish_user_key_bindings
    bind \cxt tell
    bind \cxo tell_offers
end
function say_ready --on-event fish_prompt
    functions -e say_ready
    printf '@@%s@@\n' (printf ready | base64 -w0)
end
"""


class Shell:
    name = ""
    puts_blanks = True  # behind a value that is the only one

    def takes(self, _situation):
        return True

    def words_of(self, _situation, line):
        """The line's words; a quote may still be open where the word goes on."""
        for end in ("", '"', "'"):
            try:
                return shlex.split(line + end)
            except ValueError:
                pass
        return [line]

    def __init__(self, environment, home, folder):
        self.session = TerminalSession(self.prepare(environment, home), environment, folder)
        self.session.answer()

    def write(self, path, text):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def type(self, situation):
        """Types the line; a cursor in the middle goes there by Ctrl-B."""
        self.session.send(situation.line + "\x02" * len(situation.behind))

    def line_after_tab(self, situation):
        self.type(situation)
        self.session.send("\t" + TELL)
        return self.session.answer()[0]

    def screen_of_list(self, situation):
        """What the shell shows when it lists what could be meant."""
        self.type(situation)
        self.session.send("\t\t" + TELL)
        return self.session.answer()[1]

    def offers(self, situation):
        """Every value that the shell would put in place of the word."""
        self.type(situation)
        self.session.send(OFFER + TELL)
        line = self.session.answer()[0]
        # What stands behind the word being typed is none of the values; zsh may have taken the word's own end.
        behind = situation.behind
        for rest in (behind, behind[behind.find(" "):] if " " in behind else ""):
            if rest and line.endswith(rest):
                line = line[:-len(rest)]
                break
        if line.rstrip(" ") == situation.before.rstrip(" "):
            return [] if not situation.word else [situation.word]
        return self.values(shlex.split(line)[situation.words_before:], situation)

    def values(self, words, situation):
        return words

    def close(self):
        self.session.close()


class Bash(Shell):
    name = "bash"

    def prepare(self, environment, home):
        file = self.write(os.path.join(home, "bashrc"), BASH_RC)
        return ["bash", "--noprofile", "--rcfile", file, "-i"]

    def values(self, words, situation):
        # Only what follows the last of COMP_WORDBREAKS is put there again for every value.
        cut = max((situation.word.rfind(c) for c in "=:@"), default=-1) + 1
        prefix = situation.word[:cut]
        return words[:1] + [prefix + word for word in words[1:]]


class Zsh(Shell):
    name = "zsh"

    def prepare(self, environment, home):
        folder = os.path.join(home, "zsh")
        self.write(os.path.join(folder, ".zshrc"), ZSH_RC)
        script = os.popen(shlex.join([environment["RASCTL_UNDER_TEST"], "completion", "zsh"])).read()
        self.write(os.path.join(folder, "functions", "_rasctl"), script)
        environment["ZDOTDIR"] = folder
        return ["zsh", "-i"]


class Fish(Shell):
    name = "fish"

    def prepare(self, environment, home):
        self.write(os.path.join(environment["XDG_CONFIG_HOME"], "fish", "config.fish"), FISH_RC)
        return ["fish", "-i"]

    def offers(self, situation):
        self.type(situation)
        self.session.send(OFFER)
        lines = self.session.answer()[0].splitlines()
        return [word for line in lines for word in shlex.split(line.split("\t")[0])]


SHELLS = (Bash, Zsh, Fish)
