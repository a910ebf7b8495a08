import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { runbookMessages } from './runbook/runbookMessages';
import { backendMessagesBesideHead, backendMessages } from './messages/backendMessages';

/**
 * All messages of this plugin, in English. Other languages are translation resources of this reference.
 * @public
 */
export const ethereumNodesTranslationRef = createTranslationRef({
  id: 'plugin.ethereum-nodes',
  messages: {
    state: {
      WRONG_NETWORK: 'Wrong network',
      UNREACHABLE: 'Unreachable',
      WAITING_FOR_CL: 'Waiting for consensus client',
      STALLED: 'Stalled',
      BEHIND: 'Behind',
      SYNCING: 'Syncing',
      NETWORK_STALL: 'Network stands still',
      UNKNOWN: 'Unknown',
      MAINTENANCE: 'Maintenance',
      INDEXING: 'In sync, indexing',
      SYNCED: 'In sync',
    },
    sentence: {
      WRONG_NETWORK: 'Follows another chain than {{network}}, since {{since}}',
      UNREACHABLE: 'Execution client does not answer since {{since}}',
      WAITING_FOR_CL: 'Waiting for its consensus client since {{since}}',
      STALLED: 'Stalled since {{since}}, while its network moves on',
      BEHIND: '{{age}} behind the head and not catching up',
      BEHIND_noHead: 'Behind the head and not catching up',
      SYNCING: 'Syncing since {{since}}',
      SYNCING_share: 'Syncing, {{share}} done',
      SYNCING_eta: 'Syncing, {{share}} done, about {{eta}} left',
      NETWORK_STALL:
        'The whole network {{network}} stands still since {{since}}: not this node’s fault',
      UNKNOWN: 'Unknown since {{since}}: no recent answer',
      MAINTENANCE: 'Out of service on purpose since {{since}}',
      MAINTENANCE_snapshot:
        'Stopped for a snapshot since {{since}}, back by {{until}}',
      MAINTENANCE_upgrade: 'Being upgraded since {{since}}, back by {{until}}',
      MAINTENANCE_restore:
        'Being restored from a snapshot since {{since}}, back by {{until}}',
      MAINTENANCE_resync:
        'Being synced anew since {{since}}, back by {{until}}',
      INDEXING: 'In sync, {{age}} behind the head, still building indexes',
      INDEXING_noHead: 'In sync, still building indexes',
      SYNCED: 'In sync, {{age}} behind the head',
      SYNCED_noHead: 'In sync',
    },
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
      liveHint: 'Changes appear as the backend sees them.',
      pollingHint:
        'No live connection: this page asks the backend every {{seconds}} s while it is visible.',
      outdated: 'Not refreshed since {{time}}: {{reason}}',
    },
    head: {
      block: 'Block',
      age: 'Age',
      seen: 'Last answer',
      rate: 'Pace',
      rateValue: '{{rate}}× real time',
    },
    progress: {
      label: 'Sync progress',
      blocks: '{{current}} of {{highest}} blocks',
      eta: 'about {{eta}} left',
      noEta: 'too early to tell how long it takes',
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
      trouble: 'Trouble',
      optimistic: 'Optimistic: blocks not yet verified by the execution client',
      elOffline: 'Does not reach its execution client',
      notConfigured:
        'Not configured: the node is judged by its execution client alone.',
      noSample: 'No answer yet',
      answered: 'answered in {{ms}} ms',
    },
    failure: {
      refused: 'Connection refused',
      network: 'Connection failed',
      timeout: 'Timed out',
      http: 'HTTP error',
      auth: 'Not allowed',
      'invalid-response': 'Not an answer of this API',
      'rpc-error': 'Error from the client',
    },
    history: {
      title_one: 'Last hour',
      title_other: 'Last {{count}} hours',
      titleDays_one: 'Last day',
      titleDays_other: 'Last {{count}} days',
      zoom: 'How far back',
      zoomHours: '{{hours}} h',
      zoomDays: '{{days}} d',
      noData: 'No data',
      span: '{{state}}, {{from}} to {{to}} ({{duration}})',
      summary: '{{title}}: {{parts}}',
      headAge: 'Head age, at most {{max}}',
      headAgeNow:
        'Head age over the {{title}}: at most {{max}}, {{now}} at the end',
      empty:
        'Nothing recorded yet. The first entries appear a minute after the node is found.',
      failed: 'The history could not be loaded: {{reason}}',
      to: 'now',
    },
    timeline: {
      title: 'What happened',
      failed: 'What happened could not be loaded',
      empty:
        'Nothing recorded yet. The first entry appears with the first look at the node.',
      staticOnly:
        'Of nodes outside of a cluster, restarts and deployments cannot be seen.',
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
      title: 'Who calls it',
      url: 'URL for callers',
      copyUrl: 'Copy the URL for callers',
      noUrl:
        'The URL for callers is not known: give the workload the annotation {{annotation}}.',
      noUrlStatic:
        'The URL for callers is not known: set ethereumNodes.nodes.{{name}}.callersUrl in app-config.yaml.',
      list: 'Components that consume its API',
      owner: 'owned by',
      noEntity:
        'No catalog entity is named for this node, so the catalog cannot say who calls it.',
      entityMissing:
        '{{entityRef}} is not in the catalog, or hidden from you, so the catalog cannot say who calls it.',
      noApi:
        'Its catalog entity provides no API (spec.providesApis), so the catalog cannot say who calls it.',
      none: 'No component says that it consumes {{apis}} (spec.consumesApis).',
      unseen_one:
        '{{count}} more caller is not registered, hidden from you, or beyond what is listed here.',
      unseen_other:
        '{{count}} more callers are not registered, hidden from you, or beyond what is listed here.',
      failed: 'The callers could not be loaded from the catalog',
    },
    fork: {
      title: 'Fork readiness',
      ready: 'Ready',
      missing: 'Not supported',
      mismatch: 'Not as the network has it',
      unknown: 'Not told by the client',
      none: 'No fork scheduled',
      notReady: 'Leaves the network at the fork {{fork}}',
      notReadyUnnamed: 'Leaves the network at the next fork',
    },
    finality: {
      missing: 'Its chain does not finalize',
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
        'Store “{{store}}” does not answer: what is listed was seen {{time}}',
      storeNeverRead:
        'Store “{{store}}” does not answer, and never has: what it holds is not known',
      damaged: 'Store “{{store}}” has snapshots that cannot be read',
      empty:
        'There is no snapshot of {{client}} on {{network}} yet. Switch snapshots on for a node of that client; the first appears here some minutes after it was taken.',
      notRead:
        'Nobody has looked into the store yet. The first look comes within minutes.',
      noneVerified:
        'No client has booted from any of these as it should: a node that restores “latest” waits until one has',
      newestFailed:
        'The newest snapshot that was booted did not do as it should. The log of its run says why.',
      stale:
        'The newest verified snapshot is older than {{days}} days: a node that restores it has all that time to catch up',
      noClient:
        'Which snapshots fit is known as soon as the execution client has said what it is.',
      latest: 'latest',
      newBytes: '{{size}} new',
      passed: 'Booted and checked',
      failedVerification: 'Did not boot as it should',
      verifiedBy: 'with {{version}}',
      unverified: 'Nobody has booted from it yet',
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
        verdict: 'What the sidecar says',
        pod: 'Why the workload is as it is',
        pods: 'Which pods there are, and which are ready',
        executionLog: 'Execution client’s log',
        executionCrashLog: 'Execution client’s log before its last restart',
        consensusLog: 'Consensus client’s log',
        labels: 'What the workload is labelled as',
        use: 'CPU and memory in use',
        chain: 'Which chain it follows',
        head: 'Its newest block',
      },
      endpointUnknown:
        'EXECUTION_URL is the URL by which this node is called. It stands in the configuration of Backstage (ethereumNodes.nodes.{{name}}), and here once callersUrl is set there.',
      endpointDeclared:
        'Set EXECUTION_URL to the annotation {{annotation}} of {{entityRef}}.',
      askOwner: 'Ask its owner,',
      askSupport: 'Ask the people who run this Backstage',
      links: {
        title: 'Where to look next',
        runbook: 'Runbook',
        dashboard: 'Dashboard',
        logs: 'Logs',
        alerts: 'Alerts',
        silence: 'Silence its alerts',
      },
    },
    runbook: runbookMessages,
    said: backendMessages,
    beside: backendMessagesBesideHead,
    node: {
      of: '{{network}} on {{cluster}}',
      ofStatic: '{{network}}, from app-config.yaml',
      static: 'from app-config.yaml',
      ofDeclared: '{{network}}, declared by its entity',
      declared: 'declared by its entity',
      others: 'Nodes of this entity',
      pollError: 'The newest look at this node failed: {{reason}}',
      openFleet: 'All nodes',
      openEntity: 'Catalog entity',
      entityMissing: 'There is no entity {{entityRef}} in the catalog',
      entityMissingText:
        'It may not be registered yet, have another name, or be hidden from you. Register the catalog-info.yaml that describes it.',
      registerEntity: 'Register an entity',
      noEntity:
        'No catalog entity is named for this node: give its workload the annotation {{annotation}}.',
      noEntityStatic:
        'No catalog entity is named for this node: set ethereumNodes.nodes.{{name}}.entityRef in app-config.yaml.',
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
      calm: 'None needs attention.',
      more_one: 'and {{count}} more that needs attention',
      more_other: 'and {{count}} more that need attention',
      worst_one: 'Of the {{count}} node that needs attention most.',
      worst_other: 'Of the {{count}} nodes that need attention most.',
      forkNotReady: 'Does not know the next fork of its network',
      emptyTitle: 'No nodes of yours',
      emptyText:
        'Nodes appear here when you, or a group that you are in, own them.',
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
        'In the catalog, and reported by no cluster, or declared by a URL that is refused. Each page says how to deploy it, or what to change.',
      csv: 'Export as CSV',
      csvBusy: 'Exporting',
      csvFailed: 'The nodes could not be exported: {{reason}}',
      snapshots: {
        stale: 'older than {{days}} days',
        failing: 'newest trial failed',
        unverified: 'none verified',
        none: 'none',
        unknown: 'not known',
        storeFailing: 'store does not answer',
      },
      clusterFailed_one:
        '{{count}} cluster could not be read. Its nodes may be missing or out of date.',
      clusterFailed_other:
        '{{count}} clusters could not be read. Their nodes may be missing or out of date.',
      clusterStatus: {
        ok: 'Readable',
        unreachable: 'Does not answer',
        unauthorized: 'Not allowed to read',
        error: 'Answers with an error',
      },
      clusterNever: 'never read',
      clusterLast: 'last read {{time}}',
      summaryFailed: 'The totals could not be loaded: {{reason}}',
    },
    empty: {
      fleetTitle: 'No Ethereum nodes yet',
      fleetText:
        'Nodes appear here when a cluster runs one, or when app-config.yaml lists one under ethereumNodes.nodes. You see the nodes that the permission {{permission}} lets you read.',
      filteredTitle: 'No node matches these filters',
      filteredText: 'Clear a filter to see more nodes.',
      create: 'Create an Ethereum node',
      noTemplate:
        'Nodes are created by the template {{template}}, which is not in the catalog, or not for you. The README of the scaffolder module says how to register it.',
      entityTitle: 'No node reports for this entity yet',
    },
    deploy: {
      text: 'Deploy it from its repository, with kubectl pointing at the cluster:',
      enter: 'Go to the repository',
      tools: 'Fetch helm and helmfile, unless they are on your PATH',
      deploy: 'Deploy an environment: ENVIRONMENT is a file in environments/',
      after:
        'The node appears here a minute after its workload runs with the annotation {{annotation}}, if the permission {{permission}} lets you read it.',
      awaited:
        'The node that the URL of this entity declares appears here within a minute.',
      refused: 'The node that this entity declares by its URL is refused',
      problem: 'The annotations of this entity name no node',
      card: 'No node reports for this entity yet: deploy it from its repository.',
      cardDeclared:
        'The node that the URL of this entity declares is not there yet: the tab says why.',
    },
    denied: {
      title: 'You are not allowed to see this',
      text: 'It needs the permission {{permission}}. Ask the people who run this Backstage, or the owner of the node.',
    },
    error: {
      node: 'Node {{id}} could not be loaded',
      list: 'The nodes could not be loaded',
      retry: 'Try again',
    },
  },
});
