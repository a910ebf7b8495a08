##@ Deploy (ENV=environment, NODE=name for one node, LAYER=name of a folder of helmfiles/)

include $(dir $(lastword $(MAKEFILE_LIST)))inputs.mk

# The cluster and namespace that helmfile deploys to, so that no command reads or restarts a node of another environment.
KUBECTL := scripts/operate/kubectl.sh --environment="$$ENV"
# Ends a command whose next program would wait indefinitely for a cluster that does not answer.
REACH := $(KUBECTL) get --raw /version >/dev/null
HELMFILE := helmfile --environment "$$ENV"
SELECTED := "layer=$$LAYER$${NODE:+,name=$$NODE}"
DEPLOY := scripts/operate/deploy.sh --environment="$$ENV" $${FORCE:+--force} $${ADOPT:+--adopt="$$ADOPT"}
CONFIRM := scripts/confirm.sh "$$ENV"
ALWAYS_CONFIRM := scripts/confirm.sh --always "$$ENV"

.PHONY: template
template: helm helmfile ## Print the Kubernetes objects of an environment's nodes, or of another LAYER
	@scripts/operate/template.sh --environment="$$ENV" --layer="$$LAYER" --node="$$NODE"

.PHONY: diff
diff: helm helmfile ## Show what a deployment of the nodes, or of another LAYER, would change in the cluster
	@$(DEPLOY) --dry-run --select=$(SELECTED)

.PHONY: deploy
deploy: helm helmfile ## Deploy the nodes of an environment one after the other, or one: make deploy NODE=geth-0 [FORCE=1]
	@scripts/record-images.sh --unrecorded "$$ENV"
	@$(CONFIRM) "Deploy $${NODE:-all nodes}"
	@$(DEPLOY) --select="layer=ethereum$${NODE:+,name=$$NODE}"

.PHONY: deploy-all
deploy-all: helm helmfile ## Deploy every layer of an environment [ADOPT=namespace,...]
	@scripts/vendor-charts.sh --unrecorded "$$ENV"
	@scripts/record-images.sh --unrecorded "$$ENV"
	@$(CONFIRM) "Deploy all layers"
	@$(DEPLOY)

.PHONY: deploy-infrastructure
deploy-infrastructure: helm helmfile ## Deploy namespaces with quotas, limits and policies, and classes of storage, snapshots and priority [ADOPT=existing namespace,...]
	@$(CONFIRM) "Deploy the infrastructure"
	@$(DEPLOY) --select=layer=infrastructure

.PHONY: deploy-registry
deploy-registry: helm helmfile ## Deploy the local image registry
	@$(CONFIRM) "Deploy the registry"
	@$(DEPLOY) --select=layer=local-registry

.PHONY: deploy-istio
deploy-istio: helm helmfile ## Deploy the service mesh
	@$(CONFIRM) "Deploy Istio"
	@$(DEPLOY) --select=layer=istio

.PHONY: gateway-api
gateway-api: ## Install the CRDs of the Gateway API, which platform.istio.gateway and routes need
	@$(CONFIRM) "Install the Gateway API"
	@scripts/gateway-api.sh --environment="$$ENV" apply

.PHONY: deploy-observability
deploy-observability: helm helmfile ## Deploy Prometheus, Grafana, logs and alerts
	@$(CONFIRM) "Deploy observability"
	@$(DEPLOY) --select=layer=observability

.PHONY: record-charts
record-charts: helm helmfile ## Fetch every third-party chart without a digest in versions.yaml, and record the digest there
	@scripts/vendor-charts.sh --record

.PHONY: record-images
record-images: helm helmfile ## Look up the digest of every image that has none recorded, and record it: deployments then use exactly these
	@scripts/record-images.sh

.PHONY: vendor-charts
vendor-charts: helm helmfile ## Fetch and verify the third-party charts into vendor/charts, for use offline
	@scripts/vendor-charts.sh

.PHONY: upgrade-crds
upgrade-crds: helm helmfile ## Upgrade the CRDs of the Prometheus operator from vendor/charts: Helm installs CRDs once and never upgrades them
	@$(CONFIRM) "Upgrade the CRDs of the Prometheus operator"
	@$(REACH)
	@scripts/vendor-charts.sh --only kube-prometheus-stack
	@helm show crds vendor/charts/kube-prometheus-stack | $(KUBECTL) apply --server-side --force-conflicts --filename -

.PHONY: destroy
destroy: helm helmfile ## Remove one node; its volume is kept: make destroy NODE=geth-0
	@$(call need,NODE,name)$(ALWAYS_CONFIRM) "Remove the node $$NODE"
	@$(REACH)
	@$(HELMFILE) --selector "name=$$NODE" destroy

.PHONY: releases
releases: helm helmfile ## List the Helm releases of an environment
	@$(HELMFILE) list
