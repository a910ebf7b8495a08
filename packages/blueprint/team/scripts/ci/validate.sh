#!/bin/sh
# Lints and renders every environment, and checks the objects against the schemas of Kubernetes. Manifests for Argo CD and Flux
# (gitops/) must be those of the environments, where there are any.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
# shellcheck source-path=SCRIPTDIR source=common.sh
. scripts/ci/common.sh

make lint
make validate
for environment in $(environments); do
	[ ! -d "gitops/$environment" ] || scripts/gitops.sh --environment="$environment" --check
done
