/** Types of Grafana's foundation SDK, which `grafanaSchemas` looks up by these names. */
import type * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import type * as table from '@grafana/grafana-foundation-sdk/table';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';

export type WholeDashboard = dashboard.Dashboard;
export type PrometheusQuery = prometheus.Dataquery;

// `options` of a panel, by its type.
export type BargaugeOptions = bargauge.Options;
export type StatOptions = stat.Options;
export type StateTimelineOptions = statetimeline.Options;
export type TableOptions = table.Options;
export type TimeseriesOptions = timeseries.Options;

// `fieldConfig.defaults.custom` of a panel, by its type, where a type has more than all panels have.
export type StateTimelineCustom = statetimeline.FieldConfig;
export type TableCustom = table.FieldConfig;
export type TimeseriesCustom = timeseries.FieldConfig;
