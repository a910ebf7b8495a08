/** Readiness, times, updates and errors. */
export const general = {
  ready: {
    yes: 'Bereit für Anfragen',
    no: 'Nicht bereit für Anfragen',
    pods: '{{ready}} von {{desired}} Pods bereit',
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
