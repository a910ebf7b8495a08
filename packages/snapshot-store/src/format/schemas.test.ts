import { unboundedParts } from '@nodeyard/ethereum';
import { z } from 'zod';
import * as lastRun from '../run/lastRun';
import * as runState from '../run/runState';
import * as documents from './documents';
import * as manifest from './manifest';

const exported: Array<[string, unknown]> = Object.entries({
  ...documents,
  ...manifest,
  ...lastRun,
  ...runState,
});
const schemas = exported.filter(
  (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
);

describe('schemas of documents in a store', () => {
  it.each(schemas)(
    '%s bounds every number, text, list and map',
    (_, schema) => {
      expect(unboundedParts(schema)).toEqual([]);
    },
  );

  it.each([
    ['2026-11-23T12:00:00Z', true],
    ['2028-02-29T23:59:59Z', true],
    ['2026-02-29T12:00:00Z', false],
    ['2026-02-30T12:00:00Z', false],
    ['2026-13-01T12:00:00Z', false],
    ['2026-11-23T24:00:00Z', false],
    ['2026-11-23T12:60:00Z', false],
    ['9999-99-99T99:99:99Z', false],
  ])('%s is a time: %s', (instant, isTime) => {
    expect(manifest.instantSchema.safeParse(instant).success).toBe(isTime);
  });
});
