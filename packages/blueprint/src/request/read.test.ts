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
  ])('refuses a file %s', (_, text) => {
    expect(readRequest(text)).toMatchObject({
      ok: false,
      problems: [{ path: '', reason: expect.any(String) }],
    });
  });
});
