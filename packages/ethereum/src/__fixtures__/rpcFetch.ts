/** JSON-RPC results by method (block requests with their block), and `data` of the Beacon API by path. */
export type Answers = Record<string, unknown>;

/** A `fetch` that answers so. A method that is not among the answers has no result, and a path is not found. */
export function rpcFetch(answers: Answers): typeof globalThis.fetch {
  return async (input, init) => {
    if (init?.method !== 'POST') {
      const data = answers[new URL(String(input)).pathname];
      return Response.json({ data }, { status: data ? 200 : 404 });
    }
    const { method, params } = JSON.parse(String(init.body));
    const call =
      method === 'eth_getBlockByNumber' ? `${method}(${params[0]})` : method;
    return Response.json({ jsonrpc: '2.0', id: 1, result: answers[call] });
  };
}
