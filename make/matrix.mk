.PHONY: test-matrix
test-matrix: install helm kubeconform ## Every combination of clients, network and history: rendered, or refused by its field
	tests/render/matrix
