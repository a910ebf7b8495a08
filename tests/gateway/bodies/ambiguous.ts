import { bad, call, ok, type Body } from './body';

/** Two readings of one body. */
export const ambiguous: Body[] = [
  [
    'two methods, the forbidden one last',
    '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","method":"admin_nodeInfo"}',
  ],
  [
    'two methods, the forbidden one first',
    '{"jsonrpc":"2.0","id":1,"method":"admin_nodeInfo","method":"eth_chainId"}',
  ],
  [
    'two methods, both allowed',
    '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","method":"net_version"}',
  ],
  [
    'a second method in capitals',
    '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","METHOD":"admin_nodeInfo"}',
  ],
  [
    'a method with a capital',
    '{"jsonrpc":"2.0","id":1,"Method":"admin_nodeInfo"}',
  ],
  [
    'a method of mixed case before the real one',
    '{"mEtHoD":"admin_nodeInfo","jsonrpc":"2.0","id":1,"method":"eth_chainId"}',
  ],
  [
    'a key with an escape',
    '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","\\u006dethod":"admin_nodeInfo"}',
  ],
  [
    'a value with an escape',
    '{"jsonrpc":"2.0","id":1,"method":"admin\\u005fnodeInfo"}',
  ],
  ['an escaped quote', '{"jsonrpc":"2.0","id":"\\"","method":"eth_chainId"}'],
  ['an escaped slash', '{"jsonrpc":"2.0","id":"\\/","method":"eth_chainId"}'],
  [
    'a key with white space',
    '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"," method":"admin_nodeInfo"}',
  ],
  [
    'a key with NUL behind it',
    '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","method\0":"admin_nodeInfo"}',
  ],
  [
    'NUL in the name',
    '{"jsonrpc":"2.0","id":1,"method":"eth_chainId\0admin_nodeInfo"}',
  ],
  ['NUL behind the call', `${ok}\0${bad}`],
  ['NUL before the call', `\0${bad}`],
  [
    'a full-width letter in the key',
    '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","\uff4dethod":"admin_nodeInfo"}',
  ],
  ['text beyond ASCII in params', call('eth_chainId', '"params":["\u00e9"]')],
  [
    'a combining mark',
    '{"jsonrpc":"2.0","id":1,"m\u0301ethod":"admin_nodeInfo","method":"eth_chainId"}',
  ],
  [
    'a control character in a string',
    '{"jsonrpc":"2.0","id":"\u0001","method":"eth_chainId"}',
  ],
  [
    'a line break in a string',
    '{"jsonrpc":"2.0","id":"a\nb","method":"eth_chainId"}',
  ],
  [
    'a comment that hides quotes',
    '{/*"*/"method":"admin_nodeInfo"/*"*/,"jsonrpc":"2.0","id":1,"method":"eth_chainId"}',
  ],
  [
    'a comment to the end of the line',
    `{"jsonrpc":"2.0","id":1,//"\n"method":"admin_nodeInfo"}`,
  ],
  ['a comment of a shell', `#\n${ok}`],
  ['single quotes', "{'jsonrpc':'2.0','id':1,'method':'admin_nodeInfo'}"],
  [
    'single quotes around double ones',
    `{"jsonrpc":"2.0","id":1,'"':1,"method":"eth_chainId"}`,
  ],
  [
    'a key without quotes',
    '{"jsonrpc":"2.0","id":1,method:"admin_nodeInfo","method":"eth_chainId"}',
  ],
  ['two documents', `${ok}${bad}`],
  ['two documents, a line each', `${ok}\n${bad}`],
  ['a document and rubbish', `${ok}x`],
  ['a document and a bracket', `${ok}}`],
  ['a text marker in front', `\ufeff${ok}`],
  ['a vertical tab as white space', `\u000b${ok}`],
  ['a method that is a number', '{"jsonrpc":"2.0","id":1,"method":1}'],
  [
    'a method that is a list',
    '{"jsonrpc":"2.0","id":1,"method":["eth_chainId"]}',
  ],
  [
    'a method that is an object',
    '{"jsonrpc":"2.0","id":1,"method":{"method":"eth_chainId"}}',
  ],
  ['a method that is null', '{"jsonrpc":"2.0","id":1,"method":null}'],
  ['no method', '{"jsonrpc":"2.0","id":1,"params":[]}'],
  [
    'two "params" after the method',
    '{"jsonrpc":"2.0","id":1,"method":"eth_getCode","params":[],"id":2,"params":[]}',
  ],
  [
    'two "params" around the method',
    '{"jsonrpc":"2.0","params":[],"method":"eth_getCode","id":1,"params":[]}',
  ],
  [
    'two "params" before the method',
    '{"params":[],"params":[],"jsonrpc":"2.0","id":1,"method":"eth_getCode"}',
  ],
  [
    'the method in params',
    '{"jsonrpc":"2.0","id":1,"params":{"method":"eth_chainId"}}',
  ],
  [
    'a key "method" in params',
    call('eth_chainId', '"params":[{"method":"admin_nodeInfo"}]'),
  ],
  [
    'a key that ends in "method"',
    call('eth_chainId', '"params":[{"aMethod":"admin_nodeInfo"}]'),
  ],
  ['a member that JSON-RPC does not know', call('eth_chainId', '"extra":1')],
  ['another version', '{"jsonrpc":"1.0","id":1,"method":"eth_chainId"}'],
  ['an id that is a list', '{"jsonrpc":"2.0","id":[1],"method":"eth_chainId"}'],
  [
    'a number with a leading zero',
    '{"jsonrpc":"2.0","id":01,"method":"eth_chainId"}',
  ],
  [
    'a number that is none',
    '{"jsonrpc":"2.0","id":NaN,"method":"eth_chainId"}',
  ],
  ['params that are text', call('eth_chainId', '"params":"x"')],
  ['a comma too many', '{"jsonrpc":"2.0","id":1,"method":"eth_chainId",}'],
  ['a comma too few', '{"jsonrpc":"2.0" "id":1,"method":"eth_chainId"}'],
  ['brackets that do not match', call('eth_chainId', '"params":[}')],
  ['an answer', '{"jsonrpc":"2.0","id":1,"result":"0x1"}'],
  ['nothing', ''],
  ['white space only', ' \n '],
  ['a word', 'true'],
  ['XML', '<methodCall><methodName>admin_nodeInfo</methodName></methodCall>'],
  [
    'params too deep for the stack',
    call('eth_call', `"params":${'['.repeat(50_000)}${']'.repeat(50_000)}`),
  ],
  ['many objects that are never closed', '{"a":'.repeat(20_000)],
].map(([name = '', body = '']) => ({ name, body, becomes: 'body' as const }));
