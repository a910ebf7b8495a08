export interface Config {
  /** Ethereum nodes: where they are found and how often they are looked at. */
  ethereumNodes?: {
    /** Nodes in Kubernetes: StatefulSets that carry the label `ethereum.nodeyard.io/role`. */
    kubernetes?: {
      /** Whether to look for nodes in clusters. Default: true when `kubernetes` is configured or `kubeconfig` is given. */
      enabled?: boolean;
      /**
       * How clusters are reached. `plugin` (the default) goes through the Kubernetes plugin's `/clusters` and `/proxy` and so
       * knows the same clusters and credentials. `kubeconfig` reaches them itself and needs no Kubernetes plugin.
       */
      gateway?: 'plugin' | 'kubeconfig';
      /** For `gateway: kubeconfig`. */
      kubeconfig?: {
        /** Path of a kubeconfig file. Absent: the cluster that Backstage itself runs in, by its pod's service account. */
        path?: string;
        /** Names of the file's contexts, each a cluster by that name. Default: all. */
        contexts?: string[];
        /** Name that the in-cluster cluster gets. Default: `in-cluster`. */
        inClusterName?: string;
      };
      /** Nodes that charts of others run, without our label and sidecar: 20 rules at most. Their clients are called through the API server. */
      others?: Array<{
        /** Label selector of StatefulSets and of their pods, e.g. `app.kubernetes.io/name in (geth, reth)`. */
        selector: string;
        /** Names of clusters. Default: all. */
        clusters?: string[];
        /** Port of JSON-RPC: the name that a container gives it, or its number. */
        executionPort: string | number;
        /** Beacon API of the consensus client. Absent: the node is judged without one. */
        consensus?: {
          /** Like `executionPort`. */
          port: string | number;
          /** Label selector of the StatefulSets of consensus clients. Absent: it is in the pod of the execution client. */
          selector?: string;
          /** Label that both StatefulSets have with the same value. Default: `app.kubernetes.io/instance`. */
          pairBy?: string;
        };
        /** Network name. Without it and `networkLabel` the chain ID that the node reports decides. */
        network?: string;
        /** Label of the StatefulSet whose value is the network name. */
        networkLabel?: string;
        /** Label of the StatefulSet whose value is the name to show. Default: the name of the pod. */
        nameLabel?: string;
        /** Execution client name. Default: read from the version that it reports. */
        executionClient?: string;
        /** Consensus client name. Default: read from the version that it reports. */
        consensusClient?: string;
        /** Entity reference of the owner, where the StatefulSet has no annotation `ethereum.nodeyard.io/owner`. */
        owner?: string;
      }>;
    };
    /** How often to look. Tasks run on one replica at a time. */
    schedule?: {
      /** Seconds between looks at what there is, 10 to 3600. Default: 60. */
      discoverSeconds?: number;
      /** Seconds between looks at how each node is, 5 to 600. Default: 15. Three of them without news make a node UNKNOWN. */
      pollSeconds?: number;
      /** Seconds between looks into the stores of snapshots, 30 to 86400. Default: 300. */
      snapshotsSeconds?: number;
    };
    /** How hard to look. */
    polling?: {
      /** Seconds that one call to a node may take, 1 to 30. Default: 5. */
      timeoutSeconds?: number;
      /** How many nodes are read at once, 1 to 500. Default: 64. */
      concurrency?: number;
      /** How many nodes of one cluster are read at once, 1 to 100. Default: 16. */
      concurrencyPerCluster?: number;
    };
    /**
     * Stores of snapshots by name: what `snapshot-builder` writes. Snapshots of a node's network and execution client are
     * listed on its page. Credentials for S3 come from the AWS variables of the backend's environment, or its role.
     */
    snapshotStores?: {
      [name: string]: {
        /** `file:///folder` or `s3://bucket/prefix`. */
        url: string;
        /** Base URL of an S3 server that is not AWS. */
        endpoint?: string;
        /** Region of the bucket. */
        region?: string;
        /** Entity reference of the owner whose nodes show it, e.g. `group:default/payments`. Absent: every node does. */
        owner?: string;
      };
    };
    /**
     * Private networks, beside those that come with the plugin. A node is on one when it has its chain ID: 31337 for anvil,
     * 1337 for `geth --dev`, unless they are told another.
     */
    networks?: Array<{
      /** Name that nodes, labels and annotations give it: lower-case letters, digits and dashes. */
      name: string;
      /** Name to show. Default: the name. */
      title?: string;
      chainId: number;
      /** Hash of block 0, where two chains have one chain ID. */
      genesisHash?: string;
      /**
       * Seconds between blocks, 1 to 3600. Default: 12. A head is fresh for four of them: of a chain that makes blocks on
       * request alone, give 3600.
       */
      secondsPerSlot?: number;
    }>;
    /**
     * Where the page of a node leads. Templates of http:// and https:// URLs with these placeholders, which are filled in
     * percent-encoded: `{{ cluster }}`, `{{ namespace }}`, `{{ node }}` (the label `node` of its series), `{{ workload }}`,
     * `{{ network }}`, `{{ state }}`, `{{ executionClient }}`, `{{ consensusClient }}`, and `{{ matchers }}`, the node's labels
     * as Alertmanager and PromQL write them: `{namespace="payments",network="sepolia",node="geth"}`. The backend fills them
     * in, and hands a node's links to those who may see the node: the templates are not visible to the frontend.
     * A link whose placeholders a node has no values for is left out.
     */
    links?: {
      /**
       * Folder in which `node-states.md` of docs/runbooks is read.
       * Default: https://github.com/nodeyard/nodeyard/blob/main/docs/runbooks
       */
      runbooks?: string;
      /** The node's Grafana dashboard, of those in monitoring/dashboards. */
      dashboard?: string;
      /** Its logs. */
      logs?: string;
      /** Its alerts. */
      alerts?: string;
      /** The form of a new silence in Alertmanager or Grafana, with the node's labels in it. */
      silence?: string;
    };
    /**
     * Nodes that catalog entities declare by the annotations `ethereum.nodeyard.io/execution-url`, `consensus-url` and
     * `network`. They are called without headers, at the endpoints that are listed here, and never through a redirect or a
     * proxy. Taken over without a restart.
     */
    annotations?: {
      /** Endpoints that may be declared. Default: none, and then no entity declares a node. At most 200. */
      allow?: Array<{
        scheme: 'http' | 'https';
        /** A name, the names below one at any depth (`*.eth.acme.example`), or an IP address. */
        host: string;
        /** Default: 80 or 443, as the scheme has it. */
        ports?: number[];
        /**
         * CIDRs, in one of which every address of the host has to be. Default: public and private addresses of single hosts,
         * and no loopback, link-local, carrier-grade NAT, multicast, reserved, IPv4-mapped or metadata address.
         */
        addresses?: string[];
      }>;
    };
    /** Limits for the nodes that `nodes` lists. */
    listedNodes?: {
      /** Endpoints that `nodes` may name, as in `annotations.allow`. Default: all, without any check of addresses. */
      allow?: Array<{
        scheme: 'http' | 'https';
        host: string;
        ports?: number[];
        addresses?: string[];
      }>;
    };
    /** Nodes outside of Kubernetes, by name. They are probed directly from this backend. */
    nodes?: {
      [name: string]: {
        /** Network name: mainnet, sepolia, hoodi, devnet (chain ID 7332), or one of `networks`. */
        network: string;
        /**
         * JSON-RPC base URL of the execution client, without user and password. Its path and query may hold a key.
         * @visibility secret
         */
        executionUrl: string;
        /**
         * Beacon API base URL of the consensus client, like the other. Absent: the node is judged without one.
         * @visibility secret
         */
        consensusUrl?: string;
        /**
         * URL by which applications call the node (http, https, ws or wss), without credentials: it is shown to everybody who
         * may see the node.
         */
        callersUrl?: string;
        /**
         * Headers for both, e.g. `authorization`.
         * @deepVisibility secret
         */
        headers?: { [header: string]: string };
        /** Execution client name, e.g. geth. Default: read from the version that it tells. */
        executionClient?: string;
        /** Consensus client name, e.g. lighthouse. Default: read from the version that it tells. */
        consensusClient?: string;
        /** Entity reference of the owner, e.g. `group:default/payments`. */
        owner?: string;
        /** Entity reference of the catalog entity that shows this node, e.g. `component:default/payments-eth`. */
        entityRef?: string;
      };
    };
  };
}
