/** What each state means and what to do, one step per line. */
export const runbook = {
  next: {
    title: 'Was als Nächstes zu tun ist',
    copied: 'Kopiert',
    copyLabel: 'Befehl kopieren: {{purpose}}',
    kubernetes: 'Pods und Events im Kubernetes-Tab',
    purpose: {
      verdict: 'Was der Sidecar sagt',
      pod: 'Warum der Workload so ist, wie er ist',
      pods: 'Welche Pods es gibt und welche bereit sind',
      executionLog: 'Log des Execution-Clients',
      executionCrashLog:
        'Log des Execution-Clients vor seinem letzten Neustart',
      consensusLog: 'Log des Consensus-Clients',
      labels: 'Welche Labels der Workload hat',
      use: 'CPU- und Speicherverbrauch',
      chain: 'Welcher Chain er folgt',
      head: 'Sein neuester Block',
    },
    endpointUnknown:
      'EXECUTION_URL ist die URL, unter der dieser Node aufgerufen wird. Sie steht in der Konfiguration von Backstage (ethereumNodes.nodes.{{name}}), und hier, sobald dort callersUrl gesetzt ist.',
    endpointDeclared:
      'Setzen Sie EXECUTION_URL auf die Annotation {{annotation}} von {{entityRef}}.',
    askOwner: 'Fragen Sie den Eigentümer,',
    askSupport: 'Fragen Sie die Betreiber dieses Backstage',
    links: {
      title: 'Wo Sie weitersuchen',
      runbook: 'Runbook',
      dashboard: 'Dashboard',
      logs: 'Logs',
      alerts: 'Alerts',
      silence: 'Alerts stummschalten',
    },
  },
  runbook: {
    WRONG_NETWORK: {
      meaning:
        'Anwendungen würden die Daten einer anderen Chain lesen. Der Node bekommt keine Anfragen.',
      steps: `Vergleichen Sie die beiden Werte in der Begründung mit dem Netzwerk in environments/<env>.yaml.
Ein Volume eines anderen Netzwerks lässt sich nicht weiterverwenden: löschen Sie seinen PersistentVolumeClaim und lassen Sie den Node neu synchronisieren.
Prüfen Sie in einem Devnet, dass alle Nodes dieselbe Genesis verwenden.`,
    },
    UNREACHABLE: {
      meaning: 'Der Execution-Client antwortet nicht sinnvoll auf JSON-RPC.',
      steps: `Im Cluster: prüfen Sie, ob der Pod Pending ist (kein Volume, kein Platz), ein Image zieht oder abstürzt.
Aus app-config.yaml: prüfen Sie, dass der Prozess läuft und der Host des Backends seine URL erreicht.
Lesen Sie nach einem Absturz das Log des vorigen Laufs. Ein langer Start nach unsauberem Ende ist eine Reparatur der Datenbank.
Eine Antwort, die kein JSON-RPC ist, heißt, dass der Endpunkt ein Proxy oder eine Login-Seite ist und nicht der Client.`,
    },
    WAITING_FOR_CL: {
      meaning:
        'Der Execution-Client läuft, bekommt aber von keinem Consensus-Client den Head.',
      steps: `Lesen Sie das Log des Consensus-Clients: ein fehlgeschlagener Checkpoint-Sync oder 401 von der Engine API.
Bei 401 haben beide verschiedene JWTs, oder die Uhren weichen um mehr als 60 s ab: löschen Sie im Cluster den Pod, beide lesen dann ein neues.
Nur den Execution-Client neu zu starten hilft nicht.`,
    },
    STALLED: {
      meaning:
        'Der Head steht seit mindestens fünf Minuten, während andere Nodes des Netzwerks weiterlaufen.',
      steps: `Keine Peers: prüfen Sie die NetworkPolicy für p2p, DNS und wie der p2p-Port erreichbar ist.
Peers, aber kein Fortschritt: suchen Sie im Log nach einem ungültigen Block, und vergleichen Sie die Version mit dem, was der nächste Fork verlangt.
Prüfen Sie den Speicherplatz: ein volles Volume hält einen Client an, ohne dass seine Antworten es verraten.`,
    },
    BEHIND: {
      meaning: 'Der Head ist alt, und der Node holt nicht erkennbar auf.',
      steps: `Meist ist das Volume zu langsam: vergleichen Sie Latenz und Durchsatz mit dem, was der Client braucht.
Vergleichen Sie das CPU-Limit des Containers mit dem Verbrauch: gedrosselte Clients fallen zurück.
Warten Sie nach einem langen Stillstand ab: über 1× Echtzeit holt er auf.`,
    },
    SYNCING: {
      meaning:
        'Normal nach einem ersten Start oder langem Stillstand. Der Node wird von selbst bereit.',
      steps: `Lassen Sie ihn laufen: ein erster Sync von Mainnet dauert Stunden, und ein Neustart kostet Zeit.
Bleibt das Tempo lange unter 1×, prüfen Sie Volume und Peers.`,
    },
    NETWORK_STALL: {
      meaning:
        'Alle Nodes dieses Netzwerks, die hier zu sehen sind, haben zugleich einen alten Head.',
      steps: `Starten Sie nichts neu: Caches gehen verloren, und gewonnen ist nichts.
Sehen Sie in öffentlichen Explorern und den Kanälen der Client-Teams nach einer Störung.
Sind nur diese Nodes alt, suchen Sie, was sie gemeinsam haben: Egress, DNS, Checkpoint-Quelle, die Uhren der Hosts.`,
    },
    UNKNOWN: {
      meaning:
        'Es gibt noch keine Antwort, oder die neueste ist zu alt, um ihr zu glauben.',
      steps: `Im Cluster: prüfen Sie, dass Backstage den Sidecar lesen darf (get auf pods/proxy) und dass der Pod läuft.
Aus app-config.yaml: prüfen Sie, dass der Host des Backends die URL erreicht.`,
    },
    MAINTENANCE: {
      meaning:
        'Absichtlich außer Betrieb: für einen Snapshot, ein Upgrade, eine Wiederherstellung oder einen neuen Sync.',
      steps: `Nichts zu tun: der Node wird wie jeder andere beurteilt, sobald er zurück ist, spätestens nach der angekündigten Zeit.
Bei einem Snapshot sagt das Log des neuesten Jobs des CronJobs, wie weit er ist.
Um eine eigene Ankündigung vorzeitig zu beenden, entfernen Sie die Annotation ethereum.nodeyard.io/maintenance vom StatefulSet.`,
    },
    INDEXING: {
      meaning:
        'Am Head und benutzbar. Ein Index der Transaktionen oder der State-Historie wird noch aufgebaut.',
      steps: `Nichts zu tun. Abfragen, die den Index brauchen, sind bis dahin vielleicht langsam oder werden abgelehnt.`,
    },
    SYNCED: {
      meaning:
        'Der Head ist höchstens vier Slots alt, und der Consensus-Client stimmt zu oder ist nicht konfiguriert.',
      steps: `Nichts zu tun.`,
    },
  },
};
