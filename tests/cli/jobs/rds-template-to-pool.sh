#!/usr/bin/env bash
# A virtual machine becomes a template for hosts, and a pool makes its hosts from it.
set -euo pipefail

provider=51
machine=$(rasctl provider vm list "$provider" --where name=Win11-Next -q)
template=$(rasctl rds template create --name 'Hosts 2025' --provider "$provider" --vm "$machine" -q)
pool=$(rasctl rds pool create --name Cloned --site Headquarters --ras-template "$template" \
    --min-servers-from-template 1 --max-servers-from-template 3 --autoscale -q)
rasctl settings apply

test "$(rasctl rds pool get "$pool" --jq .maxServersFromTemplate)" = 3
