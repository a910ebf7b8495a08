import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { ensurePresent } from '../ensurePresent';
import { canariesIn, newCanary } from './canary';

// A password for a chart of others that a team keeps in its repository, encrypted by the real SOPS for a key of age. The real helmfile
// decrypts it for Helm. Nothing is deployed: helm's upgrade and kubectl are stand-ins, which write down what they are given.

const root = resolve(import.meta.dirname, '../..');
const tools = join(root, '.tools/bin');
const canary = newCanary();

let work: string;
let repository: string;
const temporary = () => join(work, 'tmp');
/** What was deployed of values: helmfile hands them over in a file. */
const handedOver = () => join(work, 'values.yaml');
const calls = () => join(work, 'calls');

const chart = {
  'kube-prometheus-stack': '',
  grafana: `apiVersion: v1
kind: Secret
metadata: { name: grafana, namespace: {{ .Release.Namespace }} }
data: { admin-password: {{ .Values.adminPassword | b64enc }} }
`,
};

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: repository,
    encoding: 'utf8',
    timeout: 300_000,
    env: {
      ...process.env,
      PATH: `${join(work, 'bin')}:${tools}:${process.env.PATH}`,
      SOPS_AGE_KEY_FILE: join(work, 'key.txt'),
      TMPDIR: temporary(),
      YES: 'local',
      FAILS: process.env.FAILS ?? '',
    },
  });
  if (error) throw error;
  return { status, out: `${stdout}\n${stderr}` };
}

/** A stand-in for a program, which writes its arguments down first. */
function standIn(name: string, script: string): void {
  const file = join(work, 'bin', name);
  writeFileSync(
    file,
    `#!/bin/sh\nprintf '${name} %s\\n' "$*" >>${calls()}\n${script}\n`,
    { mode: 0o755 },
  );
}

before(() => {
  work = mkdtempSync(join(tmpdir(), 'nodeyard-sops-'));
  repository = join(work, 'repository');
  for (const folder of ['bin', 'tmp', 'repository']) {
    mkdirSync(join(work, folder));
  }
  for (const path of [
    ...['Makefile', 'make', 'versions.yaml', 'helmfile.yaml.gotmpl'],
    ...['helmfiles', 'charts', 'environments', 'values', 'scripts'],
  ]) {
    cpSync(join(root, path), join(repository, path), { recursive: true });
  }
  // The programs are on PATH: the stand-ins before those of .tools.
  writeFileSync(
    join(repository, 'scripts/install-dependencies.sh'),
    '#!/bin/sh\n',
  );
  const versions = parse(
    readFileSync(join(repository, 'versions.yaml'), 'utf8'),
  );
  for (const [name, template] of Object.entries(chart)) {
    const folder = join(repository, 'vendor/charts', name);
    mkdirSync(join(folder, 'templates'), { recursive: true });
    const version = versions[`chart-${name}`];
    writeFileSync(
      join(folder, 'Chart.yaml'),
      stringify({ apiVersion: 'v2', name, version }),
    );
    writeFileSync(join(folder, 'templates/all.yaml'), template);
  }
  const file = join(repository, 'environments/local.yaml');
  const environment = parse(readFileSync(file, 'utf8'));
  environment.platform.observability.values = {
    grafana: { adminPassword: 'ref+sops://../../secrets.enc.yaml#/grafana' },
  };
  writeFileSync(file, stringify(environment));

  standIn(
    'helm',
    `case " $* " in
*' upgrade '*)
	for argument; do
		case $before in --values)
			cat "$argument" >>${handedOver()}
			stat -c %a "$(dirname "$argument")" >>${join(work, 'modes')} ;;
		esac
		before=$argument
	done
	[ -z "$FAILS" ] || { echo 'Error: UPGRADE FAILED: it was to fail' >&2; exit 1; }
	exit ;;
*' list '* | *' status '* | *' history '*) exit ;;
esac
exec ${join(tools, 'helm')} "$@"`,
  );
  // What comes by standard input is for the API server.
  standIn(
    'kubectl',
    `. ${join(root, 'scripts/operate/tests/reachable.sh')}
case " $* " in *' diff '*) cat >${join(
      work,
      'compared.yaml',
    )} ;; *) echo '{"items": []}' ;; esac`,
  );

  run('age-keygen', '-o', join(work, 'key.txt'));
  const recipient = run('age-keygen', '-y', join(work, 'key.txt')).out.trim();
  const plain = join(work, 'plain.yaml');
  writeFileSync(plain, stringify({ grafana: canary }));
  const encrypted = run(
    'sops',
    ...['encrypt', '--age', ensurePresent(recipient.split('\n')[0])],
    ...['--output', join(repository, 'secrets.enc.yaml'), plain],
  );
  assert.equal(encrypted.status, 0, encrypted.out);
  rmSync(plain);
  rmSync(calls(), { force: true });
});
after(() => rmSync(work, { recursive: true, force: true }));

/** Every file below a folder, with its text. */
const textsBelow = (folder: string) =>
  globSync('**', { cwd: folder, withFileTypes: true })
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => statSync(path, { throwIfNoEntry: false })?.isFile())
    .map(path => [path, readFileSync(path, 'utf8')] as const);

const assertSilent = (place: string, text: string) =>
  assert.deepEqual(canariesIn(text, { canary }), [], place);

describe('a password that SOPS encrypts', () => {
  for (const [command, args, fails] of [
    ['make', ['deploy-observability', 'ENV=local'], false],
    ['make', ['deploy-observability', 'ENV=local'], true],
    ['make', ['diff', 'ENV=local', 'LAYER=observability'], false],
    ['make', ['releases', 'ENV=local'], false],
    ['make', ['template', 'ENV=local'], false],
    ['helmfile', ['-e', 'local', 'build'], false],
  ] as const) {
    test(`is not printed by ${command} ${args.join(' ')}${
      fails ? ', when it fails' : ''
    }, nor left anywhere`, () => {
      process.env.FAILS = fails ? 'yes' : '';
      const { status, out } = run(command, ...args);
      assert.equal(status === 0, !fails, out);
      assertSilent('output', out);
      assertSilent('arguments', readFileSync(calls(), 'utf8'));
      for (const folder of [repository, temporary()]) {
        for (const [path, text] of textsBelow(folder)) assertSilent(path, text);
      }
    });
  }

  test('has reached Helm, by a file that others of the machine cannot read', () => {
    assert.ok(readFileSync(handedOver(), 'utf8').includes(canary));
    const modes = readFileSync(join(work, 'modes'), 'utf8');
    assert.deepEqual([...new Set(modes.trim().split('\n'))], ['700']);
  });

  test('is in the Secret that is rendered, and in no other object', () => {
    const { out } = run('make', 'template', 'ENV=local', 'LAYER=observability');
    const objects = out.split(/^---$/m);
    const holding = objects.filter(
      text => canariesIn(text, { canary }).length > 0,
    );
    assert.equal(holding.length, 1, out);
    assert.match(ensurePresent(holding[0]), /^kind: Secret$/m);
    const compared = readFileSync(join(work, 'compared.yaml'), 'utf8');
    assert.match(compared, /^kind: Secret$/m);
  });

  test('is refused, and named, where its key is not there', () => {
    const key = join(work, 'key.txt');
    const text = readFileSync(key);
    rmSync(key);
    const { status, out } = run('make', 'deploy-observability', 'ENV=local');
    writeFileSync(key, text);
    assert.notEqual(status, 0);
    assert.match(out, /secrets\.enc\.yaml/);
    assertSilent('output', out);
  });
});
