import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { ensurePresent } from '../../tests/ensurePresent';
import { goAdvisories, npmAdvisories } from './advisories';
import type { Advisory } from './advisories';
import { auditGoSource, auditImages, auditNpm } from './audits';
import { readExceptions, report, verdictOf } from './verdict';

/** Advisories of a registry, as npm's answers `POST /-/npm/v1/security/advisories/bulk`. */
const ofZod = {
  zod: [
    {
      id: 7,
      url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
      title: 'A vulnerability that this test made up',
      severity: 'high',
      vulnerable_versions: '>=0',
    },
  ],
};

/** Results of the real Yarn and of this audit for such an answer. The registry runs in a thread, because the audit waits for Yarn. */
async function auditOf(status: number, answer: unknown) {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     require('node:http').createServer((request, response) => {
       request.resume().on('end', () => response.writeHead(workerData.status).end(workerData.answer));
     }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port); });`,
    { eval: true, workerData: { status, answer: JSON.stringify(answer) } },
  );
  const [port] = await once(worker, 'message');
  const before = { ...process.env };
  process.env.YARN_NPM_REGISTRY_SERVER = `http://127.0.0.1:${port}`;
  process.env.YARN_UNSAFE_HTTP_WHITELIST = '127.0.0.1';
  process.env.YARN_HTTP_RETRY = '0';
  try {
    return auditNpm().result;
  } finally {
    process.env = before;
    await worker.terminate();
  }
}

describe('the audit of npm, with the real Yarn', () => {
  test('names vulnerable packages and their dependents', async () => {
    const result = await auditOf(200, ofZod);
    assert.ok(result.ok);
    const advisory = ensurePresent(result.advisories[0]);
    assert.equal(advisory.id, 'GHSA-aaaa-bbbb-cccc');
    assert.equal(advisory.part, 'zod');
    assert.ok(advisory.versions.length > 0);
    assert.ok(advisory.where.includes('nodeyard@workspace:.'));
  });

  test('finds nothing if the registry has no advisory', async () => {
    assert.deepEqual(await auditOf(200, {}), { ok: true, advisories: [] });
  });

  test('has not looked where the registry does not serve advisories', async () => {
    const result = await auditOf(405, {});
    assert.ok(!result.ok);
    assert.match(result.reason, /does not serve advisories.*405/);
  });

  test('has not looked where the registry does not answer', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise(resolve => {
      server.close(resolve);
    });
    const before = { ...process.env };
    process.env.YARN_NPM_REGISTRY_SERVER = `http://127.0.0.1:${port}`;
    process.env.YARN_UNSAFE_HTTP_WHITELIST = '127.0.0.1';
    process.env.YARN_HTTP_RETRY = '0';
    try {
      assert.equal(auditNpm().result.ok, false);
    } finally {
      process.env = before;
    }
  });

  for (const [status, stdout] of [
    [0, 'No audit suggestions'],
    [1, ''],
    [null, ''],
    [0, '{"value":"zod"}'],
    [1, '{"value":'],
    [2, ''],
  ] as const) {
    test(`is unchecked if Yarn exits with ${status} and prints "${stdout}"`, () => {
      assert.equal(npmAdvisories({ status, stdout, stderr: '' }).ok, false);
    });
  }
});

/** A database of vulnerabilities in the form of vuln.go.dev: vulnerable are symbols of a package of a module. */
async function databaseOf(
  entries: { id: string; module: string; path: string; symbol: string }[],
) {
  const folder = await mkdtemp(join(tmpdir(), 'nodeyard-vulndb-'));
  const modified = '2026-01-01T00:00:00Z';
  await mkdir(join(folder, 'index'));
  await mkdir(join(folder, 'ID'));
  for (const { id, module, path, symbol } of entries) {
    const imports = [{ path, symbols: [symbol] }];
    const events = [{ introduced: '0' }, { fixed: '99.0.0' }];
    const entry = {
      schema_version: '1.3.1',
      id,
      modified,
      published: modified,
      summary: `A vulnerability of ${path} that this test made up`,
      details: '',
      affected: [
        {
          package: { name: module, ecosystem: 'Go' },
          ranges: [{ type: 'SEMVER', events }],
          ecosystem_specific: { imports },
        },
      ],
      database_specific: { url: `https://pkg.go.dev/vuln/${id}` },
    };
    await writeFile(join(folder, `ID/${id}.json`), JSON.stringify(entry));
  }
  const modules = [...new Set(entries.map(({ module }) => module))];
  const index = modules.map(path => ({
    path,
    vulns: entries
      .filter(({ module }) => module === path)
      .map(({ id }) => ({ id, modified, fixed: '99.0.0' })),
  }));
  await writeFile(join(folder, 'index/modules.json'), JSON.stringify(index));
  await writeFile(join(folder, 'index/db.json'), JSON.stringify({ modified }));
  return folder;
}

