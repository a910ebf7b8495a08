import { createTranslationRef } from '@backstage/frontend-plugin-api';
import {
  backendMessages,
  backendMessagesBesideHead,
} from './messages/backendMessages';
import { messagesOfStates } from './states/stateMessages';
import { stateTable } from './states/stateTable';

/**
 * All messages of this plugin, in English. Other languages are translation resources of this reference.
 * @public
 */
export const ethereumNodesTranslationRef = createTranslationRef({
  id: 'plugin.ethereum-nodes',
  messages: {
    ...messagesOfStates(stateTable),
    ready: {
      yes: 'Ready for requests',
      no: 'Not ready for requests',
      pods: '{{ready}} of {{wanted}} pods ready',
    },
    time: {
      ago: '{{duration}} ago',
      in: 'in {{duration}}',
      justNow: 'just now',
      never: 'never',
    },
    title: 'Ethereum nodes',
    loading: 'Loading',
    updates: {
      live: 'Live',
      polling: 'every {{seconds}} s',
      liveHint: 'Changes appear as soon as the backend detects them.',
      pollingHint:
        'No live connection: this page polls the backend every {{seconds}} s while it is visible.',
      outdated: 'Not refreshed since {{time}}: {{reason}}',
    },
    head: {
      block: 'Block',
      age: 'Age',
      seen: 'Last response',
      rate: 'Sync rate',
      rateValue: '{{rate}}× real time',
    },
    progress: {
      label: 'Sync progress',
      blocks: '{{current}} of {{highest}} blocks',
      eta: 'about {{eta}} left',
      noEta: 'too early to estimate the time left',
    },
    layer: {
      execution: 'Execution',
      consensus: 'Consensus',
      client: 'Client',
      version: 'Version',
      peers: 'Peers',
      headSlot: 'Head slot',
      distance: 'Distance',
      blocks: '{{number}} blocks',
      slots_one: '{{count, number}} slot',
      slots_other: '{{count, number}} slots',
      finalized: 'Finalized epoch',
      trouble: 'Problem',
      optimistic: 'Optimistic: blocks not yet verified by the execution client',
      elOffline: 'Cannot reach its execution client',
      notConfigured:
        'Not configured: the verdict is based on the execution client alone.',
      noSample: 'No response yet',
      answered: 'responded in {{ms}} ms',
    },
    failure: {
      refused: 'Connection refused',
      network: 'Connection failed',
      timeout: 'Timed out',
      http: 'HTTP error',
      auth: 'Access denied',
      'invalid-response': 'Not a response of this API',
      'rpc-error': 'Error from the client',
    },
    history: {
      title_one: 'Last hour',
      title_other: 'Last {{count}} hours',
      titleDays_one: 'Last day',
      titleDays_other: 'Last {{count}} days',
      zoom: 'Time range',
      zoomHours: '{{hours}} h',
      zoomDays: '{{days}} d',
      noData: 'No data',
      span: '{{state}}, {{from}} to {{to}} ({{duration}})',
      summary: '{{title}}: {{parts}}',
      headAge: 'Head age, {{max}} at most',
      headAgeNow: '{{title}}: head age {{max}} at most, {{now}} at the end',
      empty:
        'Nothing recorded yet. The first entries appear a minute after the node is found.',
      failed: 'The history could not be loaded: {{reason}}',
      to: 'now',
    },
    timeline: {
      title: 'Timeline',
      failed: 'The timeline could not be loaded',
      empty:
        'Nothing recorded yet. The first entry appears after the first poll of the node.',
      staticOnly:
        'Restarts and deployments are not detected for nodes outside of a cluster.',
      lasted: 'for {{duration}}',
      lasts: 'for {{duration}} so far',
      because: '{{what}}: {{cause}}',
      beforeState: '{{duration}} before “{{state}}”',
      beforeNext: '{{duration}} before the next state',
      newer: 'Newer',
      older: 'Older',
      change: {
        version: '{{layer}}: {{before}} → {{after}}',
        image: 'Image of {{container}}: {{before}} → {{after}}',
        revision: 'Revision of {{workload}}: {{before}} → {{after}}',
        arguments: 'Flags of {{container}} changed',
        environment: 'Environment variables of {{container}} changed',
        resources: 'CPU or memory of {{container}} changed',
        annotations: 'Annotations of the pod changed',
        setting: 'Setting {{setting}} in app-config.yaml changed',
        pod: 'Pod {{pod}} was replaced',
        restart: 'Container {{container}} of {{pod}} restarted',
      },
    },
    callers: {
      title: 'Callers',
      url: 'URL for callers',
      copyUrl: 'Copy the URL for callers',
      noUrl:
        'The URL for callers is unknown: add the annotation {{annotation}} to the workload.',
      noUrlStatic:
        'The URL for callers is unknown: set ethereumNodes.nodes.{{name}}.callersUrl in app-config.yaml.',
      list: 'Components that consume its API',
      owner: 'owned by',
      noEntity:
        'This node names no catalog entity, so its callers are unknown.',
      entityMissing:
        '{{entityRef}} is not in the catalog, or hidden from you, so the callers are unknown.',
      noApi:
        'Its catalog entity provides no API (spec.providesApis), so its callers are unknown.',
      none: 'No component consumes {{apis}} (spec.consumesApis).',
      unseen_one:
        '{{count}} more caller is not registered, hidden from you, or beyond the limit of this list.',
      unseen_other:
        '{{count}} more callers are not registered, hidden from you, or beyond the limit of this list.',
      failed: 'The callers could not be loaded from the catalog',
    },
    fork: {
      title: 'Fork readiness',
      ready: 'Ready',
      missing: 'Not supported',
      mismatch: 'Differs from the network',
      unknown: 'Not reported by the client',
      none: 'No fork scheduled',
      notReady: 'Will leave the network at the fork {{fork}}',
      notReadyUnnamed: 'Will leave the network at the next fork',
    },
    finality: {
      missing: 'Its chain is not finalizing',
      distance: 'Epochs to finality',
    },
    disk: {
      title: 'Disk',
      used: '{{used}} of {{total}}, {{share}}',
      label: 'Disk use',
    },
    evidence: {
      title: 'Why',
      clockSkew: 'The clock of Backstage is behind by {{duration}}',
    },
    snapshots: {
      title: 'Snapshots to restore from',
      failed: 'The snapshots could not be loaded: {{reason}}',
      storeFailed:
        'Store “{{store}}” is not responding: the list is from {{time}}',
      storeNeverRead:
        'Store “{{store}}” has never responded: its content is unknown',
      damaged: 'Store “{{store}}” has snapshots that cannot be read',
      empty:
        'There is no snapshot of {{client}} on {{network}} yet. Enable snapshots for a node of that client; the first one appears here some minutes after it is taken.',
      notRead:
        'The store has not been read yet. The first read follows within minutes.',
      noneVerified:
        'None of these snapshots is verified: a node that restores “latest” waits until one is',
      newestFailed:
        'The newest verification failed. The log of its run has the reason.',
      stale:
        'The newest verified snapshot is older than {{age}}: a node that restores it has to catch up that time',
      noClient:
        'Snapshots are listed as soon as the execution client has reported its name.',
      latest: 'latest',
      newBytes: '{{size}} new',
      passed: 'Booted and checked',
      failedVerification: 'Verification failed',
      failure: {
        'no-response': 'The client that was booted from it did not answer',
        'block-missing': 'The client booted without the block of the snapshot',
        'block-differs': 'The client booted with another block of that number',
        'state-missing': 'The client booted without the state of the block',
        'history-missing':
          'The client booted without all blocks and receipts of its history',
      },
      verifiedBy: 'with {{version}}',
      unverified: 'Not verified yet',
      copyRestore: 'Copy the command that restores {{id}}',
      columns: {
        block: 'Block',
        age: 'Age',
        size: 'Size',
        client: 'Client',
        store: 'Store',
        verified: 'Verified',
        restore: 'Restore',
      },
    },
    next: {
      title: 'What to do next',
      copied: 'Copied',
      copyLabel: 'Copy command: {{purpose}}',
      kubernetes: 'Pods and events in the Kubernetes tab',
      purpose: {
        verdict: 'Verdict of the sidecar',
        pod: 'Status and events of the workload',
        pods: 'Pods and their readiness',
        executionLog: 'Execution client’s log',
        executionCrashLog: 'Execution client’s log before its last restart',
        consensusLog: 'Consensus client’s log',
        labels: 'Labels of the workload',
        use: 'CPU and memory usage',
        chain: 'Chain ID',
        head: 'Newest block',
      },
      endpointUnknown:
        'EXECUTION_URL is the URL of this node in the configuration of Backstage (ethereumNodes.nodes.{{name}}). It is shown here if callersUrl is set there.',
      endpointDeclared:
        'Set EXECUTION_URL to the annotation {{annotation}} of {{entityRef}}.',
      askOwner: 'Ask its owner,',
      askSupport: 'Ask the operators of this Backstage',
      links: {
        title: 'More about this node',
        runbook: 'Runbook',
        dashboard: 'Dashboard',
        logs: 'Logs',
        alerts: 'Alerts',
        silence: 'Silence its alerts',
      },
    },
    message: backendMessages,
    beside: backendMessagesBesideHead,
    node: {
      of: '{{network}} on {{cluster}}',
      ofStatic: '{{network}}, from app-config.yaml',
      static: 'from app-config.yaml',
      ofDeclared: '{{network}}, declared by its entity',
      declared: 'declared by its entity',
      others: 'Nodes of this entity',
      pollError: 'The last poll of this node failed: {{reason}}',
      openFleet: 'All nodes',
      openEntity: 'Catalog entity',
      entityMissing: 'There is no entity {{entityRef}} in the catalog',
      entityMissingText:
        'It may not be registered yet, have another name, or be hidden from you. Register its catalog-info.yaml.',
      registerEntity: 'Register an entity',
      noEntity:
        'This node names no catalog entity: add the annotation {{annotation}} to its workload.',
      noEntityStatic:
        'This node names no catalog entity: set ethereumNodes.nodes.{{name}}.entityRef in app-config.yaml.',
    },
    card: {
      title: 'Node health',
      open: 'Node health',
      more_one: 'and {{count}} more node',
      more_other: 'and {{count}} more nodes',
    },
    home: {
      title: 'My Ethereum nodes',
      all_one: '{{count}} node',
      all_other: 'All {{count}} nodes',
      attention: 'Nodes that need attention',
      calm: 'No node needs attention.',
      more_one: 'and {{count}} more that needs attention',
      more_other: 'and {{count}} more that need attention',
      worst_one: 'Counts include the {{count}} node that needs attention most.',
      worst_other:
        'Counts include the {{count}} nodes that need attention most.',
      forkNotReady: 'Does not support the next fork of its network',
      emptyTitle: 'You own no nodes',
      emptyText: 'Nodes that you or your groups own appear here.',
    },
    fleet: {
      ready: '{{ready}} of {{total}} ready',
      counts: 'Nodes by state',
      filters: 'Filters',
      filtersChosen: 'Filters ({{number}})',
      mine: 'Mine',
      find: 'Search: {{what}}',
      search: 'Search name, cluster, namespace',
      owner: 'Team',
      network: 'Network',
      client: 'Client',
      cluster: 'Cluster',
      state: 'State',
      any: 'Any',
      clear: 'Clear filters',
      columns: {
        node: 'Node',
        state: 'State',
        network: 'Network',
        clients: 'Clients',
        head: 'Head',
        age: 'Age',
        peers: 'Peers',
        owner: 'Team',
        snapshots: 'Snapshot',
        since: 'Since',
      },
      page: '{{from}} to {{to}} of {{total}}',
      declared_one: '{{count}} declared, not deployed',
      declared_other: '{{count}} declared, not deployed',
      declaredMore: 'More than {{number}} declared, not deployed',
      declaredText:
        'In the catalog, but not reported by any cluster, or declared by a URL that is refused. Each page shows how to deploy it, or what to change.',
      csv: 'Export as CSV',
      csvBusy: 'Exporting',
      csvFailed: 'The nodes could not be exported: {{reason}}',
      snapshots: {
        stale: 'older than {{age}}',
        failing: 'newest verification failed',
        unverified: 'none verified',
        none: 'none',
        unknown: 'unknown',
        storeFailing: 'store not responding',
      },
      clusterFailed_one:
        '{{count}} cluster could not be read. Its nodes may be missing or out of date.',
      clusterFailed_other:
        '{{count}} clusters could not be read. Their nodes may be missing or out of date.',
      clusterStatus: {
        ok: 'Readable',
        unreachable: 'Not responding',
        unauthorized: 'Access denied',
        error: 'Responds with an error',
      },
      clusterNever: 'never read',
      clusterLast: 'last read {{time}}',
      summaryFailed: 'The totals could not be loaded: {{reason}}',
    },
    insights: {
      title: 'Fleet insights',
      failed: 'This could not be loaded: {{reason}}',
      empty: 'There are no nodes yet.',
      more: 'and {{number}} more',
      heads: {
        title: 'Networks',
        hint: 'Newest head over all nodes. A network that stalls differs from nodes that stall.',
        advancing: 'advancing',
        stalled: 'stalled',
        unknown: 'no node has a fresh head',
        fresh: '{{fresh}} of {{responding}} nodes have a fresh head',
        notFinalizing: '{{number}} follow a chain that does not finalize',
      },
      forks: {
        title: 'Next forks',
        hint: 'Nodes that are not ready leave the network when the fork activates.',
        empty: 'No node reports a scheduled fork.',
        counts: '{{ready}} ready, {{notReady}} not ready, {{unknown}} unknown',
      },
      diversity: {
        title: 'Client diversity',
        hint: 'Shares of these nodes, with lines at one third and at two thirds. A fault of one client affects all nodes that run it.',
        share: '{{share}} · {{number}} of {{total}}',
        third: 'More than one third of the nodes depend on {{client}}.',
        twoThirds: 'More than two thirds of the nodes depend on {{client}}.',
      },
      disks: {
        title: 'Disks',
        hint: 'Time until a disk is full, at its growth over the last seven days.',
        left: 'full in {{duration}}',
        unknown: '{{number}} nodes report no disk usage',
      },
      restore: {
        title: 'Restores',
        hint: 'Newest verified snapshot of each node, the oldest first.',
        withoutStore: '{{number}} nodes have no snapshot store',
      },
    },
    empty: {
      fleetTitle: 'No Ethereum nodes yet',
      fleetText:
        'Nodes appear here when a cluster runs one, or app-config.yaml lists one under ethereumNodes.nodes. The permission {{permission}} decides which nodes you see.',
      filteredTitle: 'No node matches these filters',
      filteredText: 'Clear a filter to see more nodes.',
      create: 'Create an Ethereum node',
      noTemplate:
        'Nodes are created by the template {{template}}, which is not in the catalog or hidden from you. The README of the scaffolder module explains how to register it.',
      entityTitle: 'No node of this entity is reported yet',
    },
    deploy: {
      text: 'Deploy it from its repository, with kubectl pointing at the cluster:',
      enter: 'Go to the repository',
      tools: 'Install helm and helmfile, unless they are on your PATH',
      deploy: 'Deploy an environment: ENVIRONMENT is a file in environments/',
      after:
        'The node appears here within a minute of the start of its workload, if that has the annotation {{annotation}} and the permission {{permission}} allows you to read the node.',
      awaited:
        'The node that this entity declares by URL appears here within a minute.',
      refused: 'The node that this entity declares by URL is refused',
      problem: 'The annotations of this entity match no node',
      card: 'No node of this entity is reported yet: deploy it from its repository.',
      cardDeclared:
        'The node that this entity declares by URL is not reported yet: see the tab for the reason.',
    },
    denied: {
      title: 'You do not have permission to view this',
      text: 'The permission {{permission}} is required. Ask the operators of this Backstage or the owner of the node.',
    },
    error: {
      node: 'Node {{id}} could not be loaded',
      list: 'The nodes could not be loaded',
      retry: 'Try again',
    },
  },
});
