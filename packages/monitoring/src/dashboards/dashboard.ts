import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { source } from './panelParts';
import type { AnyPanel } from './panels';

/** A named part of a dashboard. */
export interface Section {
  title: string;
  panels: AnyPanel[];
}

/** Definition of a dashboard, independent of Grafana's schema. */
export interface DashboardOptions {
  /** Last segment of its URL, which links depend on. */
  uid: string;
  title: string;
  description: string;
  /** Start of the initial time range, e.g. `now-6h`. */
  from: string;
  /** Labels of `eth_node_ready` that are variables; each depends on those before it. */
  choices: readonly Choice[];
  /** Label values of series that titles contain. */
  shown?: readonly Shown[];
  sections: Section[];
}

/** Variable of one label, with one or several selected values. */
export interface Choice {
  label: 'network' | 'namespace' | 'node';
  many: boolean;
}

/** Hidden variable for titles, `$name`: the value of the label `name` of a series. */
export interface Shown {
  name: 'currency';
  series: string;
}

/** A dashboard with common tags, links, refresh interval and variables. */
export function dashboard(options: DashboardOptions): Dashboard {
  const built = new DashboardBuilder(options.title)
    .uid(options.uid)
    .description(options.description)
    .tags(['ethereum', 'nodeyard'])
    .time({ from: options.from, to: 'now' })
    .timezone('browser')
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly()
    .link(
      new DashboardLinkBuilder('Ethereum')
        .type(DashboardLinkType.Dashboards)
        .tags(['nodeyard'])
        .keepTime(true),
    )
    .withVariable(
      new DatasourceVariableBuilder('datasource')
        .label('Prometheus')
        .type('prometheus'),
    );
  options.choices.forEach((choice, i) =>
    built.withVariable(variable(choice, options.choices.slice(0, i))),
  );
  for (const { name, series } of options.shown ?? []) {
    built.withVariable(
      new QueryVariableBuilder(name)
        .datasource(source)
        .query(`label_values(${series}, ${name})`)
        .refresh(VariableRefresh.OnTimeRangeChanged)
        .hide(VariableHide.HideVariable),
    );
  }
  for (const { title, panels } of options.sections) {
    built.withRow(new RowBuilder(title));
    panels.forEach(panel => built.withPanel(panel));
  }
  const { panels = [], ...rest } = built.build();
  // Links to a panel contain its number, which Grafana would otherwise assign at each load.
  return {
    ...rest,
    panels: panels.map((panel, i) => ({ ...panel, id: i + 1 })),
  };
}

/** Label matchers for the selected values of variables. */
export function chosen(choices: readonly Choice[]): string {
  return choices
    .map(({ label, many }) =>
      many ? `${label}=~"$${label}"` : `${label}="$${label}"`,
    )
    .join(', ');
}

function variable(
  { label, many }: Choice,
  before: readonly Choice[],
): QueryVariableBuilder {
  const selector = before.length > 0 ? `{${chosen(before)}}` : '';
  const built = new QueryVariableBuilder(label)
    .label(label)
    .datasource(source)
    .query(`label_values(eth_node_ready${selector}, ${label})`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);
  return many ? built.multi(true).includeAll(true).allValue('.+') : built;
}
