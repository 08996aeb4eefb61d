#!/usr/bin/env bash
# Hosts are emptied one by one and shut down: drained, warned, who is still there logged off.
set -euo pipefail

for host in rdsh01.company.dom rdsh02.company.dom; do
    rasctl rds host drain "$host" --yes
    rasctl session message 'This host goes down; please log off' --host "$host" -q
    rasctl session logoff --host "$host" --yes -q
    rasctl wait rds host "$host" --for activeSessions=0 --for disconnectedSessions=0 --interval 1s --timeout 60s
    rasctl rds host shutdown "$host" --yes
    rasctl wait rds host "$host" --for agentState=disconnected --interval 1s --timeout 60s
    test -z "$(rasctl session list --where "sessionHostName=$host" --columns sessionID -o csv --no-headers)"
done
