#!/usr/bin/env bash
# One more desktop is started for each that is in use, as far as there are any that are off.
set -euo pipefail

provider=51
off=$(rasctl provider vm vdi-host status --where "providerID=$provider,state=Off" --jq '.[].hostID' | head -n 2)
used=$(rasctl session list --where "source=VDI,serverID=$provider" --columns sessionID -o csv --no-headers | wc -l)
test "$used" -gt 0
started=0
for machine in $off; do
    test "$started" -lt "$used" || break
    rasctl provider vm start "$provider" "$machine"
    rasctl wait provider vm "$provider" "$machine" --for state!=Off --interval 1s --timeout 60s
    started=$((started + 1))
done
test "$started" -gt 0
