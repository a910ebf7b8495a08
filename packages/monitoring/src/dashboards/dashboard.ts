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

/** What a dashboard is, before Grafana's ways of saying it. */
export interface DashboardOptions {
  /** Last part of its address, which links rely on. */
  uid: string;
  title: string;
  description: string;
  /** How far back it looks at first, e.g. `now-6h`. */
  from: string;
  /** Labels of `eth_node_ready` that viewers choose by; a choice depends on those before it. */
  choices: readonly Choice[];
  /** Words of our series that titles show. */
  shown?: readonly Shown[];
  sections: Section[];
}

/** One label to choose by: one value of it, or any number of them. */
export interface Choice {
  label: 'network' | 'namespace' | 'node';
  many: boolean;
}

/** A word that titles show as `$name`: the value that a label of a series has. */
export interface Shown {
  name: 'currency';
  series: string;
}

/** A dashboard with our tags, links, refresh and choices. */
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
  // Links to a panel are by its number, which Grafana would give anew at each load.
  return {
    ...rest,
    panels: panels.map((panel, i) => ({ ...panel, id: i + 1 })),
  };
}

/** The part of a selector that holds what viewers chose. */
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
