# Renames a volume claim, which Kubernetes cannot: the volume passes from one claim to another. Sourced by swap-client.sh.
# shellcheck shell=bash
: "${namespace:?}" "${node:?}" "${kubectl[0]:?}"

# Each step finds out for itself whether it is done, so that this can be repeated after an interruption. Each also ends this by
# itself when it fails: `set -e` is off in here where a caller asks with `||`, and to go on could delete the volume.
rename_claim() { # FROM TO
	local volume policy client held
	volume=$(claim_field "$2" .spec.volumeName) || return
	if [ -z "$volume" ]; then
		volume=$(claim_field "$1" .spec.volumeName) || return
		[ -n "$volume" ] || { echo "$1 has no volume" >&2 && return 1; }
		client=$(claim_field "$1" '.metadata.annotations.ethereum\.nodeyard\.io/kept-for') || return
		# Whatever happens from here on, the volume outlives its claim.
		policy=$("${kubectl[@]}" get persistentvolume "$volume" --output 'jsonpath={.spec.persistentVolumeReclaimPolicy}') || return
		"${kubectl[@]}" annotate --overwrite persistentvolume "$volume" "ethereum.nodeyard.io/reclaim-policy=$policy" || return
		"${kubectl[@]}" patch persistentvolume "$volume" --patch '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}' || return
		claim_on "$1" "$2" "$volume" "$client" | "${kubectl[@]}" create --filename - || return
	fi
	held=$(claim_field "$1" .spec.volumeName) || return
	if [ "$held" = "$volume" ]; then
		"${kubectl[@]}" delete persistentvolumeclaim "$1" || return
	fi
	"${kubectl[@]}" patch persistentvolume "$volume" --type=merge \
		--patch "{\"spec\":{\"claimRef\":{\"namespace\":\"$namespace\",\"name\":\"$2\",\"uid\":null,\"resourceVersion\":null}}}" || return
	"${kubectl[@]}" wait "persistentvolumeclaim/$2" --for=jsonpath='{.status.phase}'=Bound --timeout=120s || return
	policy=$("${kubectl[@]}" get persistentvolume "$volume" --output 'jsonpath={.metadata.annotations.ethereum\.nodeyard\.io/reclaim-policy}') || return
	[ -z "$policy" ] || "${kubectl[@]}" patch persistentvolume "$volume" --patch "{\"spec\":{\"persistentVolumeReclaimPolicy\":\"$policy\"}}"
}

# A claim on a volume that another claim has now: the same in all but its name. One that is kept says for whom.
claim_on() { # FROM TO VOLUME CLIENT
	cat <<-TEXT
		apiVersion: v1
		kind: PersistentVolumeClaim
		metadata:
		  name: $2
		  labels:
		    ethereum.nodeyard.io/node: "$node"
		    ${4:+ethereum.nodeyard.io/kept-for: $4}
		spec:
		  accessModes: [ReadWriteOnce]
		  storageClassName: $(claim_field "$1" .spec.storageClassName)
		  volumeName: $3
		  resources: { requests: { storage: $(claim_field "$1" .spec.resources.requests.storage) } }
	TEXT
}
