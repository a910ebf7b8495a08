import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProcessRunner } from './processRunner';
import type { ProcessRunner } from './processRunner';
import { readDesiredState } from './desiredState';

const repository = join(__dirname, '../../../..');

/** The result for an environment file: a stub of helmfile reads it, and renders nothing. */
async function settingsOf(content: string, environment = 'staging') {
  const root = await mkdtemp(join(tmpdir(), 'nodeyard-desired-'));
  try {
    await mkdir(join(root, 'environments'));
    await writeFile(join(root, 'environments/staging.yaml'), content);
    await writeFile(join(root, 'outside.yaml'), 'namespace: other\n');
    for (const folder of ['scripts', '.tools']) {
      await symlink(join(repository, folder), join(root, folder));
    }
    const real = createProcessRunner(root, Date.now() + 60_000);
    const programs: ProcessRunner = {
      run: async (program, args, input) =>
        program === 'bash'
          ? real.run(program, args, input)
          : { ok: true, value: { code: 0, stdout: '', stderr: '' } },
    };
    const reading = await readDesiredState(root, environment, programs);
    return reading.ok
      ? [reading.value.namespace, reading.value.context]
      : reading.reason;
  } finally {
    await rm(root, { recursive: true });
  }
}

describe('readWanted', () => {
  it.each([
    ['plain', 'namespace: chain\nkubeContext: admin@one\n'],
    ['a flow mapping', '{namespace: chain, kubeContext: admin@one}\n'],
    [
      'a merge key',
      'x: &x {namespace: chain, kubeContext: admin@one}\n<<: *x\n',
    ],
    [
      'Windows line ends',
      'namespace: chain\r\nkubeContext: "admin@one" # ours\r\n',
    ],
  ])(
    'reads namespace and context from %s as helmfile does',
    async (_, text) => {
      expect(await settingsOf(text)).toEqual(['chain', 'admin@one']);
    },
  );

  it('uses the default for a missing value', async () => {
    expect(await settingsOf('network: hoodi\n')).toEqual([
      'ethereum',
      undefined,
    ]);
  });

  it.each([
    ['several documents', 'namespace: a\n---\nnamespace: b\n'],
    ['a key twice', 'namespace: a\nnamespace: b\n'],
    ['a number', 'namespace: 0x10\n'],
    ['a date', 'namespace: 2026-01-01\n'],
    ['an option', 'namespace: "--all"\n'],
    ['a context that is an option', 'kubeContext: "--server=http://x"\n'],
    ['no YAML', 'namespace: [a\n'],
  ])('refuses %s by its file', async (_, text) => {
    expect(await settingsOf(text)).toMatch(/^environments\/staging\.yaml: /);
  });

  it('opens no file outside environments/', async () => {
    expect(await settingsOf('', '../outside')).toMatch(
      /^there is no environment "\.\.\/outside"/,
    );
  });
});
