import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '@nodeyard/ethereum';
import { toSentence } from '../__testUtils__/toEnglish';
import type { Resolve } from './checkedLookup';
import { GuardedFetch } from './GuardedFetch';
import { endpointRuleSchema } from './endpointRule';

jest.setTimeout(60_000);

let server: Server;
let port: number;
let calls: number;
beforeEach(async () => {
  calls = 0;
  server = createServer((request, response) => {
    calls += 1;
    if (request.url === '/moved') {
      response.writeHead(307, { location: '/elsewhere' }).end();
    } else {
      response.end(`host ${request.headers.host}`);
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise(resolve => {
    server.close(resolve);
  });
});

/** Successive DNS answers; the last one is repeated. */
function resolvingTo(...answers: string[][]): Resolve {
  return (_, __, callback) => {
    const [addresses = []] =
      answers.length > 1 ? answers.splice(0, 1) : answers;
    callback(
      null,
      addresses.map(address => ({
        address,
        family: address.includes(':') ? 6 : 4,
      })),
    );
  };
}

const ruleOf = (host: string, addresses?: string[]) =>
  endpointRuleSchema.parse({ scheme: 'http', host, ports: [port], addresses });

/** The response, or why the guard refused the request. */
async function call(
  guarded: GuardedFetch,
  url: string,
): Promise<{ text?: string; status?: number; refusal?: string }> {
  const { fetch, refusal } = guarded.session();
  try {
    const response = await fetch(url, {
      method: 'GET',
      headers: {},
      signal: new AbortController().signal,
      redirect: 'manual',
      maxBytes: 1024,
    });
    const body = await readBody(response, 1024);
    return { text: body.ok ? body.value : body.why, status: response.status };
  } catch {
    return { refusal: toSentence(refusal()) };
  }
}

const loopback = ['127.0.0.0/8'];

describe('GuardedFetch', () => {
  it('calls an allowed name at its checked address', async () => {
    const guarded = new GuardedFetch(
      [ruleOf('*.acme.example', loopback)],
      resolvingTo(['127.0.0.1']),
    );
    expect(await call(guarded, `http://geth.acme.example:${port}/`)).toEqual({
      text: `host geth.acme.example:${port}`,
      status: 200,
    });
    guarded.close();
  });

  it.each([
    ['127.0.0.1', 'loopback'],
    ['169.254.169.254', 'linkLocal'],
    ['168.63.129.16', 'metadata service'],
    ['100.100.100.200', 'carrierGradeNat'],
    ['0.0.0.0', 'unspecified'],
    ['224.0.0.1', 'multicast'],
    ['::1', 'loopback'],
    ['fe80::1', 'linkLocal'],
    ['fd00:ec2::254', 'metadata service'],
    ['::ffff:127.0.0.1', 'ipv4Mapped'],
    ['::ffff:10.0.0.1', 'ipv4Mapped'],
    ['64:ff9b::7f00:1', 'rfc6052'],
  ])('refuses a listed name that resolves to %s', async (address, words) => {
    const guarded = new GuardedFetch(
      [ruleOf('geth.acme.example')],
      resolvingTo([address]),
    );
    const { refusal } = await call(guarded, `http://geth.acme.example:${port}`);
    expect(refusal).toContain(
      `geth.acme.example resolves to an address that is refused: ${address} `,
    );
    expect(refusal).toContain(words);
    expect(calls).toBe(0);
    guarded.close();
  });

  it('refuses a name with one refused address among allowed ones', async () => {
    const guarded = new GuardedFetch(
      [ruleOf('geth.acme.example')],
      resolvingTo(['10.0.0.1', '127.0.0.1']),
    );
    const { refusal } = await call(guarded, `http://geth.acme.example:${port}`);
    expect(refusal).toContain('refused: 127.0.0.1 is in the range loopback');
    guarded.close();
  });

  it('checks the DNS answer of each connection', async () => {
    const guarded = new GuardedFetch(
      [ruleOf('geth.acme.example', ['127.0.0.1/32'])],
      resolvingTo(['127.0.0.1'], ['127.0.0.2']),
    );
    const url = `http://geth.acme.example:${port}`;
    expect((await call(guarded, url)).status).toBe(200);
    server.closeAllConnections();
    // A new connection resolves the name again. A kept one uses the checked address.
    let last = await call(guarded, url);
    while (last.status === undefined && last.refusal === undefined) {
      last = await call(guarded, url);
    }
    expect(last.refusal).toBe(
      'geth.acme.example resolves to an address that is refused: 127.0.0.2 is outside of 127.0.0.1/32',
    );
    expect(calls).toBe(1);
    guarded.close();
  });

  it.each([
    'http://127.0.0.1:PORT',
    'http://127.1:PORT',
    'http://0x7f000001:PORT',
    'http://2130706433:PORT',
    'http://[::ffff:127.0.0.1]:PORT',
    'http://localhost:PORT',
    'http://acme.example:PORT',
    'http://geth.acme.example:1',
    'http://geth.acme.example.other.example:PORT',
    'https://geth.acme.example:PORT',
  ])('refuses %s, which no rule lists', async url => {
    const guarded = new GuardedFetch(
      [ruleOf('*.acme.example', loopback)],
      resolvingTo(['127.0.0.1']),
    );
    const { refusal } = await call(guarded, url.replace('PORT', String(port)));
    expect(refusal).toMatch(/is not allowed$/);
    expect(calls).toBe(0);
    guarded.close();
  });

  it('refuses an allowed address in a refused range', async () => {
    const guarded = new GuardedFetch([ruleOf('127.0.0.1')]);
    expect((await call(guarded, `http://127.0.0.1:${port}`)).refusal).toBe(
      '127.0.0.1 is in the range loopback',
    );
    guarded.close();
  });

  it('ignores the trailing dot of a name', async () => {
    const guarded = new GuardedFetch(
      [ruleOf('geth.acme.example', loopback)],
      resolvingTo(['127.0.0.1']),
    );
    expect(
      (await call(guarded, `http://GETH.acme.example.:${port}`)).status,
    ).toBe(200);
    guarded.close();
  });

  it('calls every address without a list but those of metadata services', async () => {
    const url = `http://geth.acme.example:${port}/`;
    expect(
      await call(new GuardedFetch(undefined, resolvingTo(['127.0.0.1'])), url),
    ).toMatchObject({ text: `host geth.acme.example:${port}` });
    expect(
      await call(
        new GuardedFetch(
          undefined,
          resolvingTo(['127.0.0.1', '169.254.169.254']),
        ),
        url,
      ),
    ).toEqual({
      refusal:
        'geth.acme.example resolves to an address that is refused: 169.254.169.254 is in the range linkLocal',
    });
  });

  it('does not follow redirects', async () => {
    const guarded = new GuardedFetch([ruleOf('127.0.0.1', loopback)]);
    expect((await call(guarded, `http://127.0.0.1:${port}/moved`)).status).toBe(
      307,
    );
    expect(calls).toBe(1);
    guarded.close();
  });
});

describe('endpointRuleSchema', () => {
  it.each([
    ['*', 'is not a host'],
    ['*.', 'is not a host'],
    ['a.*.example', 'is not a host'],
    ['http://rpc.example', 'is not a host'],
    ['rpc.example:8545', 'is not a host'],
    ['127.0.1', 'is not a host'],
    ['*.0.0.1', 'is not a host'],
    ['', 'is not a host'],
  ])('refuses the host %j', (host, words) => {
    const { error } = endpointRuleSchema.safeParse({ scheme: 'http', host });
    expect(error?.issues[0]?.message).toContain(words);
  });

  it('normalizes the spelling of an address', () => {
    expect(ruleOf('[FD12::0:1]').host).toBe('fd12::1');
  });

  it.each([
    [{ addresses: ['10.0.0.0'] }, 'is not a CIDR'],
    [{ ports: [] }, 'Too small'],
    [{ ports: [0] }, 'Too small'],
    [{ scheme: 'ftp' }, 'Invalid option'],
    [{ paths: ['/'] }, 'Unrecognized key'],
  ])('refuses %j', (part, words) => {
    const { error } = endpointRuleSchema.safeParse({
      scheme: 'http',
      host: 'rpc.example',
      ...part,
    });
    expect(error?.issues[0]?.message).toContain(words);
  });
});
