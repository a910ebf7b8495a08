import {
  failureReasons,
  type NodeSample,
  type NodeStatus,
} from '@nodeyard/ethereum';
import { Counter, Gauge, Registry } from 'prom-client';
import type { LastRun } from '../snapshots/lastRun';
import { checkpointFamilies } from './checkpointFamilies';
import { families, type Series } from './families';
import { snapshotFamilies } from './snapshotFamilies';

const layers = ['execution', 'consensus'] as const;

/** Renders the status of one node in Prometheus' text format, and counts failed probes. */
export class NodeMetrics {
  private readonly registry = new Registry();
  private readonly gauges = [...families, ...checkpointFamilies].map(family =>
    this.register(family),
  );
  private readonly snapshotGauges = snapshotFamilies.map(family =>
    this.register(family),
  );
  private readonly failures = new Counter({
    name: 'eth_node_probe_failures_total',
    help: 'Number of failed probes by layer and reason.',
    labelNames: ['layer', 'reason'],
    registers: [this.registry],
  });

  constructor(options: { consensus: boolean }) {
    // rate() misses the first failure of a counter that did not exist before it.
    for (const layer of options.consensus ? layers : layers.slice(0, 1)) {
      for (const reason of failureReasons) {
        this.failures.inc({ layer, reason }, 0);
      }
    }
  }

  readonly contentType = this.registry.contentType;

  /** Names of all series that the sidecar exports, for any node. */
  get names(): string[] {
    return this.registry.getMetricsAsArray().map(({ name }) => name);
  }

  countFailures(sample: NodeSample): void {
    for (const layer of layers) {
      const reply = sample[layer];
      if (reply.kind === 'failed') {
        this.failures.inc({ layer, reason: reply.reason });
      }
    }
  }

  /** @param lastRun - the newest snapshot run of the node, if there was one */
  async render(
    status: NodeStatus,
    nowMs: number,
    lastRun?: LastRun,
  ): Promise<string> {
    for (const { family, gauge } of this.gauges) {
      setSeries(gauge, family.series(status, nowMs));
    }
    for (const { family, gauge } of this.snapshotGauges) {
      setSeries(gauge, lastRun ? family.series(lastRun) : []);
    }
    return this.registry.metrics();
  }

  private register<
    Family extends { name: string; help: string; labels?: string[] },
  >(family: Family): { family: Family; gauge: Gauge } {
    const { name, help, labels = [] } = family;
    const registers = [this.registry];
    return {
      family,
      gauge: new Gauge({ name, help, labelNames: labels, registers }),
    };
  }
}

function setSeries(gauge: Gauge, series: Series[]): void {
  gauge.reset();
  // After a reset, a gauge without labels is 0, which would be a false value.
  if (series.length === 0) gauge.remove({});
  for (const [value, labels = {}] of series) gauge.set(labels, value);
}
