# Where each tool comes from: its release, its Go module, its npm or Debian package. Sourced, not run.
# shellcheck shell=bash disable=SC2034

cli_tools=(helm helmfile helm-unittest helm-docs kubeconform promtool geth anvil versitygw registry crane kind kube-score conftest checkov mkdocs cyclonedx-gomod cyclonedx-yarn cyclonedx-schemas govulncheck sops age-keygen actionlint)
system_tools=(curl shellcheck bats chromium postgresql ip haproxy faketime)

os=$(uname -s | tr '[:upper:]' '[:lower:]')
arch=$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')
os_title=$(uname -s)

# Packages that scripts/with-node.sh and tests fetch from npm, whose archives are recorded with those of the tools.
runtimes=(node lodestar-node)

# Tools with one archive for all platforms.
any_platform=(cyclonedx-yarn cyclonedx-schemas)
platform_of() { # TOOL
	case " ${any_platform[*]} " in *" $1 "*) ;; *) echo "$os-$arch" ;; esac
}

# The release of a tool as three words: archive, file with its published SHA-256, program inside the archive. It is taken
# only when versions.yaml records the SHA-256 of the archive: who can replace the archive can replace the file beside it.
# geth is absent: its archives are named after a commit and come with signatures, not with SHA-256 sums.
release_of() { # TOOL VERSION
	local github=https://github.com v=$2
	case $1 in
	helm) set -- "https://get.helm.sh/helm-v$v-$os-$arch.tar.gz" "https://get.helm.sh/helm-v$v-$os-$arch.tar.gz.sha256sum" "$os-$arch/helm" ;;
	helmfile) set -- $github/helmfile/helmfile/releases/download/v"$v" "helmfile_${v}_${os}_$arch.tar.gz" "helmfile_${v}_checksums.txt" helmfile ;;
	helm-unittest) set -- $github/helm-unittest/helm-unittest/releases/download/v"$v" "helm-unittest-${os/darwin/macos}-$arch-$v.tgz" helm-unittest-checksum.sha untt ;;
	helm-docs) set -- $github/norwoodj/helm-docs/releases/download/v"$v" "helm-docs_${v}_${os_title}_${arch/amd64/x86_64}.tar.gz" checksums.txt helm-docs ;;
	kubeconform) set -- $github/yannh/kubeconform/releases/download/v"$v" "kubeconform-$os-$arch.tar.gz" CHECKSUMS kubeconform ;;
	kube-score) set -- $github/zegl/kube-score/releases/download/v"$v" "kube-score_${v}_${os}_$arch.tar.gz" checksums.txt kube-score ;;
	conftest) set -- $github/open-policy-agent/conftest/releases/download/v"$v" "conftest_${v}_${os_title}_${arch/amd64/x86_64}.tar.gz" checksums.txt conftest ;;
	kind) set -- $github/kubernetes-sigs/kind/releases/download/v"$v" "kind-$os-$arch" "kind-$os-$arch.sha256sum" kind ;;
	actionlint) set -- $github/rhysd/actionlint/releases/download/v"$v" "actionlint_${v}_${os}_$arch.tar.gz" "actionlint_${v}_checksums.txt" actionlint ;;
	crane) set -- $github/google/go-containerregistry/releases/download/v"$v" "go-containerregistry_${os_title}_${arch/amd64/x86_64}.tar.gz" checksums.txt crane ;;
	promtool) set -- $github/prometheus/prometheus/releases/download/v"$v" "prometheus-$v.$os-$arch.tar.gz" sha256sums.txt "prometheus-$v.$os-$arch/promtool" ;;
	*) return 1 ;;
	esac
	[ $# = 3 ] || set -- "$1/$2" "$1/$3" "$4"
	printf '%s %s %s\n' "$@"
}

