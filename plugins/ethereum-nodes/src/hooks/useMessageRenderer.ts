import { useMemo } from 'react';
import {
  createMessageRenderer,
  type MessageRenderer,
} from '../messages/messageRenderer';
import { useFormats } from './useFormats';
import { useMessages } from './useMessages';

/** Renders the backend's coded messages in the language and time zone of the reader. */
export function useMessageRenderer(): MessageRenderer {
  const { t } = useMessages();
  const formats = useFormats();
  return useMemo(() => createMessageRenderer(t, formats), [t, formats]);
}
