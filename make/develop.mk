##@ Develop

.PHONY: start
start: install anvil ## Backstage with a demo fleet on http://localhost:3000 (Ctrl-C stops all of it)
	@scripts/build-docs.sh --optional & $(RUN) yarn demo

.PHONY: docs
docs: ## TechDocs into dist/techdocs, where `make start` shows them: broken links and anchors fail
	@scripts/build-docs.sh

.PHONY: create
create: install ## Write a node repository: make create REQUEST=request.yaml OUT=folder
	@$(call need,REQUEST,file)$(call need,OUT,folder)$(RUN) yarn nodeyard create --request "$$REQUEST" --out "$$OUT"

.PHONY: plan
plan: install ## Check a request and size it, writing nothing: make plan REQUEST=request.yaml
	@$(call need,REQUEST,file)$(RUN) yarn nodeyard plan --request "$$REQUEST"

.PHONY: values
values: install helm helmfile ## Every value of a node, and the file that it came from: make values ENV=production NODE=geth-0 [FORMAT=json]
	@$(call need,NODE,name)$(RUN) yarn nodeyard values --environment "$$ENV" --node "$$NODE" $(if $(filter json,$(FORMAT)),--json)

.PHONY: migrate-values
migrate-values: install ## Rewrite former keys of a file of environments/: make migrate-values FILE=environments/production.yaml [CHECK=1]
	@$(call need,FILE,file)$(RUN) yarn nodeyard migrate-values $${CHECK:+--check} -- "$$FILE"

.PHONY: cost
cost: install helm helmfile ## What the nodes of an environment cost per month, by its own prices: make cost ENV=production [FORMAT=json]
	@$(RUN) yarn nodeyard cost --environment "$$ENV"$(if $(filter json,$(FORMAT)), --json)

.PHONY: generate
generate: install helm-docs ## Regenerate files: TypeScript from the chart's facts, the form and the JSON Schema of the request, dashboards, tables of docs, the chart's README, API reports
	$(RUN) yarn workspace @nodeyard/ethereum generate
	$(RUN) yarn workspace @nodeyard/blueprint generate
	$(RUN) yarn workspace monitoring generate
	$(RUN) yarn tsx tests/integration/policies/document.ts
	$(RUN) yarn tsx scripts/docs/generate.ts
	.tools/bin/helm-docs --chart-search-root charts
	$(MAKE) api-types
	$(RUN) yarn api-reports

.PHONY: health-table
health-table: install ## Measure ethereum-metrics-exporter on the recordings again, for the table of docs/health.md: make health-table EXPORTER=program EXPORTER_VERSION=v0.29.2
	@$(RUN) yarn workspace @nodeyard/ethereum tsx scripts/comparison/measure.ts
	@$(RUN) yarn workspace @nodeyard/ethereum generate

.PHONY: check-facts
check-facts: install crane ## Compare networks and clients with upstream: forks, flags, image tags, checkpoint sources, and the age of our data
	@$(RUN) yarn workspace @nodeyard/ethereum check-facts

.PHONY: format
format: install ## Format every file with prettier
	@$(RUN) yarn prettier:write

.PHONY: record-tools
record-tools: ## Fetch the archives of all tools for every platform, and record the SHA-256 of those that have none in versions.yaml
	@scripts/install-dependencies.sh --record

.PHONY: install
install: $(INSTALLED) ## Node packages, by Yarn's lock file (other commands do it by themselves)

$(INSTALLED): package.json yarn.lock .yarnrc.yml $(wildcard packages/*/package.json plugins/*/package.json)
	@$(RUN) yarn install --immutable
	@touch $@

.PHONY: tools
tools: ## Every command-line tool of versions.yaml, into .tools/bin
	@scripts/install-dependencies.sh

# One tool for the targets that need only that one.
.PHONY: actionlint age-keygen anvil bats checkov chromium conftest crane cyclonedx-gomod cyclonedx-schemas cyclonedx-yarn faketime geth govulncheck haproxy helm helm-docs helm-unittest helmfile kind kube-score kubeconform mkdocs postgresql promtool registry shellcheck sops versitygw
actionlint age-keygen anvil bats checkov chromium conftest crane cyclonedx-gomod cyclonedx-schemas cyclonedx-yarn faketime geth govulncheck haproxy helm helm-docs helm-unittest helmfile kind kube-score kubeconform mkdocs postgresql promtool registry shellcheck sops versitygw:
	@scripts/install-dependencies.sh --quiet --only $@

.PHONY: clean
clean: ## Remove what builds wrote here (caches in ~/.cache/nodeyard stay)
	@$(RUN) yarn clean

.PHONY: devnet-up
devnet-up: helm helmfile ## Start a devnet in the current cluster: blocks every two seconds, no peers, no volumes (Linux)
	@scripts/devnet.sh up

.PHONY: devnet-down
devnet-down: ## Remove the devnet
	@scripts/confirm.sh --always devnet "Remove the namespace devnet"
	@scripts/devnet.sh down
