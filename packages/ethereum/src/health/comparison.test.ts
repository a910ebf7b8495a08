/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { compareMoments, type Row } from '../__fixtures__/comparison/compare';
import { withMeasuredTable } from '../__fixtures__/comparison/document';
import exporter from '../__fixtures__/comparison/exporter.json';
import { moments, nameOf } from '../__fixtures__/comparison/moments';
import { stateNames, timelineNames } from '../__fixtures__/replay';

const document = resolve(__dirname, '../../../../docs/health.md');

describe('the measured table', () => {
  let rows: Row[];
  beforeAll(async () => {
    rows = await compareMoments();
  });

  it('has every recording, and each moment once', () => {
    const used = moments.flatMap(({ recording, consensusView }) => [
      recording,
      ...(consensusView === undefined ? [] : [consensusView]),
    ]);
    expect([...new Set(used)].sort()).toEqual(
      [...stateNames, ...timelineNames].sort(),
    );
    expect(new Set(moments.map(nameOf)).size).toBe(moments.length);
  });

  it('has metrics of the exporter for every moment, and for no other', () => {
    expect(Object.keys(exporter.moments).sort()).toEqual(
      moments.map(nameOf).sort(),
    );
  });

  it('is right in every row', () => {
    const wrong = rows.filter(({ moment, ours }) => ours !== moment.usable);
    expect(wrong.map(({ moment }) => nameOf(moment))).toEqual([]);
  });

  it('is what docs/health.md shows', async () => {
    const text = readFileSync(document, 'utf8');
    expect(text).toBe(await withMeasuredTable(text));
  });
});
