#!/usr/bin/env bash
# A virtual machine becomes a template for hosts, a pool makes its hosts from it, and people get their desktop there.
set -euo pipefail

provider=51
machine=$(rasctl provider vm list "$provider" --where name=RDSH-Win2025-base -q)
template=$(rasctl rds template create --name 'Hosts 2025' --provider "$provider" --vm "$machine" -q)
rasctl wait rds template "$template" --for agentState=OK --interval 1s --timeout 60s
pool=$(rasctl rds pool create --name Cloned --site Headquarters --ras-template "$template" \
    --min-servers-from-template 1 --max-servers-from-template 3 --autoscale -q)
rasctl pub desktop rds create --name 'Cloned desktop' --publish-from host-pool --publish-from-group "$pool" -q
rasctl settings apply
rasctl rds pool create-hosts "$pool" --hosts-to-create 2
hosts=$(rasctl rds host list --where "rasTemplateId=$template" -q)
# shellcheck disable=SC2086
rasctl wait rds host $hosts --for agentState=OK --interval 1s --timeout 60s

test "$(wc -w <<<"$hosts")" = 2
test "$(rasctl rds pool status "$pool" --jq .members)" = 2
test "$(rasctl provider vm get "$provider" "$machine" --jq .isTemplate)" = true
