import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { entityRefsOf } from '@nodeyard/blueprint/form';
import { useEffect, useState } from 'react';
import { entitiesInUse } from '../namesInUse';
import { useDebounced } from './useDebounced';

const TYPING_MS = 400;

export type NameState =
  | { status: 'checking' }
  | { status: 'failed'; reason: string }
  | { status: 'checked'; name: string; entities: Entity[] };

/** Whether the catalog has entities that a repository of a name would have. */
export function useEntitiesInUse(name: string | undefined): NameState {
  const catalog = useApi(catalogApiRef);
  const settled = useDebounced(name, TYPING_MS);
  const [state, setState] = useState<NameState>({ status: 'checking' });
  useEffect(() => {
    if (!settled) return undefined;
    let isCurrent = true;
    setState({ status: 'checking' });
    entitiesInUse(catalog, entityRefsOf(settled)).then(
      entities =>
        isCurrent && setState({ status: 'checked', name: settled, entities }),
      error =>
        isCurrent && setState({ status: 'failed', reason: String(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [catalog, settled]);
  return settled === name ? state : { status: 'checking' };
}
