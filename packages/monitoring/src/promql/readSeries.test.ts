import { readSeries } from './readSeries';

describe('readSeries', () => {
  it('finds every series once, and no label or function', () => {
    expect(
      readSeries(
        'sum by (node) (rate(eth_a_total{layer="x"}[5m])) / on (node) eth:b:sum > bool eth:b:sum offset 1h',
      ),
    ).toEqual(['eth_a_total', 'eth:b:sum']);
  });

  it('refuses invalid PromQL', () => {
    expect(() => readSeries('sum(eth_a')).toThrow('is not PromQL');
  });

  it('refuses a selector without a name', () => {
    expect(() => readSeries('count({job="x"})')).toThrow('names no series');
  });
});
