# bash completion for rasctl                                  -*- shell-script -*-
#
# rasctl itself knows what to offer, quoted for the place where the cursor is; this
# script only hands over the line and shows the answer. For an alias of yours:
#   complete -F _rasctl NAME

_rasctl() {
    local program=rasctl
    [[ $1 == */* ]] && program=${1/#\~/$HOME}
    local -a lines
    mapfile -t lines < <("$program" __complete --shell bash --breaks "$COMP_WORDBREAKS" \
        --line "${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null)
    COMPREPLY=()
    ((${#lines[@]} > 1)) || return 0

    local last=$((${#lines[@]} - 1)) line value width=0 i
    [[ ${lines[last]} == :nospace ]] && compopt -o nospace 2>/dev/null
    for ((i = 0; i < last; i++)); do
        value=${lines[i]%%$'\t'*}
        COMPREPLY+=("$value")
        ((${#value} > width)) && width=${#value}
    done
    # Descriptions only where bash lists and inserts nothing (the second Tab).
    if ((COMP_TYPE == 63 && last > 1)); then
        for ((i = 0; i < last; i++)); do
            line=${lines[i]}
            [[ $line == *$'\t'* ]] || continue
            printf -v line '%-*s  (%s)' "$width" "${line%%$'\t'*}" "${line#*$'\t'}"
            COMPREPLY[i]=${line:0:$((COLUMNS > 20 ? COLUMNS - 2 : 78))}
        done
    fi
}

complete -F _rasctl rasctl
