##@ Deploy (ENV=environment, NODE=name for one node, LAYER=name of a folder of helmfiles/)

NAMESPACE ?= $(or $(shell scripts/operate/setting.sh $(ENV) namespace),ethereum)
KUBE_CONTEXT ?= $(shell scripts/operate/setting.sh $(ENV) kubeContext)
# The cluster and namespace that helmfile deploys to, so that nobody looks at, or restarts, the node of another.
KUBECTL_IN = kubectl $(if $(KUBE_CONTEXT),--context='$(KUBE_CONTEXT)') -n
KUBECTL = $(KUBECTL_IN) $(NAMESPACE)
comma := ,
LAYER ?= ethereum
SELECTED = layer=$(LAYER)$(if $(NODE),$(comma)name=$(NODE))
ONE_NODE = $(if $(NODE),--selector name=$(NODE))
DEPLOY = scripts/operate/deploy.sh --environment=$(ENV) $(if $(FORCE),--force)

.PHONY: template
template: helm helmfile ## Print the Kubernetes objects of an environment's nodes, or of another LAYER
	@helmfile -e $(ENV) --selector $(SELECTED) --quiet template

.PHONY: diff
diff: helm helmfile ## What a deployment of the nodes, or of another LAYER, would change in the cluster
	@$(DEPLOY) --dry-run --select=$(SELECTED)

.PHONY: deploy
deploy: helm helmfile ## Deploy the nodes of an environment one after the other, or one: make deploy NODE=geth-0 [FORCE=1]
	@scripts/confirm.sh $(ENV) "Deploy $(or $(NODE),all nodes)"
	@$(DEPLOY) --select=layer=ethereum$(if $(NODE),$(comma)name=$(NODE))

.PHONY: deploy-all
deploy-all: helm helmfile ## Deploy every layer of an environment
	@scripts/vendor-charts.sh --unrecorded $(ENV)
	@scripts/confirm.sh $(ENV) "Deploy all layers"
	@$(DEPLOY)

.PHONY: deploy-infrastructure
deploy-infrastructure: helm helmfile ## Namespaces with their guards; classes for storage, snapshots and priorities
	@scripts/confirm.sh $(ENV) "Deploy the infrastructure"
	@$(DEPLOY) --select=layer=infrastructure

.PHONY: deploy-registry
deploy-registry: helm helmfile ## The local registry of images
	@scripts/confirm.sh $(ENV) "Deploy the registry"
	@$(DEPLOY) --select=layer=local-registry

.PHONY: deploy-istio
deploy-istio: helm helmfile ## The mesh
	@scripts/confirm.sh $(ENV) "Deploy Istio"
	@$(DEPLOY) --select=layer=istio

.PHONY: gateway-api
gateway-api: ## Bring the Gateway API's definitions, which platform.istio.gateway and routes need
	@scripts/confirm.sh $(ENV) "Bring the Gateway API"
	@scripts/gateway-api.sh --context='$(KUBE_CONTEXT)' apply

.PHONY: deploy-observability
deploy-observability: helm helmfile ## Prometheus, Grafana, logs and alerts
	@scripts/confirm.sh $(ENV) "Deploy observability"
	@$(DEPLOY) --select=layer=observability

.PHONY: record-charts
record-charts: helm ## Fetch every chart of others that has no digest in versions.yaml, and record it there
	@scripts/vendor-charts.sh --record

.PHONY: vendor-charts
vendor-charts: helm ## Fetch the charts of others into vendor/charts, verified: then nothing else is needed offline
	@scripts/vendor-charts.sh

.PHONY: upgrade-crds
upgrade-crds: helm ## The kinds of Prometheus' operator, of the chart in vendor/charts: Helm installs them once, and never newer ones
	@scripts/confirm.sh $(ENV) "Upgrade ServiceMonitor, PrometheusRule and their kin"
	@scripts/vendor-charts.sh --only kube-prometheus-stack
	@helm show crds vendor/charts/kube-prometheus-stack | $(KUBECTL) apply --server-side --force-conflicts --filename -

.PHONY: destroy
destroy: helm helmfile ## Remove one node; its volume stays: make destroy NODE=geth-0
	@scripts/confirm.sh --always $(ENV) "Remove the node $(or $(NODE),$(error NODE=name is missing))"
	@helmfile -e $(ENV) $(ONE_NODE) destroy

.PHONY: releases
releases: helm helmfile ## The Helm releases of an environment
	@helmfile -e $(ENV) list
