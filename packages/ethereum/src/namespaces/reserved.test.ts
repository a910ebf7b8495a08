import { reservedNamespace } from './reserved';

describe('a namespace', () => {
  it.each([
    ['default', 'the default for objects without a namespace'],
    ['kube-system', 'kept for Kubernetes itself'],
    ['kube-anything', 'kept for Kubernetes itself'],
    ['openshift', 'kept for OpenShift itself'],
    ['gke-managed-system', 'made by Google Kubernetes Engine'],
    ['observability-nodes', 'used by the layer observability'],
    ['registry', 'used by the layer local-registry'],
    ['cert-manager', 'used by cert-manager'],
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
