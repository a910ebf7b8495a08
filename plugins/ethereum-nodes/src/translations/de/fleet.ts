/** Fleet, snapshots and empty states. */
export const fleet = {
  snapshots: {
    title: 'Snapshots zum Wiederherstellen',
    failed: 'Die Snapshots konnten nicht geladen werden: {{reason}}',
    storeFailed:
      'Store „{{store}}“ antwortet nicht: was hier steht, wurde {{time}} gesehen',
    storeNeverRead:
      'Store „{{store}}“ antwortet nicht und hat noch nie geantwortet: sein Inhalt ist unbekannt',
    damaged: 'Store „{{store}}“ hat Snapshots, die nicht gelesen werden können',
    empty:
      'Von {{client}} auf {{network}} gibt es noch keinen Snapshot. Schalten Sie Snapshots für einen Node dieses Clients ein; der erste erscheint hier einige Minuten, nachdem er erstellt wurde.',
    notRead:
      'Der Store wurde noch nicht gelesen. Das geschieht in den nächsten Minuten.',
    noneVerified:
      'Von keinem dieser Snapshots ist ein Client wie erwartet gestartet: ein Node, der „latest“ wiederherstellt, wartet auf den ersten',
    newestFailed:
      'Der neueste erprobte Snapshot hat sich nicht bewährt. Das Log seines Laufs sagt, warum.',
    stale:
      'Der neueste verifizierte Snapshot ist älter als {{age}}: wer ihn wiederherstellt, muss all diese Zeit aufholen',
    noClient:
      'Welche Snapshots passen, ist bekannt, sobald der Execution-Client gesagt hat, welcher er ist.',
    latest: 'latest',
    newBytes: '{{size}} neu',
    passed: 'Start geprüft',
    failedVerification: 'Nicht wie erwartet gestartet',
    failure: {
      'no-response': 'Der daraus gestartete Client hat nicht geantwortet',
      'block-missing':
        'Dem daraus gestarteten Client fehlt der Block des Snapshots',
      'block-differs':
        'Der daraus gestartete Client hat einen anderen Block dieser Nummer',
      'state-missing':
        'Dem daraus gestarteten Client fehlt der Zustand des Blocks',
      'history-missing':
        'Dem daraus gestarteten Client fehlen Blöcke oder Receipts seiner Historie',
    },
    verifiedBy: 'mit {{version}}',
    unverified: 'Noch nicht erprobt',
    copyRestore: 'Befehl kopieren, der {{id}} wiederherstellt',
    columns: {
      block: 'Block',
      age: 'Alter',
      size: 'Größe',
      client: 'Client',
      store: 'Store',
      verified: 'Verifiziert',
      restore: 'Befehl',
    },
  },
  home: {
    title: 'Meine Ethereum-Nodes',
    all_one: '{{count}} Node',
    all_other: 'Alle {{count}} Nodes',
    attention: 'Nodes, die Aufmerksamkeit brauchen',
    calm: 'Keiner braucht Aufmerksamkeit.',
    more_one: 'und {{count}} weiterer, der Aufmerksamkeit braucht',
    more_other: 'und {{count}} weitere, die Aufmerksamkeit brauchen',
    worst_one: 'Von dem {{count}} Node, der am meisten Aufmerksamkeit braucht.',
    worst_other:
      'Von den {{count}} Nodes, die am meisten Aufmerksamkeit brauchen.',
    forkNotReady: 'Kennt den nächsten Fork seines Netzwerks nicht',
    emptyTitle: 'Keine Nodes von Ihnen',
    emptyText:
      'Nodes erscheinen hier, wenn sie Ihnen oder einer Ihrer Gruppen gehören.',
  },
  fleet: {
    ready: '{{ready}} von {{total}} bereit',
    counts: 'Nodes nach Zustand',
    filters: 'Filter',
    filtersChosen: 'Filter ({{number}})',
    mine: 'Meine',
    find: 'Suchen: {{what}}',
    search: 'Name, Cluster, Namespace suchen',
    owner: 'Team',
    network: 'Netzwerk',
    client: 'Client',
    cluster: 'Cluster',
    state: 'Zustand',
    any: 'Alle',
    clear: 'Filter löschen',
    columns: {
      node: 'Node',
      state: 'Zustand',
      network: 'Netzwerk',
      clients: 'Clients',
      head: 'Head',
      age: 'Alter',
      peers: 'Peers',
      owner: 'Team',
      snapshots: 'Snapshot',
      since: 'Seit',
    },
    page: '{{from}} bis {{to}} von {{total}}',
    declared_one: '{{count}} deklariert, nicht deployt',
    declared_other: '{{count}} deklariert, nicht deployt',
    declaredMore: 'Mehr als {{number}} deklariert, nicht deployt',
    declaredText:
      'Im Katalog, aber von keinem Cluster gemeldet oder durch eine abgelehnte URL deklariert. Jede Seite sagt, wie man deployt oder was zu ändern ist.',
    csv: 'Als CSV exportieren',
    csvBusy: 'Exportiert',
    csvFailed: 'Die Nodes konnten nicht exportiert werden: {{reason}}',
    snapshots: {
      stale: 'älter als {{age}}',
      failing: 'letzte Probe fehlgeschlagen',
      unverified: 'keiner verifiziert',
      none: 'keiner',
      unknown: 'unbekannt',
      storeFailing: 'Store antwortet nicht',
    },
    clusterFailed_one:
      '{{count}} Cluster konnte nicht gelesen werden. Seine Nodes fehlen vielleicht oder sind nicht aktuell.',
    clusterFailed_other:
      '{{count}} Cluster konnten nicht gelesen werden. Ihre Nodes fehlen vielleicht oder sind nicht aktuell.',
    clusterStatus: {
      ok: 'Lesbar',
      unreachable: 'Antwortet nicht',
      unauthorized: 'Lesen nicht erlaubt',
      error: 'Antwortet mit einem Fehler',
    },
    clusterNever: 'nie gelesen',
    clusterLast: 'zuletzt gelesen {{time}}',
    summaryFailed: 'Die Summen konnten nicht geladen werden: {{reason}}',
  },
  insights: {
    title: 'Die Flotte im Überblick',
    failed: 'Das konnte nicht geladen werden: {{reason}}',
    empty: 'Es gibt noch keine Nodes.',
    more: 'und {{number}} weitere',
    heads: {
      title: 'Netzwerke',
      hint: 'Neuester Head über alle Nodes. Ein Netzwerk, das steht, ist etwas anderes als Nodes, die stehen.',
      advancing: 'läuft',
      stalled: 'steht',
      unknown: 'kein Node hat einen frischen Head',
      fresh: '{{fresh}} von {{responding}} Nodes haben einen frischen Head',
      notFinalizing: '{{number}} folgen einer Chain, die nicht finalisiert',
    },
    forks: {
      title: 'Nächste Forks',
      hint: 'Nodes, die nicht bereit sind, verlassen das Netzwerk mit dem Fork.',
      empty: 'Kein Node meldet einen geplanten Fork.',
      counts:
        '{{ready}} bereit, {{notReady}} nicht bereit, {{unknown}} unbekannt',
    },
    diversity: {
      title: 'Vielfalt der Clients',
      hint: 'Anteile an diesen Nodes, mit Linien bei einem und zwei Dritteln. Ein Fehler eines Clients betrifft alle Nodes, auf denen er läuft.',
      share: '{{share}} · {{number}} von {{total}}',
      third: 'Mehr als ein Drittel der Nodes hängt von {{client}} ab.',
      twoThirds: 'Mehr als zwei Drittel der Nodes hängen von {{client}} ab.',
    },
    disks: {
      title: 'Platten',
      hint: 'Zeit, bis eine Platte voll ist, nach ihrem Wachstum in den letzten sieben Tagen.',
      left: 'voll in {{duration}}',
      unknown: '{{number}} Nodes melden ihren Plattenplatz nicht',
    },
    restore: {
      title: 'Wiederherstellung',
      hint: 'Neuester verifizierter Snapshot jedes Nodes, der älteste zuerst.',
      withoutStore: '{{number}} Nodes haben keinen Snapshot-Store',
    },
  },
  empty: {
    fleetTitle: 'Noch keine Ethereum-Nodes',
    fleetText:
      'Nodes erscheinen hier, wenn ein Cluster einen betreibt oder app-config.yaml einen unter ethereumNodes.nodes nennt. Sie sehen die Nodes, die Sie mit der Berechtigung {{permission}} lesen dürfen.',
    filteredTitle: 'Kein Node passt zu diesen Filtern',
    filteredText: 'Löschen Sie einen Filter, um mehr Nodes zu sehen.',
    create: 'Ethereum-Node erstellen',
    noTemplate:
      'Nodes werden mit dem Template {{template}} erstellt, das nicht im Katalog ist oder nicht für Sie. Das README des Scaffolder-Moduls sagt, wie man es registriert.',
    entityTitle: 'Zu dieser Entity meldet sich noch kein Node',
  },
};
