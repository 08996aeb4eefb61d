#!/usr/bin/env bash
# An agent that is behind is updated; the agent of a host that leaves the farm is removed, and the host with it.
set -euo pipefail

test "$(rasctl gateway status gw4.company.dom --jq .agentState)" != 0
rasctl agent update --server gw4.company.dom --server-type gateway --site Branch
rasctl wait gateway gw4.company.dom --for agentState=OK --interval 1s --timeout 60s

host=rdsh03.company.dom
rasctl rds host drain "$host" --yes
rasctl session logoff --host "$host" --yes -q
rasctl agent delete --server "$host" --server-type rds-host --site Headquarters --yes
test -z "$(rasctl rds host status "$host" --jq '.agentVer // ""')"
rasctl rds host delete "$host" --yes
rasctl settings apply

test "$(rasctl gateway status gw4.company.dom --jq .agentState)" = 0
test -z "$(rasctl rds host list --where "server=$host" -q)"
