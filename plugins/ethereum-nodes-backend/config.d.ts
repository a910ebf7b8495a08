import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** Ethereum nodes: discovery, polling and links. */
  ethereumNodes?: {
    /** Nodes in Kubernetes: workloads with the label `ethereum.nodeyard.io/role`, and nodes of third-party charts. */
    kubernetes?: {
      /** Whether to discover nodes in clusters. Default: true if the Kubernetes plugin or `kubeconfig` is configured. */
      enabled?: boolean;
      /**
       * How API servers are accessed. `plugin` (the default) uses `/clusters` and `/proxy` of the Kubernetes plugin, with its
       * clusters and credentials. `kubeconfig` connects directly, without the Kubernetes plugin.
       */
      access?: 'plugin' | 'kubeconfig';
      /** @deprecated Use `access`. */
      gateway?: 'plugin' | 'kubeconfig';
      /**
       * Whether users may have a snapshot made now: a Job from the CronJob of a node, which stops the node. Requires further rights
       * in the cluster, and the permission `ethereum-nodes.snapshot.create`. Default: false.
       */
      requestSnapshots?: boolean;
      /** For `access: kubeconfig`. */
      kubeconfig?: {
        /** Path of a kubeconfig file. Default: the cluster that Backstage runs in, with the service account of its pod. */
        path?: string;
        /** Contexts of the file to use; each is a cluster of that name. Default: all. */
        contexts?: string[];
        /** Name of the cluster that Backstage runs in. Default: `in-cluster`. */
        inClusterName?: string;
      };
      /** Nodes of third-party charts, which have neither the label nor the sidecar. Clients are called through the API server. At most 20 rules. */
      thirdParty?: Array<{
        /** Label selector that matches both the StatefulSets and their pods, e.g. `app.kubernetes.io/name in (geth, reth)`. */
        selector: string;
        /** Names of clusters. Default: all. */
        clusters?: string[];
        /** JSON-RPC port: name or number of a container port. */
        executionPort: string | number;
        /** Beacon API of the consensus client. Absent: the node is judged by its execution client alone. */
        consensus?: {
          /** Like `executionPort`. */
          port: string | number;
          /** Label selector of the consensus client's StatefulSet. Default: the pod of the execution client. */
          selector?: string;
          /** Label with the same value on both StatefulSets. Default: `app.kubernetes.io/instance`. */
          pairBy?: string;
        };
        /** Network name. Default: by `networkLabel`, otherwise by the chain ID that the node reports. */
        network?: string;
        /** Label of the StatefulSet whose value is the network name. */
        networkLabel?: string;
        /** Label of the StatefulSet whose value is the display name. Default: the name of the pod. */
        nameLabel?: string;
        /** Execution client name. Default: read from the version that it reports. */
        executionClient?: string;
        /** Consensus client name. Default: read from the version that it reports. */
        consensusClient?: string;
        /** Entity reference of the owner, unless the StatefulSet has the annotation `ethereum.nodeyard.io/owner`. */
        owner?: string;
      }>;
      /** @deprecated Use `thirdParty`. */
      others?: object[];
    };
    /** Periods of the scheduled tasks, which run on one replica at a time. */
    schedule?: {
      /** Period of discovery, 10 s to 1 h. Default: 1 minute. */
      discover?: HumanDuration | string;
      /** Period of polling, 5 s to 10 min. Default: 15 seconds. A node is UNKNOWN after three periods without a result. */
      poll?: HumanDuration | string;
      /** Period of listing the snapshot stores, 30 s to 1 day. Default: 5 minutes. */
      snapshots?: HumanDuration | string;
      /** @deprecated Use `discover: { seconds: N }`. */
      discoverSeconds?: number;
      /** @deprecated Use `poll: { seconds: N }`. */
      pollSeconds?: number;
      /** @deprecated Use `snapshots: { seconds: N }`. */
      snapshotsSeconds?: number;
    };
    /** Limits of polling. */
    polling?: {
      /** Timeout of one request to a node, 1 s to 30 s. Default: 5 seconds. */
      timeout?: HumanDuration | string;
      /** @deprecated Use `timeout: { seconds: N }`. */
      timeoutSeconds?: number;
      /** Nodes that are read concurrently, 1 to 500. Default: 64. */
      concurrency?: number;
      /** Nodes of one cluster that are read concurrently, 1 to 100. Default: 16. */
      concurrencyPerCluster?: number;
    };
    /**
     * Snapshot stores of `snapshot-builder` by name. The page of a node lists the snapshots of its network and execution
     * client. Credentials for S3 come from the AWS variables of the backend's environment, or its role.
     */
    snapshotStores?: {
      [name: string]: {
        /** `file:///folder` or `s3://bucket/prefix`. */
        url: string;
        /** Base URL of an S3 server that is not AWS. */
        endpoint?: string;
        /** Region of the bucket. */
        region?: string;
        /** Entity reference of the owner whose nodes list its snapshots, e.g. `group:default/payments`. Default: all nodes. */
        owner?: string;
      };
    };
    /**
     * Private networks, in addition to the built-in ones. A node is on a network if it reports its chain ID: by default 31337
     * for anvil and 1337 for `geth --dev`.
     */
    networks?: Array<{
      /** Name in nodes, labels and annotations: lower-case letters, digits and dashes. */
      name: string;
      /** Display name. Default: the name. */
      title?: string;
      chainId: number;
      /** Hash of block 0, to distinguish chains with the same chain ID. */
      genesisHash?: string;
      /**
       * Seconds between blocks, 1 to 3600. Default: 12. A head is fresh for four of them. Use 3600 for a chain that produces
       * blocks on demand.
       */
      secondsPerSlot?: number;
    }>;
    /**
     * Links of the page of a node: templates of http:// and https:// URLs with these placeholders, which are filled in
     * percent-encoded: `{{ cluster }}`, `{{ namespace }}`, `{{ node }}` (the label `node` of its series), `{{ workload }}`,
     * `{{ network }}`, `{{ state }}`, `{{ executionClient }}`, `{{ consensusClient }}`, and `{{ matchers }}`, the node's labels
     * in the syntax of Alertmanager and PromQL: `{namespace="payments",network="sepolia",node="geth"}`. The backend fills in the
     * templates and returns the links to readers of the node; the templates are not visible to the frontend.
     * A link is omitted if the node has no value for one of its placeholders.
     */
    links?: {
      /**
       * URL of the folder that contains `node-states.md` of docs/runbooks.
       * Default: https://github.com/nodeyard/nodeyard/blob/main/docs/runbooks
       */
      runbooks?: string;
      /** Grafana dashboard of the node, from monitoring/dashboards. */
      dashboard?: string;
      /** Logs of the node. */
      logs?: string;
      /** Alerts of the node. */
      alerts?: string;
      /** Form for a new silence in Alertmanager or Grafana, with the labels of the node. */
      silence?: string;
    };
    /**
     * Notifications of owners (`owner` of a node) through Backstage's notifications plugin: of a fault, and of its end. A planned
     * stop (MAINTENANCE) does not notify. On-call is paged by Alertmanager, not by these.
     */
    notifications?: {
      /** Default: true if the notifications plugin is installed in the same backend. */
      enabled?: boolean;
      /** States that are faults. Default: WRONG_NETWORK, UNREACHABLE, WAITING_FOR_CL, STALLED, BEHIND and UNKNOWN. */
      states?: Array<
        | 'WRONG_NETWORK'
        | 'UNREACHABLE'
        | 'WAITING_FOR_CL'
        | 'STALLED'
        | 'BEHIND'
        | 'SYNCING'
        | 'NETWORK_STALL'
        | 'UNKNOWN'
      >;
      /** How long a fault, or its end, lasts before owners are notified of it, 0 s to 1 day. Default: 5 minutes. */
      minimumDuration?: HumanDuration | string;
      /** One notification for many nodes of an owner in one cluster. */
      digest?: {
        /** Number of nodes from which on there is one notification, 2 to 10,000. Default: 5. */
        threshold?: number;
        /** How long further nodes are waited for, 0 s to 1 h. Default: 1 minute. */
        window?: HumanDuration | string;
      };
      /** Path of the fleet page in the app, which links begin with. Default: `/ethereum-nodes`. */
      fleetPath?: string;
    };
    /**
     * Cost of what nodes request, on the page of fleet insights. Default: none. The keys are those of `monitoring.cost` of the chart.
     */
    cost?: {
      prices: {
        /** Month in which the prices were looked up: `2026-11`. */
        asOf: string;
        /** Of all amounts, as in ISO 4217. */
        currency: string;
        /** Of a requested CPU core per hour. */
        cpuHour: number;
        /** Of a requested GiB of memory per hour. */
        memoryGibHour: number;
        /** Of a GiB of a volume claim per month, by storage class. `default` is for all others. */
        storageGibMonth: { default: number; [storageClass: string]: number };
      };
      /** Per month, by entity reference of the owner. */
      budgets?: { [ownerRef: string]: number };
    };
    /**
     * Nodes that catalog entities declare by the annotations `ethereum.nodeyard.io/execution-url`, `consensus-url` and
     * `network`. Requests are sent to the endpoints of this allow-list only, without headers, redirects or proxies.
     * Reloaded without a restart.
     */
    annotations?: {
      /** Endpoints that may be declared. Default: none, which disables declared nodes. At most 200. */
      allow?: Array<{
        scheme: 'http' | 'https';
        /** A host name, a wildcard for subdomains at any depth (`*.eth.acme.example`), or an IP address. */
        host: string;
        /** Default: 80 or 443, by scheme. */
        ports?: number[];
        /**
         * CIDRs. Every address of the host must be in one of them. Default: public and private unicast addresses, except
         * loopback, link-local, carrier-grade NAT, multicast, reserved, IPv4-mapped and metadata addresses.
         */
        addresses?: string[];
      }>;
    };
    /** Limits for the endpoints in `nodes`. */
    listedNodes?: {
      /** Endpoints that `nodes` may use, as in `annotations.allow`. Default: all, except link-local and metadata addresses. */
      allow?: Array<{
        scheme: 'http' | 'https';
        host: string;
        ports?: number[];
        addresses?: string[];
      }>;
    };
    /** Nodes outside of Kubernetes, by name. The backend probes them directly. */
    nodes?: {
      [name: string]: {
        /** Network name: a known network such as mainnet, devnet (chain ID 7332), or one of `networks`. */
        network: string;
        /**
         * JSON-RPC base URL of the execution client, without user and password. Its path and query may contain a key.
         * @visibility secret
         */
        executionUrl: string;
        /**
         * Beacon API base URL of the consensus client. Absent: the node is judged by its execution client alone.
         * @visibility secret
         */
        consensusUrl?: string;
        /**
         * URL by which applications call the node (http, https, ws or wss), without credentials: it is displayed to every
         * reader of the node.
         */
        callersUrl?: string;
        /**
         * Headers of requests to both clients, e.g. `authorization`.
         * @deepVisibility secret
         */
        headers?: { [header: string]: string };
        /** Execution client name, e.g. geth. Default: read from the version that it reports. */
        executionClient?: string;
        /** Consensus client name, e.g. lighthouse. Default: read from the version that it reports. */
        consensusClient?: string;
        /** Entity reference of the owner, e.g. `group:default/payments`. */
        owner?: string;
        /** Catalog entity whose page shows the node, e.g. `component:default/payments-eth`. */
        entityRef?: string;
      };
    };
  };
}
