#!/usr/bin/env bash
# Brokers first, then gateways, then hosts: each role is waited for before the next begins.
set -euo pipefail

upgrade() { # TYPE NOUN...
    local type=$1
    shift
    rasctl "$@" status --where agentState=NeedsUpdate --columns server,siteId -o csv --no-headers |
        while IFS=, read -r server site; do
            rasctl agent update --server "$server" --server-type "$type" --site "$site"
            rasctl wait "$@" "$server" --for agentState!=NeedsUpdate --for agentState=OK --interval 1s --timeout 60s
        done
}
upgrade broker broker
upgrade gateway gateway
upgrade rds-host rds host

test -z "$(rasctl rds host status --where agentState=NeedsUpdate -q)"
test -z "$(rasctl gateway status --where agentState=NeedsUpdate -q)"
