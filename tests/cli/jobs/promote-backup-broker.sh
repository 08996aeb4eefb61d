#!/usr/bin/env bash
# The backup broker takes over, and the former primary becomes the backup.
set -euo pipefail

backup=$(rasctl broker list --where 'siteId=1,priority>0' --limit 1 -q)
primary=$(rasctl broker list --where 'siteId=1,priority=0' -q)
rasctl broker promote "$backup" --yes
rasctl settings apply
rasctl wait broker "$backup" --for agentState=OK --interval 1s --timeout 60s

test "$(rasctl broker list --where 'siteId=1,priority=0' -q)" = "$backup"
test "$(rasctl broker get "$primary" --jq '.priority > 0')" = true
