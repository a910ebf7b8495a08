##@ Operate (NODE=name)

# The pod of the node, or what its sidecar answers. A recipe keeps it in a variable first, so that it ends where there is none.
POD = $(call need,NODE,name)scripts/operate/pod.sh --environment="$$ENV" --node="$$NODE"

.PHONY: status
status: ## Every node of the environment's namespace: ready, client, network, age
	@$(KUBECTL) get pods -l ethereum.nodeyard.io/role -L ethereum.nodeyard.io/network,ethereum.nodeyard.io/execution-client,ethereum.nodeyard.io/consensus-client

.PHONY: validate-deployment
validate-deployment: helm helmfile ## Check that the deployment matches its environment and works; findings have the command that fixes them
	@scripts/validate-deployment.sh --environment "$$ENV"

.PHONY: health
health: ## Status of a node, from its health sidecar
	@$(POD) --sidecar=status

.PHONY: metrics
metrics: ## Metrics of a node, from its health sidecar
	@$(POD) --sidecar=metrics

.PHONY: logs
logs: ## Follow a node's log: make logs NODE=geth-0 CONTAINER=execution|consensus|node-health
	@pod=$$($(POD)) && $(KUBECTL) logs --follow --tail=100 "$$pod" -c "$$CONTAINER"

.PHONY: logs-previous
logs-previous: ## Log of a client before its last restart
	@pod=$$($(POD)) && $(KUBECTL) logs --previous --tail=100 "$$pod" -c "$$CONTAINER"

.PHONY: events
events: ## Recent events of the environment's namespace
	@$(KUBECTL) get events --sort-by=.lastTimestamp

.PHONY: describe
describe: ## Describe the pod of a node
	@pod=$$($(POD)) && $(KUBECTL) describe pod "$$pod"

.PHONY: running-images
running-images: ## Running images by pod and container
	@$(KUBECTL) get pods -l ethereum.nodeyard.io/role -o jsonpath='{range .items[*]}{.metadata.name}{range .spec.initContainers[*]}{"\n  "}{.name}{"  "}{.image}{end}{range .spec.containers[*]}{"\n  "}{.name}{"  "}{.image}{end}{"\n"}{end}'

.PHONY: top
top: ## CPU and memory of every container (needs the metrics API)
	@$(KUBECTL) top pods --containers -l ethereum.nodeyard.io/role

.PHONY: volumes
volumes: ## Volumes of the nodes: size, class, and volumes kept from replaced clients
	@$(KUBECTL) get persistentvolumeclaims -l ethereum.nodeyard.io/node -L ethereum.nodeyard.io/node,ethereum.nodeyard.io/kept-for

.PHONY: disk
disk: ## Disk usage of a node, from its health sidecar
	@metrics=$$($(POD) --sidecar=metrics) && { printf '%s\n' "$$metrics" | grep -E '^eth_node_disk' || echo "The sidecar has no disk usage yet."; }

.PHONY: pdb
pdb: ## PodDisruptionBudgets: how many pods may be evicted now
	@$(KUBECTL) get poddisruptionbudgets

.PHONY: endpoints
endpoints: ## Services of JSON-RPC, and the pods behind them
	@$(KUBECTL) get services,endpointslices -l ethereum.nodeyard.io/role

.PHONY: pools
pools: ## Serve pools: ready pods, and the state of their autoscalers
	@$(KUBECTL) get deployments,horizontalpodautoscalers -l ethereum.nodeyard.io/role=serve

.PHONY: scale
scale: ## Change the bounds of a pool until the next deployment: make scale NODE=rpc MIN=2 MAX=6
	@$(call need,NODE,pool)$(call need,MIN,number)$(call need,MAX,number)scripts/operate/scale.sh --environment="$$ENV" --node="$$NODE" --min="$$MIN" --max="$$MAX"

.PHONY: rpc
rpc: ## Forward JSON-RPC of a node to http://127.0.0.1:8545 (Ctrl-C ends it)
	@pod=$$($(POD)) && $(KUBECTL) port-forward --address 127.0.0.1 "$$pod" 8545

.PHONY: restart
restart: ## Stop a node cleanly and start it again
	@$(call need,NODE,name)$(ALWAYS_CONFIRM) "Restart the node $$NODE"
	@pod=$$($(POD)) && $(KUBECTL) delete pod "$$pod"

.PHONY: snapshots
snapshots: ## Snapshots: schedules, current runs, and the result of the newest run of each node
	@$(KUBECTL) get cronjobs,jobs -l ethereum.nodeyard.io/role=snapshot
	@ended=$$($(KUBECTL) get configmaps -l ethereum.nodeyard.io/role=snapshot -o jsonpath='{range .items[*]}{.metadata.labels.ethereum\.nodeyard\.io/node}{"  "}{.data.last\.json}{"\n"}{end}') && { printf '%s\n' "$$ended" | grep '{' || echo 'No run has ended yet.'; }

.PHONY: snapshot
snapshot: ## Take a snapshot of a node now; the node is stopped meanwhile
	@$(call need,NODE,name)$(ALWAYS_CONFIRM) "Stop $$NODE for a snapshot"
	@cronjob=$$($(KUBECTL) get cronjobs -l "ethereum.nodeyard.io/node=$$NODE" -o jsonpath='{.items[*].metadata.name}') && \
		{ [ -n "$$cronjob" ] || { echo "No snapshots are configured for $$NODE (nodes.$$NODE.snapshots.enabled)." >&2; exit 1; }; } && \
		$(KUBECTL) create job --from="cronjob/$${cronjob%% *}" "$$NODE-snapshot-$$(date +%s)"

.PHONY: rpc-methods
rpc-methods: helm helmfile ## JSON-RPC methods that the environment's gateway passes (exposure.rpc "gateway")
	@objects=$$($(HELMFILE) -f helmfiles/ethereum/helmfile.yaml.gotmpl --quiet --selector tier=shared template --skip-deps) && { printf '%s\n' "$$objects" | sed -n 's/^ *allowed.regex:.*"(?:\([A-Za-z0-9_|]*\))\\".*/\1/p' | tr '|' '\n' | grep . || { echo "No gateway in $$ENV: exposure.rpc is not \"gateway\"." >&2; exit 1; }; }

$(call deprecated_target,logs-before,logs-previous)
$(call deprecated_target,budgets,pdb)
$(call deprecated_target,usage,top)
