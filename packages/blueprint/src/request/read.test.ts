import { readRequest } from './read';

describe('reading a request file', () => {
  it('takes YAML and JSON', () => {
    expect(readRequest('name: yes\nnodes: [{ execution: geth }]')).toEqual({
      ok: true,
      value: { name: 'yes', nodes: [{ execution: 'geth' }] },
    });
    expect(readRequest('{"name": "yes"}')).toEqual({
      ok: true,
      value: { name: 'yes' },
    });
  });

  it.each([
    ['that is no YAML', 'name: [a'],
    ['with the same key twice', 'name: a\nname: b'],
    ['with two documents', 'name: a\n---\nname: b'],
    ['with a tag of its own', 'name: !!js/function "x"'],
    ['with an anchor that is not there', 'name: *a'],
    [
      'that grows a thousandfold',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]`,
    ],
    ['of lists in lists', '['.repeat(3000)],
    ['of entries in entries', '- '.repeat(3000)],
    ['of mappings in mappings', '{a: '.repeat(1500)],
  ])('refuses a file %s', (_, text) => {
    expect(readRequest(text)).toMatchObject({
      ok: false,
      problems: [{ path: '', reason: expect.any(String) }],
    });
  });

  it.each([
    ['is too long', `name: ${'a'.repeat(33_000)}`, /more than 32768 char/],
    ['has too many keys', manyKeys(4100), /more than 4000 keys/],
    ['is one long list', `[${'1,'.repeat(4100)}]`, /more than 4000 keys/],
    ['has too many entries', '- a\n'.repeat(4100), /more than 4000 keys/],
    ['is nested too deep', '- '.repeat(3000), /: it is nested too deep/],
  ])('reports that a file %s', (_, text, reason) => {
    expect(readRequest(text)).toMatchObject({
      problems: [{ reason: expect.stringMatching(reason) }],
    });
  });

  it('reports at most ten faults', () => {
    const read = readRequest('"a" "b"\n'.repeat(900));
    expect(!read.ok && read.problems).toHaveLength(10);
  });

  it('quotes no control characters of a terminal', () => {
    const read = readRequest(
      'name: !\u001b[2J\u202e x\n"\u001b": 1\n"\u001b": 2',
    );
    expect(read.ok).toBe(false);
    expect(JSON.stringify(read)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

function manyKeys(count: number): string {
  return Array.from({ length: count }, (_, n) => `k${n}:`).join('\n');
}
