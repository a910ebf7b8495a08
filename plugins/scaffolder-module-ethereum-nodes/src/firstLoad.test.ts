/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { reachedFrom } from '../../../tests/staticImports';

describe('the first load of an app', () => {
  it('has the declarations of the fields, in the new frontend system', () => {
    const { files, names } = reachedFrom(__dirname, 'module.ts');
    expect(files).toEqual(['module.ts']);
    expect(names).toEqual([
      '@backstage/frontend-plugin-api createFrontendModule',
      '@backstage/plugin-scaffolder-react/alpha FormFieldBlueprint',
    ]);
  });

  it('has their names and loaders in the old one, and no judgement', () => {
    const { files, names } = reachedFrom(__dirname, 'fields.ts');
    expect(files).toEqual(['fields.ts', 'lazyField.tsx']);
    expect(names.filter(name => !name.startsWith('react '))).toEqual([]);
  });
});
