/** States, times, and what stands above every page. */
export const states = {
  state: {
    WRONG_NETWORK: 'Falsches Netzwerk',
    UNREACHABLE: 'Nicht erreichbar',
    WAITING_FOR_CL: 'Wartet auf Consensus-Client',
    STALLED: 'Steht still',
    BEHIND: 'Im Rückstand',
    SYNCING: 'Synchronisiert sich',
    NETWORK_STALL: 'Netzwerk steht still',
    UNKNOWN: 'Unbekannt',
    MAINTENANCE: 'Wartung',
    INDEXING: 'Synchron, indexiert',
    SYNCED: 'Synchron',
  },
  sentence: {
    WRONG_NETWORK: 'Folgt seit {{since}} einer anderen Chain als {{network}}',
    UNREACHABLE: 'Execution-Client antwortet seit {{since}} nicht',
    WAITING_FOR_CL: 'Wartet seit {{since}} auf den Consensus-Client',
    STALLED: 'Steht seit {{since}} still, während das Netzwerk weiterläuft',
    BEHIND: '{{age}} hinter dem Head und holt nicht auf',
    BEHIND_noHead: 'Hinter dem Head und holt nicht auf',
    SYNCING: 'Synchronisiert sich seit {{since}}',
    SYNCING_share: 'Synchronisiert sich, {{share}} geschafft',
    SYNCING_eta: 'Synchronisiert sich, {{share}} geschafft, noch etwa {{eta}}',
    NETWORK_STALL:
      'Das ganze Netzwerk {{network}} steht seit {{since}} still: an diesem Node liegt es nicht',
    UNKNOWN: 'Unbekannt seit {{since}}: keine aktuelle Antwort',
    MAINTENANCE: 'Seit {{since}} absichtlich außer Betrieb',
    MAINTENANCE_snapshot:
      'Seit {{since}} für einen Snapshot angehalten, zurück bis {{until}}',
    MAINTENANCE_upgrade:
      'Wird seit {{since}} aktualisiert, zurück bis {{until}}',
    MAINTENANCE_restore:
      'Wird seit {{since}} aus einem Snapshot wiederhergestellt, zurück bis {{until}}',
    MAINTENANCE_resync:
      'Wird seit {{since}} neu synchronisiert, zurück bis {{until}}',
    INDEXING: 'Synchron, {{age}} hinter dem Head, baut noch Indizes auf',
    INDEXING_noHead: 'Synchron, baut noch Indizes auf',
    SYNCED: 'Synchron, {{age}} hinter dem Head',
    SYNCED_noHead: 'Synchron',
  },
  ready: {
    yes: 'Bereit für Anfragen',
    no: 'Nicht bereit für Anfragen',
    pods: '{{ready}} von {{wanted}} Pods bereit',
  },
  time: {
    ago: 'vor {{duration}}',
    in: 'in {{duration}}',
    justNow: 'gerade eben',
    never: 'nie',
  },
  title: 'Ethereum-Nodes',
  loading: 'Lädt',
  updates: {
    live: 'Live',
    polling: 'alle {{seconds}} s',
    liveHint: 'Änderungen erscheinen, sobald das Backend sie sieht.',
    pollingHint:
      'Keine Live-Verbindung: diese Seite fragt das Backend alle {{seconds}} s, solange sie sichtbar ist.',
    outdated: 'Nicht aktualisiert seit {{time}}: {{reason}}',
  },
  denied: {
    title: 'Das dürfen Sie nicht sehen',
    text: 'Dafür ist die Berechtigung {{permission}} nötig. Fragen Sie die Betreiber dieses Backstage oder das Team, dem der Node gehört.',
  },
  error: {
    node: 'Node {{id}} konnte nicht geladen werden',
    list: 'Die Nodes konnten nicht geladen werden',
    retry: 'Erneut versuchen',
  },
};
