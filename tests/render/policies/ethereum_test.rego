# Each rule: one object that it refuses, in a rendering that is right but for it.
package main

labels := {"ethereum.nodeyard.io/role": "sync", "ethereum.nodeyard.io/node": "a", "ethereum.nodeyard.io/network": "sepolia"}

default_deny := {
	"kind": "NetworkPolicy",
	"metadata": {"name": "a-default-deny"},
	"spec": {"podSelector": {"matchLabels": labels}, "policyTypes": ["Ingress", "Egress"]},
}

execution := {"name": "execution", "image": "client:v1.2.3", "args": ["--authrpc.addr=127.0.0.1", "--http.api=eth,net,web3"]}

sidecar := {"name": "node-health", "restartPolicy": "Always", "image": "node-health:0.1.0", "readinessProbe": {"httpGet": {"path": "/readyz"}}}

spec(sidecars, containers) := {"automountServiceAccountToken": false, "terminationGracePeriodSeconds": 300, "initContainers": sidecars, "containers": containers}

node_with(sidecars, containers) := {
	"kind": "StatefulSet",
	"metadata": {"name": "a", "labels": labels},
	"spec": {"template": {"metadata": {"labels": labels}, "spec": spec(sidecars, containers)}},
}

node := node_with([sidecar], [execution])

service(type, port) := {
	"kind": "Service",
	"metadata": {"name": "a"},
	"spec": {"type": type, "selector": labels, "ports": [port]},
}

role_with(rule) := {"kind": "Role", "metadata": {"name": "a-snapshot"}, "rules": [object.union({"apiGroups": ["batch"], "resources": ["jobs"], "verbs": ["get"], "resourceNames": ["a"]}, rule)]}

rendering(found) := [{"path": "x", "contents": one} | some one in found]

complaints(found) := given if {
	given := deny with input as rendering(found)
}

# Exactly one complaint, and in these words.
says(found, words) if {
	some complaint in complaints(found)
	contains(complaint, words)
	count(complaints(found)) == 1
}

args(list) := [default_deny, node_with([sidecar], [object.union(execution, {"args": list})])]

test_a_right_node_passes if {
	count(complaints([default_deny, node, service("ClusterIP", {"name": "http", "port": 8545})])) == 0
}

test_engine_api_in_a_service if {
	says([default_deny, node, service("ClusterIP", {"name": "engine", "port": 8551})], "Service a offers the Engine API")
}

test_engine_api_behind_another_port if {
	says([default_deny, node, service("ClusterIP", {"name": "x", "port": 80, "targetPort": 8551})], "offers the Engine API")
}

test_engine_api_in_a_policy_even_within_a_range if {
	policy := {"kind": "NetworkPolicy", "metadata": {"name": "p"}, "spec": {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{"ports": [{"port": 8500, "endPort": 8600}]}]}}
	says([default_deny, node, policy], "allows traffic to the Engine API")
}

test_engine_api_as_a_port_of_a_container if {
	says([default_deny, node_with([sidecar], [object.union(execution, {"ports": [{"containerPort": 8551}]})])], "declares the Engine API's port")
}

test_engine_api_bound_to_everything if {
	every flag in ["--authrpc.addr=0.0.0.0", "--JsonRpc.EngineHost=::"] {
		says(args([flag]), "binds the Engine API")
	}
}

test_a_dangerous_api if {
	every flag in ["--http.api=eth,admin", "--ws.api=debug", "--rpc-http-api=ETH,ADMIN", "--JsonRpc.EnabledModules=Eth,Personal"] {
		says(args([flag]), "offers")
	}
}

test_every_web_page if {
	says(args(["--http.corsdomain=*"]), "lets every web page call it")
}

test_a_secret if {
	says([default_deny, node, {"kind": "Secret", "metadata": {"name": "jwt"}}], "Helm must not know secrets")
}

test_rpc_open_to_the_world if {
	says([default_deny, node, service("LoadBalancer", {"name": "http", "port": 8545})], "opens port \"http\" to the outside")
}

test_peers_may_come if {
	count(complaints([default_deny, node, service("NodePort", {"name": "el-p2p-tcp", "port": 30303})])) == 0
}

test_something_of_the_whole_cluster if {
	says([{"kind": "ClusterRole", "metadata": {"name": "a"}, "rules": []}], "belongs to the whole cluster")
}

test_a_wildcard if {
	says([role_with({"verbs": ["*"]})], "has a wildcard")
}

test_reading_secrets if {
	says([role_with({"resources": ["secrets"]})], "may read secrets")
}

test_all_objects_of_a_kind if {
	rule := object.remove(role_with({}).rules[0], ["resourceNames"])
	says([object.union(role_with({}), {"rules": [rule]})], "name those that it needs")
}

test_creating_cannot_be_named if {
	rule := {"apiGroups": ["batch"], "resources": ["jobs"], "verbs": ["create"]}
	count(complaints([object.union(role_with({}), {"rules": [rule]})])) == 0
}

test_a_token_of_the_api_server if {
	mounted := json.patch(node, [{"op": "remove", "path": "/spec/template/spec/automountServiceAccountToken"}])
	says([default_deny, mounted], "mounts a token")
}

test_an_image_without_a_version if {
	every image in ["client", "client:latest", "registry:5000/client"] {
		says([default_deny, node_with([sidecar], [object.union(execution, {"image": image})])], "has no fixed version")
	}
}

test_a_digest_is_a_version if {
	digest := "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	count(complaints([default_deny, node_with([sidecar], [object.union(execution, {"image": concat("@", ["client", digest])})])])) == 0
}

test_nobody_judges if {
	says([default_deny, node_with([], [execution])], "nothing says whether it is in sync")
	says([default_deny, node_with([], [execution, object.remove(sidecar, ["restartPolicy"])])], "nothing says whether it is in sync")
}

test_a_quick_kill if {
	killed := json.patch(node, [{"op": "replace", "path": "/spec/template/spec/terminationGracePeriodSeconds", "value": 30}])
	says([default_deny, killed], "is killed after 30 s")
}

test_a_devnet_may_be_killed_quickly if {
	killed := json.patch(node, [
		{"op": "replace", "path": "/spec/template/spec/terminationGracePeriodSeconds", "value": 10},
		{"op": "replace", "path": "/metadata/labels/ethereum.nodeyard.io~1network", "value": "devnet"},
	])
	count(complaints([default_deny, killed])) == 0
}

test_volumes_that_go if {
	lost := json.patch(node, [{"op": "add", "path": "/spec/persistentVolumeClaimRetentionPolicy", "value": {"whenDeleted": "Delete", "whenScaled": "Retain"}}])
	says([default_deny, lost], "loses its volumes")
}

test_nothing_denies if {
	says([node], "is under no policy")
}

test_a_policy_that_allows_is_no_denial if {
	allowing := json.patch(default_deny, [{"op": "add", "path": "/spec/ingress", "value": [{"ports": [{"port": 8545}]}]}])
	says([allowing, node], "is under no policy")
}

test_a_service_to_nowhere if {
	lost := json.patch(service("ClusterIP", {"name": "http", "port": 8545}), [{"op": "replace", "path": "/spec/selector", "value": {"app": "b"}}])
	says([default_deny, node, lost], "leads to no pod")
}

test_two_budgets if {
	budget := {"kind": "PodDisruptionBudget", "metadata": {"name": "a"}, "spec": {"selector": {"matchLabels": labels}}}
	says([default_deny, node, budget, budget], "under 2 disruption budgets")
}
