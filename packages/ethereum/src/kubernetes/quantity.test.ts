import { parseQuantity } from './quantity';

describe('quantity', () => {
  it.each([
    ['1Gi', 2 ** 30],
    ['1.5Ti', 1.5 * 2 ** 40],
    ['850G', 850e9],
    ['500m', 0.5],
    ['100', 100],
    ['100constructor', 100],
    ['1e3', 1000],
    ['1.5E6', 1.5e6],
    ['2E', 2e18],
    ['250u', 250e-6],
    ['1.2.3', 0],
    ['-1', 0],
    ['1e999', 0],
    ['', 0],
  ])('reads %s', (text, number) => {
    expect(parseQuantity(text)).toBe(number);
  });
});
