.PHONY: test-matrix
test-matrix: install helm helmfile kubeconform kube-score conftest checkov ## Every combination of clients, network and history: rendered, or refused by its field
	tests/render/matrix

.PHONY: test-emptied-keys
test-emptied-keys: install helm helmfile ## Every key of every environment, of values/ and of the charts, emptied: as if it were not there, or refused by its name
	$(RUN) yarn tsx tests/render/emptied/main.ts
