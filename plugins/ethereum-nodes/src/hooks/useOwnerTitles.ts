import { useApiHolder } from '@backstage/core-plugin-api';
import {
  defaultEntityPresentation,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';

const context = { defaultKind: 'group' };

/** Titles of teams, as links to them have them; their names until those are known. */
export function useOwnerTitles(ownerRefs: string[]): (ref: string) => string {
  const presentation = useApiHolder().get(entityPresentationApiRef);
  const [titles, setTitles] = useState<Record<string, string>>({});
  const key = [...new Set(ownerRefs)].sort().join(' ');

  useEffect(() => {
    let isCurrent = true;
    const refs = key === '' || !presentation ? [] : key.split(' ');
    Promise.all(
      refs.map(async ref => {
        const shown = await presentation?.forEntity(ref, context).promise;
        return [ref, shown?.primaryTitle ?? ref];
      }),
    ).then(
      entries => isCurrent && setTitles(Object.fromEntries(entries)),
      // Without titles there are names.
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
