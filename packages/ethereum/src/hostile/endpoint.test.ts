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
    ['', 'is no http'],
    ['rpc.example', 'is no http'],
    ['ftp://rpc.example', 'is no http'],
    ['http:///rpc.example', 'is no http'],
    ['http://:8545', 'is no http'],
    ['http://rpc.example:99999', 'is no http'],
    ['http://a:b@rpc.example', 'holds credentials'],
    ['http://@rpc.example', 'holds credentials'],
    ['http://rpc.example#x', 'has a fragment'],
    ['http://rpc.exa\nmple', 'has spaces'],
    ['http://rpc.example\\@evil', 'has spaces'],
    [' http://rpc.example', 'has spaces'],
    ['http://0.0.0.0:8545', 'has "0.0.0.0" for a host'],
    ['http://-a-', 'has "-a-" for a host'],
    ["http://a'b", `has "a'b" for a host`],
    [`http://rpc.example/${'a'.repeat(2000)}`, 'has 2019 characters'],
  ])('refuses %j', (url, fault) => {
    expect(endpointFault(url)).toContain(fault);
  });
});
