#!/usr/bin/env bash
# A folder with a desktop and an application, which one group may use from one network.
set -euo pipefail

folder=$(rasctl pub folder create --name 'Finance tools' -q)
rasctl pub desktop rds create --name 'Finance desktop' --parent "$folder" -q
app=$(rasctl pub app rds create --name 'Ledger' --target 'C:\Apps\ledger.exe' --parent "$folder" -q)
rule=$(rasctl pub rule create "$app" --name 'Finance only' -q)
rasctl pub rule criteria security-principal add "$app" "$rule" --account 'finance@company.dom'
rasctl pub rule criteria ip add "$app" "$rule" --ip 10.20.0.0-10.20.0.255 --ip-type version4
rasctl settings apply

test "$(rasctl pub rule criteria security-principal list "$app" "$rule" --jq length)" = 1
test "$(rasctl pub app rds get "$app" --jq .name)" = 'Ledger'
