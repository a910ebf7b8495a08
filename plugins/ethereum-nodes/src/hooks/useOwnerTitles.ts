import { useApiHolder } from '@backstage/core-plugin-api';
import {
  defaultEntityPresentation,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';

const context = { defaultKind: 'group' };

/** Titles of owners, as entity links show them; names until the titles are loaded. */
export function useOwnerTitles(ownerRefs: string[]): (ref: string) => string {
  const presentation = useApiHolder().get(entityPresentationApiRef);
  const [titles, setTitles] = useState<Record<string, string>>({});
  const key = [...new Set(ownerRefs)].sort().join(' ');

  useEffect(() => {
    let isCurrent = true;
    const refs = key === '' || !presentation ? [] : key.split(' ');
    Promise.all(
      refs.map(async ref => {
        const snapshot = await presentation?.forEntity(ref, context).promise;
        return [ref, snapshot?.primaryTitle ?? ref];
      }),
    ).then(
      entries => isCurrent && setTitles(Object.fromEntries(entries)),
      // Names are shown instead.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [presentation, key]);

  return ref => titles[ref] ?? nameOf(ref);
}

function nameOf(ref: string): string {
  try {
    return defaultEntityPresentation(ref, context).primaryTitle;
  } catch {
    return ref;
  }
}
