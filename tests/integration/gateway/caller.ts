import { z } from 'zod';
import { kubectl } from '../cluster';

const answerSchema = z.object({ status: z.number(), body: z.string() });

/** Response to a caller; without a connection in time, status 0 and the reason. */
export type Answer = z.infer<typeof answerSchema>;

const overrides = {
  spec: {
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 0,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'caller',
        image: 'nodeyard.test/node-health:test',
        command: ['node', '-e', 'setInterval(() => undefined, 60_000)'],
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        },
      },
    ],
  },
};

/** Creates a pod that calls the addresses it receives. */
export async function startCaller(namespace: string): Promise<void> {
  await kubectl(
    ...['--namespace', namespace, 'run', 'caller', '--restart=Never'],
    ...['--image=nodeyard.test/node-health:test'],
    `--overrides=${JSON.stringify(overrides)}`,
  );
}

/** Waits until the pod is ready; a busy machine takes minutes. */
export async function callerIsThere(namespace: string): Promise<void> {
  const wait = ['--namespace', namespace, 'wait', 'pod/caller'];
  const once = () =>
    kubectl(...wait, '--for=condition=Ready', '--timeout=100s');
  await once().catch(once);
}

/** Program of the pod: one POST, and its result as a line of JSON. */
const PROGRAM = `
  const [url, body] = process.argv.slice(1);
  const say = answer => { console.log(JSON.stringify(answer)); process.exit(); };
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  const call = require('http').request(url, { method: 'POST', headers }, response => {
    let text = '';
    response.on('data', chunk => (text += chunk));
    response.on('end', () => say({ status: response.statusCode, body: text }));
  });
  call.on('error', error => say({ status: 0, body: error.code ?? error.message }));
  call.setTimeout(5000, () => say({ status: 0, body: 'no answer in 5 s' }));
  call.end(body);
`;

/** Calls a JSON-RPC method from the pod. */
export async function call(
  namespace: string,
  url: string,
  method: string,
): Promise<Answer> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] });
  const output = await kubectl(
    ...['--namespace', namespace, 'exec', 'caller', '--'],
    ...['node', '-e', PROGRAM, url, body],
  );
  return answerSchema.parse(JSON.parse(output));
}
