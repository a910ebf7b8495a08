# What no object that serves Ethereum may do, whatever the values. conftest hands over all objects of a rendering at once
# (--combine), so that rules can look at what belongs together.
package main

objects := [item.contents | some item in input; item.contents.kind]

workloads := [object | some object in objects; object.kind in {"StatefulSet", "Deployment", "Job", "CronJob"}]

pod(workload) := workload.spec.jobTemplate.spec.template if workload.kind == "CronJob"

pod(workload) := workload.spec.template if workload.kind != "CronJob"

containers(workload) := array.concat(object.get(pod(workload).spec, "initContainers", []), pod(workload).spec.containers)

title(object) := sprintf("%s %s", [object.kind, object.metadata.name])

role(object) := object.metadata.labels["ethereum.nodeyard.io/role"]

# The Engine API decides what the chain is. It stays on the pod's own loopback.
engine_port := 8551

deny contains sprintf("%s offers the Engine API (port %d)", [title(service), engine_port]) if {
	some service in objects
	service.kind == "Service"
	some port in service.spec.ports
	engine_port in {port.port, object.get(port, "targetPort", 0)}
}

deny contains sprintf("%s allows traffic to the Engine API (port %d)", [title(policy), engine_port]) if {
	some policy in objects
	policy.kind == "NetworkPolicy"
	some rule in object.get(policy.spec, "ingress", [])
	some port in rule.ports
	port.port <= engine_port
	object.get(port, "endPort", port.port) >= engine_port
}

deny contains sprintf("container %s of %s declares the Engine API's port", [container.name, title(workload)]) if {
	some workload in workloads
	some container in containers(workload)
	some port in object.get(container, "ports", [])
	port.containerPort == engine_port
}

# Clients bind the Engine API to loopback by a flag, or by their default.
engine_address := `(?i)^--(authrpc\.addr|JsonRpc\.EngineHost)=`

deny contains sprintf("container %s of %s binds the Engine API with %s", [container.name, title(workload), arg]) if {
	some workload in workloads
	some container in containers(workload)
	some arg in object.get(container, "args", [])
	regex.match(engine_address, arg)
	not regex.match(`=(127\.0\.0\.1|localhost)$`, arg)
}

# Namespaces of JSON-RPC by which a caller commands the node or reads more than the chain.
dangerous_api := `(?i)^--(http\.api|ws\.api|rpc-http-api|rpc-ws-api|JsonRpc\.EnabledModules)=(.*,)?(admin|debug|personal|miner|clique|engine)(,|$)`

deny contains sprintf("container %s of %s offers %s", [container.name, title(workload), arg]) if {
	some workload in workloads
	some container in containers(workload)
	some arg in object.get(container, "args", [])
	regex.match(dangerous_api, arg)
}

deny contains sprintf("container %s of %s lets every web page call it: %s", [container.name, title(workload), arg]) if {
	some workload in workloads
	some container in containers(workload)
	some arg in object.get(container, "args", [])
	regex.match(`(?i)^--(http\.corsdomain|ws\.origins|rpc-http-cors-origins|rest-cors|rest-api-cors-origins)=\*`, arg)
}

deny contains sprintf("%s: Helm must not know secrets, for it keeps what it renders", [title(secret)]) if {
	some secret in objects
	secret.kind == "Secret"
}

# Only peers come from outside, and only to the ports on which clients meet their peers.
deny contains sprintf("%s opens port %q to the outside", [title(service), port.name]) if {
	some service in objects
	service.kind == "Service"
	service.spec.type in {"NodePort", "LoadBalancer"}
	some port in service.spec.ports
	not regex.match(`^(el|cl)-(p2p|quic|torrent)(-|$)`, port.name)
}

deny contains sprintf("%s belongs to the whole cluster; a team's release stays in its namespace", [title(object)]) if {
	some object in objects
	object.kind in {"ClusterRole", "ClusterRoleBinding", "Namespace", "PriorityClass", "StorageClass"}
}

