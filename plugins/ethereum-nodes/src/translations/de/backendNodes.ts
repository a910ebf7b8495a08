/** Messages of verdicts about head and clients. */
export const backendNodes = {
  'layer-execution': 'Execution-Client',
  'layer-consensus': 'Consensus-Client',
  text: '{{text}}',
  summary: '{{state}}: {{reason}}',
  head: 'Head ist Block {{block}}, {{age}} alt',
  'head-without-state':
    'Head ist Block 0, während die Chain des Execution-Clients bei Block {{block}} endet: der State dieses Blocks fehlt',
  'head-unknown': 'kein Head bekannt',
  'head-stalled': '{{head}}, seit mindestens 5 min unverändert',
  'head-unconfirmed': '{{head}}, aber der Consensus-Client bestätigt ihn nicht',
  'head-not-catching-up':
    '{{head}}, gewinnt {{rate}} s Chain pro Sekunde: holt nicht auf',
  'head-catching-up': '{{head}}, gewinnt {{rate}} s Chain pro Sekunde',
  'head-confirmed': 'Consensus-Client bestätigt den Head',
  'head-not-confirmable':
    'kein Consensus-Client konfiguriert, der ihn bestätigen könnte',
  'network-stall':
    '{{head}}, und keiner der anderen Nodes dieses Netzwerks ({{others}}) hat einen neueren: suchen Sie, was sie gemeinsam haben, starten Sie ihn nicht neu',
  indexing:
    '{{head}}; der Client baut noch Indizes auf oder lädt Historie, einige alte Blöcke und Transaktionen sind vielleicht noch nicht zu finden',
  'syncing-blocks':
    'Execution-Client ist bei Block {{current}} von {{highest}}',
  'syncing-blocks-estimate':
    'Execution-Client ist bei Block {{current}} von etwa {{highest}}',
  'syncing-genesis':
    'Execution-Client ist bei Block 0 von {{network}} und synchronisiert sich nach eigener Aussage, noch ohne Zahlen',
  'syncing-head': 'Execution-Client synchronisiert sich; {{head}}',
  'both-still':
    'beide Clients stehen still, obwohl der Consensus-Client Peers hat ({{peers}}): vergleichen Sie mit anderen Nodes dieses Netzwerks; ist deren Head neuer, suchen Sie im Log des Consensus-Clients nach fehlgeschlagenen Engine-Aufrufen (Endpunkt, JWT-Secret, Uhren) und nach Blöcken, die ihm fehlen oder die er ablehnt',
  'both-still-alone':
    'beide Clients stehen still, obwohl der Consensus-Client Peers hat ({{peers}}): andere Nodes dieses Netzwerks haben einen neueren Head; suchen Sie im Log des Consensus-Clients nach fehlgeschlagenen Engine-Aufrufen (Endpunkt, JWT-Secret, Uhren) und nach Blöcken, die ihm fehlen oder die er ablehnt',
  'blocks-not-delivered':
    'der Head des Consensus-Clients (Slot {{slot}}) ist {{lead}} Slots neuer als der des Execution-Clients, der still steht: Blöcke erreichen ihn nicht. Prüfen Sie, ob der Engine-Endpunkt der dieses Execution-Clients ist, und suchen Sie im Log des Consensus-Clients nach fehlgeschlagenen Engine-Aufrufen (Endpunkt, JWT-Secret, Uhren)',
  'confirms-newer':
    'der Consensus-Client bestätigt einen Head, der {{apart}} neuer ist als der dieses Execution-Clients',
  'confirms-older':
    'der Consensus-Client bestätigt einen Head, der {{apart}} älter ist als der dieses Execution-Clients',
  'clock-slow':
    'unsere eigene Uhr geht {{behind}} gegenüber dem Netzwerk nach: stellen Sie sie (NTP)',
  'clock-or-head':
    'der Head ist unserer eigenen Uhr {{ahead}} voraus: eins von beiden ist falsch',
  'clock-fast':
    'der Head bewegt sich mit dem Netzwerk und ist bestätigt: unsere eigene Uhr geht vielleicht {{fast}} vor',
  'wrong-chain':
    'Execution-Client ist auf Chain {{actual}}, {{network}} ist Chain {{expected}}',
  'wrong-genesis':
    'Execution-Client hat Genesis {{actual}}, {{network}} hat {{expected}}: sein Datadir wurde für ein anderes Netzwerk angelegt',
  'client-silent': '{{client}} antwortet auf {{detail}} nicht, seit {{since}}',
  'client-http':
    '{{client}} antwortet auf {{detail}} mit einem HTTP-Fehler, seit {{since}}',
  'client-auth':
    '{{client}} verweigert auf {{detail}} den Zugriff, seit {{since}}',
  'client-garbage':
    '{{client}} antwortet auf {{detail}} mit Unbrauchbarem, seit {{since}}',
  'client-rpc-error':
    '{{client}} antwortet auf {{detail}} mit einem Fehler, seit {{since}}',
  'waiting-unconfigured':
    'Execution-Client ist bei Block 0 und wartet auf den Head von einem Consensus-Client; keiner ist konfiguriert, der gefragt werden könnte',
  'waiting-offline':
    'Consensus-Client erreicht den Execution-Client nicht: prüfen Sie den Engine-Endpunkt und das JWT-Secret',
  'waiting-slot-0':
    'Execution-Client ist bei Block 0 und wartet auf einen Head; der Consensus-Client ist selbst bei Slot 0',
  'waiting-behind':
    'Execution-Client ist bei Block 0 und wartet auf einen Head; der Consensus-Client ist selbst {{slots}} Slots im Rückstand',
  'waiting-confirmed':
    'Execution-Client ist bei Block 0, und der Consensus-Client hält seinen eigenen Head (Slot {{slot}}) für bestätigt: prüfen Sie, ob sein Engine-Endpunkt dieser Execution-Client ist, und in beiden Logs die Engine-Aufrufe',
  'no-peers':
    '{{client}} hat keine Peers: prüfen Sie p2p-Port, Firewall und Bootnodes',
  peers:
    'Execution-Client hat Peers ({{peers}}): suchen Sie in seinem Log, worauf er wartet oder was er abgelehnt hat',
  'consensus-unconfigured':
    'kein Consensus-Client konfiguriert, der gefragt werden könnte: prüfen Sie den, der diesen Node antreibt',
  'optimistic-idle':
    'Consensus-Client ist optimistisch, während der Execution-Client nach eigener Aussage keine Blöcke zu holen hat: suchen Sie im Log des Consensus-Clients nach fehlgeschlagenen Engine-Aufrufen (Endpunkt, JWT-Secret) und in dem des Execution-Clients nach einer Reparatur des States oder abgelehnten Blöcken',
  'optimistic-waiting':
    'Consensus-Client wartet darauf, dass der Execution-Client seinen Head bestätigt',
  'consensus-behind': 'Consensus-Client ist {{slots}} Slots im Rückstand',
  'disk-full':
    'Volume des Execution-Clients ist voll: {{free}} von {{total}} frei; vergrößern Sie es oder schaffen Sie Platz',
  'network-unproved':
    'nichts außer der Chain-ID zeigt, dass der Execution-Client auf {{network}} ist: er gibt weder Block 0 heraus ({{why}}) noch eine Fork-ID, die aus der Genesis von {{network}} folgt',
  'network-unproved-silent':
    'nichts außer der Chain-ID zeigt, dass der Execution-Client auf {{network}} ist: er gibt weder Block 0 heraus (keine Antwort) noch eine Fork-ID, die aus der Genesis von {{network}} folgt',
  'unanswered-genesis': '{{client}} sagt nicht, was sein Block 0 ist ({{why}})',
  'unanswered-syncing':
    '{{client}} sagt nicht, ob er sich synchronisiert ({{why}})',
  'unanswered-peers': '{{client}} sagt nicht, wie viele Peers er hat ({{why}})',
  'unanswered-version':
    '{{client}} sagt nicht, welche Version er ist ({{why}})',
  'not-looked-at': 'noch nicht abgefragt',
  'last-look': 'zuletzt abgefragt {{at}}, vor {{ago}}',
  'last-look-ahead':
    'zuletzt abgefragt {{at}}, {{ahead}} nach unserer eigenen Uhrzeit: sie wurde zurückgestellt',
  unjudgeable: 'was die Clients sagen, lässt sich nicht beurteilen ({{why}})',
};
