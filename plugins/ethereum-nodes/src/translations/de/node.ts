/** Node page and entity card. */
export const node = {
  head: {
    block: 'Block',
    age: 'Alter',
    seen: 'Letzte Antwort',
    rate: 'Tempo',
    rateValue: '{{rate}}× Echtzeit',
  },
  progress: {
    label: 'Fortschritt der Synchronisierung',
    blocks: '{{current}} von {{highest}} Blöcken',
    eta: 'noch etwa {{eta}}',
    noEta: 'noch nicht abzusehen, wie lange es dauert',
  },
  layer: {
    execution: 'Execution',
    consensus: 'Consensus',
    client: 'Client',
    version: 'Version',
    peers: 'Peers',
    headSlot: 'Head-Slot',
    distance: 'Abstand',
    blocks: '{{number}} Blöcke',
    slots_one: '{{count, number}} Slot',
    slots_other: '{{count, number}} Slots',
    finalized: 'Finalisierte Epoche',
    trouble: 'Problem',
    optimistic:
      'Optimistisch: Blöcke noch nicht vom Execution-Client verifiziert',
    elOffline: 'Erreicht seinen Execution-Client nicht',
    notConfigured:
      'Nicht konfiguriert: der Node wird allein nach seinem Execution-Client beurteilt.',
    noSample: 'Noch keine Antwort',
    answered: 'hat in {{ms}} ms geantwortet',
  },
  failure: {
    refused: 'Verbindung abgelehnt',
    network: 'Verbindung fehlgeschlagen',
    timeout: 'Zeitüberschreitung',
    http: 'HTTP-Fehler',
    auth: 'Nicht erlaubt',
    'invalid-response': 'Keine Antwort dieser API',
    'rpc-error': 'Fehler des Clients',
  },
  history: {
    title_one: 'Letzte Stunde',
    title_other: 'Letzte {{count}} Stunden',
    titleDays_one: 'Letzter Tag',
    titleDays_other: 'Letzte {{count}} Tage',
    zoom: 'Zeitraum',
    zoomHours: '{{hours}} h',
    zoomDays: '{{days}} d',
    noData: 'Keine Daten',
    span: '{{state}}, {{from}} bis {{to}} ({{duration}})',
    summary: '{{title}}: {{parts}}',
    headAge: 'Alter des Heads, höchstens {{max}}',
    headAgeNow: '{{title}}: Alter des Heads höchstens {{max}}, am Ende {{now}}',
    empty:
      'Noch nichts aufgezeichnet. Die ersten Einträge erscheinen eine Minute, nachdem der Node gefunden wurde.',
    failed: 'Der Verlauf konnte nicht geladen werden: {{reason}}',
    to: 'jetzt',
  },
  timeline: {
    title: 'Was geschehen ist',
    failed: 'Was geschehen ist, konnte nicht geladen werden',
    empty:
      'Noch nichts aufgezeichnet. Der erste Eintrag erscheint mit der ersten Abfrage des Nodes.',
    staticOnly:
      'Bei Nodes außerhalb eines Clusters sind Neustarts und Deployments nicht zu sehen.',
    lasted: '{{duration}} lang',
    lasts: 'bisher {{duration}}',
    because: '{{what}}: {{cause}}',
    beforeState: '{{duration}} vor „{{state}}“',
    beforeNext: '{{duration}} vor dem nächsten Zustand',
    newer: 'Neuere',
    older: 'Ältere',
    change: {
      version: '{{layer}}: {{before}} → {{after}}',
      image: 'Image von {{container}}: {{before}} → {{after}}',
      revision: 'Revision von {{workload}}: {{before}} → {{after}}',
      arguments: 'Flags von {{container}} geändert',
      environment: 'Umgebungsvariablen von {{container}} geändert',
      resources: 'CPU oder Arbeitsspeicher von {{container}} geändert',
      annotations: 'Annotationen des Pods geändert',
      setting: 'Einstellung {{setting}} in app-config.yaml geändert',
      pod: 'Pod {{pod}} wurde ersetzt',
      restart: 'Container {{container}} von {{pod}} neu gestartet',
    },
  },
  callers: {
    title: 'Wer ihn aufruft',
    url: 'URL für Aufrufer',
    copyUrl: 'URL für Aufrufer kopieren',
    noUrl:
      'Die URL für Aufrufer ist nicht bekannt: geben Sie dem Workload die Annotation {{annotation}}.',
    noUrlStatic:
      'Die URL für Aufrufer ist nicht bekannt: setzen Sie ethereumNodes.nodes.{{name}}.callersUrl in app-config.yaml.',
    list: 'Komponenten, die seine API nutzen',
    owner: 'gehört',
    noEntity:
      'Für diesen Node ist keine Katalog-Entity angegeben, daher kann der Katalog nicht sagen, wer ihn aufruft.',
    entityMissing:
      '{{entityRef}} ist nicht im Katalog oder für Sie nicht sichtbar, daher kann der Katalog nicht sagen, wer ihn aufruft.',
    noApi:
      'Seine Katalog-Entity stellt keine API bereit (spec.providesApis), daher kann der Katalog nicht sagen, wer ihn aufruft.',
    none: 'Keine Komponente gibt an, dass sie {{apis}} nutzt (spec.consumesApis).',
    unseen_one:
      '{{count}} weiterer Aufrufer ist nicht registriert, für Sie nicht sichtbar oder hier nicht mehr aufgeführt.',
    unseen_other:
      '{{count}} weitere Aufrufer sind nicht registriert, für Sie nicht sichtbar oder hier nicht mehr aufgeführt.',
    failed: 'Die Aufrufer konnten nicht aus dem Katalog geladen werden',
  },
  fork: {
    title: 'Bereit für Forks',
    ready: 'Bereit',
    missing: 'Nicht unterstützt',
    mismatch: 'Anders als im Netzwerk',
    unknown: 'Vom Client nicht angegeben',
    none: 'Kein Fork geplant',
    notReady: 'Verlässt das Netzwerk mit dem Fork {{fork}}',
    notReadyUnnamed: 'Verlässt das Netzwerk mit dem nächsten Fork',
  },
  finality: {
    missing: 'Die Chain finalisiert nicht',
    distance: 'Epochen bis zur Finalität',
  },
  disk: {
    title: 'Speicherplatz',
    used: '{{used}} von {{total}}, {{share}}',
    label: 'Belegter Speicherplatz',
  },
  evidence: {
    title: 'Warum',
    clockSkew: 'Die Uhr von Backstage geht {{duration}} nach',
  },
  node: {
    of: '{{network}} auf {{cluster}}',
    ofStatic: '{{network}}, aus app-config.yaml',
    static: 'aus app-config.yaml',
    ofDeclared: '{{network}}, von seiner Entity deklariert',
    declared: 'von seiner Entity deklariert',
    others: 'Nodes dieser Entity',
    pollError: 'Die letzte Abfrage dieses Nodes ist fehlgeschlagen: {{reason}}',
    openFleet: 'Alle Nodes',
    openEntity: 'Entity im Katalog',
    entityMissing: 'Im Katalog gibt es keine Entity {{entityRef}}',
    entityMissingText:
      'Sie ist vielleicht noch nicht registriert, heißt anders oder ist für Sie nicht sichtbar. Registrieren Sie die catalog-info.yaml, die sie beschreibt.',
    registerEntity: 'Entity registrieren',
    noEntity:
      'Für diesen Node ist keine Entity des Katalogs genannt: geben Sie seinem Workload die Annotation {{annotation}}.',
    noEntityStatic:
      'Für diesen Node ist keine Entity des Katalogs genannt: setzen Sie ethereumNodes.nodes.{{name}}.entityRef in app-config.yaml.',
  },
  card: {
    title: 'Node-Zustand',
    open: 'Zustand der Nodes',
    more_one: 'und {{count}} weiterer Node',
    more_other: 'und {{count}} weitere Nodes',
  },
  deploy: {
    text: 'Deployen Sie ihn aus seinem Repository; kubectl muss auf den Cluster zeigen:',
    enter: 'In das Repository wechseln',
    tools: 'helm und helmfile holen, falls sie nicht im PATH sind',
    deploy:
      'Eine Umgebung deployen: ENVIRONMENT ist eine Datei in environments/',
    after:
      'Der Node erscheint hier eine Minute, nachdem sein Workload mit der Annotation {{annotation}} läuft, sofern Sie ihn mit der Berechtigung {{permission}} lesen dürfen.',
    problem: 'Die Annotationen dieser Entity nennen keinen Node',
    card: 'Zu dieser Entity meldet sich noch kein Node: deployen Sie ihn aus seinem Repository.',
    awaited:
      'Der Node, den die URL dieser Entity deklariert, erscheint hier innerhalb einer Minute.',
    refused:
      'Der Node, den diese Entity durch ihre URL deklariert, wird abgelehnt',
    cardDeclared:
      'Der Node, den die URL dieser Entity deklariert, ist noch nicht da: der Tab nennt den Grund.',
  },
};
