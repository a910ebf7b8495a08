/**
 * Options of @typescript-eslint/naming-convention. Properties are not checked: most are those of file formats and of the
 * APIs of others.
 */
module.exports = [
  'error',
  { selector: 'default', format: ['camelCase'], leadingUnderscore: 'allow' },
  { selector: 'import', format: null },
  {
    selector: 'variable',
    format: ['camelCase', 'PascalCase'],
    leadingUnderscore: 'allow',
  },
  {
    selector: 'variable',
    modifiers: ['const', 'global'],
    format: ['camelCase', 'PascalCase', 'UPPER_CASE'],
  },
  { selector: 'variable', modifiers: ['destructured'], format: null },
  { selector: 'parameter', modifiers: ['destructured'], format: null },
  { selector: ['variable', 'parameter'], modifiers: ['unused'], format: null },
  { selector: 'function', format: ['camelCase', 'PascalCase'] },
  {
    selector: 'parameter',
    format: ['camelCase', 'PascalCase'],
    leadingUnderscore: 'allow',
  },
  { selector: 'typeLike', format: ['PascalCase'] },
  {
    selector: [
      'objectLiteralProperty',
      'objectLiteralMethod',
      'typeProperty',
      'typeMethod',
    ],
    format: null,
  },
  {
    selector: 'classProperty',
    modifiers: ['static', 'readonly'],
    format: ['camelCase', 'UPPER_CASE'],
  },
];
