#!/bin/sh
# Compares each image of the environments with its registry. With a recorded digest: its tag must still be of that digest. With a
# signer in signers.txt: it must have that signature. Images with neither are listed, and fail nothing: most upstream images are not
# signed, and a digest is recorded by "make record-images".
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
# shellcheck source-path=SCRIPTDIR source=common.sh
. scripts/ci/common.sh
need helm helmfile crane

# IMAGE on each line, and OCI charts as IMAGE:VERSION.
artifacts() {
	for name in $(environments); do
		helmfile --environment "$name" --quiet --selector layer=infrastructure --selector layer=ethereum template --skip-deps >"$work/objects" || fail "environments/$name.yaml cannot be rendered; see above"
		grep -oE '\bimage"?: *\\?"?[^" \\,}]+' "$work/objects" | sed -E 's/^image"?: *\\?"?//' || true
		helmfile --environment "$name" --quiet list --output json >"$work/releases" || fail "the releases of $name cannot be listed; see above"
		tr '{' '\n' <"$work/releases" | sed -n 's|.*"chart":"oci://\([^"]*\)".*"version":"\([^"]*\)".*|\1:\2|p'
	done | sort -u
}

# The line of signers.txt with the longest prefix of an image.
signer_of() { # IMAGE
	awk -v image="$1" '
		/^[ \t]*(#|$)/ { next }
		index(image, $1) == 1 && length($1) > length(prefix) { prefix = $1; $1 = ""; sub(/^ /, ""); found = $0 }
		END { print found }' signers.txt
}

verify() { # IMAGE SIGNER
	need cosign
	# shellcheck disable=SC2086 # words of the line
	set -- "$1" $2
	case $#:$2 in
	3:key) set -- --key "$3" "$1" ;;
	3:key-without-log) set -- --insecure-ignore-tlog --key "$3" "$1" ;;
	4:identity) set -- --certificate-oidc-issuer "$3" --certificate-identity "$4" "$1" ;;
	*) fail "signers.txt: \"$2\" is none of key FILE, key-without-log FILE and identity ISSUER IDENTITY" ;;
	esac
	cosign verify "$@" >/dev/null 2>"$work/cosign" && return
	sed 's/^/  /' "$work/cosign" >&2
	return 1
}

artifacts >"$work/artifacts"
wrong=0
while read -r image; do
	case $image in '' | -* | *[!A-Za-z0-9._:/@-]*) fail "an image has a name that no registry takes: $image" ;; esac
	recorded=''
	case $image in *@sha256:*) recorded=${image#*@} ;; esac
	signer=$(signer_of "$image")
	if [ "$recorded" ]; then
		tag=${image%@*}
		if ! found=$(crane digest "$tag" 2>"$work/crane" </dev/null); then
			sed 's/^/  /' "$work/crane" >&2
			say "FAILED   $tag: its registry gives no digest"
			wrong=$((wrong + 1))
			continue
		elif [ "$found" != "$recorded" ]; then
			say "MOVED    $tag is $found, and $recorded is recorded"
			wrong=$((wrong + 1))
			continue
		fi
	fi
	if [ "$signer" ]; then
		if verify "$image" "$signer" </dev/null; then
			say "signed   $image by $signer"
		else
			say "FAILED   $image has no valid signature by $signer"
			wrong=$((wrong + 1))
		fi
	elif [ "$recorded" ]; then
		say "recorded $image; no signer is known"
	else
		say "BY TAG   $image: no signer is known, and no digest is recorded (make record-images)"
	fi
done <"$work/artifacts"
[ "$wrong" = 0 ] || fail "$wrong of $(grep -c . "$work/artifacts") images are not what was recorded or signed"
