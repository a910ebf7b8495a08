import { ethereumNodesOpenApi } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { MAX_HISTORY_HOURS, MAX_NODES_PER_PAGE, MAX_OWNERS } from './limits';

interface Document {
  paths: Record<
    string,
    { get: { parameters: Array<{ name: string; schema: unknown }> } }
  >;
}
const document: Document = JSON.parse(JSON.stringify(ethereumNodesOpenApi));

function limitOf(path: string, name: string, keyword: string): number {
  const parameter = document.paths[path]?.get.parameters.find(
    candidate => candidate.name === name,
  );
  const match = new RegExp(`"${keyword}":(\\d+)`).exec(
    JSON.stringify(parameter?.schema),
  );
  return Number(match?.[1]);
}

describe('limits', () => {
  it('equal those of the REST contract', () => {
    expect(limitOf('/nodes', 'limit', 'maximum')).toBe(MAX_NODES_PER_PAGE);
    expect(limitOf('/nodes', 'owner', 'maxItems')).toBe(MAX_OWNERS);
    expect(limitOf('/nodes/{id}/history', 'hours', 'maximum')).toBe(
      MAX_HISTORY_HOURS,
    );
  });
});
