import type {
  MetricsService,
  MetricsServiceCounter,
} from '@backstage/backend-plugin-api/alpha';

/** Counters of what polling asks of nodes. Providers of endpoints bill requests, or the calls of a JSON-RPC batch. */
export class PollMetrics {
  private readonly polls: MetricsServiceCounter;
  private readonly requests: MetricsServiceCounter;
  private readonly calls: MetricsServiceCounter;

  constructor(metrics: Pick<MetricsService, 'createCounter'>) {
    this.polls = metrics.createCounter('ethereum_nodes.polls', {
      description: 'Polls of nodes',
    });
    this.requests = metrics.createCounter('ethereum_nodes.requests', {
      description:
        'HTTP requests to execution and consensus clients. A JSON-RPC batch is one request',
    });
    this.calls = metrics.createCounter('ethereum_nodes.calls', {
      description:
        'JSON-RPC calls and Beacon API requests to clients. A JSON-RPC batch has several calls',
    });
  }

  countPolls(polls: number): void {
    this.polls.add(polls);
  }

  /** @param calls - of one HTTP request */
  countRequest(calls: number): void {
    this.requests.add(1);
    this.calls.add(calls);
  }
}
