import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { randomOf } from './random';
import { slopeOf } from './slope';

const MINUTE = 60_000;
/** A value each minute of an hour. */
const hourOf = (valueAt: (hours: number) => number) =>
  Array.from({ length: 61 }, (_, i) => ({
    at: 1_000_000 + i * MINUTE,
    value: valueAt(i / 60),
  }));

describe('slopeOf', () => {
  test('is the growth of an hour in percent of the level', () => {
    const slope = slopeOf(hourOf(hours => 95 + 10 * hours));
    assert.ok(slope);
    assert.equal(slope.percentPerHour.toFixed(6), '10.000000');
    assert.equal(slope.plusMinus.toFixed(6), '0.000000');
  });

  test('finds nothing in what only varies, and growth in what varies and grows', () => {
    const random = randomOf(7);
    const [flat, growing] = [0, 5].map(growth =>
      slopeOf(hourOf(hours => 100 + growth * hours + random())),
    );
    assert.ok(flat && growing);
    assert.ok(Math.abs(flat.percentPerHour) < flat.plusMinus);
    assert.ok(growing.percentPerHour - growing.plusMinus > 1);
  });

  test('says nothing from less than five points', () => {
    assert.equal(slopeOf(hourOf(() => 1).slice(0, 4)), undefined);
  });
});