describe('the audit of Go, with the real govulncheck', () => {
  async function auditWith(database: string) {
    process.env.GOVULNDB = `file://${database}`;
    try {
      return auditGoSource('docker/clients/probe').result;
    } finally {
      delete process.env.GOVULNDB;
      await rm(database, { recursive: true, force: true });
    }
  }

  test('names called symbols, and no others', async () => {
    const of = (id: string, path: string, symbol: string) => ({
      id,
      module: 'stdlib',
      path,
      symbol,
    });
    const result = await auditWith(
      await databaseOf([
        of('GO-2026-9001', 'net/http', 'Client.Get'),
        of('GO-2026-9002', 'net/smtp', 'SendMail'),
      ]),
    );
    assert.ok(result.ok);
    assert.deepEqual(
      result.advisories.map(({ id, part }) => [id, part]),
      [['GO-2026-9001', 'stdlib']],
    );
    assert.match(ensurePresent(result.advisories[0]).title, /net\/http/);
  });

  test('finds nothing where nothing is known', async () => {
    assert.deepEqual(await auditWith(await databaseOf([])), {
      ok: true,
      advisories: [],
    });
  });

  test('has not looked where the database is not there', async () => {
    const result = await auditWith('/nonexistent');
    assert.ok(!result.ok);
    assert.match(result.reason, /nonexistent/);
  });

  test('is unchecked if govulncheck prints nothing', () => {
    const nothing = { status: 0, stdout: '', stderr: '' };
    assert.equal(goAdvisories('x', nothing).ok, false);
  });
});

describe('the verdict', () => {
  const advisory: Advisory = {
    source: 'npm',
    id: 'GHSA-aaaa-bbbb-cccc',
    part: 'zod',
    versions: ['4.0.0'],
    severity: 'high',
    title: 'A title',
    url: '',
    where: ['nodeyard@workspace:.'],
  };
  const exception = {
    id: advisory.id,
    part: 'zod',
    reason: 'the function that is vulnerable is never called',
    until: '2026-12-31',
  };
  const vulnerable = {
    name: 'npm',
    result: { ok: true as const, advisories: [advisory] },
  };
  const sound = { name: 'npm', result: { ok: true as const, advisories: [] } };
  const blind = {
    name: 'images',
    result: { ok: false as const, reason: 'no scanner' },
  };

  for (const [audits, exceptions, today, code] of [
    [[sound], [], '2026-11-30', 0],
    [[vulnerable], [], '2026-11-30', 1],
    [[vulnerable], [exception], '2026-12-31', 0],
    [[vulnerable], [exception], '2027-01-01', 1],
    [[sound], [exception], '2027-01-01', 1],
    [[vulnerable], [{ ...exception, part: 'yaml' }], '2026-11-30', 1],
    [[sound, blind], [], '2026-11-30', 3],
    [[vulnerable, blind], [], '2026-11-30', 1],
    [
      [sound, blind],
      [{ ...exception, id: 'images', part: 'unaudited' }],
      '2026-11-30',
      0,
    ],
  ] as const) {
    test(`is ${code}: ${audits
      .map(
        ({ name, result }) =>
          `${name} ${result.ok ? result.advisories.length : 'not audited'}`,
      )
      .join(', ')}; ${exceptions
      .map(({ id, part }) => `${id} in ${part} accepted`)
      .join()} on ${today}`, () => {
      assert.equal(verdictOf(audits, exceptions, today).exitCode, code);
    });
  }

  test('names unchecked parts, and never reports success then', () => {
    const text = report(verdictOf([blind], [], '2026-11-30'), [blind]);
    assert.match(text, /^NOT AUDITED images: no scanner$/m);
    assert.match(text, /^0 of 1 audited/m);
  });

  test('names each database without an answer, the unchecked parts, and the meaning of the exit code', () => {
    const silent = (name: string) => ({
      ...blind,
      name,
      database: 'https://x',
    });
    const audits = [sound, silent('helm'), silent('geth'), blind];
    const verdict = verdictOf(audits, [], '2026-11-30');
    assert.deepEqual(verdict.silent, [
      { database: 'https://x', audits: ['helm', 'geth'] },
    ]);
    const text = report(verdict, audits);
    assert.match(
      text,
      /^NO ANSWER +of https:\/\/x: 2 of 4 audits were not made$/m,
    );
    assert.match(text, /^exit code 3: not everything could be looked at/m);
    assert.doesNotMatch(
      report(verdictOf([sound], [], '2026-11-30'), [sound]),
      /NO ANSWER|exit code [13]/,
    );
  });

  test('an exception needs a reason and a day', () => {
    const [read] = readExceptions(
      `- { id: GHSA-aaaa-bbbb-cccc, part: zod, reason: ${exception.reason}, until: 2026-12-31 }`,
    );
    assert.deepEqual(read, exception);
    for (const wrong of [
      '{ id: a, part: b, reason: because, until: 2026-12-31 }',
      `{ id: a, part: b, reason: ${exception.reason} }`,
      `{ id: a, part: b, reason: ${exception.reason}, until: never }`,
    ]) {
      assert.throws(() => readExceptions(`- ${wrong}`));
    }
  });

  test('the bases of images are named as not audited', () => {
    const { result } = auditImages();
    assert.ok(!result.ok);
    assert.match(result.reason, /node:/);
  });
});
