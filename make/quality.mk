##@ Quality

CHECKS := check-types check-lint check-unused check-format check-scripts check-generated check-chart check-pins check-docker check-alerts check-api check-config check-publish docs
TESTS := test-unit test-scripts test-chart test-gateway test-floods test-e2e

.PHONY: check
check: install ## Every check that runs nothing: types, lint, format, generated files, chart, API, configuration, documentation
	@scripts/run-stages.sh --count-stages $(CHECKS)

.PHONY: test
test: install tools ## Every test that needs no cluster: unit, scripts, chart and rendering, backend and browser
	@scripts/run-stages.sh $(TESTS)

.PHONY: test-cluster
test-cluster: install tools ## A real Kubernetes with real geth and Lodestar, from the request to the tab (Linux, root)
	@tests/integration/run

.PHONY: test-situations
test-situations: install ## Real clients in each situation (frozen, wrong secret, disk full ...), half an hour: make test-situations ONLY="wrong-jwt no-peers"
	@tests/situations/run $${RECORD:+--record}

.PHONY: check-types
check-types: install ## TypeScript
	$(RUN) yarn tsc

.PHONY: check-lint
check-lint: install ## ESLint, and the imports of all files: no cycles, nothing of Node.js in a browser
	$(RUN) yarn lint:all

.PHONY: check-unused
check-unused: install ## Files, exports and dependencies that nothing uses (what is left out, and why: knip.jsonc)
	$(RUN) yarn unused:check

.PHONY: check-format
check-format: install ## Prettier
	$(RUN) yarn prettier:check

