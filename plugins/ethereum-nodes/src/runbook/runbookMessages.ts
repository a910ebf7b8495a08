/**
 * What each state means and what to do, one step per line. `docs/runbooks/node-states.md` has the long form.
 */
export const runbookMessages = {
  WRONG_NETWORK: {
    meaning:
      'Callers would read another chain’s data. The node is kept out of service.',
    steps: `Compare the two values in the reason with the network in environments/<env>.yaml.
A volume that held another network cannot be reused: delete its claim and let the node sync again.
On a devnet, check that all nodes use the same genesis.`,
  },
  UNREACHABLE: {
    meaning: 'The execution client does not answer JSON-RPC sensibly.',
    steps: `In a cluster: see whether the pod is pending (no volume, no room), pulls an image, or crashes.
From app-config.yaml: check that the process runs, and that the backend’s host reaches its URL.
After a crash read the log of the run before. A long start after an unclean stop is a database repair.
An answer that is not JSON-RPC means that the endpoint is a proxy or a login page, not the client.`,
  },
  WAITING_FOR_CL: {
    meaning:
      'The execution client is up, and nobody tells it which block is the head.',
    steps: `Read the consensus client’s log: checkpoint sync that fails, or 401 from the Engine API.
On 401 the two hold different JWTs, or clocks differ by more than 60 s: in a cluster delete the pod, both read a new one.
Restarting only the execution client does not help.`,
  },
  STALLED: {
    meaning:
      'The head stopped at least five minutes ago, while other nodes of the network move on.',
    steps: `No peers: look at the network policy for p2p, at DNS, and at how the p2p port is exposed.
Peers but no progress: look for a bad block in the log, and compare the version with the fork readiness.
Check the disk: a full one stops a client without a word in its answers.`,
  },
  BEHIND: {
    meaning: 'The head is old and the node does not clearly catch up.',
    steps: `Slow disks are the usual reason: compare the volume’s latency and throughput limit with what the client needs.
Compare the container’s CPU limit with its use: throttled clients fall behind.
After a long stop wait: above 1× real time it catches up.`,
  },
  SYNCING: {
    meaning:
      'Normal after a first start or a long stop. The node becomes ready by itself.',
    steps: `Let it run: a first sync of mainnet takes hours, and a restart costs time.
If the pace stays below 1× for long, look at disk and peers.`,
  },
  NETWORK_STALL: {
    meaning:
      'Every node of this network that is seen here has an old head at once.',
    steps: `Do not restart anything: caches are lost and nothing is gained.
Look at public explorers and the client teams’ channels for an incident.
If only these nodes are old, look at what they share: egress, DNS, checkpoint provider, the hosts’ clocks.`,
  },
  UNKNOWN: {
    meaning: 'There is no answer yet, or the newest one is too old to believe.',
    steps: `In a cluster: check that Backstage may read the sidecar (pods/proxy needs get) and that the pod runs.
From app-config.yaml: check that the backend’s host reaches the URL.`,
  },
  MAINTENANCE: {
    meaning:
      'Out of service on purpose: for a snapshot, an upgrade, a restore or a new sync.',
    steps: `Nothing to do: the node is judged as any other once it is back, and at the latest when the announced time is over.
For a snapshot, the log of the CronJob’s newest Job says how far it is.
To end an announcement of your own early, remove the annotation ethereum.nodeyard.io/maintenance from the StatefulSet.`,
  },
  INDEXING: {
    meaning:
      'At the head and usable. An index of transactions or state history is still being built.',
    steps: `Nothing to do. Queries that need the index may be slow or refused until it is ready.`,
  },
  SYNCED: {
    meaning:
      'The head is at most four slots old, and the consensus client agrees or is not configured.',
    steps: `Nothing to do.`,
  },
} as const;
