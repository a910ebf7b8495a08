/** Endpoints that may not be called, entities that declare nodes, and nodes of other charts. */
export const backendEndpoints = {
  'declarations-off':
    'Die Deklaration von Nodes durch Annotationen ist abgeschaltet: {{key}} ist leer. Bitten Sie die Betreiber von Backstage, diesen Endpunkt zu erlauben, oder entfernen Sie die Annotation {{annotation}}',
  'annotation-url-missing':
    '{{annotation}}: die Basis-URL fehlt. Schreiben Sie sie wie https://geth.acme.example:8545',
  'annotation-url-fragment':
    '{{annotation}}: die URL hat ein Fragment, das nie gesendet wird. Entfernen Sie es',
  'annotation-url-credentials':
    '{{annotation}}: die URL enthält möglicherweise Zugangsdaten (Benutzer, Query oder Schlüssel), und alle, die den Katalog lesen, können sie lesen. Bitten Sie die Betreiber von Backstage, den Node stattdessen in ethereumNodes.nodes aufzunehmen',
  'annotation-url-refused':
    '{{annotation}}: {{fault}}. Verwenden Sie einen erlaubten Endpunkt, oder bitten Sie die Betreiber von Backstage, diesen aufzunehmen',
  'annotation-network-unknown':
    '{{annotation}}: „{{network}}“ ist kein hier bekanntes Netzwerk. Schreiben Sie {{networks}} oder eines aus ethereumNodes.networks, oder entfernen Sie die Annotation, um der Chain-ID zu folgen, die der Node meldet',
  'endpoint-malformed':
    '„{{url}}“ ist keine Basis-URL eines HTTP-Endpunkts: erwartet werden http:// oder https://, ein aufrufbarer Host und weder Leerzeichen noch Backslashes',
  'endpoint-unlisted':
    '„{{url}}“ ist nicht erlaubt: {{key}} führt kein {{rule}} auf',
  'endpoint-address-refused':
    '„{{url}}“ ist nicht erlaubt: {{fault}}; {{key}} kann den Bereich unter „addresses“ nennen',
  'host-not-allowed': '{{host}} ist nicht erlaubt',
  'host-resolves-to-refused':
    '{{host}} wird zu einer Adresse aufgelöst, die abgelehnt wird: {{fault}}',
  'address-invalid': '{{address}} ist keine IP-Adresse',
  'address-outside': '{{address}} liegt außerhalb von {{ranges}}',
  'address-of-metadata': '{{address}} gehört zu einem Metadatendienst',
  'address-in-range': '{{address}} liegt im Bereich {{range}}',
  'pod-without-port':
    'Pod {{pod}} hat keinen Port „{{port}}“ ({{key}}); vorhanden: {{ports}}',
  'pod-without-ports':
    'Pod {{pod}} hat keinen Port „{{port}}“ ({{key}}), und auch keinen anderen',
  'statefulset-without-selected-pod':
    'StatefulSet {{name}} hat keinen Pod {{pod}}, oder der Selektor passt nicht auf ihn: siehe `kubectl --namespace {{namespace}} describe statefulset {{name}}`',
  'statefulset-unpaired':
    'StatefulSet {{name}} hat kein Label {{label}}, über das {{key}} seinen Consensus-Client findet',
  'statefulset-pairs':
    '{{matches}} StatefulSets, auf die {{key}} passt, haben im Namespace {{namespace}} das Label {{label}}; erwartet wird genau eines',
  'cluster-unknown':
    '{{key}}: unbekannter Cluster „{{cluster}}“; verwenden Sie einen von {{clusters}}',
};
