import { ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import {
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';

/** The Prometheus that the viewer has chosen. */
export const source = { type: 'prometheus', uid: '${datasource}' };

/** An expression, and how to call each of its series: `{{node}}`. */
export interface Query {
  expr: string;
  legend?: string;
}

/** What every panel has. */
export interface PanelOptions {
  title: string;
  /** What a reader should make of it. */
  description: string;
  /** Grafana's name of the unit. */
  unit?: string;
  /** Width, of 24. */
  span: number;
  /** Values from which a colour holds, lowest first; below the first it is green by default. */
  steps?: readonly Step[];
}

/** From `from` on, or from minus infinity when it is null, a value has `color`. */
export interface Step {
  from: number | null;
  color: string;
}

/** Everything is fine. */
export const good: readonly Step[] = [{ from: null, color: 'green' }];

/** A panel's query; `refId` tells it from the panel's others. */
export function target(
  query: Query,
  refId: string,
): prometheus.DataqueryBuilder {
  const built = new prometheus.DataqueryBuilder()
    .expr(query.expr)
    .datasource(source)
    .refId(refId)
    .range();
  return query.legend ? built.legendFormat(query.legend) : built;
}

/** One value of each series: its newest. */
export function newest(): ReduceDataOptionsBuilder {
  return new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);
}

/** Grafana's way to say which colour holds from which value. */
export function thresholds(steps: readonly Step[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(steps.map(({ from, color }) => ({ value: from, color })));
}
