.PHONY: test-matrix
test-matrix: install helm helmfile kubeconform kube-score conftest checkov ## Every combination of clients, network and history: rendered, or refused by its field
	tests/render/matrix
