import { requestMessage } from '../messages/requestMessages';
import {
  englishFormLanguage,
  formSentence,
  type FormLanguage,
} from './language';

/** The problem of a name whose entities the catalog has already. @public */
export function entitiesInUseLine(
  entityRefs: readonly string[],
  language: FormLanguage = englishFormLanguage,
): string {
  return formSentence(
    requestMessage('entities-in-use', { entities: entityRefs.join(', ') }),
    language,
  );
}

/**
 * The problem of a repository that the target host has already.
 *
 * @param repository - its URL, or its name
 * @public
 */
export function repositoryInUseLine(
  repository: string,
  language: FormLanguage = englishFormLanguage,
): string {
  return formSentence(
    requestMessage('repository-in-use', { repository }),
    language,
  );
}
