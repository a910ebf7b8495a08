#!/usr/local/bin/node
// Stands in for the programs of a node where a test is about Kubernetes' objects and not about a chain. It is no client
// and no sidecar: it says of itself what the test wrote into /tmp/<name of the program>.json.
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { basename } = require('node:path');

const name = basename(process.argv[1]);

function fate() {
  try {
    return JSON.parse(readFileSync(`/tmp/${name}.json`, 'utf8'));
  } catch {
    return {};
  }
}

/** A sidecar's answer about a node that is well, but for what the test says. */
function status() {
  const now = Date.now();
  const { sinceMinutes = 0, sampleInSeconds = 0, disk, verdict } = fate();
  const sample = {
    at: now + sampleInSeconds * 1000,
    execution: {
      kind: 'failed',
      reason: 'refused',
      detail: 'a stand-in has no client',
    },
    consensus: { kind: 'not-configured' },
    disk: disk ?? { usedBytes: 1, totalBytes: 100 },
  };
  return {
    schemaVersion: 1,
    node: { name: 'stand-in', network: 'devnet' },
    verdict: {
      state: 'SYNCED',
      ready: true,
      since: now - sinceMinutes * 60_000,
      summary: 'A stand-in says so',
      reasons: [],
      evidence: {},
      forks: [],
      forkReady: true,
      runbook: 'synced',
      ...verdict,
    },
    sample,
    sidecar: { version: 'stand-in', startedAt: now, pollIntervalMs: 5_000 },
  };
}

function serve() {
  // Where the status is, and where probes look that share their fate with no other caller.
  for (const port of [8099, 8097]) createServer(answer).listen(port);
}

function answer({ url }, response) {
  const { verdict } = status();
  const { mute, unready } = fate();
  const [path] = url.split('?');
  const refused =
    path === '/readyz' ? !verdict.ready || unready : path === '/status' && mute;
  response.statusCode = refused ? 503 : 200;
  response.end(JSON.stringify(path === '/status' ? status() : {}));
}

/** A client that does nothing, until the test wants it to end or to eat. */
function idle() {
  const eaten = [];
  // Where the chart's probes look for geth and Lodestar.
  const port = name === 'geth' ? 6060 : 8008;
  createServer((_, response) => response.end()).listen(port);
  setInterval(() => {
    const { exit, eat } = fate();
    if (exit !== undefined) process.exit(exit);
    if (eat) eaten.push(Buffer.alloc(16 * 1024 * 1024, 1));
  }, 200);
}

process.on('SIGTERM', () => process.exit(0));
process.on('SIGINT', () => process.exit(0));
const [first = ''] = process.argv.slice(2);
const isClient = name === 'geth' || name === 'lodestar';
// Commands that run before the clients have nothing to do here.
if (isClient && first !== 'init') idle();
if (name === 'node-health' && first.startsWith('--')) serve();
