import { endpointFault } from './endpoint';

describe('endpointFault', () => {
  it.each([
    'http://127.0.0.1:8545',
    'http://[::1]:8545/',
    'https://rpc.example/v2/0f1e2d3c4b?key=x',
    'http://geth-0.geth.payments-eth.svc.cluster.local:8545',
    'http://my_service:8545',
    'HTTPS://Rpc.Example',
  ])('takes %s', url => {
    expect(endpointFault(url)).toBeUndefined();
  });

  it.each([
    ['', 'is not an http'],
    ['rpc.example', 'is not an http'],
    ['ftp://rpc.example', 'is not an http'],
    ['http:///rpc.example', 'is not an http'],
    ['http://:8545', 'is not an http'],
    ['http://rpc.example:99999', 'is not an http'],
    ['http://a:b@rpc.example', 'contains credentials'],
    ['http://@rpc.example', 'contains credentials'],
    ['http://rpc.example#x', 'has a fragment'],
    ['http://rpc.exa\nmple', 'contains spaces'],
    ['http://rpc.example\\@evil', 'contains spaces'],
    [' http://rpc.example', 'contains spaces'],
    ['http://0.0.0.0:8545', 'has the host "0.0.0.0"'],
    ['http://-a-', 'has the host "-a-"'],
    ["http://a'b", `has the host "a'b"`],
    [
      `http://rpc.example/${'a'.repeat(2000)}`,
      'has 2019 characters, more than 2000',
    ],
  ])('refuses %j', (url, fault) => {
    expect(endpointFault(url)).toContain(fault);
  });
});
