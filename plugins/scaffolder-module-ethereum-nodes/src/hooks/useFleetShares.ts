import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import type { FetchApi } from '@backstage/core-plugin-api';
import { EthereumNodesClient } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { FleetDiversity } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useEffect, useState } from 'react';

/** Shares of the clients of a layer among the nodes of a network that the user may see. */
export type FleetShares =
  /** `absent`: this Backstage has no backend for a fleet. */
  | { status: 'loading' | 'absent' | 'denied' | 'failed' }
  | {
      status: 'known';
      /** Nodes with a client of the layer. */
      total: number;
      /** Part of 1. */
      of: (client: string) => number;
    };

type Answer =
  | { status: 'loading' | 'absent' | 'denied' | 'failed' }
  | { status: 'known'; diversity: FleetDiversity };

/** Both pickers of a step ask at once, and each step asks anew. */
const KEEP_MS = 30_000;
const kept = new WeakMap<
  FetchApi,
  { at: number; answer: Promise<FleetDiversity> }
>();

export function useFleetShares(
  network: string,
  layer: 'execution' | 'consensus',
): FleetShares {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [answer, setAnswer] = useState<Answer>({ status: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    const known = kept.get(fetchApi);
    const asked =
      known && Date.now() - known.at < KEEP_MS
        ? known.answer
        : new EthereumNodesClient({
            discoveryApi,
            fetchApi,
          }).getFleetDiversity();
    if (asked !== known?.answer) {
      kept.set(fetchApi, { at: Date.now(), answer: asked });
    }
    asked.then(
      diversity => isCurrent && setAnswer({ status: 'known', diversity }),
      error => isCurrent && setAnswer({ status: failureOf(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [discoveryApi, fetchApi]);
  if (answer.status !== 'known') return answer;
  const counted =
    answer.diversity.networks.find(found => found.network === network)?.[
      layer
    ] ?? [];
  return {
    status: 'known',
    total: counted.reduce((sum, { nodes }) => sum + nodes, 0),
    of: client => counted.find(found => found.client === client)?.share ?? 0,
  };
}

function failureOf(error: unknown): 'absent' | 'denied' | 'failed' {
  const { statusCode } = Object(error);
  if (statusCode === 404) return 'absent';
  return statusCode === 403 ? 'denied' : 'failed';
}
