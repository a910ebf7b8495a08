import {
  type TranslationFunction,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ethereumNodesTranslationRef } from '../translation';

/** This plugin's messages in the language of the app. */
export function useMessages(): {
  t: TranslationFunction<typeof ethereumNodesTranslationRef.T>;
} {
  return useTranslationRef(ethereumNodesTranslationRef);
}
