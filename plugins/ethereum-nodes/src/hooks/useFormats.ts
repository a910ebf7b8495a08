import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useSyncExternalStore } from 'react';
import { createFormats, localeOf, type Formats } from '../format/formats';

/** By locale. Their making takes milliseconds, and every cell of a table has some. */
const made = new Map<string, Formats>();

function formatsIn(locale: string): Formats {
  const formats = made.get(locale) ?? createFormats(locale);
  made.set(locale, formats);
  return formats;
}

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
  return formatsIn(localeOf(language, navigator.languages));
}
