#!/usr/bin/env bash
# Fetch helm, helmfile and kubeconform at the versions of versions.yaml into .tools/bin. Each archive must have the SHA-256
# that versions.yaml records for this platform, as `sha256-helm-linux-amd64: 4.3.1@<SHA-256>`. Where nothing is recorded of the
# version, it must have the one that its project publishes beside it, and a note says so. Installed tools are left unchanged.
#
#   install-tools.sh --record       also write missing checksums into versions.yaml: review and commit them
#   install-tools.sh --also TOOL    also fetch sops, crane or cosign, which jobs of CI need; repeatable
set -euo pipefail

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."
bin=$PWD/.tools/bin
mkdir -p "$bin"
record='' also=' '
while [ $# -gt 0 ]; do
	case $1:${2-} in
	--record:*) record=$1 ;;
	--also:sops | --also:crane | --also:cosign) also+="$2 " && shift ;;
	*)
		echo "Usage: install-tools.sh [--record] [--also sops|crane|cosign]..." >&2
		exit 2
		;;
	esac
	shift
done

case "$(uname -s)" in Linux) os=linux ;; Darwin) os=darwin ;; *)
	echo "install-tools: no releases for $(uname -s)" >&2
	exit 1
	;;
esac
case "$(uname -m)" in x86_64 | amd64) arch=amd64 ;; aarch64 | arm64) arch=arm64 ;; *)
	echo "install-tools: no releases for $(uname -m)" >&2
	exit 1
	;;
esac

version_of() { # TOOL
	local version
	version=$(awk -v key="$1" -f scripts/operate/flat.awk versions.yaml) || return
	[[ $version =~ ^[0-9][0-9a-z.-]*$ ]] || { echo "install-tools: versions.yaml has no version of $1" >&2 && return 1; }
	echo "$version"
}

sha256_of() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1; }

# The recorded checksum of a tool's version for this platform; nothing if another version is recorded.
recorded_of() { # TOOL VERSION
	local recorded
	recorded=$(awk -v key="sha256-$1-$os-$arch" -f scripts/operate/flat.awk versions.yaml) || return
	case $recorded in "$2@"*) echo "${recorded#*@}" ;; esac
}

# Atomically: a reader never sees half of the file.
write_recorded() { # TOOL VALUE
	local new
	new=$(mktemp versions.yaml.XXXXXX)
	cp -p versions.yaml "$new"
	{ sed "/^sha256-$1-$os-$arch:/d" versions.yaml && echo "sha256-$1-$os-$arch: $2"; } >"$new"
	mv "$new" versions.yaml
}

install_tool() ( # TOOL VERSION ARCHIVE_URL SUMS_URL [MEMBER]
	stamp=$bin/.$1-$2
	expected=$(recorded_of "$1" "$2")
	if [ -x "$bin/$1" ] && [ -e "$stamp" ] && { [ -z "$record" ] || [ -n "$expected" ]; }; then
		echo "$1 $2: there already"
		exit 0
	fi
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	curl -fsSL --connect-timeout 10 --retry 2 -o "$work/archive" "$3"
	got=$(sha256_of "$work/archive")
	if [ -n "$expected" ]; then
		if [ "$got" != "$expected" ]; then
			echo "install-tools: ${3##*/} has the SHA-256 $got, and versions.yaml records $expected; nothing was installed" >&2
			exit 1
		fi
	else
		curl -fsSL --connect-timeout 10 --retry 2 -o "$work/sums" "$4"
		published=$(grep -F "${3##*/}" "$work/sums" | grep -oE '[0-9a-f]{64}' | head -1)
		if [ "$got" != "$published" ]; then
			echo "install-tools: ${3##*/} differs from its project's checksum in ${4##*/}; nothing was installed" >&2
			exit 1
		fi
		if [ -n "$record" ]; then
			write_recorded "$1" "$2@$got"
		else
			echo "$1 $2: verified only by the checksum that its project publishes; \`make record-tools\` records its SHA-256 in versions.yaml" >&2
		fi
	fi
	# Without a member the program itself was fetched.
	if [ -n "${5-}" ]; then tar -xzf "$work/archive" -C "$work" "$5"; fi
	install -m 755 "$work/${5:-archive}" "$bin/$1"
	rm -f "$bin/.$1"-*
	touch "$stamp"
	echo "$1 $2: installed"
)

helm=$(version_of helm)
helm_archive=${HELM_RELEASES:-https://get.helm.sh}/helm-v$helm-$os-$arch.tar.gz
install_tool helm "$helm" "$helm_archive" "$helm_archive.sha256sum" "$os-$arch/helm"

helmfile=$(version_of helmfile)
helmfile_release=${HELMFILE_RELEASES:-https://github.com/helmfile/helmfile/releases/download}/v$helmfile
install_tool helmfile "$helmfile" "$helmfile_release/helmfile_${helmfile}_${os}_$arch.tar.gz" \
	"$helmfile_release/helmfile_${helmfile}_checksums.txt" helmfile

kubeconform=$(version_of kubeconform)
kubeconform_release=${KUBECONFORM_RELEASES:-https://github.com/yannh/kubeconform/releases/download}/v$kubeconform
install_tool kubeconform "$kubeconform" "$kubeconform_release/kubeconform-$os-$arch.tar.gz" \
	"$kubeconform_release/CHECKSUMS" kubeconform

wants() { [[ $also == *" $1 "* ]]; }

if wants sops; then
	sops=$(version_of sops)
	sops_release=${SOPS_RELEASES:-https://github.com/getsops/sops/releases/download}/v$sops
	install_tool sops "$sops" "$sops_release/sops-v$sops.$os.$arch" "$sops_release/sops-v$sops.checksums.txt"
fi
if wants crane; then
	crane=$(version_of crane)
	crane_release=${CRANE_RELEASES:-https://github.com/google/go-containerregistry/releases/download}/v$crane
	case $os in linux) crane_os=Linux ;; darwin) crane_os=Darwin ;; esac
	install_tool crane "$crane" "$crane_release/go-containerregistry_${crane_os}_${arch/amd64/x86_64}.tar.gz" "$crane_release/checksums.txt" crane
fi
if wants cosign; then
	cosign=$(version_of cosign)
	cosign_release=${COSIGN_RELEASES:-https://github.com/sigstore/cosign/releases/download}/v$cosign
	install_tool cosign "$cosign" "$cosign_release/cosign-$os-$arch" "$cosign_release/cosign_checksums.txt"
fi
