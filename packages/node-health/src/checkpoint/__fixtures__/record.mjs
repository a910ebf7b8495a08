// Records what a Beacon API says of two finalized checkpoints in a row: node record.mjs http://127.0.0.1:9596 >lodestar.json
import { setTimeout as sleep } from 'node:timers/promises';

const [url] = process.argv.slice(2);
const json = async path => (await fetch(url + path)).json();
const bytes = async path => {
  const headers = { accept: 'application/octet-stream' };
  const answer = await fetch(url + path, { headers });
  return Buffer.from(await answer.arrayBuffer()).toString('base64');
};

async function checkpoint() {
  const { data } = await json('/eth/v1/beacon/blocks/finalized/root');
  const header = await json(`/eth/v1/beacon/headers/${data.root}`);
  const state = await bytes('/eth/v2/debug/beacon/states/finalized');
  return { root: data.root, header, state };
}

async function checkpointAfter(root) {
  for (;;) {
    const found = await checkpoint();
    if (found.root !== root) return found;
    await sleep(500);
  }
}

const first = await checkpointAfter((await checkpoint()).root);
const second = await checkpointAfter(first.root);
const { data } = await json('/eth/v1/node/version');
const genesis = await json('/eth/v1/beacon/genesis');
console.log(
  JSON.stringify({ version: data.version, genesis, checkpoints: [first, second] }, null, 2),
);