deny contains sprintf("%s has a wildcard", [title(rbac)]) if {
	some rbac in objects
	rbac.kind == "Role"
	some rule in rbac.rules
	"*" in (({v | some v in rule.verbs} | {r | some r in rule.resources}) | {g | some g in rule.apiGroups})
}

deny contains sprintf("%s may read secrets", [title(rbac)]) if {
	some rbac in objects
	rbac.kind == "Role"
	some rule in rbac.rules
	"secrets" in rule.resources
}

deny contains sprintf("%s may %s every %s of its namespace: name those that it needs", [title(rbac), concat(", ", unnamed), concat(", ", rule.resources)]) if {
	some rbac in objects
	rbac.kind == "Role"
	some rule in rbac.rules
	not rule.resourceNames
	unnamed := {verb | some verb in rule.verbs; verb != "create"}
	count(unnamed) > 0
}

# What Kubernetes mounts by itself is good for a year. What asks the API server projects a token: tests/render/tokens.ts lists it.
deny contains sprintf("%s mounts a token of its service account", [title(workload)]) if {
	some workload in workloads
	object.get(pod(workload).spec, "automountServiceAccountToken", true)
}

deny contains sprintf("container %s of %s has no fixed version: %s", [container.name, title(workload), container.image]) if {
	some workload in workloads
	some container in containers(workload)
	not regex.match(`(:[^/]*[0-9][^/]*|@sha256:[0-9a-f]{64})$`, container.image)
}

deny contains sprintf("%s is served, and nothing says whether it is in sync: it has no native sidecar node-health with a readiness probe", [title(workload)]) if {
	some workload in workloads
	role(workload) in {"sync", "serve"}
	judged := [c | some c in object.get(pod(workload).spec, "initContainers", []); c.name == "node-health"; c.restartPolicy == "Always"; c.readinessProbe.httpGet.path == "/readyz"]
	count(judged) != 1
}

# A client that is killed before it has written its caches loses hours; a devnet has none to lose.
deny contains sprintf("%s is killed after %d s", [title(workload), seconds]) if {
	some workload in workloads
	workload.kind == "StatefulSet"
	workload.metadata.labels["ethereum.nodeyard.io/network"] != "devnet"
	seconds := object.get(pod(workload).spec, "terminationGracePeriodSeconds", 30)
	seconds < 60
}

deny contains sprintf("%s loses its volumes with its object or its replicas", [title(workload)]) if {
	some workload in workloads
	workload.kind == "StatefulSet"
	kept := object.get(workload.spec, "persistentVolumeClaimRetentionPolicy", {"whenDeleted": "Retain", "whenScaled": "Retain"})
	"Delete" in {kept.whenDeleted, kept.whenScaled}
}

# Whatever has no policy of its own is open: each pod is under one that denies all in both directions.
default_denies := [policy |
	some policy in objects
	policy.kind == "NetworkPolicy"
	{type | some type in policy.spec.policyTypes} == {"Ingress", "Egress"}
	not policy.spec.ingress
	not policy.spec.egress
]

selects(selector, labels) if {
	every key, value in object.get(selector, "matchLabels", {}) {
		labels[key] == value
	}
}

deny contains sprintf("%s is under no policy that denies what is not allowed", [title(workload)]) if {
	some workload in workloads
	labels := object.get(pod(workload).metadata, "labels", {})
	denying := [policy | some policy in default_denies; selects(policy.spec.podSelector, labels)]
	count(denying) == 0
}

deny contains sprintf("%s leads to no pod of this rendering", [title(service)]) if {
	some service in objects
	service.kind == "Service"
	served := [w | some w in workloads; selects({"matchLabels": service.spec.selector}, pod(w).metadata.labels)]
	count(served) == 0
}

# The budgets that select a pod may not be two: then it can never be evicted.
deny contains sprintf("%s is under %d disruption budgets", [title(workload), count(budgets)]) if {
	some workload in workloads
	labels := object.get(pod(workload).metadata, "labels", {})
	budgets := [b | some b in objects; b.kind == "PodDisruptionBudget"; selects(b.spec.selector, labels)]
	count(budgets) > 1
}
