import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useSyncExternalStore } from 'react';
import { createFormats, localeOf, type Formats } from '../format/formats';

/** Cache by locale: creating formats takes milliseconds, and every table cell needs some. */
const cache = new Map<string, Formats>();

function getFormats(locale: string): Formats {
  const formats = cache.get(locale) ?? createFormats(locale);
  cache.set(locale, formats);
  return formats;
}

/** Number and time formats of the app's language, in the time zone of the browser. */
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
  return getFormats(localeOf(language, navigator.languages));
}
