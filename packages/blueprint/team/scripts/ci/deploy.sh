#!/bin/sh
# Deploys every layer of ENVIRONMENT. Secrets of secrets/ENVIRONMENT.secrets.enc.yaml are decrypted by SOPS in memory, and applied
# when the namespace is there; those that values refer to (ref+sops://) are decrypted by helmfile.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
# shellcheck source-path=SCRIPTDIR source=common.sh
. scripts/ci/common.sh
need helm helmfile make
need_environment ENVIRONMENT
secrets=secrets/$ENVIRONMENT.secrets.enc.yaml
if [ -f "$secrets" ]; then
	need sops
	[ "${SOPS_AGE_KEY-}" ] || fail "SOPS_AGE_KEY is empty, and $secrets is there: store the private key of age as a secret of the host (README.md, \"CI/CD\")"
	# Before anything is changed.
	manifests=$(sops decrypt "$secrets") || fail "$secrets cannot be decrypted with SOPS_AGE_KEY; nothing was deployed"
fi
open_cluster

# What "make" asks a person to type before it changes production.
export YES="$ENVIRONMENT"
if [ -f "$secrets" ]; then
	make deploy-infrastructure ENV="$ENVIRONMENT"
	printf '%s\n' "$manifests" | scripts/operate/kubectl.sh --environment="$ENVIRONMENT" apply --server-side --filename -
fi
make deploy-all ENV="$ENVIRONMENT"
