import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { NodeSnapshots } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  screen,
  waitForElementToBeRemoved,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aNode, noon } from '../../__testUtils__/aNode';
import { anApi } from '../../__testUtils__/anApi';
import { someSnapshots } from '../../__testUtils__/someSnapshots';
import { ethereumNodesApiRef } from '../../api';
import { SnapshotsPanel } from './SnapshotsPanel';

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

describe('the panel of snapshots', () => {
  it('says of each which block, how large, and whether anybody has booted from it', async () => {
    renderPanel(async () => someSnapshots(noon));
    const latest = await rowOf('Booted and checked');
    expect(latest.getByText('latest')).toBeInTheDocument();
    expect(latest.getByText('612 GiB')).toBeInTheDocument();
    expect(latest.getByText('9 GiB new')).toBeInTheDocument();
    const newest = await rowOf('Nobody has booted from it yet');
    expect(newest.queryByText('latest')).not.toBeInTheDocument();
    expect(
      (await rowOf('Did not boot as it should')).getByText('612 GiB new'),
    ).toBeInTheDocument();
  });

  it('copies the command that restores one', async () => {
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

  it('says what to do when there is none yet', async () => {
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

  it('does not call a store empty that nobody has read', async () => {
    renderPanel(async () => ({
      stores: [{ name: 'main', problems: [] }],
      items: [],
    }));
    expect(
      await screen.findByText(/^Nobody has looked into the store yet/),
    ).toBeInTheDocument();
  });

  it('does not call a store empty that has never answered', async () => {
    renderPanel(async () => ({
      stores: [{ name: 'main', error: 'connection refused', problems: [] }],
      items: [],
    }));
    expect(
      await screen.findByText(/^Store “main” does not answer, and never has/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/^There is no snapshot/)).not.toBeInTheDocument();
  });

  it('says which client was booted, and offers nothing that did not boot', async () => {
    renderPanel(async () => someSnapshots(noon));
    const good = await rowOf('Booted and checked');
    expect(good.getByText(/with Geth 1\.17\.10$/)).toBeInTheDocument();
    expect(
      good.getByRole('button', { name: /^Copy the command/ }),
    ).toBeInTheDocument();
    const bad = await rowOf('Did not boot as it should');
    expect(bad.queryByRole('button')).not.toBeInTheDocument();
  });

  it('warns of a newest verified snapshot that is too old', async () => {
    const [newest, verified, failed] = someSnapshots(Date.now()).items;
    const blockTime = new Date(Date.now() - 9 * 24 * 3_600_000).toISOString();
    renderPanel(async () => ({
      ...someSnapshots(Date.now()),
      items: [newest, { ...verified, blockTime }, { ...failed, blockTime }],
    }));
    expect(
      await screen.findByText(
        /^The newest verified snapshot is older than 8 days/,
      ),
    ).toBeInTheDocument();
  });

  it('warns where none was verified, and where the newest trial failed', async () => {
    const [, , failed] = someSnapshots(Date.now()).items;
    renderPanel(async () => ({
      ...someSnapshots(Date.now()),
      items: [failed],
    }));
    expect(
      await screen.findByText(
        /^No client has booted from any of these as it should/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^The newest snapshot that was booted did not/),
    ).toBeInTheDocument();
  });

  it('shows many a page at a time, sorted by the column that is asked for', async () => {
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

  it('shows what it knows of a store that does not answer, and says so', async () => {
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
        /^Store “main” does not answer: what is listed was seen /,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('connection refused')).toBeInTheDocument();
    expect(screen.getByText('9-x is damaged.')).toBeInTheDocument();
    expect(await rowOf('Booted and checked')).toBeDefined();
  });

  it('gives the words of a failed request', async () => {
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
    ['where no store is configured', 'geth', []],
    [
      'for a client of which nobody takes snapshots',
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
