const factory = require('@backstage/cli/config/eslint-factory');

/** The rules of every package, in addition to those of Backstage. */
module.exports = directory =>
  factory(directory, {
    settings: {
      // import/no-cycle must find TypeScript files; it does not count imports of types, which importCycles.test.ts does.
      'import/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import/resolver': {
        node: { extensions: ['.ts', '.tsx', '.js', '.json'] },
      },
    },
    tsRules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      curly: ['error', 'multi-line', 'consistent'],
      'import/no-cycle': 'error',
    },
  });
