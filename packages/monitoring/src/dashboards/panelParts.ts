import { ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import {
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';

/** The selected Prometheus data source. */
export const source = { type: 'prometheus', uid: '${datasource}' };

/** An expression, and the legend of its series: `{{node}}`. */
export interface Query {
  expr: string;
  legend?: string;
}

/** Options of every panel. */
export interface PanelOptions {
  title: string;
  /** Interpretation of the value. */
  description: string;
  /** Identifier of the unit in Grafana. */
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

/** Green for all values. */
export const good: readonly Step[] = [{ from: null, color: 'green' }];

/** A query of a panel, with a `refId` that is unique in the panel. */
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

/** Thresholds of colours, as Grafana expects them. */
export function thresholds(steps: readonly Step[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(steps.map(({ from, color }) => ({ value: from, color })));
}
