import { parse } from 'yaml';
import { z } from 'zod';
import { documentedKeys, requestKeys } from './keys';
import { key, metadataOf } from './metadata';

describe('request keys', () => {
  it('follow the schema into mappings and lists', () => {
    expect(requestKeys.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'apiVersion',
        'nodes',
        'nodes[].storage.size',
        'serve.min',
        'snapshots.store',
      ]),
    );
  });

  it('are required where the schema requires them', () => {
    const isRequired = (path: string) =>
      requestKeys.find(other => other.path === path)?.required;
    expect(isRequired('nodes[].execution')).toBe(true);
    expect(isRequired('nodes[].storage')).toBe(false);
    expect(isRequired('snapshots')).toBe(false);
    expect(isRequired('snapshots.store')).toBe(true);
  });

  it.each(documentedKeys)(
    '$path has an example that its schema accepts',
    ({ schema, example }) => {
      const { data } = z.safeParse(schema, parse(example));
      expect(data).toEqual(parse(example));
    },
  );
});

describe('a schema without documentation', () => {
  it('is refused with its path', () => {
    expect(() => metadataOf(z.string(), 'nodes[].extra')).toThrow(
      'The key nodes[].extra of the request has no documentation.',
    );
  });

  it('does not share the documentation of another key', () => {
    const shared = z.string();
    const first = key(shared, { about: 'First.', example: 'a' });
    const second = key(shared, { about: 'Second.', example: 'b' });
    expect(metadataOf(first, 'first').about).toBe('First.');
    expect(metadataOf(second, 'second').about).toBe('Second.');
  });
});
