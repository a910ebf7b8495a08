import {
  LABEL_ROLE,
  quoteShellWord,
  ROLE_SERVE,
  type EthereumNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeState } from '@nodeyard/ethereum';
import { stateEntry } from '../states/stateTable';
import type { CommandPurpose } from './commandPurposes';

/** Command to copy, and its purpose. */
interface Command {
  purpose: CommandPurpose;
  line: string;
}

/** Commands that help in the state of a node, with the names of the node. */
export function commandsFor(node: EthereumNode): Command[] {
  return node.source === 'kubernetes' && node.cluster && node.namespace
    ? kubernetesCommands(node, node.cluster, node.namespace)
    : endpointCommands(endpointOf(node));
}

function kubernetesCommands(
  node: EthereumNode,
  cluster: string,
  namespace: string,
): Command[] {
  const kubectl = `kubectl --context ${quoteShellWord(
    cluster,
  )} --namespace ${quoteShellWord(namespace)}`;
  const workloadName = workloadOf(node);
  if (workloadName.startsWith('pod:')) {
    return podCommands(
      kubectl,
      quoteShellWord(workloadName.slice(4)),
      node.state,
    );
  }
  const workload = quoteShellWord(workloadName);
  return node.role === ROLE_SERVE
    ? poolCommands(kubectl, workload, node.state)
    : nodeCommands(kubectl, workload, namespace, node.state);
}

function nodeCommands(
  kubectl: string,
  workload: string,
  namespace: string,
  state: NodeState,
): Command[] {
  const pod = `${workload}-0`;
  return commandsOf(stateEntry(state).commands, {
    verdict: `${kubectl} get --raw /api/v1/namespaces/${namespace}/pods/${pod}:8099/proxy/status`,
    pod: `${kubectl} describe pod ${pod}`,
    executionLog: `${kubectl} logs ${pod} --container execution --tail 100`,
    executionCrashLog: `${kubectl} logs ${pod} --container execution --previous --tail 100`,
    consensusLog: `${kubectl} logs ${pod} --container consensus --tail 100`,
    labels: `${kubectl} get statefulset ${workload} --show-labels`,
    use: `${kubectl} top pod ${pod} --containers`,
  });
}

/** A pod of another chart has no sidecar, and containers with unknown names. */
function podCommands(
  kubectl: string,
  pod: string,
  state: NodeState,
): Command[] {
  const logs = `${kubectl} logs ${pod} --all-containers`;
  return commandsOf(
    [...new Set([...stateEntry(state).commands, 'pod' as const])],
    {
      pod: `${kubectl} describe pod ${pod}`,
      executionLog: `${logs} --tail 100`,
      executionCrashLog: `${logs} --previous --tail 100`,
      labels: `${kubectl} get pod ${pod} --show-labels`,
      use: `${kubectl} top pod ${pod} --containers`,
    },
  );
}

/** The names of a pool's pods change, so commands select them by Deployment or label. */
function poolCommands(
  kubectl: string,
  workload: string,
  state: NodeState,
): Command[] {
  const logs = `${kubectl} logs deployment/${workload} --all-pods --container`;
  const selector = `${LABEL_ROLE}=${ROLE_SERVE}`;
  return commandsOf(['pods', ...stateEntry(state).commands], {
    pods: `${kubectl} get pods --selector ${selector} --output wide`,
    pod: `${kubectl} describe deployment ${workload}`,
    executionLog: `${logs} execution --tail 100`,
    executionCrashLog: `${logs} execution --previous --ignore-errors --tail 100`,
    consensusLog: `${logs} consensus --tail 100`,
    labels: `${kubectl} get deployment ${workload} --show-labels`,
    use: `${kubectl} top pods --selector ${selector} --containers`,
  });
}

function commandsOf(
  purposes: readonly CommandPurpose[],
  lines: Partial<Record<CommandPurpose, string>>,
): Command[] {
  return purposes.flatMap(purpose => {
    const line = lines[purpose];
    return line ? [{ purpose, line }] : [];
  });
}

/**
 * Third part of the ID `<cluster>~<namespace>~<workload>`, or `<cluster>~<namespace>~pod:<pod>` for a pod of another chart. The
 * display name may differ from it.
 */
function workloadOf(node: EthereumNode): string {
  return node.id.split('~')[2] ?? node.name;
}

/** URL of a node for commands: the URL for callers, if it is HTTP. */
export function endpointOf({ callersUrl }: EthereumNode): string | undefined {
  return callersUrl?.startsWith('http') ? callersUrl : undefined;
}

function endpointCommands(endpoint: string | undefined): Command[] {
  const url =
    endpoint === undefined ? '"$EXECUTION_URL"' : quoteShellWord(endpoint);
  return [
    { purpose: 'chain', line: rpc(url, 'eth_chainId', '[]') },
    {
      purpose: 'head',
      line: rpc(url, 'eth_getBlockByNumber', '["latest",false]'),
    },
  ];
}

function rpc(url: string, method: string, params: string): string {
  const body = `{"jsonrpc":"2.0","id":1,"method":"${method}","params":${params}}`;
  return `curl --silent --header 'Content-Type: application/json' --data '${body}' ${url}`;
}
