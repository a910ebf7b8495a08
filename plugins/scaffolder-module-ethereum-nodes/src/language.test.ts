import {
  appLanguageApiRef,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { formLanguageOf } from './formLanguage';
import { judge } from './judgement';
import german from './translations/de';
import { validatePlan } from './validation';

const t = (key: string, params: Record<string, string> = {}) =>
  (german[key] ?? key).replace(
    /\{\{(\w+)\}\}/g,
    (_, name) => params[name] ?? '',
  );
const language = formLanguageOf('de', t);

const answers = {
  owner: 'group:default/payments',
  name: 'payments-eth',
  description: 'RPC for payments',
  network: 'mainnet',
  execution: 'geth',
  consensus: 'lighthouse',
  history: 'pre-prague',
  environments: ['production'],
  snapshots: 'start',
  bucket: 's3://eth-snapshots/payments',
  servePool: 'add',
  fewestNodes: 1,
  mostNodes: 2,
  host: 'local',
};
const prices = {
  asOf: '2026-11',
  currency: 'EUR',
  cpuHour: 0.1,
  memoryGibHour: 0.01,
  storageGibMonth: { default: 0.5 },
};

async function errorsOf(formData: JsonObject, apis: Map<unknown, unknown>) {
  const errors: string[] = [];
  await validatePlan(
    {},
    { addError: (error: string) => errors.push(error) } as never,
    {
      apiHolder: { get: (ref: { id: string }) => apis.get(ref.id) },
      formData,
      uiSchema: { 'ui:options': { asks: ['fewestNodes', 'mostNodes'] } },
    } as never,
  );
  return errors;
}

describe('the form in German', () => {
  it('renders figures and notes with German numbers', () => {
    const { figures, notes } = judge(answers, undefined, language, { prices });
    expect(figures).toContainEqual({
      title: 'Festplatte',
      text: expect.stringMatching(/^1\.900 bis 2\.850 GiB; je Node /),
    });
    expect(figures).toContainEqual({
      title: 'Nodes',
      text: 'Geth mit Lighthouse auf Ethereum Mainnet; History: From Prague on (2025); 1 bis 2 weitere im Pool',
    });
    expect(figures.map(({ title }) => title)).toContain('Kosten');
    expect(notes).toContainEqual(
      expect.stringMatching(/^Ein Pool aus einem Node ist nicht verfügbar/),
    );
    expect(notes).toContainEqual(
      expect.stringMatching(
        /^geth-0 wartet, bis s3:.* von Geth auf Ethereum Mainnet mit History "From Prague on \(2025\)" enthält\. /,
      ),
    );
  });

  it('renders problems with the labels of the form', () => {
    const { problems } = judge(
      { ...answers, execution: 'gethh', storageSize: '1', mostNodes: 99 },
      undefined,
      language,
    );
    expect(problems).toEqual(
      expect.arrayContaining([
        'Clients, Execution client: "gethh" ist kein Execution-Client, den dieser Blueprint kennt. Meinten Sie Geth?',
        'Clients, Disk of the execution client: "1" ist keine Größe in GiB. Schreiben Sie eine ganze Zahl und die Einheit, zum Beispiel 900Gi.',
      ]),
    );
  });

  it('inserts values that look like placeholders as they are', () => {
    const placeholder = '{{fewest}} $& request.missing';
    const { problems } = judge(
      { ...answers, description: placeholder, [placeholder]: 1 },
      undefined,
      language,
    );
    expect(problems.join()).toContain(`${placeholder}: ist keine Frage`);
  });
});

describe('the validation of a step', () => {
  const invalid = { ...answers, fewestNodes: 5, mostNodes: 2 };
  const translation = (ready: boolean) =>
    new Map<unknown, unknown>([
      [translationApiRef.id, { getTranslation: () => ({ ready, t }) }],
      [appLanguageApiRef.id, { getLanguage: () => ({ language: 'de' }) }],
    ]);
  const english =
    'Most nodes: 2 is less than 5, the fewest nodes of the pool. Raise it, or lower the fewest.';

  it('reports problems in the language of the app', async () => {
    expect(await errorsOf(invalid, translation(true))).toEqual([
      'Most nodes: 2 ist kleiner als 5, die Mindestzahl der Nodes des Pools. Erhöhen Sie den Wert, oder verringern Sie die Mindestzahl.',
    ]);
  });

  it('reports them in English until the language is loaded', async () => {
    expect(await errorsOf(invalid, translation(false))).toEqual([english]);
    expect(await errorsOf(invalid, new Map())).toEqual([english]);
  });
});
