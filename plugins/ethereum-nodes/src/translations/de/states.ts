import type { NodeState } from '@nodeyard/ethereum';
import type { StateMessages } from '../../states/stateMessages';
import type { stateTable } from '../../states/stateTable';

/** German messages of the states; a state or a variant that is missing does not compile. */
type GermanStates = {
  [S in NodeState]: Omit<StateMessages, 'sentences'> & {
    sentences: Record<keyof (typeof stateTable)[S]['sentences'], string>;
    /** The state within a sentence of the backend. */
    term: string;
  };
};

export const germanStates: GermanStates = {
  WRONG_NETWORK: {
    label: 'Falsches Netzwerk',
    term: 'Im falschen Netzwerk',
    sentences: {
      '': 'Folgt seit {{since}} einer anderen Chain als {{network}}',
    },
    meaning:
      'Anwendungen würden die Daten einer anderen Chain lesen. Der Node bekommt keine Anfragen.',
    steps: `Vergleichen Sie die beiden Werte in der Begründung mit dem Netzwerk in environments/<env>.yaml.
Ein Volume eines anderen Netzwerks lässt sich nicht weiterverwenden: löschen Sie seinen PersistentVolumeClaim und lassen Sie den Node neu synchronisieren.
Prüfen Sie in einem Devnet, dass alle Nodes dieselbe Genesis verwenden.`,
  },
  UNREACHABLE: {
    label: 'Nicht erreichbar',
    term: 'Nicht erreichbar',
    sentences: {
      '': 'Execution-Client antwortet seit {{since}} nicht',
    },
    meaning: 'Der Execution-Client antwortet nicht sinnvoll auf JSON-RPC.',
    steps: `Im Cluster: prüfen Sie, ob der Pod Pending ist (kein Volume, kein Platz), ein Image zieht oder abstürzt.
Aus app-config.yaml: prüfen Sie, dass der Prozess läuft und der Host des Backends seine URL erreicht.
Lesen Sie nach einem Absturz das Log des vorigen Laufs. Ein langer Start nach unsauberem Ende ist eine Reparatur der Datenbank.
Eine Antwort, die kein JSON-RPC ist, heißt, dass der Endpunkt ein Proxy oder eine Login-Seite ist und nicht der Client.`,
  },
  WAITING_FOR_CL: {
    label: 'Wartet auf Consensus-Client',
    term: 'Wartet auf den Consensus-Client',
    sentences: {
      '': 'Wartet seit {{since}} auf den Consensus-Client',
    },
    meaning:
      'Der Execution-Client läuft, bekommt aber von keinem Consensus-Client den Head.',
    steps: `Lesen Sie das Log des Consensus-Clients: ein fehlgeschlagener Checkpoint-Sync oder 401 von der Engine API.
Bei 401 haben beide verschiedene JWTs, oder die Uhren weichen um mehr als 60 s ab: löschen Sie im Cluster den Pod, beide lesen dann ein neues.
Nur den Execution-Client neu zu starten hilft nicht.`,
  },
  STALLED: {
    label: 'Steht still',
    term: 'Steht still',
    sentences: {
      '': 'Steht seit {{since}} still, während das Netzwerk weiterläuft',
    },
    meaning:
      'Der Head steht seit mindestens fünf Minuten, während andere Nodes des Netzwerks weiterlaufen.',
    steps: `Keine Peers: prüfen Sie die NetworkPolicy für p2p, DNS und wie der p2p-Port erreichbar ist.
Peers, aber kein Fortschritt: suchen Sie im Log nach einem ungültigen Block, und vergleichen Sie die Version mit dem, was der nächste Fork verlangt.
Prüfen Sie den Speicherplatz: ein volles Volume hält einen Client an, ohne dass seine Antworten es verraten.`,
  },
  BEHIND: {
    label: 'Im Rückstand',
    term: 'Im Rückstand',
    sentences: {
      '': '{{age}} hinter dem Head und holt nicht auf',
      _noHead: 'Hinter dem Head und holt nicht auf',
    },
    meaning: 'Der Head ist alt, und der Node holt nicht erkennbar auf.',
    steps: `Meist ist das Volume zu langsam: vergleichen Sie Latenz und Durchsatz mit dem, was der Client braucht.
Vergleichen Sie das CPU-Limit des Containers mit dem Verbrauch: gedrosselte Clients fallen zurück.
Warten Sie nach einem langen Stillstand ab: über 1× Echtzeit holt er auf.`,
  },
  SYNCING: {
    label: 'Synchronisiert sich',
    term: 'Synchronisiert sich',
    sentences: {
      '': 'Synchronisiert sich seit {{since}}',
      _share: 'Synchronisiert sich, {{share}} geschafft',
      _eta: 'Synchronisiert sich, {{share}} geschafft, noch etwa {{eta}}',
    },
    meaning:
      'Normal nach einem ersten Start oder langem Stillstand. Der Node wird von selbst bereit.',
    steps: `Lassen Sie ihn laufen: ein erster Sync von Mainnet dauert Stunden, und ein Neustart kostet Zeit.
Bleibt das Tempo lange unter 1×, prüfen Sie Volume und Peers.`,
  },
  NETWORK_STALL: {
    label: 'Netzwerk steht still',
    term: 'Das Netzwerk steht still',
    sentences: {
      '': 'Das ganze Netzwerk {{network}} steht seit {{since}} still: an diesem Node liegt es nicht',
    },
    meaning:
      'Alle Nodes dieses Netzwerks, die hier zu sehen sind, haben zugleich einen alten Head.',
    steps: `Starten Sie nichts neu: Caches gehen verloren, und gewonnen ist nichts.
Sehen Sie in öffentlichen Explorern und den Kanälen der Client-Teams nach einer Störung.
Sind nur diese Nodes alt, suchen Sie, was sie gemeinsam haben: Egress, DNS, Checkpoint-Quelle, die Uhren der Hosts.`,
  },
  UNKNOWN: {
    label: 'Unbekannt',
    term: 'Unbekannt',
    sentences: {
      '': 'Unbekannt seit {{since}}: keine aktuelle Antwort',
    },
    meaning:
      'Es gibt noch keine Antwort, oder die neueste ist zu alt, um ihr zu glauben.',
    steps: `Im Cluster: prüfen Sie, dass Backstage den Sidecar lesen darf (get auf pods/proxy) und dass der Pod läuft.
Aus app-config.yaml: prüfen Sie, dass der Host des Backends die URL erreicht.`,
  },
  MAINTENANCE: {
    label: 'Wartung',
    term: 'Wartung',
    sentences: {
      '': 'Seit {{since}} absichtlich außer Betrieb',
      _snapshot:
        'Seit {{since}} für einen Snapshot angehalten, zurück bis {{until}}',
      _upgrade: 'Wird seit {{since}} aktualisiert, zurück bis {{until}}',
      _restore:
        'Wird seit {{since}} aus einem Snapshot wiederhergestellt, zurück bis {{until}}',
      _resync: 'Wird seit {{since}} neu synchronisiert, zurück bis {{until}}',
    },
    meaning:
      'Absichtlich außer Betrieb: für einen Snapshot, ein Upgrade, eine Wiederherstellung oder einen neuen Sync.',
    steps: `Nichts zu tun: der Node wird wie jeder andere beurteilt, sobald er zurück ist, spätestens nach der angekündigten Zeit.
Bei einem Snapshot sagt das Log des neuesten Jobs des CronJobs, wie weit er ist.
Um eine eigene Ankündigung vorzeitig zu beenden, entfernen Sie die Annotation ethereum.nodeyard.io/maintenance vom StatefulSet.`,
  },
  INDEXING: {
    label: 'Synchron, indexiert',
    term: 'Synchron, baut Indizes auf',
    sentences: {
      '': 'Synchron, {{age}} hinter dem Head, baut noch Indizes auf',
      _noHead: 'Synchron, baut noch Indizes auf',
    },
    meaning:
      'Am Head und benutzbar. Ein Index der Transaktionen oder der State-Historie wird noch aufgebaut.',
    steps: `Nichts zu tun. Abfragen, die den Index brauchen, sind bis dahin vielleicht langsam oder werden abgelehnt.`,
  },
  SYNCED: {
    label: 'Synchron',
    term: 'Synchron',
    sentences: {
      '': 'Synchron, {{age}} hinter dem Head',
      _noHead: 'Synchron',
    },
    meaning:
      'Der Head ist höchstens vier Slots alt, und der Consensus-Client stimmt zu oder ist nicht konfiguriert.',
    steps: `Nichts zu tun.`,
  },
};

/** Messages of the backend that are the name of a state. */
export const germanTerms = Object.fromEntries(
  Object.entries(germanStates).map(([state, { term }]) => [
    `state-${state}`,
    term,
  ]),
) as Record<`state-${NodeState}`, string>;
