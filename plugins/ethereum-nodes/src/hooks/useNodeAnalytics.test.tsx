import { analyticsApiRef } from '@backstage/core-plugin-api';
import {
  MockAnalyticsApi,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { act, renderHook, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { ethereumNodesApiRef } from '../api';
import { aNode } from '../__testUtils__/aNode';
import { anApi } from '../__testUtils__/anApi';
import { CommandLine } from '../components/health/CommandLine';
import { useFleetExport } from './useFleetExport';
import { useFleetFilters } from './useFleetFilters';

function setUpAnalytics() {
  const analytics = new MockAnalyticsApi();
  const apis = [
    [analyticsApiRef, analytics],
    [ethereumNodesApiRef, anApi([aNode(), aNode({ id: 'static~a' })])],
  ] as const;
  const wrapper = (props: { children?: ReactNode }) => (
    <MemoryRouter>
      <TestApiProvider apis={apis}>{props.children}</TestApiProvider>
    </MemoryRouter>
  );
  const events = () =>
    analytics.getEvents().map(({ action, subject, value, attributes }) => ({
      action,
      subject,
      ...(value !== undefined && { value }),
      ...(attributes && { attributes }),
    }));
  return { apis, wrapper, events };
}

describe('analytics events', () => {
  it('contain the name of a filter, not its values', () => {
    const { wrapper, events } = setUpAnalytics();
    const { result } = renderHook(() => useFleetFilters(), { wrapper });
    act(() =>
      result.current.setFilter('owner', ['group:default/a', 'group:default/b']),
    );
    act(() => result.current.setFilter('q', ['secret-name']));
    act(() => result.current.setMine(true));
    act(() => result.current.setOrder({ orderBy: 'head', order: 'desc' }));
    expect(events()).toEqual([
      { action: 'filter', subject: 'owner', value: 2 },
      { action: 'filter', subject: 'search', value: 1 },
      { action: 'filter', subject: 'mine', value: 1 },
      { action: 'sort', subject: 'head', attributes: { order: 'desc' } },
    ]);
    expect(JSON.stringify(events())).not.toMatch(/secret-name|group:/);
  });

  it('contain the number of exported nodes', async () => {
    URL.createObjectURL = () => 'blob:x';
    URL.revokeObjectURL = () => {};
    const { wrapper, events } = setUpAnalytics();
    const { result } = renderHook(() => useFleetExport({}), { wrapper });
    await act(() => result.current.start());
    expect(events()).toEqual([
      { action: 'download', subject: 'ethereum-nodes.csv', value: 2 },
    ]);
  });

  it('contain the purpose of a copied command, not its text', async () => {
    const { apis, events } = setUpAnalytics();
    await renderInTestApp(
      <TestApiProvider apis={apis}>
        <CommandLine purpose="Log" line="kubectl logs x" command="pod" />
      </TestApiProvider>,
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Copy command: Log' }),
    );
    expect(events()).toContainEqual({ action: 'copy', subject: 'pod' });
    expect(JSON.stringify(events())).not.toContain('kubectl');
  });
});
