#!/usr/bin/env bash
# Hosts follow the site's defaults, but for one, and a pool takes them.
set -euo pipefail

rasctl rds defaults update --site Headquarters --max-sessions 80
rasctl rds host create --server rdsh-c.company.dom --site Headquarters -q
rasctl rds host create --server rdsh-d.company.dom --site Headquarters -q
rasctl rds host update rdsh-d.company.dom --no-inherit-default-agent-settings --max-sessions 20
pool=$(rasctl rds pool create --name Specials --site Headquarters \
    --hosts "$(rasctl rds host list --where 'server=rdsh-c.company.dom or server=rdsh-d.company.dom' -q | paste -sd,)" -q)
rasctl rds pool update "$pool" --description 'Hosts with limits of their own'
rasctl settings apply

test "$(rasctl rds defaults get --site Headquarters --jq .maxSessions)" = 80
test "$(rasctl rds host get rdsh-d.company.dom --jq .maxSessions)" = 20
test "$(rasctl rds pool get Specials --jq .description)" = 'Hosts with limits of their own'
