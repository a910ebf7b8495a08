import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { TranslationFunction } from '@backstage/core-plugin-api/alpha';
import { ethereumNodesTranslationRef } from '../translation';

/** This plugin's messages in the reader's language. */
export function useMessages(): {
  t: TranslationFunction<typeof ethereumNodesTranslationRef.T>;
} {
  return useTranslationRef(ethereumNodesTranslationRef);
}
