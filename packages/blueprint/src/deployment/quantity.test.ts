import { parseQuantity } from './quantity';

describe('quantity', () => {
  it.each([
    ['1Gi', 2 ** 30],
    ['1.5Ti', 1.5 * 2 ** 40],
    ['850G', 850e9],
    ['500m', 0.5],
    ['100', 100],
    ['100constructor', 100],
  ])('reads %s', (text, number) => {
    expect(parseQuantity(text)).toBe(number);
  });
});
