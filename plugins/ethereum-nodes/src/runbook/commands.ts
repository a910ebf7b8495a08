import {
  LABEL_ROLE,
  ROLE_SERVE,
  type EthereumNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeState } from '@nodeyard/ethereum';
import { quoteShellWord } from './quoteShellWord';

/** A command to copy, and what it is for. */
export interface Command {
  purpose:
    | 'verdict'
    | 'pod'
    | 'pods'
    | 'executionLog'
    | 'executionCrashLog'
    | 'consensusLog'
    | 'labels'
    | 'use'
    | 'chain'
    | 'head';
  line: string;
}

const purposes: Record<NodeState, Command['purpose'][]> = {
  WRONG_NETWORK: ['verdict', 'labels'],
  UNREACHABLE: ['pod', 'executionCrashLog', 'executionLog'],
  WAITING_FOR_CL: ['consensusLog', 'verdict'],
  STALLED: ['executionLog', 'verdict', 'pod'],
  BEHIND: ['use', 'executionLog'],
  SYNCING: ['executionLog'],
  NETWORK_STALL: ['verdict'],
  UNKNOWN: ['pod', 'verdict'],
  MAINTENANCE: ['pod', 'executionLog'],
  INDEXING: ['executionLog'],
  SYNCED: ['verdict'],
};

/** Commands that help in the node's state, with its real names in them. */
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
  const found = workloadOf(node);
  if (found.startsWith('pod:')) {
    return podCommands(kubectl, quoteShellWord(found.slice(4)), node.state);
  }
  const workload = quoteShellWord(found);
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
  return commandsOf(purposes[state], {
    verdict: `${kubectl} get --raw /api/v1/namespaces/${namespace}/pods/${pod}:8099/proxy/status`,
    pod: `${kubectl} describe pod ${pod}`,
    executionLog: `${kubectl} logs ${pod} --container execution --tail 100`,
    executionCrashLog: `${kubectl} logs ${pod} --container execution --previous --tail 100`,
    consensusLog: `${kubectl} logs ${pod} --container consensus --tail 100`,
    labels: `${kubectl} get statefulset ${workload} --show-labels`,
    use: `${kubectl} top pod ${pod} --containers`,
  });
}

/** A pod of another chart has no sidecar, and containers of names that are not known here. */
function podCommands(
  kubectl: string,
  pod: string,
  state: NodeState,
): Command[] {
  const logs = `${kubectl} logs ${pod} --all-containers`;
  return commandsOf([...new Set([...purposes[state], 'pod' as const])], {
    pod: `${kubectl} describe pod ${pod}`,
    executionLog: `${logs} --tail 100`,
    executionCrashLog: `${logs} --previous --tail 100`,
    labels: `${kubectl} get pod ${pod} --show-labels`,
    use: `${kubectl} top pod ${pod} --containers`,
  });
}

/** A pool's pods have names that change; its Deployment knows them. */
function poolCommands(
  kubectl: string,
  workload: string,
  state: NodeState,
): Command[] {
  const logs = `${kubectl} logs deployment/${workload} --all-pods --container`;
  const selector = `${LABEL_ROLE}=${ROLE_SERVE}`;
  return commandsOf(['pods', ...purposes[state]], {
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
  wanted: Command['purpose'][],
  lines: Partial<Record<Command['purpose'], string>>,
): Command[] {
  return wanted.flatMap(purpose => {
    const line = lines[purpose];
    return line ? [{ purpose, line }] : [];
  });
}

/**
 * The third part of `<cluster>~<namespace>~<workload>`, or of `<cluster>~<namespace>~pod:<pod>` for one of another chart: the name
 * to show may be another.
 */
function workloadOf(node: EthereumNode): string {
  return node.id.split('~')[2] ?? node.name;
}

/** The URL at which commands ask a node: that of its callers, where a command can call it. */
export function endpointOf({ callersUrl }: EthereumNode): string | undefined {
  return callersUrl?.startsWith('http') ? callersUrl : undefined;
}

function endpointCommands(endpoint: string | undefined): Command[] {
  const url = endpoint === undefined ? '"$EXECUTION_URL"' : quoteShellWord(endpoint);
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
