import type { ValidateFunction } from 'ajv';
import { readSeries } from '../promql/readSeries';
import { grafanaSchemas } from './grafanaSchemas';
import { dashboards } from '.';
import { queriesOf, readDashboards } from './readDashboards';

const files = readDashboards();
const panels = files.flatMap(({ parts }) => parts.panels);
const drawn = panels.filter(({ type }) => type !== 'row');

/** Panels whose way to draw has settings of its own, which Grafana calls custom. */
const withCustom = ['state-timeline', 'table', 'timeseries'];

describe('the dashboards', () => {
  it('are cost, fleet, mesh, node, objectives and snapshots', () => {
    expect(files.map(({ file }) => file)).toEqual([
      'cost.json',
      'fleet.json',
      'mesh.json',
      'node.json',
      'objectives.json',
      'snapshots.json',
    ]);
  });

  it('equal the output of the builder', () => {
    expect(files.map(({ json }) => json)).toEqual(
      Object.values(dashboards).map(built => JSON.parse(JSON.stringify(built))),
    );
  });

  it('have unique URLs', () => {
    expect(new Set(files.map(({ parts }) => parts.uid)).size).toBe(
      files.length,
    );
  });

  it('explain every panel', () => {
    expect(drawn.filter(({ description }) => !description)).toEqual([]);
  });
});

describe("Grafana's schema", () => {
  // TypeScript reads all of the SDK's types once, which takes seconds.
  let schema: ReturnType<typeof grafanaSchemas>;
  beforeAll(() => {
    schema = grafanaSchemas();
  }, 60_000);

  it('accepts every dashboard', () => {
    const validate = schema('WholeDashboard');
    expect(files.flatMap(({ json }) => problems(validate, json))).toEqual([]);
  });

  it('accepts every query', () => {
    const validate = schema('PrometheusQuery');
    expect(
      drawn.flatMap(({ targets }) =>
        targets.flatMap(target => problems(validate, target)),
      ),
    ).toEqual([]);
  });

  it.each([...new Set(drawn.map(({ type }) => type))])(
    'accepts the options of every %s',
    type => {
      const validate = schema(`${typeName(type)}Options`);
      expect(
        drawn
          .filter(panel => panel.type === type)
          .flatMap(({ options }) => problems(validate, options)),
      ).toEqual([]);
    },
  );

  it.each(withCustom)('accepts how every %s draws', type => {
    const validate = schema(`${typeName(type)}Custom`);
    expect(
      drawn
        .filter(panel => panel.type === type)
        .flatMap(({ fieldConfig }) =>
          problems(validate, fieldConfig?.defaults.custom ?? {}),
        ),
    ).toEqual([]);
  });

  it('refuses unknown fields', () => {
    const wrong = Object.assign({ pannels: [] }, files[0]?.json);
    expect(problems(schema('WholeDashboard'), wrong)).toEqual([
      ' must NOT have additional properties',
    ]);
  });
});

describe('queries', () => {
  it('each read a series', () => {
    expect(
      files.flatMap(queriesOf).filter(expr => readSeries(expr).length === 0),
    ).toEqual([]);
  });

  it('leave no panel empty', () => {
    expect(drawn.filter(({ targets }) => targets.length === 0)).toEqual([]);
  });
});

function problems(validate: ValidateFunction, value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message}`,
  );
}

/** `StateTimeline` of `state-timeline`. */
function typeName(type: string): string {
  return type.replace(/(?:^|-)(.)/g, (_, first: string) => first.toUpperCase());
}