.PHONY: check-scripts
check-scripts: actionlint shellcheck ## Shell scripts, and workflows
	git grep -lzE '^#!(/usr/bin/env |/bin/)(ba)?sh' -- ':!*.md' ':!*.ts' | xargs -0 shellcheck scripts/tools/*.sh scripts/operate/*.sh
	actionlint

.PHONY: check-generated
check-generated: install ## Generated files: TypeScript from the chart's facts, the form and the JSON Schema of the request, dashboards, tables of docs
	$(RUN) yarn workspace @nodeyard/ethereum generate:check
	$(RUN) yarn workspace @nodeyard/blueprint generate:check
	$(RUN) yarn workspace monitoring generate:check
	$(RUN) yarn tsx tests/integration/policies/document.ts --check
	$(RUN) yarn tsx scripts/docs/generate.ts --check

.PHONY: check-chart
check-chart: helm helm-docs ## The charts: strict lint, and README without drift
	set -e; for chart in charts/*; do helm lint --strict --namespace ethereum "$$chart"; helm-docs --chart-search-root "$$chart" --dry-run | diff - "$$chart/README.md"; done

.PHONY: check-pins
check-pins: install ## What is fetched without a digest, checksum or lockfile: images, actions, tools, installs (exceptions: scripts/supply/unpinned.yaml)
	$(RUN) yarn tsx scripts/supply/check-pins.ts

.PHONY: check-api api-types
check-api: api-types ## API reports
	$(RUN) yarn api-reports --ci

# From scratch: an incremental build lists inferred members in another order, and the reports with them.
api-types: install
	@$(RUN) yarn tsc --incremental false

.PHONY: check-config
check-config: install ## app-config files against the schemas
	$(RUN) yarn config:check

.PHONY: check-publish
check-publish: install ## Registry metadata in package.json of each published package
	$(RUN) yarn backstage-cli repo fix --publish --check

.PHONY: test-unit
test-unit: install actionlint age-keygen anvil crane geth helm helmfile kubeconform postgresql registry sops versitygw ## Unit and component tests, on SQLite and PostgreSQL, with real geth and anvil
	CI=1 BACKSTAGE_TEST_DISABLE_DOCKER=1 NODE_OPTIONS=--experimental-vm-modules tests/postgres/with-postgres.sh $(RUN) yarn backstage-cli repo test

.PHONY: fuzz
fuzz: install ## Readers of external input, with 100,000 mutations each (half an hour): make fuzz FUZZ_RUNS=1000000 FUZZ_SEED=7
	CI=1 NODE_OPTIONS=--experimental-vm-modules FUZZ_RUNS="$${FUZZ_RUNS:-100000}" $(RUN) yarn backstage-cli repo test --no-coverage fuzz.test.ts

.PHONY: soak
soak: install anvil faketime geth haproxy helm postgresql ## Sidecar, gateway and backends for two hours under injected faults (Linux, root): make soak MINUTES=60 SEED=7
	@tests/soak/run

.PHONY: test-scripts
test-scripts: install age-keygen bats crane cyclonedx-gomod cyclonedx-schemas cyclonedx-yarn govulncheck helm helmfile promtool registry shellcheck sops ## Shell scripts, this help, what images are made from, lists of parts, and what of test-situations and soak needs no machine of its own
	bats --recursive scripts make charts/local-registry/tests monitoring/tests
	$(RUN) node --import tsx --test --test-reporter=tap tests/situations/finding.test.ts tests/situations/report.test.ts tests/images/context.test.ts tests/install/*.test.ts tests/rhdh/*.test.ts tests/soak/*.test.ts tests/temporaryFolder.test.ts tests/fileNames.test.ts tests/canary/sops.test.ts scripts/docs/*.test.ts scripts/supply/*.test.ts

.PHONY: test-chart
test-chart: install helm helmfile helm-unittest helm-docs kubeconform promtool ## The chart and every environment, rendered and validated
	tests/render/run

.PHONY: test-gateway
test-gateway: install geth haproxy helm ## The RPC gateway: requests of every kind through a real HAProxy to a real geth
	tests/gateway/run

.PHONY: test-floods
test-floods: install ## Routes of the backend under a flood from one caller, and a check that every listener has such a test
	tests/floods/run

.PHONY: test-checkpoint
test-checkpoint: install geth ## A real consensus client that starts from a checkpoint, with real and faulty sources (three minutes; not part of test)
	tests/checkpoint/run

.PHONY: test-e2e
test-e2e: install docs anvil geth helmfile helm chromium ## The template through a running backend, and the tab in a browser
	$(RUN) yarn test:e2e

.PHONY: pack
pack: api-types ## Every package that is published, as a tarball in node_modules/.cache/install/packed
	@$(RUN) yarn tsx tests/install/pack.ts

.PHONY: test-gitea
test-gitea: install ## Pull requests at a real Gitea, which the first run builds from its Go module (4 to 10 minutes)
	tests/gitea/run

.PHONY: test-install
test-install: pack anvil chromium ## The READMEs followed word for word in fresh apps, with a node and a browser, half an hour: make test-install [ONLY=legacy] [RECORD=1]
	@$(RUN) yarn tsx tests/install/run.ts

.PHONY: export-rhdh
export-rhdh: install ## The frontend plugin as a dynamic one for Red Hat Developer Hub, into dist/rhdh, by Red Hat's own program
	@$(RUN) yarn tsx tests/rhdh/export.ts

.PHONY: bench-bundle
bench-bundle: pack ## What our plugin adds to the JavaScript of a fresh app, beside the Argo CD plugin: make bench-bundle [FORMAT=json]
	@$(RUN) yarn tsx bench/bundle/run.ts $(if $(filter json,$(FORMAT)),--json)

.PHONY: bench-checkpoint
bench-checkpoint: install ## The sidecar's memory while a state passes through it, and the time to the first agreed root: make bench-checkpoint STATE_MB=300
	@$(RUN) yarn workspace @nodeyard/node-health build:bundle >/dev/null && STATE_MB="$${STATE_MB:-300}" $(RUN) yarn tsx bench/checkpoint/run.ts

.PHONY: bench-poller
bench-poller: install ## What polling a node costs the backend: CPU, requests, memory; beside another commit and ethereum-metrics-exporter: make bench-poller NODES=1000 BASE=commit EXPORTER=program [FORMAT=json]
	@$(RUN) yarn tsx bench/poller/run.ts $(if $(filter json,$(FORMAT)),--json)

.PHONY: bench-replicas
bench-replicas: install ## Two backends on one PostgreSQL: CPU, memory, and the time to take over from one that is killed: make bench-replicas NODES=5000 [FORMAT=json]
	@$(RUN) tests/postgres/with-postgres.sh yarn tsx bench/replicas/run.ts $(if $(filter json,$(FORMAT)),--json)

.PHONY: bench-api
bench-api: install ## How long the REST API takes with many nodes, on SQLite or DATABASE=postgres: make bench-api NODES=5000 [FORMAT=json]
	@$(RUN) $(if $(filter postgres,$(DATABASE)),tests/postgres/with-postgres.sh) yarn tsx bench/api/run.ts $(if $(filter json,$(FORMAT)),--json)

.PHONY: bench-update
bench-update: install ## What an update of a repository costs, beside fetch:template for the same files: make bench-update ROUNDS=7 [FORMAT=json]
	@$(RUN) yarn tsx bench/update/run.ts $(if $(filter json,$(FORMAT)),--json)

.PHONY: bench-render
bench-render: install helm helmfile ## What rendering costs: one node, its parts, and production; beside another chart or commit: make bench-render CHART=folder CHART_VALUES=file,file BASE=commit
	@$(RUN) yarn tsx bench/render/run.ts

.PHONY: audit
audit: install tools ## Known vulnerabilities of npm packages, Go modules and images, by their databases (needs the internet): make audit [FORMAT=json]
	@$(RUN) yarn tsx scripts/supply/audit.ts $(if $(filter json,$(FORMAT)),--json)

.PHONY: sbom
sbom: install tools ## Bills of materials of each package, Go program and image, in CycloneDX, into dist/sbom
	@$(RUN) yarn tsx scripts/supply/write-sbom.ts

.PHONY: release-notes
release-notes: sbom api-types ## Build and pack what is published, and write dist/release/notes.md: changes, commit, hashes, digests
	$(RUN) yarn build:all
	@$(RUN) yarn tsx scripts/supply/write-release.ts

.PHONY: package-charts
package-charts: install helm ## Every chart as a package for an OCI registry, with annotations for Artifact Hub, into dist/charts: make package-charts [SIGN_KEY=name KEYRING=file]
	@$(RUN) yarn tsx scripts/supply/write-charts.ts
