/**
 * Writes what is derived from the schema of the request and the chart's facts: `spec.parameters` of the template, and the JSON
 * Schema of a request. `generate --check` writes nothing and fails when a file is outdated.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { currentFacts } from '../src/facts';
import { templateParameters } from '../src/form/template/parameters';
import { requestJsonSchema } from '../src/request/jsonSchema';
import { factPatterns } from './facts';

const home = resolve(__dirname, '..');
const root = resolve(home, '../..');

const BEGIN =
  '  # Begin of the generated part: `yarn workspace @nodeyard/blueprint generate`. Do not edit.\n';
const END = '  # End of the generated part.\n';

function withParameters(template: string, parameters: unknown): string {
  const [head, rest] = template.split(BEGIN);
  const tail = rest?.split(END)[1];
  if (head === undefined || tail === undefined) {
    throw new Error(
      `template.yaml lacks the lines "${BEGIN.trim()}" and "${END.trim()}".`,
    );
  }
  // Without anchors: a parser counts them, and refuses a text with many.
  const block = stringify(
    { parameters },
    { lineWidth: 0, aliasDuplicateObjects: false, singleQuote: true },
  );
  return `${head}${BEGIN}${block.replace(/^(?=.)/gm, '  ')}${END}${tail}`;
}

function generated(): { file: string; text: string }[] {
  const patterns = factPatterns(root);
  const template = join(root, 'templates/create-ethereum-node/template.yaml');
  return [
    {
      file: template,
      text: withParameters(
        readFileSync(template, 'utf8'),
        templateParameters(currentFacts, patterns),
      ),
    },
    {
      file: join(home, 'request.schema.json'),
      text: `${JSON.stringify(requestJsonSchema(patterns), null, 2)}\n`,
    },
  ];
}

const isCheck = process.argv.includes('--check');
const outdated = generated().filter(
  ({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text,
);
const names = outdated
  .map(({ file }) => relative(process.cwd(), file))
  .join(', ');
if (isCheck && outdated.length > 0) {
  process.stderr.write(
    `Outdated: ${names}. Run \`yarn workspace @nodeyard/blueprint generate\` and commit the result.\n`,
  );
  process.exitCode = 1;
} else {
  outdated.forEach(({ file, text }) => writeFileSync(file, text));
  process.stdout.write(
    outdated.length > 0
      ? `wrote ${names}\n`
      : 'template and JSON Schema agree with the request\n',
  );
}
