#!/usr/bin/env bash
# A farm from its parts: a gateway, two hosts, a pool of them, something published, and all of it live.
set -euo pipefail

gateway=$(rasctl gateway create --server gw-new.company.dom --site Headquarters --description 'Front door' -q)
for host in rdsh-a.company.dom rdsh-b.company.dom; do
    rasctl rds host create --server "$host" --site Headquarters -q
done
pool=$(rasctl rds pool create --name Starters --site Headquarters \
    --hosts "$(rasctl rds host list --where 'server~rdsh-' -q | paste -sd,)" -q)
rasctl pub desktop rds create --name 'Starter desktop' --publish-from host-pool --publish-from-group "$pool" -q
rasctl settings apply
rasctl wait gateway "$gateway" --for agentState=OK --interval 1s --timeout 60s
rasctl wait rds host rdsh-a.company.dom rdsh-b.company.dom --for agentState=OK --interval 1s --timeout 60s

test "$(rasctl gateway get "$gateway" --jq .description)" = 'Front door'
test "$(rasctl rds host list --where 'server~rdsh-' -q | wc -l)" = 2
