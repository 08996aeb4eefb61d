#!/usr/bin/env bash
# Before the working day: every desktop that is off is started.
set -euo pipefail

provider=51
rasctl provider vm vdi-host status --where "providerID=$provider,state=Off" --jq '.[].hostID' > machines
test -s machines
while read -r machine; do
    printf 'provider vm start %s %s\n' "$provider" "$machine"
done < machines > commands
rasctl batch commands > results
while read -r machine; do
    rasctl wait provider vm "$provider" "$machine" --for state!=Off --interval 1s --timeout 60s
done < machines
test "$(grep -c '"exitCode":0' results)" = "$(wc -l < machines)"
