import { reservedNamespace } from './reserved';

describe('a namespace', () => {
  it.each([
    ['default', 'where everything lands that names no namespace'],
    ['kube-system', 'kept for Kubernetes itself'],
    ['kube-anything', 'kept for Kubernetes itself'],
    ['openshift', 'kept for OpenShift itself'],
    ['gke-managed-system', 'made by Google Kubernetes Engine'],
    ['observability-nodes', 'that of the layer observability'],
    ['registry', 'that of the layer local-registry'],
    ['cert-manager', 'that of cert-manager'],
  ])('%s is reserved', (name, reason) => {
    expect(reservedNamespace(name)).toBe(`is reserved: it is ${reason}`);
  });

  it.each([
    'payments-eth',
    'kubernetes',
    'defaults',
    'my-default',
    'registry-2',
    'gateway',
    ...Object.getOwnPropertyNames(Object.prototype),
  ])('%s is free', name => {
    expect(reservedNamespace(name)).toBeUndefined();
  });
});
