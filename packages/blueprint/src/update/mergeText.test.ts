import fc from 'fast-check';
import { mergeText } from './mergeText';

const labels = { team: 'team', base: 'before', blueprint: 'blueprint' };
const merge = (
  base: string,
  team: string,
  blueprint: string,
  path = 'notes.md',
) => mergeText({ path, base, team, blueprint, labels });

const line = fc.constantFrom('a', 'b', 'c', 'd', '');
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
  .map(([lines, isEnded]) => lines.join('\n') + (isEnded ? '\n' : ''));

describe('merging a text by lines', () => {
  it('is the other side where one side did not change, or both changed alike', () => {
    fc.assert(
      fc.property(text, text, (base, other) => {
        for (const result of [
          merge(base, base, other),
          merge(base, other, base),
          merge(base, other, other),
        ]) {
          expect(result).toEqual({ ok: true, text: other });
        }
      }),
    );
  });

  it('keeps every added line of both sides, or both sides in a conflict', () => {
    fc.assert(
      fc.property(text, text, text, (base, team, blueprint) => {
        const result = merge(base, `${team}mine\n`, `theirs\n${blueprint}`);
        const all = result.ok ? result.text : result.marked ?? '';
        expect(all).toContain('mine\n');
        expect(all).toContain('theirs\n');
      }),
    );
  });

  it('does not merge a YAML or JSON file into one that is none', () => {
    const [base, team, blueprint] = [
      'b: 1\nc: 2\n',
      'a: 1\nb: 1\nc: 2\n',
      'b: 1\nc: 2\na: 3\n',
    ];
    expect(merge(base, team, blueprint)).toMatchObject({ ok: true });
    expect(merge(base, team, blueprint, 'values.yaml')).toMatchObject({
      ok: false,
      reason: 'invalid-result',
    });
    expect(
      merge('[\n1\n]\n', '[\n1\n,2]\n', '[\n0,\n1\n]\n', 'list.json'),
    ).toMatchObject({ ok: true });
    expect(
      merge('[\n1\n]\n', '[\n1,\n2\n]\n', '{}\n', 'list.json'),
    ).toMatchObject({ ok: false, reason: 'overlap' });
  });

  it('does not compare texts of thousands of equal lines', () => {
    const lines = 'equal\n'.repeat(3_000);
    expect(merge(lines, `${lines}a\n`, `b\n${lines}`)).toEqual({
      ok: false,
      reason: 'too-repetitive',
    });
  });
});
