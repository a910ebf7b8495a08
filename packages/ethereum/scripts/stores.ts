import { stringify } from 'yaml';
import { storeUrlForms, storeUrlGrammar } from '../src/stores/grammar';
import { storeKinds } from '../src/stores/kinds';

const ORIGIN =
  '# Generated from packages/ethereum/src/stores by `yarn workspace @nodeyard/ethereum generate`. Do not edit.\n';

/** `files/stores/kinds.yaml` of the chart: the grammar of URLs in pods, and what templates need of each kind. */
export function chartStores(): string {
  const facts = {
    name: 'kinds',
    url: storeUrlGrammar('pod'),
    kinds: Object.values(storeKinds).map(
      ({ scheme, isMounted, settings, required, credentials, ...kind }) => ({
        ...{ scheme, isMounted, settings, required, credentials },
        ...('egressPorts' in kind && { egressPorts: kind.egressPorts }),
      }),
    ),
  };
  return `${ORIGIN}${stringify(facts, { lineWidth: 0, singleQuote: true })}`;
}

/** The chart's JSON Schema with the description of a store's URL; the grammar is checked by templates, whose errors hide credentials. */
export function withStoreDescription(schema: string): string {
  const line =
    /("url": \{ "type": "string", "maxLength": \d+, "description": )"[^"]*"(?= \},\n +"endpoint")/;
  if (!line.test(schema)) throw new Error('values.schema.json has no store');
  return schema.replace(
    line,
    (_, start) => `${start}${JSON.stringify(`${storeUrlForms('pod')}.`)}`,
  );
}