# The Go package of a tool: folder of its go.mod (which pins it), package, build tags, variable that holds the version.
# "-" is an empty word. remove_all_sd leaves out Prometheus' service discovery, which promtool does not need.
module_of() { # TOOL VERSION
	case $1 in
	helm) echo "scripts/tools helm.sh/helm/v4/cmd/helm remove_all_sd helm.sh/helm/v4/internal/version.version=v$2" ;;
	helmfile) echo "scripts/tools/helmfile github.com/helmfile/helmfile - go.szostok.io/version.version=v$2" ;;
	helm-unittest) echo "scripts/tools github.com/helm-unittest/helm-unittest/cmd/helm-unittest remove_all_sd -" ;;
	helm-docs) echo "scripts/tools github.com/norwoodj/helm-docs/cmd/helm-docs remove_all_sd main.version=$2" ;;
	kubeconform) echo "scripts/tools github.com/yannh/kubeconform/cmd/kubeconform remove_all_sd main.version=v$2" ;;
	promtool) echo "scripts/tools github.com/prometheus/prometheus/cmd/promtool remove_all_sd github.com/prometheus/common/version.Version=$2" ;;
	kube-score) echo "scripts/tools/kube-score github.com/zegl/kube-score/cmd/kube-score - main.version=$2" ;;
	conftest) echo "scripts/tools/conftest github.com/open-policy-agent/conftest - github.com/open-policy-agent/conftest/internal/version.Version=$2" ;;
	geth) echo "scripts/tools/geth github.com/ethereum/go-ethereum/cmd/geth urfave_cli_no_docs -" ;;
	registry) echo "scripts/tools/registry github.com/distribution/distribution/v3/cmd/registry - github.com/distribution/distribution/v3/version.version=v$2" ;;
	kind) echo "scripts/tools/kind sigs.k8s.io/kind - -" ;;
	crane) echo "scripts/tools/registry github.com/google/go-containerregistry/cmd/crane - github.com/google/go-containerregistry/cmd/crane/cmd.Version=$2" ;;
	cyclonedx-gomod) echo "scripts/tools/sbom github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod - -" ;;
	govulncheck) echo "scripts/tools/sbom golang.org/x/vuln/cmd/govulncheck - -" ;;
	sops) echo "scripts/tools/sops github.com/getsops/sops/v3/cmd/sops - -" ;;
	age-keygen) echo "scripts/tools/sops filippo.io/age/cmd/age-keygen - main.Version=v$2" ;;
	actionlint) echo "scripts/tools/actionlint github.com/rhysd/actionlint/cmd/actionlint - -" ;;
	versitygw) echo "scripts/tools/versitygw github.com/versity/versitygw/cmd/versitygw - main.Version=$2" ;;
	*) return 1 ;;
	esac
}

# Why a build takes long, for the line that announces it.
patience_for() {
	case $1 in
	helmfile) echo "4 to 14 minutes with empty Go caches: it links the secret stores of every cloud" ;;
	helm) echo "2 to 7 minutes with empty Go caches: it links the Kubernetes client" ;;
	promtool) echo "about 2 minutes with empty Go caches: it links Prometheus' query engine" ;;
	geth) echo "about 2 minutes with empty Go caches: it is a whole Ethereum client" ;;
	conftest) echo "about 2 minutes with empty Go caches: it links the Open Policy Agent" ;;
	checkov) echo "about a minute: a hundred Python packages" ;;
	mkdocs) echo "about half a minute: forty Python packages" ;;
	helm-unittest) echo "about 2 minutes with empty Go caches: it links Helm" ;;
	registry) echo "about a minute with empty Go caches: it links the storage of several clouds" ;;
	sops) echo "about 2 minutes with empty Go caches: it links the key stores of every cloud" ;;
	versitygw) echo "about 2 minutes with empty Go caches: it links the SDKs of several clouds" ;;
	*) echo "under a minute" ;;
	esac
}

# The npm package that holds a tool's program for this platform, and the program, or the folder, inside it.
package_of() {
	case $1 in
	anvil) echo "@foundry-rs/anvil-$os-$arch bin/anvil" ;;
	cyclonedx-yarn) echo "@cyclonedx/yarn-plugin-cyclonedx yarn-plugin-cyclonedx.cjs" ;;
	cyclonedx-schemas) echo "@cyclonedx/cyclonedx-library res/schema" ;;
	node | lodestar-node) echo "node-$os-${arch/amd64/x64} bin/node" ;;
	*) return 1 ;;
	esac
}

# The file that pins a Python tool and all that it needs, each with its hashes.
requirements_of() {
	case $1 in
	checkov | mkdocs) echo "scripts/tools/$1/requirements.txt" ;;
	*) return 1 ;;
	esac
}

# The Debian package that brings a tool.
debian_package_of() {
	case $1 in
	ip) echo iproute2 ;;
	faketime) echo libfaketime ;;
	*) echo "$1" ;;
	esac
}

# The program of a tool of the operating system, if it is installed.
system_program_of() {
	case $1 in
	chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
	# A library, which other programs are started with.
	faketime) find /usr/lib -path '*/faketime/libfaketimeMT.so.1' 2>/dev/null | grep . ;;
	# Debian keeps it where only root looks.
	haproxy) command -v haproxy || find /usr/sbin/haproxy 2>/dev/null ;;
	# Debian keeps the server out of PATH.
	postgresql) command -v postgres || find /usr/lib/postgresql -path '*/bin/postgres' 2>/dev/null | sort -V | tail -1 | grep . ;;
	*) command -v "$1" ;;
	esac
}

# Version that a program reports; nothing if it reports none.
reported_version() { # TOOL PROGRAM
	case $1 in
	helm) "$2" version --short ;;
	helmfile | helm-docs | promtool | anvil | versitygw | checkov) "$2" --version ;;
	conftest) "$2" --version | grep -i conftest ;;
	kube-score) "$2" version ;;
	registry) "$2" --version ;;
	crane | kind) "$2" version ;;
	kubeconform) "$2" -v ;;
	actionlint) "$2" -version | head -1 ;;
	geth) "$2" version ;;
	esac 2>/dev/null </dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -1
}
