import { aLieAbout } from '../../packages/node-health/src/checkpoint/__fixtures__/aLie';
import {
  startBeaconApi,
  startStranger,
  type Checkpoint,
} from '../../packages/node-health/src/checkpoint/__fixtures__/beaconApi';
import { freePort } from '../gateway/processes';

const STATES = '/eth/v2/debug/beacon/states/';

const ending: Array<() => Promise<void>> = [];

/** Ends all of them. */
export async function endSources(): Promise<void> {
  for (const end of ending.splice(0)) await end();
}

export async function deadSource(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}`;
}

/** Another finalized block than the real one of now, and a state that follows it. */
export async function lyingSource(real: string): Promise<string> {
  const truth = await checkpointOf(real);
  const genesis = await textOf(`${real}/eth/v1/beacon/genesis`);
  return urlOf(
    startBeaconApi({
      chain: [await aLieAbout(truth)],
      instead: { '/beacon/genesis': (_, response) => response.end(genesis) },
    }),
  );
}

/** The recorded chain, which has other validators. */
export async function foreignSource(): Promise<string> {
  const other = {
    genesis_time: '1',
    genesis_validators_root: `0x${'ab'.repeat(32)}`,
    genesis_fork_version: '0x10000038',
  };
  return urlOf(
    startBeaconApi({
      instead: {
        '/beacon/genesis': (_, response) =>
          response.end(JSON.stringify({ data: other })),
      },
    }),
  );
}

/** The real one, but for states: half of one, and then nothing. */
export async function stallingSource(real: string): Promise<string> {
  return urlOf(
    startStranger(async ({ url = '', headers }, response) => {
      const { accept = '*/*' } = headers;
      const answer = await fetch(real + url, { headers: { accept } });
      const body = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? '',
        'content-length': body.length,
      });
      if (url.startsWith(STATES)) {
        response.write(body.subarray(0, body.length / 2));
      } else {
        response.end(body);
      }
    }),
  );
}

async function urlOf(
  starting: Promise<{ url: string; end(): Promise<void> }>,
): Promise<string> {
  const { url, end } = await starting;
  ending.push(end);
  return url;
}

async function checkpointOf(url: string): Promise<Checkpoint> {
  const accept = 'application/octet-stream';
  const state = await fetch(`${url}${STATES}finalized`, {
    headers: { accept },
  });
  const header = JSON.parse(
    await textOf(`${url}/eth/v1/beacon/headers/finalized`),
  );
  const bytes = Buffer.from(await state.arrayBuffer());
  return { root: header.data.root, header, state: bytes.toString('base64') };
}

async function textOf(url: string): Promise<string> {
  return (await fetch(url)).text();
}
