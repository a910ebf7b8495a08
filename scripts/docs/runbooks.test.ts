import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import {
  optionalParts,
  requiredAnchors,
  requiredParts,
  runbooks,
  sectionsOf,
} from './runbooks';

const root = resolve(__dirname, '../..');
const fence = /^```sh\n([\s\S]*?)^```$/gm;

const partsOf = (text: string) =>
  [...text.matchAll(/^\*\*([A-Z][a-z]+)\.\*\*/gm)].map(([, part]) => part);

const commandsOf = (text: string) =>
  [...text.matchAll(fence)].map(([, commands = '']) => commands).join('');

/** Text of a part, without its title. */
const partOf = (text: string, part: string) =>
  text
    .split(`\n**${part}.**`)[1]
    ?.split(/\n\*\*[A-Z]/)[0]
    ?.trim() ?? '';

const targets = new Set(
  execFileSync('git', ['grep', '-hoE', '^[a-z-]+:', '--', 'make/*.mk'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .map(line => line.replace(/:$/, '')),
);

for (const page of runbooks) {
  const sections = sectionsOf(readFileSync(join(root, page), 'utf8'));

  describe(page, () => {
    for (const anchor of requiredAnchors(page)) {
      test(`has the section ${anchor}, to which a state or an alert links`, () => {
        assert.ok(
          sections.some(section => section.anchor === anchor),
          `${page} has no section "## ${anchor}"`,
        );
      });
    }

    for (const { anchor, text } of sections) {
      test(`has all parts of a runbook under ${anchor}`, () => {
        const parts = partsOf(text);
        assert.deepEqual(
          parts.slice(0, requiredParts.length),
          requiredParts,
          `${page}#${anchor} has the parts ${parts.join(', ')}`,
        );
        for (const part of parts.slice(requiredParts.length)) {
          assert.ok(optionalParts.includes(part ?? ''), `${anchor}: ${part}`);
        }
        for (const part of requiredParts) {
          assert.notEqual(
            partOf(text, part),
            '',
            `${anchor}: ${part} is empty`,
          );
        }
      });

      test(`has commands under ${anchor} that a shell accepts and make has`, () => {
        const commands = commandsOf(partOf(text, 'Diagnosis'));
        assert.notEqual(commands, '', `${anchor} has no commands`);
        assert.doesNotMatch(commands, /<\w+>|(?<![$\w])(?:NS|NODE)\b(?!=)/);
        execFileSync('bash', ['-n'], { input: commands });
        for (const [, target = ''] of commands.matchAll(/^make ([a-z-]+)/gm)) {
          assert.ok(targets.has(target), `make ${target} does not exist`);
        }
      });
    }
  });
}
