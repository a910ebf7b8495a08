import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BigValueColorMode,
  BigValueGraphMode,
  LegendDisplayMode,
  LegendPlacement,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type Panel,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import {
  good,
  newest,
  source,
  target,
  thresholds,
  type PanelOptions,
  type Query,
} from './panelParts';

/** Current value, with a sparkline of its past. */
export function number(options: PanelOptions, query: Query): stat.PanelBuilder {
  return new stat.PanelBuilder()
    .title(options.title)
    .description(options.description)
    .unit(options.unit ?? 'short')
    .span(options.span)
    .height(4)
    .datasource(source)
    .thresholds(thresholds(options.steps ?? good))
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.Area)
    .reduceOptions(newest())
    .withTarget(target(query, 'A'));
}

/** Grafana has no unit for the currency of the prices, which the title names instead. */
export const AMOUNT = 'locale';

/** Current amount of money. */
export function money(options: PanelOptions, query: Query): stat.PanelBuilder {
  return number({ ...options, unit: AMOUNT }, query).decimals(0);
}

/** Lines over time. */
export function lines(
  options: PanelOptions,
  ...queries: Query[]
): timeseries.PanelBuilder {
  const panel = new timeseries.PanelBuilder()
    .title(options.title)
    .description(options.description)
    .unit(options.unit ?? 'short')
    .span(options.span)
    .height(8)
    .datasource(source)
    .thresholds(thresholds(options.steps ?? good))
    .lineWidth(1)
    .fillOpacity(5)
    .showPoints(VisibilityMode.Never)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs([]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi));
  queries.forEach((query, i) =>
    panel.withTarget(target(query, String.fromCharCode(65 + i))),
  );
  return panel;
}

/** A bar for each series, by its newest value. */
export function bars(
  options: PanelOptions,
  query: Query,
): bargauge.PanelBuilder {
  return new bargauge.PanelBuilder()
    .title(options.title)
    .description(options.description)
    .unit(options.unit ?? 'short')
    .min(0)
    .max(1)
    .span(options.span)
    .height(8)
    .datasource(source)
    .thresholds(thresholds(options.steps ?? good))
    .displayMode(BarGaugeDisplayMode.Basic)
    .orientation(VizOrientation.Horizontal)
    .reduceOptions(newest())
    .withTarget(target(query, 'A'));
}

/** A band for each series, coloured by value. */
export function bands(
  options: PanelOptions,
  query: Query,
  mappings: ValueMapping[],
): statetimeline.PanelBuilder {
  return new statetimeline.PanelBuilder()
    .title(options.title)
    .description(options.description)
    .span(options.span)
    .height(8)
    .datasource(source)
    .mappings(mappings)
    .thresholds(thresholds(options.steps ?? good))
    .mergeValues(true)
    .showValue(VisibilityMode.Auto)
    .rowHeight(0.9)
    .withTarget(target(query, 'A'));
}

/** A row for each current series, with the labels in `columns`. */
export function rows(
  options: PanelOptions,
  query: Query,
  columns: Record<string, string>,
): table.PanelBuilder {
  return new table.PanelBuilder()
    .title(options.title)
    .description(options.description)
    .span(options.span)
    .height(8)
    .datasource(source)
    .withTarget(
      target(query, 'A').instant().format(prometheus.PromQueryFormat.Table),
    )
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { Time: true, Value: true },
        indexByName: Object.fromEntries(
          Object.keys(columns).map((label, i) => [label, i]),
        ),
        renameByName: columns,
      },
    });
}

/** Any panel of these. */
export type AnyPanel = Builder<Panel>;
