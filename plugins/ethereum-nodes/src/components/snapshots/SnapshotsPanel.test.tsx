import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { ResponseError } from '@backstage/errors';
import type {
  EthereumNodesApi,
  NodeSnapshotRun,
  NodeSnapshots,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  cleanup,
  screen,
  waitForElementToBeRemoved,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aNode, noon } from '../../__testUtils__/aNode';
import { aSnapshotRun } from '../../__testUtils__/aSnapshotRun';
import { anApi } from '../../__testUtils__/anApi';
import { someSnapshots } from '../../__testUtils__/someSnapshots';
import { ethereumNodesApiRef } from '../../api';
import { SnapshotsPanel } from './SnapshotsPanel';

/** Renders the panel for a node whose newest run is `newest`, with the errors of requests. */
function renderWithRun(
  newest: NodeSnapshotRun,
  requestSnapshot: EthereumNodesApi['requestSnapshot'] = jest.fn(),
) {
  const node = aNode({ executionClient: 'geth' });
  const api = anApi([node], {
    getSnapshots: async () => someSnapshots(noon),
    getSnapshotRun: async () => newest,
    requestSnapshot,
  });
  return renderInTestApp(<SnapshotsPanel node={node} />, {
    apis: [[ethereumNodesApiRef, api]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}

const requestButton = () =>
  screen.findByRole('button', { name: 'Request a snapshot' });

async function requestAndConfirm() {
  const user = userEvent.setup();
  await user.click(await requestButton());
  await user.click(await screen.findByRole('button', { name: 'Request' }));
}

function aResponseError(status: number, name: string, extra: object = {}) {
  const error = { name, message: 'the message of the backend', ...extra };
  return ResponseError.fromResponse({
    ok: false,
    status,
    statusText: name,
    headers: new Headers({ 'content-type': 'application/json' }),
    text: async () =>
      JSON.stringify({ error, response: { statusCode: status } }),
  } as never);
}

function renderPanel(
  getSnapshots: () => Promise<NodeSnapshots>,
  node = aNode({ executionClient: 'geth' }),
) {
  return renderInTestApp(<SnapshotsPanel node={node} />, {
    apis: [[ethereumNodesApiRef, anApi([node], { getSnapshots })]],
  });
}

const rowOf = async (words: string | RegExp) => {
  const cell = await screen.findByText(words);
  const row = cell.closest('[role="row"]');
  if (!(row instanceof HTMLElement)) throw new Error('it is in no row');
  return within(row);
};

describe('SnapshotsPanel', () => {
  it('shows block, size and verification of each snapshot', async () => {
    renderPanel(async () => someSnapshots(noon));
    const latest = await rowOf('Booted and checked');
    expect(latest.getByText('latest')).toBeInTheDocument();
    expect(latest.getByText('612 GiB')).toBeInTheDocument();
    expect(latest.getByText('9 GiB new')).toBeInTheDocument();
    const newest = await rowOf('Not verified yet');
    expect(newest.queryByText('latest')).not.toBeInTheDocument();
    expect(
      (await rowOf('Verification failed')).getByText('612 GiB new'),
    ).toBeInTheDocument();
  });

  it('copies the restore command', async () => {
    const user = userEvent.setup();
    const copied: unknown[] = [];
    document.addEventListener('copy', () =>
      copied.push(document.getSelection()?.toString()),
    );
    document.execCommand = () => document.dispatchEvent(new Event('copy'));
    const snapshots = someSnapshots(noon);
    renderPanel(async () => snapshots);
    const row = await rowOf('Booted and checked');
    await user.click(row.getByRole('button', { name: /^Copy the command/ }));
    expect(copied).toEqual([snapshots.items[1].restoreCommand]);
    expect(row.getByRole('button', { name: 'Copied' })).toBeInTheDocument();
  });

  it('explains how to get the first snapshot', async () => {
    renderPanel(async () => ({
      stores: [
        { name: 'main', lastSuccess: '2026-11-23T12:00:00Z', problems: [] },
      ],
      items: [],
    }));
    expect(
      await screen.findByText(/^There is no snapshot of geth on sepolia yet/),
    ).toBeInTheDocument();
  });

  it('does not show an unread store as empty', async () => {
    renderPanel(async () => ({
      stores: [{ name: 'main', problems: [] }],
      items: [],
    }));
    expect(
      await screen.findByText(/^The store has not been read yet/),
    ).toBeInTheDocument();
  });

  it('does not show a store that never responded as empty', async () => {
    renderPanel(async () => ({
      stores: [{ name: 'main', error: 'connection refused', problems: [] }],
      items: [],
    }));
    expect(
      await screen.findByText(/^Store “main” has never responded/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/^There is no snapshot/)).not.toBeInTheDocument();
  });

  it('shows the booted client, and no command but the reason for a failed verification', async () => {
    renderPanel(async () => someSnapshots(noon));
    const good = await rowOf('Booted and checked');
    expect(good.getByText(/with Geth 1\.17\.10$/)).toBeInTheDocument();
    expect(
      good.getByRole('button', { name: /^Copy the command/ }),
    ).toBeInTheDocument();
    const bad = await rowOf('Verification failed');
    expect(
      bad.getByText('The client booted without the block of the snapshot'),
    ).toBeInTheDocument();
    expect(bad.queryByRole('button')).not.toBeInTheDocument();
  });

  it('warns if the newest verified snapshot is too old', async () => {
    const [newest, verified, failed] = someSnapshots(Date.now()).items;
    const blockTime = new Date(Date.now() - 9 * 24 * 3_600_000).toISOString();
    renderPanel(async () => ({
      ...someSnapshots(Date.now()),
      items: [newest, { ...verified, blockTime }, { ...failed, blockTime }],
    }));
    expect(
      await screen.findByText(
        /^The newest verified snapshot is older than 8 d:/,
      ),
    ).toBeInTheDocument();
  });

  it('calls a snapshot old by the schedule of its node', async () => {
    const DAY = 24 * 3_600;
    const [, verified] = someSnapshots(Date.now()).items;
    const blockTime = new Date(Date.now() - 9 * DAY * 1000).toISOString();
    const withSchedule = (staleAfterSeconds: number) => async () => ({
      ...someSnapshots(Date.now()),
      items: [{ ...verified, blockTime }],
      staleAfterSeconds,
    });
    renderPanel(withSchedule(10 * DAY));
    await screen.findByText('Booted and checked');
    expect(screen.queryByText(/is older than/)).not.toBeInTheDocument();
    cleanup();
    renderPanel(withSchedule(2 * DAY + 68_400));
    expect(
      await screen.findByText(
        /^The newest verified snapshot is older than 2 d 19 h:/,
      ),
    ).toBeInTheDocument();
  });

  it('warns if none is verified, and if the newest verification failed', async () => {
    const [, , failed] = someSnapshots(Date.now()).items;
    renderPanel(async () => ({
      ...someSnapshots(Date.now()),
      items: [failed],
    }));
    expect(
      await screen.findByText(/^None of these snapshots is verified/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^The newest verification failed/),
    ).toBeInTheDocument();
  });

  it('paginates, and sorts by the selected column', async () => {
    const user = userEvent.setup();
    const [snapshot] = someSnapshots(noon).items;
    const items = Array.from({ length: 23 }, (_, index) => ({
      ...snapshot,
      id: `${index}-x`,
      blockNumber: 100 + index,
      sizeBytes: 1000 - index,
    }));
    renderPanel(async () => ({ ...someSnapshots(noon), items }));
    const blocks = () =>
      screen
        .getAllByRole('rowheader')
        .map(header => Number(header.textContent?.replace(/\D/g, '')));
    await screen.findByText('122');
    expect(blocks()).toEqual([
      122, 121, 120, 119, 118, 117, 116, 115, 114, 113,
    ]);
    expect(screen.getByText('1 to 10 of 23')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /next/i }));
    expect(blocks()[0]).toBe(112);
    await user.click(screen.getByRole('columnheader', { name: 'Size' }));
    expect(blocks()[0]).toBe(122);
  });

  it('shows the last content of a store that is not responding, with an alert', async () => {
    renderPanel(async () => ({
      ...someSnapshots(noon),
      stores: [
        {
          name: 'main',
          lastSuccess: '2026-11-23T12:00:00Z',
          error: 'connection refused',
          problems: [],
        },
        { name: 'second', problems: ['9-x is damaged.'] },
      ],
    }));
    expect(
      await screen.findByText(
        /^Store “main” is not responding: the list is from /,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('connection refused')).toBeInTheDocument();
    expect(screen.getByText('9-x is damaged.')).toBeInTheDocument();
    expect(await rowOf('Booted and checked')).toBeDefined();
  });

  it('shows the error of a failed request', async () => {
    renderPanel(async () => {
      throw new Error('the backend is down');
    });
    expect(
      await screen.findByText(
        'The snapshots could not be loaded: the backend is down',
      ),
    ).toBeInTheDocument();
  });

  it.each([
    ['if no store is configured', 'geth', []],
    [
      'for a client without snapshots',
      'anvil',
      [{ name: 'main', problems: [] }],
    ],
  ])('is absent %s', async (_, executionClient, stores) => {
    renderPanel(
      async () => ({ stores, items: [] }),
      aNode({ executionClient }),
    );
    const panel = () =>
      screen.queryByRole('region', { name: 'Snapshots to restore from' });
    await waitForElementToBeRemoved(panel);
    expect(panel()).not.toBeInTheDocument();
  });
});

describe('a request of a snapshot', () => {
  it('is sent after a confirmation, and its run is shown', async () => {
    const newest: NodeSnapshotRun = { request: 'allowed' };
    const requestSnapshot = jest.fn(async () => {
      newest.run = aSnapshotRun('geth-0', Date.now());
      return {} as never;
    });
    renderWithRun(newest, requestSnapshot);
    const user = userEvent.setup();
    await user.click(await requestButton());
    expect(await screen.findByText(/^The node is stopped/)).toBeInTheDocument();
    expect(requestSnapshot).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Request' }));
    expect(requestSnapshot).toHaveBeenCalledTimes(1);
  });

  it('is not sent if the dialog is cancelled', async () => {
    const requestSnapshot = jest.fn();
    renderWithRun({ request: 'allowed' }, requestSnapshot);
    const user = userEvent.setup();
    await user.click(await requestButton());
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(requestSnapshot).not.toHaveBeenCalled();
  });

  it('is busy until it is answered', async () => {
    renderWithRun({ request: 'allowed' }, () => new Promise(() => {}));
    await requestAndConfirm();
    expect(await screen.findByText('Requesting')).toBeInTheDocument();
  });

  it.each([
    [
      409,
      'ConflictError',
      { job: 'geth-0-snapshot-1' },
      /^A run is active already: the Job geth-0-snapshot-1/,
    ],
    [403, 'NotAllowedError', {}, /ethereum-nodes\.snapshot\.create/],
    [
      503,
      'ServiceUnavailableError',
      {},
      /^The snapshot could not be requested: .*the message of the backend/,
    ],
  ])('shows why it was refused with %s', async (status, name, extra, text) => {
    renderWithRun({ request: 'allowed' }, async () => {
      throw await aResponseError(status, name, extra);
    });
    await requestAndConfirm();
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it.each([
    'not-permitted',
    'not-enabled',
    'not-in-cluster',
    'no-cron-job',
  ] as const)('has no button if it is %s', async request => {
    renderWithRun({ request });
    await screen.findByText('Booted and checked');
    expect(
      screen.queryByRole('button', { name: 'Request a snapshot' }),
    ).not.toBeInTheDocument();
  });

  it('names the setting that suspends it', async () => {
    renderWithRun({
      request: 'suspended',
      run: aSnapshotRun('geth-0', noon, noon),
    });
    expect(
      await screen.findByText(/snapshots\.suspend in the values/),
    ).toBeInTheDocument();
  });
});

describe('the newest run', () => {
  it.each([
    [0, 'Waits for its pod to start', ''],
    [10_000, 'Waits until the node may be stopped', ''],
    [30_000, 'Captures the datadir', 'the node is stopped'],
    [70_000, 'Boots a client from the snapshot', ''],
    [100_000, 'Newest run: snapshot verified and published', ''],
  ])('is shown %s ms after its start', async (elapsedMs, text, more) => {
    renderWithRun({
      request: 'not-permitted',
      run: aSnapshotRun('geth-0', noon, noon + elapsedMs),
    });
    expect(await screen.findByText(text)).toBeInTheDocument();
    expect(
      screen.getByText(new RegExp(`${more}.*requested by`)),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: /follows the log of the run$/ }),
    ).toBeInTheDocument();
  });

  it('disables the button while it is active', async () => {
    renderWithRun({
      request: 'allowed',
      run: aSnapshotRun('geth-0', noon, noon),
    });
    expect(await requestButton()).toBeDisabled();
  });

  it('shows why it failed, and why its phase is unknown', async () => {
    renderWithRun({
      request: 'allowed',
      run: {
        ...aSnapshotRun('geth-0', noon, noon),
        requestedBy: undefined,
        status: 'failed',
        failure: { code: 'unclean-exit', message: 'exit code 137' },
      },
      problem: 'The service account may not get configmaps (403).',
    });
    expect(await screen.findByText('Newest run: failed')).toBeInTheDocument();
    expect(screen.getByText('Reason: unclean-exit')).toBeInTheDocument();
    expect(screen.getByText('exit code 137')).toBeInTheDocument();
    expect(screen.getByText(/by its schedule/)).toBeInTheDocument();
    expect(screen.getByText(/may not get configmaps/)).toBeInTheDocument();
  });
});
