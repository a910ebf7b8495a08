import { stringify } from 'yaml';
import { storeUrlForms, storeUrlGrammar } from '../src/stores/grammar';
import type { StoreKind } from '../src/stores/kind';
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
        ...('identities' in kind && { identities: kind.identities }),
        ...('endpointOption' in kind && {
          endpointOption: kind.endpointOption,
        }),
        ...('egressPorts' in kind && { egressPorts: kind.egressPorts }),
      }),
    ),
  };
  return `${ORIGIN}${stringify(facts, { lineWidth: 0, singleQuote: true })}`;
}

/**
 * The chart's JSON Schema with the description of a store's URL and the types of `identity`. The grammar of URLs is checked by
 * templates, whose errors hide credentials.
 */
export function withStoreDescription(schema: string): string {
  const types = new Set(
    Object.values<StoreKind>(storeKinds).flatMap(({ identities = {} }) =>
      Object.keys(identities),
    ),
  );
  const typeList = /("storeIdentity": [^]*?"type": \{ "enum": )\[[^\]]*\]/;
  if (!typeList.test(schema)) {
    throw new Error('values.schema.json has no types of storeIdentity');
  }
  const line =
    /("url": \{ "type": "string", "maxLength": \d+, "description": )"[^"]*"(?= \},\n +"endpoint")/;
  if (!line.test(schema)) throw new Error('values.schema.json has no store');
  return schema
    .replace(
      line,
      (_, start) => `${start}${JSON.stringify(`${storeUrlForms('pod')}.`)}`,
    )
    .replace(
      typeList,
      (_, start) =>
        `${start}[${['', ...types]
          .map(type => JSON.stringify(type))
          .join(', ')}]`,
    );
}
