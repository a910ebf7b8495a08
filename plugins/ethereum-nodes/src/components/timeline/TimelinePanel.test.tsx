import { NotAllowedError } from '@backstage/errors';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import type {
  EthereumNodesApi,
  TimelineEntry,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aNode } from '../../__testUtils__/aNode';
import { anApi } from '../../__testUtils__/anApi';
import { ethereumNodesApiRef } from '../../api';
import { TimelinePanel } from './TimelinePanel';

const node = aNode({ state: 'STALLED' });

const show = (overrides: Partial<EthereumNodesApi> = {}, shown = node) =>
  renderInTestApp(
    <TestApiProvider apis={[[ethereumNodesApiRef, anApi([node], overrides)]]}>
      <TimelinePanel node={shown} />
    </TestApiProvider>,
  );

const showEntries = (...items: TimelineEntry[]) =>
  show({ getTimeline: async () => ({ items }) });

const texts = async () =>
  within(await screen.findByRole('list'))
    .getAllByRole('listitem')
    .map(item => item.textContent);

const AT = '2026-11-23T11:48:03.000Z';
const NEXT_AT = '2026-11-23T12:00:15.000Z';
const stalled = {
  type: 'transition',
  at: NEXT_AT,
  state: 'STALLED',
  summary: 'head stalled',
  nextAt: '2026-11-23T12:10:18.000Z',
} as const;

describe('TimelinePanel', () => {
  it('shows exact times, the duration of a state, and the time from a change to it', async () => {
    await showEntries(stalled, {
      type: 'change',
      at: AT,
      kind: 'version',
      subject: 'execution',
      before: 'Geth/v1.17.7-stable-1/linux-amd64/go1.26.8',
      after: 'Geth/v1.17.8-stable-2/linux-amd64/go1.26.8',
      nextAt: NEXT_AT,
    });
    const [state, change] = await texts();
    expect(state).toMatch(/:00:15.*Stalledfor 10 min 3 shead stalled$/);
    expect(change).toMatch(
      /:48:03.*Execution: Geth 1\.17\.7 → Geth 1\.17\.812 min 12 s before “Stalled”$/,
    );
    expect(screen.getAllByRole('time')[1]).toHaveAttribute('title', AT);
  });

  it.each([
    [
      { kind: 'image', subject: 'execution', before: 'a:1', after: 'a:2' },
      'Image of execution: a:1 → a:2',
    ],
    [
      { kind: 'revision', subject: 'geth', before: '6b', after: '7f' },
      'Revision of geth: 6b → 7f',
    ],
    [
      { kind: 'configuration', subject: 'execution/arguments' },
      'Flags of execution changed',
    ],
    [
      { kind: 'configuration', subject: 'consensus/resources' },
      'CPU or memory of consensus changed',
    ],
    [
      { kind: 'configuration', subject: 'pod/annotations' },
      'Annotations of the pod changed',
    ],
    [
      { kind: 'configuration', subject: 'headers' },
      'Setting headers in app-config.yaml changed',
    ],
    [{ kind: 'pod', subject: 'geth-0' }, 'Pod geth-0 was replaced'],
    [
      {
        kind: 'restart',
        subject: 'geth-0/execution',
        cause: 'OOMKilled (137)',
      },
      'Container execution of geth-0 restarted: OOMKilled (137)',
    ],
    [
      {
        kind: 'version',
        subject: 'execution',
        before: 'Geth/v1.17.8-a',
        after: 'Geth/v1.17.8-b',
      },
      'Execution: Geth/v1.17.8-a → Geth/v1.17.8-b',
    ],
  ] as const)('describes %j as "%s"', async (change, words) => {
    await showEntries({ type: 'change', at: AT, nextAt: NEXT_AT, ...change });
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(
      screen.getByText('12 min 12 s before the next state'),
    ).toBeInTheDocument();
  });

  it('paginates', async () => {
    const older = { ...stalled, summary: 'older' };
    const getTimeline = jest.fn(
      async (_: string, { cursor }: { cursor?: string } = {}) =>
        cursor === undefined
          ? { items: [stalled], nextCursor: 'c' }
          : { items: [older] },
    );
    await show({ getTimeline });
    await userEvent.click(await screen.findByRole('button', { name: 'Older' }));
    expect(await screen.findByText('older')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Older' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Newer' }));
    expect(await screen.findByText('head stalled')).toBeInTheDocument();
  });

  it('explains an empty timeline, and what is not detected for a static node', async () => {
    await show(
      { getTimeline: async () => ({ items: [] }) },
      aNode({ source: 'static', cluster: undefined, namespace: undefined }),
    );
    expect(
      await screen.findByText(/^Nothing recorded yet/),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Restarts and deployments/)).toBeInTheDocument();
  });

  it('names the missing permission, and retries after a failure', async () => {
    const { unmount } = await show({
      getTimeline: () => Promise.reject(new NotAllowedError('no')),
    });
    expect(
      await screen.findByText(/ethereum-nodes\.node\.read/),
    ).toBeInTheDocument();
    unmount();
    const getTimeline = jest
      .fn()
      .mockRejectedValueOnce(new Error('database is locked'))
      .mockResolvedValue({ items: [stalled] });
    await show({ getTimeline });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );
    expect(await screen.findByText('head stalled')).toBeInTheDocument();
  });
});
