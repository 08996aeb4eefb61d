#!/usr/bin/env bash
# A folder with a desktop and an application, which one group may use from one network.
set -euo pipefail

folder=$(rasctl pub folder create --name 'Finance tools' -q)
desktop=$(rasctl pub desktop rds create --name 'Finance desktop' --parent "$folder" -q)
app=$(rasctl pub app rds create --name 'Ledger' --target 'C:\Apps\ledger.exe' --parent "$folder" -q)
for item in "$desktop" "$app"; do
    rule=$(rasctl pub rule create "$item" --name 'Finance only' -q)
    rasctl pub rule criteria security-principal add "$item" "$rule" --account 'finance@company.dom'
    rasctl pub rule criteria ip add "$item" "$rule" --ip 10.20.0.0-10.20.0.255 --ip-type version4
done
rasctl settings apply

for item in "$desktop" "$app"; do
    rule=$(rasctl pub rule list "$item" --where "name='Finance only'" -q)
    test "$(rasctl pub rule criteria security-principal list "$item" "$rule" --jq length)" = 1
    test "$(rasctl pub rule criteria ip list "$item" "$rule" --jq '.iPv4s | length')" = 1
done
test "$(rasctl pub app rds get "$app" --jq .name)" = 'Ledger'
test "$(rasctl pub app rds get "$app" --jq .parentId)" = "$folder"
test "$(rasctl pub desktop rds get "$desktop" --jq .parentId)" = "$folder"
