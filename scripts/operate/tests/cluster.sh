#!/usr/bin/env bash
# A cluster of one node, geth-0, as far as `expand-volume` and `replace-client` read it: stands in for kubectl and helmfile, depending
# on the name it is called by. Claims, volumes and the StatefulSet are folders below $CLUSTER, a field is a file in one, and volumes and
# claims bind as in Kubernetes. After change number $KILL_AT it kills its caller, as a power cut would.
set -euo pipefail
shopt -s nullglob
cd "$CLUSTER"
all="$*"

field() { cat "$1" 2>/dev/null || true; }
flag() { sed -n "s/.*$1[= ]\([^ ]*\).*/\1/p" <<<"$all"; }
of_json() { sed -nE "s/.*\"$1\":\"([^\"]*)\".*/\1/p" <<<"$all"; }

changed() {
	local count
	count=$(($(field changes) + 1))
	echo "$count" >changes
	echo "$*" >>log
	bind
	[ "$count" != "${KILL_AT-}" ] || kill "-${KILL_WITH:-9}" "$(cat pid)"
}

# A claim is bound to the volume that it names if the volume names the claim too; a volume without its claim is released, or deleted.
bind() {
	local volume claim
	for volume in volumes/*; do
		claim=$(field "$volume/claim")
		if [ -d "claims/$claim" ] && [ ! -e "$volume/bound" ] && [ "$(field "claims/$claim/volume")" = "${volume##*/}" ]; then
			echo Bound >"claims/$claim/phase"
			touch "$volume/bound"
		elif [ ! -d "claims/$claim" ] && [ "$(field "$volume/policy")" = Delete ] && [ -e "$volume/bound" ]; then
			rm -r "$volume"
		fi
	done
}

new_claim() { # NAME SIZE CLIENT
	local volume=pv-$3
	mkdir -p "claims/$1" "volumes/$volume"
	echo "$volume" >"claims/$1/volume"
	echo "$2" | tee "claims/$1/size" >"claims/$1/capacity"
	echo "$1" >"volumes/$volume/claim"
	echo Delete >"volumes/$volume/policy"
	bind
}

# The node in the environment's file: "geth-0|geth|lighthouse|execution=2Ti consensus=100Gi ".
apply() {
	local set execution consensus sizes layer
	IFS='|' read -r set execution consensus sizes <desired
	mkdir -p statefulset
	echo "$execution" >statefulset/execution
	echo "$consensus" >statefulset/consensus
	tr ' ' '\n' <<<"$sizes" | sed -n 's/.*=//p' | paste -sd ' ' - >statefulset/sizes
	for layer in $sizes; do
		[ -d "claims/${layer%%=*}-$set-0" ] || new_claim "${layer%%=*}-$set-0" "${layer#*=}" "$(field "statefulset/${layer%%=*}")"
	done
	changed apply
}

if [ "${0##*/}" = helmfile ]; then
	case $all in
	*sync) [ ! -e broken ] && apply || exit 1 ;;
	esac
	exit
fi

# shellcheck source=scripts/operate/tests/reachable.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/reachable.sh"
shift 2 # --namespace chain
verb=$1
case $all in
*go-template*) cat desired ;;
*' auth can-i '*) ! grep -qx "${all##*can-i }" forbidden 2>/dev/null ;;
*' get statefulsets '*)
	[ -d statefulset ] || exit 0
	case $all in
	*execution-client\}) cat statefulset/execution ;;
	*consensus-client\}) cat statefulset/consensus ;;
	*volumeClaimTemplates*) cat statefulset/sizes ;;
	*spec.replicas*) field statefulset/replicas ;;
	*network\}) echo sepolia ;;
	*metadata.name\}) echo geth-0 ;;
	esac
	;;
*' get persistentvolumeclaims '*)
	for claim in claims/*; do
		case $all in
		*moving-from*) echo "${claim##*/}|$(field "$claim/moving-from")|$(field "$claim/written-by")" ;;
		*) echo "${claim##*/}|$(field "$claim/written-by")" ;;
		esac
	done
	;;
*' get persistentvolumeclaim '*)
	claim=claims/$3
	[ -d "$claim" ] || exit 0
	case $all in
	*metadata.name*) echo "$3" ;;
	*volumeName*) field "$claim/volume" ;;
	*storageClassName*) echo fast ;;
	*requests.storage*) field "$claim/size" ;;
	*capacity*) field "$claim/capacity" ;;
	*phase*) field "$claim/phase" ;;
	*written-by*) field "$claim/written-by" ;;
	esac
	;;
*' get persistentvolume '*)
	case $all in
	*reclaim-policy*) field "volumes/$3/reclaim-policy" ;;
	*ReclaimPolicy*) field "volumes/$3/policy" ;;
	*claimRef.namespace*) echo chain ;;
	*claimRef.name*) field "volumes/$3/claim" ;;
	esac
	;;
*' get storageclass '*) echo true ;;
*' get pods '*) field pods ;;
*' get pod '*) [ ! -e orphan ] || echo pod/geth-0-0 ;;
*' wait '*) [ "$(field "claims/$(sed 's/.*claim\/\([^ ]*\).*/\1/' <<<"$all")/phase")" = Bound ] ;;
*' annotate '*)
	[ "$2" != --overwrite ] || shift
	note=${4#*/} folder=volumes/$3
	[ "$2" = persistentvolume ] || folder=claims/$3
	case $note in
	*=*) echo "${note#*=}" >"$folder/${note%%=*}" ;;
	*) rm -f "$folder/${note%-}" ;;
	esac
	changed "$verb $2 $3 $note"
	;;
*'create --filename -')
	text=$(cat)
	value() { sed -nE "s/.*[ ./]$1: \"?([^\" ]*)\"?.*/\1/p" <<<"$text" | head -1; }
	claim=claims/$(value name)
	mkdir "$claim"
	value volumeName >"$claim/volume"
	value storage | tee "$claim/size" >"$claim/capacity"
	value written-by >"$claim/written-by"
	value moving-from >"$claim/moving-from"
	value kept-for >"$claim/kept-for"
	changed "$verb $claim"
	;;
*' patch persistentvolume '*Policy*)
	[ ! -e refuses-retain ] || exit 1
	of_json persistentVolumeReclaimPolicy >"volumes/$3/policy"
	changed "$verb $3 policy $(cat "volumes/$3/policy")"
	;;
*' patch persistentvolume '*claimRef*)
	of_json name >"volumes/$3/claim"
	rm -f "volumes/$3/bound"
	changed "$verb $3 claim $(cat "volumes/$3/claim")"
	;;
*' patch persistentvolumeclaim '*)
	of_json storage | tee "claims/$3/size" >"claims/$3/capacity"
	changed "$verb $3 $(cat "claims/$3/size")"
	;;
*' delete persistentvolumeclaim '*)
	rm -r "claims/$3"
	changed "$verb $3"
	;;
*' delete statefulset '*)
	[ ! -e refuses-deletion ] || exit 1
	rm -rf statefulset
	[ "$(flag --cascade)" != orphan ] || touch orphan
	changed "$verb statefulset"
	;;
*' delete pod '*)
	rm -f orphan
	changed "$verb pod"
	;;
*) echo "the cluster of this test does not implement: kubectl $all" >&2 && exit 64 ;;
esac
