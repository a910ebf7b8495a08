import { batch, call, ok, times, zeros, type Body } from './body';

/** What an honest caller sends. */
export const honest: Body[] = [
  { name: 'a call', body: ok },
  {
    name: 'a call without params',
    body: '{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber"}',
  },
  {
    name: 'the method first',
    body: '{"method":"eth_chainId","params":[],"id":1,"jsonrpc":"2.0"}',
  },
  {
    name: 'the method last',
    body: '{"jsonrpc":"2.0","id":1,"params":[],"method":"eth_chainId"}',
  },
  {
    name: 'white space everywhere',
    body: '\r\n {\t"jsonrpc" : "2.0" ,\n"id" : 1 , "method"\t:\n"eth_chainId" , "params" : [ ] } \n',
  },
  {
    name: 'an id that is text',
    body: '{"jsonrpc":"2.0","id":"4f1c-9d","method":"eth_chainId"}',
  },
  {
    name: 'an id that is null',
    body: '{"jsonrpc":"2.0","id":null,"method":"eth_chainId"}',
  },
  {
    name: 'an id with a fraction and an exponent',
    body: '{"jsonrpc":"2.0","id":-1.5e+3,"method":"eth_chainId"}',
  },
  { name: 'params that are null', body: call('eth_chainId', '"params":null') },
  {
    name: 'params with objects, lists and every kind of value',
    body: call(
      'eth_call',
      `"params":[{"to":"${zeros}","data":"0x","accessList":[{"address":"${zeros}","storageKeys":[]}]},"latest",{},null,true,false,1.5]`,
    ),
  },
  {
    name: 'logs by topics',
    body: call(
      'eth_getLogs',
      `"params":[{"fromBlock":"0x0","toBlock":"latest","topics":[null,["0x${'1'.repeat(
        64,
      )}"]]}]`,
    ),
  },
  {
    name: 'a signed transaction',
    body: call('eth_sendRawTransaction', '"params":["0x02f8"]'),
  },
  { name: 'a batch of one', body: batch(ok) },
  { name: 'a batch of two', body: batch(ok, call('net_version')) },
  { name: 'a batch at the limit', body: batch(...times(50, ok)) },
  {
    name: 'a forbidden name that is only a parameter',
    body: call('eth_getCode', '"params":["admin_nodeInfo","method"]'),
  },
  {
    name: 'a body just below the limit',
    body: call(
      'eth_sendRawTransaction',
      `"params":["0x${'a'.repeat(262_000)}"]`,
    ),
  },
  {
    name: 'a long batch of long calls',
    body: batch(
      ...times(
        50,
        call('eth_sendRawTransaction', `"params":["0x${'b'.repeat(5_000)}"]`),
      ),
    ),
  },
  {
    name: 'params a hundred deep',
    body: call('eth_call', `"params":${'['.repeat(100)}${']'.repeat(100)}`),
  },
  {
    name: 'a charset that is the one',
    body: ok,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
  },
].map(body => ({ ...body, becomes: 'passes' as const }));
