##@ Operate (NODE=name)

NODE_LABEL = ethereum.nodeyard.io/node=$(or $(NODE),$(error NODE=name is missing))
POD = $$($(KUBECTL) get pod -l $(NODE_LABEL) -o jsonpath='{.items[0].metadata.name}')
CONTAINER ?= execution

.PHONY: status
status: ## Every node of the environment's namespace: ready, client, network, age
	@$(KUBECTL) get pods -l ethereum.nodeyard.io/role -L ethereum.nodeyard.io/network,ethereum.nodeyard.io/execution-client,ethereum.nodeyard.io/consensus-client

.PHONY: health
health: ## What the health sidecar says about a node
	@$(KUBECTL) get --raw /api/v1/namespaces/$(NAMESPACE)/pods/$(POD):8099/proxy/status

.PHONY: logs
logs: ## Follow a node's log: make logs NODE=geth-0 CONTAINER=execution|consensus|node-health
	@$(KUBECTL) logs --follow --tail=100 $(POD) -c $(CONTAINER)

.PHONY: events
events: ## What Kubernetes did to the environment's namespace lately
	@$(KUBECTL) get events --sort-by=.lastTimestamp

.PHONY: describe
describe: ## A node's pod in full
	@$(KUBECTL) describe pod $(POD)

.PHONY: rpc
rpc: ## Bring a node's JSON-RPC to http://127.0.0.1:8545 (Ctrl-C ends it)
	@$(KUBECTL) port-forward --address 127.0.0.1 $(POD) 8545

.PHONY: restart
restart: ## Stop a node cleanly and start it again
	@scripts/confirm.sh --always $(ENV) "Restart the node $(or $(NODE),$(error NODE=name is missing))"
	@$(KUBECTL) delete pod $(POD)
