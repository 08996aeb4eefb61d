#!/usr/bin/env bash
# An agent that is behind is updated; the agent of a host that leaves the farm is removed.
set -euo pipefail

rasctl gateway status gw4.company.dom
rasctl agent update --server gw4.company.dom --server-type gateway --site Branch
rasctl wait gateway gw4.company.dom --for agentState=OK --interval 1s --timeout 60s
rasctl agent delete --server rdsh03.company.dom --server-type rds-host --site Headquarters --yes

test "$(rasctl gateway status gw4.company.dom --jq .agentState)" = 0
