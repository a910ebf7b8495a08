import type { Verdict } from '@nodeyard/ethereum';

/** Parameters of the sentence of a node, formatted for the user. */
export interface SentenceFacts {
  network: string;
  since: string;
  /** Head age; undefined if the head is unknown. */
  age?: string;
  share?: string;
  eta?: string;
  maintenance?: NonNullable<Verdict['maintenance']>['kind'];
  until?: string;
}

/** States whose sentence contains the head age. */
export function byHeadAge({ age }: SentenceFacts) {
  return age === undefined ? '_noHead' : '';
}

/** States whose sentence contains the progress of a sync. */
export function byProgress({ share, eta }: SentenceFacts) {
  if (share === undefined) {
    return '';
  }
  return eta === undefined ? '_share' : '_eta';
}

/** States whose sentence contains the kind of maintenance. */
export function byMaintenance({ maintenance }: SentenceFacts) {
  return maintenance === undefined ? '' : `_${maintenance}`;
}
