##@ Operate (NODE=name)

NODE_LABEL = ethereum.nodeyard.io/role!=snapshot,ethereum.nodeyard.io/node=$(or $(NODE),$(error NODE=name is missing))
POD = $$($(KUBECTL) get pod -l $(NODE_LABEL) -o jsonpath='{.items[0].metadata.name}')
CONTAINER ?= execution

.PHONY: status
status: ## Every node of the environment's namespace: ready, client, network, age
	@$(KUBECTL) get pods -l ethereum.nodeyard.io/role -L ethereum.nodeyard.io/network,ethereum.nodeyard.io/execution-client,ethereum.nodeyard.io/consensus-client

.PHONY: validate-deployment
validate-deployment: helm helmfile ## Whether what runs is what the environment asks for, and works: what is wrong, and what to run
	@scripts/validate-deployment.sh --environment $(ENV)

.PHONY: health
health: ## What the health sidecar says about a node
	@$(KUBECTL) get --raw /api/v1/namespaces/$(NAMESPACE)/pods/$(POD):8099/proxy/status

.PHONY: metrics
metrics: ## The health sidecar's metrics of a node
	@$(KUBECTL) get --raw /api/v1/namespaces/$(NAMESPACE)/pods/$(POD):8099/proxy/metrics

.PHONY: logs
logs: ## Follow a node's log: make logs NODE=geth-0 CONTAINER=execution|consensus|node-health
	@$(KUBECTL) logs --follow --tail=100 $(POD) -c $(CONTAINER)

.PHONY: logs-before
logs-before: ## The log of a client before its last restart: why it ended
	@$(KUBECTL) logs --previous --tail=100 $(POD) -c $(CONTAINER)

.PHONY: events
events: ## What Kubernetes did to the environment's namespace lately
	@$(KUBECTL) get events --sort-by=.lastTimestamp

.PHONY: describe
describe: ## A node's pod in full
	@$(KUBECTL) describe pod $(POD)

.PHONY: running-images
running-images: ## The images that run, per pod and container
	@$(KUBECTL) get pods -l ethereum.nodeyard.io/role -o jsonpath='{range .items[*]}{.metadata.name}{range .spec.initContainers[*]}{"\n  "}{.name}{"  "}{.image}{end}{range .spec.containers[*]}{"\n  "}{.name}{"  "}{.image}{end}{"\n"}{end}'

.PHONY: usage
usage: ## CPU and memory of every container (needs the metrics API)
	@$(KUBECTL) top pods --containers -l ethereum.nodeyard.io/role

.PHONY: volumes
volumes: ## The nodes' volumes: size, class, and those that were kept aside
	@$(KUBECTL) get persistentvolumeclaims -l ethereum.nodeyard.io/node -L ethereum.nodeyard.io/node,ethereum.nodeyard.io/kept-for

.PHONY: disk
disk: ## How full a node's disk is, by its sidecar
	@$(KUBECTL) get --raw /api/v1/namespaces/$(NAMESPACE)/pods/$(POD):8099/proxy/metrics | grep -E '^eth_node_disk' || echo "the sidecar says nothing of the disk yet"

.PHONY: budgets
budgets: ## How many nodes may be down now, when machines are drained
	@$(KUBECTL) get poddisruptionbudgets

.PHONY: endpoints
endpoints: ## Where JSON-RPC of the environment is reached, and by which pods it is answered now
	@$(KUBECTL) get services,endpointslices -l ethereum.nodeyard.io/role

.PHONY: pools
pools: ## Every serve pool: ready nodes, and what its autoscaler sees and wants
	@$(KUBECTL) get deployments,horizontalpodautoscalers -l ethereum.nodeyard.io/role=serve

.PHONY: scale
scale: ## Other bounds for a pool until the next deployment: make scale NODE=rpc MIN=2 MAX=6
	@scripts/confirm.sh $(ENV) "Give the pool $(NODE) other bounds"
	@$(KUBECTL) patch horizontalpodautoscaler $(or $(NODE),$(error NODE=pool is missing)) --patch '{"spec":{"minReplicas":$(or $(MIN),$(error MIN=number is missing)),"maxReplicas":$(or $(MAX),$(error MAX=number is missing))}}'

.PHONY: rpc
rpc: ## Bring a node's JSON-RPC to http://127.0.0.1:8545 (Ctrl-C ends it)
	@$(KUBECTL) port-forward --address 127.0.0.1 $(POD) 8545

.PHONY: restart
restart: ## Stop a node cleanly and start it again
	@scripts/confirm.sh --always $(ENV) "Restart the node $(or $(NODE),$(error NODE=name is missing))"
	@$(KUBECTL) delete pod $(POD)

.PHONY: snapshots
snapshots: ## Snapshots: the schedule of each node, what runs now, and how the newest run of each ended
	@$(KUBECTL) get cronjobs,jobs -l ethereum.nodeyard.io/role=snapshot
	@$(KUBECTL) get configmaps -l ethereum.nodeyard.io/role=snapshot -o jsonpath='{range .items[*]}{.metadata.labels.ethereum\.nodeyard\.io/node}{"  "}{.data.last\.json}{"\n"}{end}' | grep '{' || echo 'No run has ended yet.'

.PHONY: snapshot
snapshot: ## Take a snapshot of a node now: it is stopped for it, and started again
	@scripts/confirm.sh --always $(ENV) "Stop $(or $(NODE),$(error NODE=name is missing)) for a snapshot"
	@$(KUBECTL) create job --from=cronjob/$$($(KUBECTL) get cronjob -l ethereum.nodeyard.io/node=$(NODE) -o jsonpath='{.items[0].metadata.name}') $(NODE)-snapshot-$$(date +%s)

.PHONY: rpc-methods
rpc-methods: helm helmfile ## JSON-RPC methods that the environment's gateway passes (exposure.rpc "gateway")
	@helmfile -f helmfiles/ethereum/helmfile.yaml.gotmpl -e $(ENV) --quiet --selector tier=shared template --skip-deps | sed -n 's/^ *allowed.regex:.*"(?:\([A-Za-z0-9_|]*\))\\".*/\1/p' | tr '|' '\n' | grep . || { echo 'No gateway in $(ENV): exposure.rpc is not "gateway".' >&2; exit 1; }
