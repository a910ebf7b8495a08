/** German sentences on a request and its plan. Names, keys and labels of the form stay as the form has them. */
export const requestInGerman = {
  text: '{{text}}',
  missing: 'fehlt',
  'add-example': 'Ergänzen Sie den Wert, zum Beispiel {{example}}',
  'for-example': 'Zum Beispiel {{example}}',
  'example-in-readme': 'die Anforderung im README von @nodeyard/blueprint.',
  'unknown-key': 'ist kein Schlüssel einer Anforderung',
  'remove-unknown-key': 'Entfernen Sie ihn. Bekannt sind hier: {{keys}}.',
  'did-you-mean': 'Meinten Sie {{name}}?',
  'wrong-type': 'ist {{actual}}, erwartet wird {{expected}}',
  'quote-text':
    'YAML liest den Wert so; setzen Sie Text in Anführungszeichen. Zum Beispiel {{example}}',
  'type-empty': 'leer',
  'type-string': 'ein Text',
  'type-array': 'eine Liste',
  'type-object': 'eine Zuordnung von Schlüsseln',
  'type-number': 'eine Zahl',
  'type-int': 'eine ganze Zahl',
  'type-boolean': 'ein Wahrheitswert',
  'not-allowed': 'ist keiner der Werte, die hier erlaubt sind',
  'use-one-of': 'Verwenden Sie {{choices}}.',
  'any-of': '{{names}} oder {{last}}',
  'too-small': 'ist kleiner als {{minimum}}',
  'too-few': 'hat weniger Einträge als {{minimum}}',
  'too-big': 'ist größer als {{maximum}}',
  'too-many': 'hat mehr Einträge als {{maximum}}',

  'has-characters': 'hat {{length}} Zeichen',
  'has-more-characters': 'hat mehr als {{maximum}} Zeichen',
  'use-at-most': 'Verwenden Sie höchstens {{maximum}}.',
  'says-nothing': 'ist leer',
  'write-sentence': 'Schreiben Sie einen Satz, der für Menschen lesbar ist.',
  unprintable: 'enthält Zeichen, die nicht dargestellt werden können',
  'remove-unprintable':
    'Entfernen Sie Steuerzeichen, Zeilentrenner und Zeichen, die die Leserichtung ändern.',
  'part-of-itself': 'enthält sich selbst',
  'write-without-anchors': 'Schreiben Sie den Wert ohne Anker und Aliasse aus.',
  'too-deep': 'ist tiefer als {{levels}} Ebenen verschachtelt',
  'remove-too-deep':
    'Entfernen Sie den Inhalt: Kein Schlüssel einer Anforderung liegt so tief.',
  'key-too-long': 'ist ein Schlüssel mit {{length}} Zeichen',
  'remove-long-key':
    'Entfernen Sie ihn: Kein Schlüssel einer Anforderung ist so lang.',
  'too-many-parts': 'hat mehr als {{maximum}} Schlüssel und Einträge',
  'remove-surplus': 'Entfernen Sie, was nicht zur Anforderung gehört.',
  'more-problems': 'hat {{number}} weitere Probleme',
  'correct-first': 'Beheben Sie zuerst die genannten.',

  'not-a-dns-label':
    'ist kein DNS-Label: Kubernetes und der Katalog verwenden den Namen',
  'write-dns-label':
    'Verwenden Sie Kleinbuchstaben, Ziffern und Bindestriche; Anfang und Ende sind ein Buchstabe oder eine Ziffer.',
  'reserved-namespace':
    'ist reserviert ({{purpose}}), und der Namespace der Nodes bekommt diesen Namen',
  'namespace-everything': 'Namespace für alles, was keinen Namespace nennt',
  'namespace-logs': 'Namespace für Logs von Plattformen',
  'namespace-monitoring': 'Namespace für das Monitoring von Plattformen',
  'namespace-of-gateway': 'Namespace des Gateways der Schicht {{owner}}',
  'namespace-of-layer': 'Namespace der Schicht {{owner}}',
  'namespace-of-the': 'Namespace von {{owner}}',
  'namespace-of': 'Namespace von {{owner}}',
  'namespace-by-add-ons': 'angelegt von Add-ons von {{owner}}',
  'namespace-by-extensions': 'angelegt von Erweiterungen von {{owner}}',
  'namespace-by-operator': 'angelegt vom Operator von {{owner}}',
  'namespace-by': 'angelegt von {{owner}}',
  'namespace-for-logs': 'vorbehalten für Logs von {{owner}}',
  'namespace-for-itself': 'vorbehalten für {{owner}} selbst',
  'namespace-for': 'vorbehalten für {{owner}}',
  'name-after-purpose':
    'Benennen Sie die Nodes nach ihrem Zweck, zum Beispiel payments-eth.',
  'not-an-owner':
    'ist kein Verweis auf eine Gruppe oder einen Benutzer des Katalogs',
  'write-owner':
    'Schreiben Sie ihn in Kleinbuchstaben als group:default/payments oder user:default/ada.',
  'url-with-password':
    'enthält eine URL mit einem Passwort und ist für alle sichtbar',
  'remove-password': 'Entfernen Sie das Passwort.',
  'not-a-repository': 'nennt keinen Ort für das Repository',
  'write-repository':
    'Schreiben Sie Host, Eigentümer und Namen ohne Schema: github.com/acme/payments-eth.',
  'not-a-size': 'ist keine Größe in GiB',
  'write-size':
    'Schreiben Sie eine ganze Zahl und die Einheit, zum Beispiel 900Gi.',
  'not-a-storage-class': 'ist kein Name einer StorageClass',
  'take-storage-class':
    'Verwenden Sie eine, die „kubectl get storageclass“ auflistet.',
  'less-than-fewest':
    'ist kleiner als {{fewest}}, die Mindestzahl der Nodes des Pools',
  'raise-most': 'Erhöhen Sie den Wert, oder verringern Sie die Mindestzahl.',
  'not-five-fields':
    'ist kein Zeitplan aus fünf Feldern mit je einem Leerzeichen dazwischen',
  'write-schedule':
    'Schreiben Sie Minute, Stunde, Tag, Monat und Wochentag, zum Beispiel 0 3 * * * für 03:00 Uhr UTC an jedem Tag.',
  'schedule-field': 'hat im Feld {{field}} einen Wert, den es nicht gibt',
  'field-minute': 'Minute',
  'field-hour': 'Stunde',
  'field-day': 'Tag des Monats',
  'field-month': 'Monat',
  'field-weekday': 'Wochentag',
  'schedule-never':
    'tritt nie ein: Kein Monat aus „{{months}}“ hat einen Tag aus „{{days}}“',
  'store-url-secret':
    'enthält Zugangsdaten oder Parameter; sie sind nicht erlaubt, weil URLs in Logs und Commits stehen',
  'store-url-secret-fix':
    'Entfernen Sie sie. Pods lesen Zugangsdaten aus einem Secret, Programme aus ihrer Umgebung.',
  'not-a-store': 'ist keine URL eines Snapshot-Speichers',
  'not-a-store-fix':
    'Verwenden Sie eine der Formen, die beim Feld stehen. Namen bestehen aus Buchstaben, Ziffern, „.“, „-“ und „_“.',
  'not-an-endpoint': 'ist keine Adresse eines Servers',
  'write-endpoint':
    'Schreiben Sie nur Schema, Host und Port, zum Beispiel https://s3.example.com.',
  'not-a-region': 'ist kein Name einer Region',
  'write-region':
    'Schreiben Sie ihn wie Ihr Anbieter, zum Beispiel eu-central-1.',
  'no-storage-account': 'fehlt: hier steht das Storage-Konto',
  'write-storage-account':
    'Schreiben Sie z. B. https://ACCOUNT.blob.core.windows.net.',
  'not-a-role': 'ist keine ARN einer Rolle',
  'write-role':
    'Schreiben Sie sie wie AWS, zum Beispiel arn:aws:iam::123456789012:role/snapshots.',
  'role-unused': 'wirkt nicht bei einem Speicher mit {{scheme}}',
  'remove-role': 'Entfernen Sie sie, oder verwenden Sie {{form}}.',
  'not-a-secret': 'ist kein Name eines Secrets',
  'write-secret':
    'Verwenden Sie Kleinbuchstaben, Ziffern, Bindestriche und Punkte, zum Beispiel snapshot-store; die Zugangsdaten selbst bleiben im Cluster.',

  'unknown-network': 'ist kein Netzwerk, das dieser Blueprint kennt',
  'named-twice': 'ist doppelt genannt',
  'remove-one': 'Entfernen Sie einen der beiden Einträge.',
  'other-layer': 'gehört zur anderen Schicht',
  'unknown-execution': 'ist kein Execution-Client, den dieser Blueprint kennt',
  'unknown-consensus': 'ist kein Consensus-Client, den dieser Blueprint kennt',
  undeployable: 'kann nicht deployt werden: {{why}}',
  'not-on-network': 'kann am Netzwerk {{network}} nicht teilnehmen',
  'choose-network-or-client':
    '{{client}} unterstützt {{networks}}; wählen Sie eines dieser Netzwerke oder einen anderen Client.',
  'refused-tag':
    'würde {{tag}} auf {{network}} ausführen; diese Version {{why}}',
  'choose-client':
    'Wählen Sie einen anderen Client, oder aktualisieren Sie den Blueprint.',
  'history-without-block':
    'hat auf {{network}} keine Bedeutung: Das Netzwerk hat keinen solchen Block',
  'history-unsupported': 'ist ein History-Modus, den {{client}} nicht hat',
  'consensus-missing':
    'fehlt, und {{client}} folgt ohne einen Consensus-Client keiner Chain',
  'add-consensus': 'Ergänzen Sie consensus: {{choices}}.',
  'client-on-network': '{{client}} auf {{network}} mit History {{history}}',
  'size-missing':
    'fehlt, und für {{node}} ist kein Speicherbedarf veröffentlicht',
  'give-size':
    'Geben Sie eine Größe an, zum Beispiel 2000Gi, oder wählen Sie eine andere History.',
  'size-too-small': 'ist weniger, als {{node}} heute braucht ({{minimum}}Gi)',
  'raise-size':
    'Erhöhen Sie die Größe, lassen Sie sie weg, oder wählen Sie eine kürzere History.',
  'remove-key': 'Entfernen Sie {{key}}.',
  'ask-for-one': 'Fordern Sie auf {{network}} nur einen Node an.',
  'no-store': 'nennt keinen Speicher für die Wiederherstellung',
  'add-store':
    'Ergänzen Sie snapshots.store, zum Beispiel {{example}}, oder wählen Sie none.',
  'store-unused':
    'wird nicht verwendet: Es werden keine Snapshots erstellt, und kein Node beginnt mit einem',
  'use-store':
    'Ergänzen Sie snapshots.schedule, zum Beispiel „0 3 * * *“, oder restore: latest bei einem Node, oder entfernen Sie snapshots.',

  'fork-soon': '{{network}} ändert seine Regeln ({{fork}}) in {{days}} Tagen',
  'deploy-fork-ready':
    'Deployen Sie nur Client-Versionen, deren Release Notes diesen Fork nennen.',
  'devnet-genesis':
    'ein Devnet beginnt dort, wo es deployt wird; seine Genesis muss deshalb zuerst erstellt werden',
  'make-genesis':
    'Legen Sie genesis.json, config.yaml und genesis.ssz in eine ConfigMap mit dem Namen {{name}}.',
  'devnet-in-production': 'ein Devnet geht mit seinem Volume verloren',
  'use-mainnet': 'Verwenden Sie in production das Mainnet.',
  'disk-tight':
    '{{size}} lässt wenig Platz zum Wachsen: {{suggested}}Gi sind empfohlen',
  'expand-later':
    'Verwenden Sie eine StorageClass, deren Volumes wachsen können, oder fordern Sie jetzt mehr an.',
  'pool-of-one':
    'ein Pool aus einem Node ist nicht verfügbar, während dieser auf eine andere Maschine umzieht',
  'use-two': 'Verwenden Sie in production mindestens 2.',
  'stopped-for-snapshot':
    'der einzige Node ist nicht verfügbar, während er für seinen Snapshot angehalten ist',
  'add-node-or-pool': 'Fordern Sie einen zweiten Node oder einen Pool an.',
  'mixed-snapshots':
    'Snapshots von {{client}} mit den Histories {{histories}} teilen sich einen Ort, und latest ist der neueste davon, unabhängig von seiner History',
  'one-history':
    'Geben Sie diesen Nodes dieselbe History, oder stellen Sie einen Snapshot über seine ID wieder her: latest mit einer anderen History wird abgelehnt.',
  'mixed-histories':
    'die Nodes behalten verschiedene Histories ({{histories}}): Ein Gateway vor ihnen verwendet für Fragen zu alten Blöcken nur die Nodes mit der längsten, und Aufrufer des Service eines einzelnen Nodes bekommen, was dieser behält',
  'history-of-client': '{{history}} von {{client}}',
  'one-history-or-pool':
    'Geben Sie ihnen dieselbe History oder den Aufrufern einen Pool, wenn alte Blöcke abgefragt werden.',
  'waits-for-snapshot':
    '{{node}} wartet, bis {{stores}} einen verifizierten Snapshot von {{client}} auf {{network}} mit History {{history}} enthält',
  'sync-first':
    'Lassen Sie stattdessen den ersten Node eines Netzwerks synchronisieren, sofern dort nicht schon andere ihre Snapshots ablegen.',
  majority:
    '{{share}} von {{nodes}} Nodes verwenden {{client}}: Ein Fehler darin hält sie alle an',
  'diversify-execution':
    'Geben Sie anderen Nodes einen anderen Execution-Client, sobald das Chart einen passenden unterstützt.',
  'diversify-consensus':
    'Geben Sie anderen Nodes einen anderen Consensus-Client, sobald das Chart einen passenden unterstützt.',
  'facts-old':
    'die Angaben zu {{name}} wurden zuletzt vor {{days}} Tagen geprüft ({{checkedAt}})',
  'update-facts':
    'Aktualisieren Sie den Blueprint, oder vergleichen Sie Versionen und Forks selbst.',
  listed: '{{first}}, {{rest}}',
  together: '{{first}} und {{rest}}',

  'the-form': 'Das Formular',
  'no-answers': 'hat keine Antworten',
  'open-and-answer':
    'Öffnen Sie die Vorlage noch einmal, und beantworten Sie ihre Fragen.',
  'other-version':
    'ist keine Frage dieses Formulars, sondern einer anderen Version davon',
  'answer-anew':
    'Öffnen Sie die Vorlage noch einmal, und füllen Sie sie neu aus.',
  'not-a-choice':
    'ist mit einem Wert beantwortet, den das Formular nicht anbietet',
  'answer-it':
    'Beantworten Sie die Frage. Ein Formular ohne diese Frage ist von einer anderen Version: Öffnen Sie die Vorlage noch einmal.',
  'figure-nodes': 'Nodes',
  'figure-disk': 'Festplatte',
  'figure-memory': 'Arbeitsspeicher',
  'figure-processors': 'Prozessoren',
  'figure-cost': 'Kosten',
  'figure-snapshots': 'Snapshots',
  'nodes-of-pair': '{{pair}} auf {{network}}; History: {{history}}',
  'several-nodes': '{{number}} auf {{network}}: {{nodes}}',
  'pair-with-history': '{{pair}} ({{history}})',
  'nodes-and-pool': '{{nodes}}; {{pool}} weitere im Pool',
  pair: '{{execution}} mit {{consensus}}',
  'execution-alone': '{{execution}} allein',
  'last-days': 'Die letzten {{days}} Tage',
  range: '{{least}} bis {{most}}',
  gibibytes: '{{amount}} GiB',
  'gibibytes-by-client':
    '{{total}} GiB; je Node {{executionSize}} GiB für {{execution}} und {{consensusSize}} GiB für {{consensus}}',
  'disk-unknown':
    'Unbekannt: Für einen der Clients ist kein Speicherbedarf veröffentlicht',
  cores: '{{amount}} Kerne',
  'cost-per-month':
    'Etwa {{amount}} {{currency}} pro Monat, zu Preisen von {{asOf}}',
  'cost-unknown': 'Unbekannt: {{why}}',
  'snapshots-taken':
    'Snapshots jedes Nodes werden nach dem Zeitplan „{{schedule}}“ (UTC) erstellt, in {{stores}}',
  'snapshot-begins-one':
    'Mit dem neuesten verifizierten Snapshot aus {{stores}} beginnt {{nodes}}',
  'snapshot-begins-many':
    'Mit dem neuesten verifizierten Snapshot aus {{stores}} beginnen {{nodes}}',

  'figure-first-sync': 'Erster Sync',
  'figure-forks': 'Forks',
  'included-in': 'in {{execution}} enthalten',
  'not-published': 'keine Zahl veröffentlicht',
  'disk-with-history': '{{disk}}; History: {{history}}',
  'about-hours': 'etwa {{hours}} h',
  'about-days': 'etwa {{days}} Tage',
  'from-checkpoint': 'Minuten, ab einem Checkpoint',
  'from-genesis': 'keiner: die Chain beginnt mit ihm',
  'fork-of-genesis': '{{tag}} hat die des Genesis-Blocks',
  'fork-ready': '{{tag}} folgt {{network}}, auch seit {{fork}} ({{date}})',
  'fork-scheduled':
    '{{tag}} folgt {{network}} heute; ob es {{fork}} vom {{date}} kennt, steht in den Hinweisen zu seinem Release',
  'fork-refused': '{{tag}} {{reason}}',

  'answers-all':
    'Jeder Block, jede Transaktion, jedes Receipt und jedes Log ist abrufbar',
  'answers-from-block':
    'Blöcke, Transaktionen, Receipts und Logs sind ab Block {{block}} abrufbar; Anfragen zu früheren bekommen einen Fehler oder nichts',
  'answers-from-fork':
    'Blöcke, Transaktionen, Receipts und Logs sind ab Block {{block}} ({{date}}) abrufbar; Anfragen zu früheren bekommen einen Fehler oder nichts',
  'answers-last-days':
    'Blöcke, Transaktionen, Receipts und Logs der letzten {{days}} Tage sind abrufbar; ältere werden entfernt, während die Chain wächst',
  'answers-least':
    'Nur die neuesten Blöcke, Transaktionen, Receipts und Logs sind abrufbar, so weit zurück, wie der Client sie selbst braucht',
  'states-all': 'Guthaben, Storage und eth_call sind zu jedem Block abrufbar',
  'states-recent':
    'Guthaben, Storage und eth_call sind nur zu den neuesten Blöcken abrufbar',

  'figure-file': 'Datei',
  'figure-command': 'Befehl',
  'figure-pool': 'Nodes eines Pools',
  'figure-outgoing': 'Ausgehende Verbindungen',
  'pool-as-asked': 'so viele, wie Sie angeben',
  'traffic-allowed': 'andere Pods des Namespace dürfen nach außen',
  'traffic-denied': 'gesperrt, außer eine Policy nennt sie',

  'entities-in-use':
    'Der Katalog enthält bereits {{entities}}. Wählen Sie einen anderen Namen, oder ändern Sie das Repository, zu dem er gehört.',
  'repository-in-use':
    'Das Repository {{repository}} gibt es bereits. Wählen Sie einen anderen Namen oder einen anderen Ort für das Repository.',
};
