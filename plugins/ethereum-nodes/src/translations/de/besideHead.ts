/** Shorter texts for places that already show the head and its age. */
export const beside = {
  'head-stalled': 'seit mindestens 5 min unverändert',
  'head-unconfirmed': 'der Consensus-Client bestätigt ihn nicht',
  'head-not-catching-up':
    'gewinnt {{rate}} s Chain pro Sekunde: holt nicht auf',
  'head-catching-up': 'gewinnt {{rate}} s Chain pro Sekunde',
  'network-stall':
    'keiner der anderen Nodes dieses Netzwerks ({{others}}) hat einen neueren: suchen Sie, was sie gemeinsam haben, starten Sie ihn nicht neu',
  indexing:
    'der Client baut noch Indizes auf oder lädt Historie, einige alte Blöcke und Transaktionen sind vielleicht noch nicht zu finden',
  'syncing-head': 'Execution-Client synchronisiert sich',
};
