import { NotAllowedError } from '@backstage/errors';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import type { EthereumNodesApi } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { aNode } from '../../__testUtils__/aNode';
import { anApi } from '../../__testUtils__/anApi';
import { ethereumNodesApiRef } from '../../api';
import { HistoryPanel } from './HistoryPanel';

const node = aNode({ state: 'STALLED' });

function Address() {
  return <output>{useLocation().search}</output>;
}

const show = (overrides: Partial<EthereumNodesApi> = {}, path = '/') =>
  renderInTestApp(
    <TestApiProvider apis={[[ethereumNodesApiRef, anApi([node], overrides)]]}>
      <HistoryPanel node={node} hours={24} />
      <Address />
    </TestApiProvider>,
    { routeEntries: [path] },
  );

describe('HistoryPanel', () => {
  it('zooms, and keeps the time range in the URL', async () => {
    const getHistory = jest.fn(anApi([node]).getHistory);
    await show({ getHistory });
    expect(
      await screen.findByRole('listbox', { name: /^Last 24 hours/ }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '7 d' }));
    expect(
      await screen.findByRole('listbox', { name: /^Last 7 days/ }),
    ).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('?hours=168');
    expect(getHistory.mock.calls.map(([, hours]) => hours)).toEqual([24, 168]);
  });

  it.each([
    ['?hours=1', 'Last hour'],
    ['?hours=6', 'Last 6 hours'],
    ['?hours=99999', 'Last 24 hours'],
    ['?hours=x', 'Last 24 hours'],
  ])(
    'shows the time range of %s if it is a choice: %s',
    async (search, title) => {
      await show({}, `/${search}`);
      expect(
        await screen.findByRole('heading', { name: title }),
      ).toBeInTheDocument();
    },
  );

  it('shows every incident, reachable by keyboard', async () => {
    await show({}, '/?hours=168');
    const strip = await screen.findByRole('listbox');
    const names = () =>
      within(strip)
        .getAllByRole('option')
        .map(option => option.getAttribute('aria-label'));
    for (const incident of [
      /^Unreachable.*\(2 min 30 s\)$/,
      /^Stalled.*\(10 min\)$/,
      /^Stalled.*\(40 min\)$/,
    ]) {
      expect(names()).toContainEqual(expect.stringMatching(incident));
    }
    await userEvent.tab();
    while (document.activeElement?.getAttribute('role') !== 'option') {
      await userEvent.tab();
    }
    expect(document.activeElement).toHaveAccessibleName(/^Stalled/);
    await userEvent.keyboard('{Home}{ArrowRight}');
    expect(document.activeElement).toHaveAccessibleName(
      /^Unreachable, .* to .* \(2 min 30 s\)$/,
    );
    expect(screen.getByRole('option', { selected: true })).toBe(
      document.activeElement,
    );
  });

  it('names the missing permission', async () => {
    await show({ getHistory: () => Promise.reject(new NotAllowedError('no')) });
    expect(
      await screen.findByText(/ethereum-nodes\.node\.read/),
    ).toBeInTheDocument();
  });

  it('explains an empty history', async () => {
    await show({ getHistory: async () => ({ transitions: [], points: [] }) });
    expect(
      await screen.findByText(/^Nothing recorded yet/),
    ).toBeInTheDocument();
  });
});
