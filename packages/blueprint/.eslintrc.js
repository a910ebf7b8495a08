module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  settings: {
    // import/no-cycle must find TypeScript files; it does not count imports of types, which ../snapshots/src/importCycles.test.ts does.
    'import/parsers': { '@typescript-eslint/parser': ['.ts'] },
    'import/resolver': { node: { extensions: ['.ts', '.js', '.json'] } },
  },
  tsRules: {
    '@typescript-eslint/consistent-type-imports': 'error',
    curly: ['error', 'multi-line', 'consistent'],
    'import/no-cycle': 'error',
  },
});
