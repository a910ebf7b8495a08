// Records the responses of a real API server about the nodes of nodes.yaml, for the accounts of rbac.yaml:
//   eval "$(tests/cluster/up.sh -e)" && kubectl apply -f rbac.yaml -f nodes.yaml && sleep 60 && node record.mjs
// Managed fields are removed; everything else is unchanged.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import https from 'node:https';

const kubectl = (...args) => execFileSync('kubectl', args, { encoding: 'utf8' }).trim();
const config = JSON.parse(kubectl('config', 'view', '--raw', '--minify', '-o', 'json'));
const { server, 'certificate-authority-data': ca } = config.clusters[0].cluster;
const tokens = Object.fromEntries(
  ['reader', 'lister', 'stranger'].map(name => [name, kubectl('create', 'token', name, '--namespace', 'default')]),
);

function get(path, account) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${tokens[account] ?? 'no-token-at-all'}` };
    https
      .get(new URL(server + path), { headers, ca: Buffer.from(ca, 'base64') }, response => {
        let body = '';
        response.on('data', chunk => (body += chunk));
        response.on('end', () => resolve({ path, account, status: response.statusCode, body: shortened(body) }));
      })
      .on('error', reject);
  });
}

function shortened(body) {
  try {
    return JSON.parse(body, (key, value) => (key === 'managedFields' ? undefined : value));
  } catch {
    return body;
  }
}

async function getPages(path, account, labelSelector = 'ethereum.nodeyard.io/role') {
  const pages = [];
  let next = '';
  do {
    const query = new URLSearchParams({ labelSelector, limit: '4', ...(next && { continue: next }) });
    const page = await get(`${path}?${query}`, account);
    pages.push(page);
    next = page.body.metadata?.continue;
  } while (next);
  return pages;
}

/** One pod of the pool syncs and receives no traffic. */
function makeOnePodSync() {
  const inPools = ['--namespace', 'pools'];
  const names = kubectl('get', 'pods', ...inPools, '--selector', 'ethereum.nodeyard.io/node=rpc', '--output', 'name').split('\n');
  const change = 's/SYNCED/SYNCING/;s/"ready":true/"ready":false/;s/In sync: head is block 9712345, 5 s old/Syncing, 62 % done/';
  const command = `sed -i '${change}' /tmp/status && rm -f /tmp/readyz`;
  kubectl('exec', ...inPools, names.at(-1), '--container', 'node-health', '--', 'sh', '-c', command);
  kubectl('wait', ...inPools, names.at(-1), '--for', 'condition=Ready=false', '--timeout', '60s');
  return names.map(name => name.replace('pod/', ''));
}

const podsOfPool = makeOnePodSync();
const POOL_SELECTOR = 'ethereum.nodeyard.io/network=sepolia,ethereum.nodeyard.io/node=rpc';
const pod = name => `/api/v1/namespaces/payments/pods/${name}:8099/proxy/status`;
const answers = [
  ...(await getPages('/apis/apps/v1/statefulsets', 'reader')),
  ...(await getPages('/api/v1/pods', 'reader')),
  await get('/apis/apps/v1/statefulsets?labelSelector=ethereum.nodeyard.io%2Frole&limit=4', 'stranger'),
  await get('/apis/apps/v1/statefulsets?labelSelector=ethereum.nodeyard.io%2Frole&limit=4', 'anonymous'),
  await get(pod('geth-0'), 'reader'),
  await get(pod('geth-0'), 'lister'),
  await get(pod('silent-0'), 'reader'),
  await get(pod('crashing-0'), 'reader'),
  await get(pod('no-place-0'), 'reader'),
  await get(pod('gone-0'), 'reader'),
  ...(await getPages('/apis/apps/v1/deployments', 'reader', 'ethereum.nodeyard.io/role=serve')),
  ...(await getPages('/api/v1/namespaces/pools/pods', 'reader', POOL_SELECTOR)),
  ...(await Promise.all(podsOfPool.map(name => get(`/api/v1/namespaces/pools/pods/${name}:8099/proxy/status`, 'reader')))),
];
const { gitVersion } = JSON.parse(kubectl('version', '-o', 'json')).serverVersion;
writeFileSync(
  new URL('answers.json', import.meta.url),
  `${JSON.stringify({ recorded: new Date().toISOString().slice(0, 10), kubernetes: gitVersion, answers }, null, 1)}\n`,
);
