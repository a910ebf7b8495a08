#!/usr/bin/env bats
# versions.yaml is the only source: files that must repeat a version (lock files of Go, package.json) agree with it.

setup() {
  # shellcheck source=scripts/tools/versions.sh
  . "$BATS_TEST_DIRNAME/versions.sh"
  cd "$root" || return
}

pinned() { sed -n "s|^[[:space:]]*$2 v\([^ ]*\).*|\1|p" "$1"; }

@test "every line is a comment, empty, or a flat key and value" {
  run grep -vnE '^(#.*|[a-z][a-z0-9-]*: (sha256:)?[0-9a-z.]+(@[0-9a-f]{64})?)?$' versions.yaml
  [ "$output" = "" ]
}

@test "no key is duplicated" {
  run bash -c "sed -n 's/^\([a-z0-9-]*\):.*/\1/p' versions.yaml | sort | uniq -d"
  [ "$output" = "" ]
}

@test "a missing version is named" {
  run version_of nonesuch
  [ "$status" = 1 ]
  [[ $output == *'no version for "nonesuch"'* ]]
}

@test "scripts/tools/go.mod" {
  [ "$(pinned scripts/tools/go.mod helm.sh/helm/v4)" = "$(version_of helm)" ]
  [ "$(pinned scripts/tools/go.mod github.com/helm-unittest/helm-unittest)" = "$(version_of helm-unittest)" ]
  [ "$(pinned scripts/tools/go.mod github.com/norwoodj/helm-docs)" = "$(version_of helm-docs)" ]
  [ "$(pinned scripts/tools/go.mod github.com/yannh/kubeconform)" = "$(version_of kubeconform)" ]
}

@test "promtool 3.x.y is Prometheus' module 0.3xx.y" {
  module=$(pinned scripts/tools/go.mod github.com/prometheus/prometheus)
  version=$(version_of promtool)
  minor=${version#3.}
  [ "$module" = "0.3$(printf %02d "${minor%%.*}").${minor#*.}" ]
}

@test "scripts/tools/{helmfile,geth,kind,versitygw}/go.mod" {
  [ "$(pinned scripts/tools/helmfile/go.mod github.com/helmfile/helmfile)" = "$(version_of helmfile)" ]
  [ "$(pinned scripts/tools/geth/go.mod github.com/ethereum/go-ethereum)" = "$(version_of geth)" ]
  [ "$(pinned scripts/tools/versitygw/go.mod github.com/versity/versitygw)" = "$(version_of versitygw)" ]
  [ "$(pinned scripts/tools/kind/go.mod sigs.k8s.io/kind)" = "$(version_of kind)" ]
}

@test "the checkers of rendered objects" {
  [ "$(pinned scripts/tools/kube-score/go.mod github.com/zegl/kube-score)" = "$(version_of kube-score)" ]
  [ "$(pinned scripts/tools/conftest/go.mod github.com/open-policy-agent/conftest)" = "$(version_of conftest)" ]
  grep -q "^checkov==$(version_of checkov) " scripts/tools/checkov/requirements.txt
}

@test "the builder of TechDocs" {
  grep -q "^mkdocs-techdocs-core==$(version_of mkdocs) " scripts/tools/mkdocs/requirements.txt
}

@test "scripts/tools/registry/go.mod, and the chart that runs it" {
  [ "$(pinned scripts/tools/registry/go.mod github.com/distribution/distribution/v3)" = "$(version_of registry)" ]
  [ "$(pinned scripts/tools/registry/go.mod github.com/google/go-containerregistry)" = "$(version_of crane)" ]
  grep -qx "appVersion: $(version_of registry)" charts/local-registry/Chart.yaml
}

@test "scripts/tools/sbom/go.mod" {
  [ "$(pinned scripts/tools/sbom/go.mod github.com/CycloneDX/cyclonedx-gomod)" = "$(version_of cyclonedx-gomod)" ]
  [ "$(pinned scripts/tools/sbom/go.mod golang.org/x/vuln)" = "$(version_of govulncheck)" ]
}

@test "scripts/tools/sops/go.mod" {
  [ "$(pinned scripts/tools/sops/go.mod github.com/getsops/sops/v3)" = "$(version_of sops)" ]
  [ "$(pinned scripts/tools/sops/go.mod filippo.io/age)" = "$(version_of age-keygen)" ]
}

@test "scripts/tools/actionlint/go.mod" {
  [ "$(pinned scripts/tools/actionlint/go.mod github.com/rhysd/actionlint)" = "$(version_of actionlint)" ]
}

@test "the minimum version of Go is that of the tools' modules" {
  newest=$(sed -n 's/^go //p' scripts/tools/go.mod scripts/tools/*/go.mod | sort -V | tail -1)
  [ "$newest" = "$(version_of go)" ]
}

@test "package.json's Yarn, and the committed one" {
  grep -q "\"packageManager\": \"yarn@$(version_of yarn)\"" package.json
  [ -f ".yarn/releases/yarn-$(version_of yarn).cjs" ]
  grep -q "yarn-$(version_of yarn).cjs" .yarnrc.yml
}

@test "the test cluster's Kubernetes" {
  [ "$(pinned tests/cluster/kube/go.mod k8s.io/kubernetes)" = "$(version_of kubernetes)" ]
}

@test "the test cluster's snapshots" {
  [ "$(pinned tests/cluster/addons/go.mod github.com/kubernetes-csi/external-snapshotter/client/v8)" = "$(version_of external-snapshotter)" ]
}

@test "every third-party chart has a source, a version and a place for its digest" {
  diff <(sed -n 's|^\([a-z-]*\): .*://.*|\1|p' helmfiles/charts.yaml) <(sed -n 's/^chart-\([a-z-]*\)-digest: .*/\1/p' versions.yaml)
  diff <(sed -n 's|^\([a-z-]*\): .*://.*|\1|p' helmfiles/charts.yaml) <(sed -n '/-digest:/d; s/^chart-\([a-z-]*\): .*/\1/p' versions.yaml)
}

@test "README.md names every tool that is always built with Go" {
  . scripts/tools/sources.sh
  sentence=$(grep -A1 'Go is required for' README.md)
  for tool in "${cli_tools[@]}"; do
    if release_of "$tool" 0 || package_of "$tool" || requirements_of "$tool"; then continue; fi
    [[ $sentence == *"$tool"* ]] || { echo "README.md does not name $tool" && false; }
  done >&2
}
