import { useMemo } from 'react';
import { wording, type Wording } from '../said/wording';
import { useFormats } from './useFormats';
import { useMessages } from './useMessages';

/** Words what the backend says as data, in the language and the time zone of the reader. */
export function useSaid(): Wording {
  const { t } = useMessages();
  const formats = useFormats();
  return useMemo(() => wording(t, formats), [t, formats]);
}
