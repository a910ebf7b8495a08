/** Forks, finality and maintenance. */
export const backendForks = {
  'fork-no-answer': '{{client}} antwortet nicht',
  'forks-not-given': '{{client}} gibt seine Forks nicht an ({{why}})',
  'forks-without-time': 'Execution-Client gibt keinen Fork mit Zeitpunkt an',
  'blob-schedule-not-given':
    'Consensus-Client gibt seinen Blob-Zeitplan nicht an',
  'fork-known': '{{client}} kennt {{fork}}',
  'fork-missing': '{{client}} kennt {{fork}} nicht: aktualisieren Sie ihn',
  'fork-id-mismatch':
    'Execution-Client hat Fork-ID {{actual}} für {{fork}}, erwartet {{expected}}',
  'fork-epoch-mismatch':
    'Consensus-Client hat {{fork}} bei Epoche {{actual}}, erwartet {{expected}}',
  'fork-date-mismatch':
    'Execution-Client hat am {{expected}}, dem Tag von {{fork}}, keinen Fork, aber einen am {{actual}}: einer der beiden Tage ist veraltet',
  'fork-not-in-data':
    'Execution-Client gibt einen Fork vom {{date}} an, den unsere Daten nicht haben',
  'fork-in-force': '{{finding}}; er gilt seit {{since}}',
  'fork-in-force-unknown':
    'ob er {{fork}} folgt, der seit {{since}} gilt, ist unbekannt: {{finding}}',
  'fork-none': 'für {{network}} ist kein Fork mit Datum bekannt',
  'fork-none-but-expected':
    'für {{network}} ist kein Fork mit Datum bekannt; der Execution-Client erwartet einen am {{date}}',
  'fork-withdrawn-followed':
    '{{client}} folgt {{fork}} vom {{date}}, der am {{withdrawnAt}} von {{network}} zurückgezogen wurde: aktualisieren Sie ihn auf eine Version ohne diesen Fork',
  'fork-withdrawn-expected':
    '{{client}} hat {{fork}} vom {{date}}, der am {{withdrawnAt}} von {{network}} zurückgezogen wurde: aktualisieren Sie ihn auf eine Version ohne diesen Fork',
  'data-old':
    'die Daten von {{network}} wurden am {{checkedAt}} geprüft, vor {{days}} Tagen: neuere Forks fehlen vielleicht',
  finalized:
    'Epoche {{epoch}} ist finalisiert, {{distance}} Epochen vor der aktuellen',
  'finalized-ahead':
    'Epoche {{epoch}} soll finalisiert sein, die aktuelle ist {{present}}: der Consensus-Client gehört zu einem anderen Netzwerk, oder die Uhr geht nach',
  'not-finalizing':
    'die Chain finalisiert nicht: Epoche {{epoch}} ist finalisiert, {{distance}} Epochen vor der aktuellen (2 bis 3 sind normal); starten Sie den Node nicht neu, vergleichen Sie seinen finalisierten Block mit dem von Nodes mit anderen Clients',
  'finality-hidden':
    'Epoche {{epoch}} ist finalisiert, {{distance}} Epochen vor der aktuellen, und der eigene Head des Consensus-Clients ist {{slots}} Slots im Rückstand: ob das Netzwerk finalisiert, lässt sich daran nicht erkennen',
  'maintenance-snapshot':
    'für einen Snapshot angehalten von {{by}}, spätestens bis {{until}}',
  'maintenance-upgrade':
    'wird aktualisiert von {{by}}, spätestens bis {{until}}',
  'maintenance-restore':
    'wird aus einem Snapshot wiederhergestellt von {{by}}, spätestens bis {{until}}',
  'maintenance-resync':
    'wird neu synchronisiert von {{by}}, spätestens bis {{until}}',
  'overdue-snapshot':
    'für einen Snapshot angehalten von {{by}}, sollte bis {{until}} zurück sein',
  'overdue-upgrade':
    'wird aktualisiert von {{by}}, sollte bis {{until}} zurück sein',
  'overdue-restore':
    'wird aus einem Snapshot wiederhergestellt von {{by}}, sollte bis {{until}} zurück sein',
  'overdue-resync':
    'wird neu synchronisiert von {{by}}, sollte bis {{until}} zurück sein',
};
