#!/usr/bin/env bash
# Hosts follow the site's defaults, but for one, and a pool takes them; later one of them leaves it.
set -euo pipefail

rasctl rds defaults update --site Headquarters --max-sessions 80
first=$(rasctl rds host create --server rdsh-c.company.dom --site Headquarters -q)
second=$(rasctl rds host create --server rdsh-d.company.dom --site Headquarters -q)
rasctl rds host update "$first" --inherit-default-agent-settings
rasctl rds host update "$second" --no-inherit-default-agent-settings --max-sessions 20
pool=$(rasctl rds pool create --name Specials --site Headquarters --hosts "$first,$second" -q)
rasctl rds pool update "$pool" --description 'Hosts with limits of their own'
rasctl settings apply
rasctl wait rds host "$first" "$second" --for agentState=OK --interval 1s --timeout 60s
test "$(rasctl rds pool status "$pool" --jq .members)" = 2

others=$(rasctl rds pool create --name Others --site Headquarters -q)
rasctl rds pool member add "$others" "$second"
rasctl settings apply

test "$(rasctl rds defaults get --site Headquarters --jq .maxSessions)" = 80
test "$(rasctl rds host get "$first" --jq .inheritDefaultAgentSettings)" = true
test "$(rasctl rds host get "$second" --jq .maxSessions)" = 20
test "$(rasctl rds pool get Specials --jq .description)" = 'Hosts with limits of their own'
test "$(rasctl rds pool status "$pool" --jq .members)" = 1
