import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { createFormats, localeOf, type Formats } from '../format/formats';

/** Figures and times as the app's language writes them, in the zone of the reader. */
export function useFormats(): Formats {
  const languages = useApi(appLanguageApiRef);
  const language = useSyncExternalStore(
    useCallback(
      onChange => {
        const subscription = languages.language$().subscribe(onChange);
        return () => subscription.unsubscribe();
      },
      [languages],
    ),
    () => languages.getLanguage().language,
  );
  return useMemo(
    () => createFormats(localeOf(language, navigator.languages)),
    [language],
  );
}
