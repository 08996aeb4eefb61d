#!/usr/bin/env bash
# A template enters maintenance, its image is changed, it leaves maintenance, and its desktops are made anew.
set -euo pipefail

template=$(rasctl vdi template list --limit 1 -q)
rasctl vdi template enter-maintenance "$template"
rasctl vdi template update "$template" --description 'Office image, patched'
rasctl vdi template exit-maintenance "$template"
rasctl vdi template recreate-desktops "$template" --yes
rasctl settings apply

test "$(rasctl vdi template get "$template" --jq .description)" = 'Office image, patched'
