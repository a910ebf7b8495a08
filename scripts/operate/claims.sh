# Renames a volume claim, which Kubernetes cannot: the volume passes from one claim to another. Sourced by replace-client.sh.
# shellcheck shell=bash
: "${namespace:?}" "${node:?}" "${timeout:?}" "${kubectl[0]:?}"

# Each step finds out for itself whether it is done, so that this can be repeated after an interruption. Until all are, the
# new claim has the name of the old one (moving-from), which is deleted by then, so that nothing else records it.
# Each step also ends this by itself when it fails: `set -e` is off in here where a caller asks with `||`, and to go on could
# delete the volume.
rename_claim() { # FROM TO CLIENT_THAT_WROTE_IT
	local volume held
	held=$(claim_field "$1" .spec.volumeName) || return
	volume=$(claim_field "$2" .spec.volumeName) || return
	volume=${volume:-$held}
	[ -n "$volume" ] || { echo "neither $1 nor $2 has a volume" >&2 && return 1; }
	need_names "$volume" || return
	if [ "$held" = "$volume" ]; then
		outlive_claim "$volume" || return
		[ -n "$(claim_field "$2" .metadata.name)" ] || claim_on "$1" "$2" "$volume" "$3" | "${kubectl[@]}" create --filename - || return
		"${kubectl[@]}" delete persistentvolumeclaim "$1" --timeout="${timeout}s" ||
			{ echo "$1 is still there: \"kubectl --namespace $namespace describe persistentvolumeclaim $1\" shows its users" >&2 && return 1; }
	fi
	hand_to "$volume" "$1" "$2" || return
	give_policy_back "$volume" || return
	"${kubectl[@]}" annotate persistentvolumeclaim "$2" ethereum.nodeyard.io/moving-from- >/dev/null
}

# From here on the volume outlives its claim in any case. Its former policy is recorded on it, but not again if an interrupted
# run has changed the policy already.
outlive_claim() { # VOLUME
	local note policy
	note=$(noted_policy "$1") || return
	policy=$(volume_field "$1" .spec.persistentVolumeReclaimPolicy) || return
	[ "$note" ] && [ "$policy" = Retain ] ||
		"${kubectl[@]}" annotate --overwrite persistentvolume "$1" "ethereum.nodeyard.io/reclaim-policy=$policy" || return
	[ "$policy" = Retain ] ||
		"${kubectl[@]}" patch persistentvolume "$1" --patch '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'
}

give_policy_back() { # VOLUME
	local policy
	policy=$(noted_policy "$1") || return
	[ -n "$policy" ] || return 0
	case $policy in
	Retain | Delete | Recycle) ;;
	*) printf 'the annotation ethereum.nodeyard.io/reclaim-policy of the volume %s is not one of Retain, Delete and Recycle: %.80q\n' "$1" "$policy" >&2 && return 1 ;;
	esac
	"${kubectl[@]}" patch persistentvolume "$1" --patch "{\"spec\":{\"persistentVolumeReclaimPolicy\":\"$policy\"}}" || return
	"${kubectl[@]}" annotate persistentvolume "$1" ethereum.nodeyard.io/reclaim-policy- >/dev/null
}

# Lets a volume's new claim have it, unless a third one has taken it meanwhile.
hand_to() { # VOLUME FROM TO
	local phase holder
	phase=$(claim_field "$3" .status.phase) || return
	if [ "$phase" != Bound ]; then
		holder=$(volume_field "$1" .spec.claimRef.namespace)/$(volume_field "$1" .spec.claimRef.name) || return
		case $holder in
		"$namespace/$2" | "$namespace/$3" | /) ;;
		*) echo "the volume $1 is now bound to the claim $holder, not to $3" >&2 && return 1 ;;
		esac
		"${kubectl[@]}" patch persistentvolume "$1" --type=merge \
			--patch "{\"spec\":{\"claimRef\":{\"namespace\":\"$namespace\",\"name\":\"$3\",\"uid\":null,\"resourceVersion\":null}}}" || return
	fi
	"${kubectl[@]}" wait "persistentvolumeclaim/$3" --for=jsonpath='{.status.phase}'=Bound --timeout=120s
}

noted_policy() { volume_field "$1" '.metadata.annotations.ethereum\.nodeyard\.io/reclaim-policy'; } # VOLUME
volume_field() { "${kubectl[@]}" get persistentvolume "$1" --output "jsonpath={$2}"; }              # VOLUME JSONPATH

# A claim on a volume that another claim has now: the same in all but its name. One that is kept has the client in its name.
claim_on() { # FROM TO VOLUME CLIENT
	local class size kept=''
	class=$(claim_field "$1" .spec.storageClassName) || return
	size=$(claim_field "$1" .spec.resources.requests.storage) || return
	need_names "$class" && need_form size "the size of $1" "$size" || return
	[[ $2 != *-"$4" ]] || kept="ethereum.nodeyard.io/kept-for: $4"
	cat <<-TEXT
		apiVersion: v1
		kind: PersistentVolumeClaim
		metadata:
		  name: $2
		  labels:
		    ethereum.nodeyard.io/node: "$node"
		    $kept
		  annotations:
		    ethereum.nodeyard.io/written-by: "$4"
		    ethereum.nodeyard.io/moving-from: "$1"
		spec:
		  accessModes: [ReadWriteOnce]
		  storageClassName: "$class"
		  volumeName: $3
		  resources: { requests: { storage: "$size" } }
	TEXT
}

# The claims of the node: one line of "claim|claim that it comes from, while that is not finished|client that wrote it" each.
claims_of_node() {
	local claims name from writer
	claims=$("${kubectl[@]}" get persistentvolumeclaims --selector "ethereum.nodeyard.io/node=$node" \
		--output 'jsonpath={range .items[*]}{.metadata.name}|{.metadata.annotations.ethereum\.nodeyard\.io/moving-from}|{.metadata.annotations.ethereum\.nodeyard\.io/written-by}{"\n"}{end}') || return
	# Annotations may hold any text, and from here on they are parts of lists that are split at spaces.
	while IFS='|' read -r name from writer; do need_names "$name" "$from" "$writer" || return; done <<<"$claims"
	echo "$claims"
}

# Pods other than the node's own that mount a claim to be moved, which Kubernetes does not delete while they exist.
pods_on() { # POD_OF_THE_NODE MOVES
	local pods pod phase claims claim
	pods=$("${kubectl[@]}" get pods --output 'jsonpath={range .items[*]}{.metadata.name}|{.status.phase}|{range .spec.volumes[*]}{.persistentVolumeClaim.claimName} {end}{"\n"}{end}') || return
	while IFS='|' read -r pod phase claims; do
		# shellcheck disable=SC2086 # a word for each claim
		need_names "$pod" $claims || return
		[[ $pod && $pod != "$1" && $phase != Succeeded && $phase != Failed ]] || continue
		for claim in $claims; do
			[[ " $2" != *" $claim|"* ]] || echo "$pod uses $claim"
		done
	done <<<"$pods"
}
