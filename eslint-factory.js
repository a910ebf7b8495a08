const { join, relative } = require('node:path');
const factory = require('@backstage/cli/config/eslint-factory');
const layersOf = require('./eslint-layers');
const namingConvention = require('./eslint-naming');

/** A value that does not depend on anything: a number, a text, or a product of numbers. */
const LITERAL =
  ':matches([init.type="Literal"]:not([init.regex]), [init.type="TemplateLiteral"][init.expressions.length=0], [init.type="BinaryExpression"][init.right.type="Literal"][init.left.type=/^(Literal|BinaryExpression)$/])';
const MODULE_CONST =
  ':matches(Program, ExportNamedDeclaration) > VariableDeclaration[kind="const"]';

const restrictedSyntax = [
  {
    selector: `${MODULE_CONST} > VariableDeclarator[id.name=/[a-z]/]${LITERAL}`,
    message: 'Constants of a module are in UPPER_SNAKE_CASE.',
  },
  {
    selector:
      ':matches(PropertyDefinition, MethodDefinition) > PrivateIdentifier.key',
    message: 'Private members have the modifier `private`.',
  },
];

const settings = {
  // import/no-cycle must resolve TypeScript files. It ignores imports of types, which .dependency-cruiser.js counts.
  'import/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx', '.mts'] },
  'import/resolver': {
    node: { extensions: ['.ts', '.tsx', '.mts', '.js', '.json'] },
  },
};

const tsRules = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/naming-convention': namingConvention,
  curly: ['error', 'multi-line', 'consistent'],
  'import/no-cycle': 'error',
};

/** Backstage's configuration of frontends sets no-restricted-syntax itself, and ignores `restrictedSyntax` in their sources. */
const frontendSyntax = {
  files: ['src/**/*.ts', 'src/**/*.tsx'],
  rules: {
    'no-restricted-syntax': [
      'error',
      ...restrictedSyntax,
      {
        selector:
          'ImportDeclaration[source.value="react"] :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier)',
        message: 'Import names of react; JSX needs no default import.',
      },
    ],
  },
};

const isFrontend = directory =>
  require(join(directory, 'package.json')).backstage.role.startsWith(
    'frontend',
  );

/** Rules of every package, in addition to those of Backstage. */
module.exports = directory =>
  factory(directory, {
    settings,
    tsRules,
    restrictedSyntax,
    overrides: [
      ...(isFrontend(directory) ? [frontendSyntax] : []),
      ...layersOf(relative(__dirname, directory)),
    ],
  });

/** Rules of programs and tests that belong to no package. */
module.exports.forPrograms = directory =>
  factory.createConfigForRole(directory, 'node-library', {
    settings,
    tsRules,
    rules: {
      // The runner of node:test awaits each test, so that a variable of the loop has one value during a test.
      'no-loop-func': 'off',
      // A function that is called later may use what is defined below it.
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, variables: false },
      ],
      '@typescript-eslint/no-shadow': ['error', { allow: ['before', 'after'] }],
    },
    restrictedSyntax,
  });
