#!/usr/bin/env bash
# A template from its virtual machine to its end: desktops are made from it, its image is changed in maintenance, the
# desktops are made anew from the new version, and all of it is taken down again.
set -euo pipefail

provider=51
machine=$(rasctl provider vm list "$provider" --where name=Win11-Next -q)
template=$(rasctl vdi template create --name 'Lab image' --provider "$provider" --vm-id "$machine" -q)
rasctl wait vdi template "$template" --for agentState=OK --interval 1s --timeout 60s
pool=$(rasctl vdi pool create --name Lab --site Headquarters --provisioning-type template --template "$template" \
    --max-hosts 5 --enabled -q)
rasctl settings apply
rasctl vdi pool create-hosts "$pool" --hosts-to-create 2
desktops=$(rasctl provider vm vdi-host list --where "templateId=$template" -q)
test "$(wc -w <<<"$desktops")" = 2

rasctl vdi template enter-maintenance "$template"
rasctl vdi template update "$template" --description 'Lab image, patched'
rasctl vdi template exit-maintenance "$template"
rasctl wait vdi template "$template" --for agentState=OK --interval 1s --timeout 60s
test "$(rasctl vdi template version list "$template" -q | wc -l)" = 2
rasctl vdi template recreate-desktops "$template" --yes
test "$(rasctl vdi template get "$template" --jq .description)" = 'Lab image, patched'

rasctl vdi pool delete "$pool" --yes
rasctl vdi template delete "$template" --yes
rasctl settings apply
rasctl wait vdi template "$template" --for deleted --interval 1s --timeout 10s
test "$(rasctl provider vm get "$provider" "$machine" --jq .isTemplate)" = false
