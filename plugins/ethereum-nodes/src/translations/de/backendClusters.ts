/** Clusters, pods, and what came of the looks at them. */
export const backendClusters = {
  'cluster-denied': 'Nichts kann gelesen werden: {{detail}}',
  'cluster-silent': 'Der Cluster antwortet nicht: {{detail}}',
  'cluster-silent-unexplained': 'Der Cluster antwortet nicht',
  'cluster-credentials':
    'Der Cluster akzeptiert die Zugangsdaten nicht (401). Erneuern Sie das Token des ServiceAccounts.',
  'cluster-http':
    'Der Cluster antwortet auf die Frage nach {{resource}} mit {{status}}.',
  'missing-right':
    'Der ServiceAccount darf {{verb}} auf {{resource}} nicht (403). Gewähren Sie das Verb „{{verb}}“ auf der Ressource „{{resource}}“: das README des Plugins hat die ClusterRole.',
  'with-server-message': '{{sentence}} Er meldet: {{says}}',
  'list-invalid': 'Die Liste der {{resource}} des Clusters ist keine: {{why}}',
  'answer-invalid': 'Die Antwort des Clusters über {{resource}} ist ungültig',
  'list-endless': 'Die Liste der {{resource}} des Clusters hat kein Ende',
  'answer-late': 'keine Antwort in {{ms}} ms',
  'answer-too-large': 'die Antwort ist größer als {{bytes}} Bytes',
  'kubeconfig-without-cluster':
    'die Kubeconfig hat keinen Cluster für „{{name}}“',
  'credentials-missing': 'keine Zugangsdaten: {{why}}',
  'kubernetes-plugin-silent':
    'Das Kubernetes-Plugin antwortet nicht: {{detail}}',
  'kubernetes-plugin-missing':
    'In diesem Backend gibt es kein Kubernetes-Plugin (404 für /clusters). Installieren Sie @backstage/plugin-kubernetes-backend, wählen Sie ethereumNodes.kubernetes.access: kubeconfig, oder setzen Sie ethereumNodes.kubernetes.enabled: false.',
  'kubernetes-plugin-http':
    'Das Kubernetes-Plugin antwortet auf /clusters mit {{status}}: {{says}}',
  'kubernetes-plugin-refuses': 'das Kubernetes-Plugin lehnt ab: {{says}}',
  'cluster-of-people':
    'Er authentifiziert Personen (authProvider „{{authProvider}}“) und kann deshalb nicht im Hintergrund gelesen werden. Geben Sie ihm einen serverseitigen authProvider wie serviceAccount.',
  'cluster-not-stored':
    'Was dort gefunden wurde, konnte nicht gespeichert werden: das Log des Backends sagt, warum',
  'with-details': '{{sentence}}: {{details}}',
  sentences: '{{items}}.',
  'pod-stopping': 'Pod {{pod}} wird beendet',
  'pod-failed': 'Pod {{pod}} ist fehlgeschlagen',
  'pod-unscheduled': 'Pod {{pod}} findet keinen Platz',
  'pod-preparing':
    'Pod {{pod}} wird von seinem Init-Container {{container}} vorbereitet',
  'pod-starting': 'Pod {{pod}} startet',
  'container-crashing':
    'Pod {{pod}}: Container {{container}} stürzt immer wieder ab, {{restarts}} Neustarts',
  'container-crashing-exit':
    'Pod {{pod}}: Container {{container}} stürzt immer wieder ab, {{restarts}} Neustarts: letzter Exit-Code {{exitCode}}',
  'container-crashing-reason':
    'Pod {{pod}}: Container {{container}} stürzt immer wieder ab, {{restarts}} Neustarts: letzter Exit-Code {{exitCode}} ({{reason}})',
  'image-not-pulled':
    'Pod {{pod}}: Image {{image}} des Containers {{container}} lässt sich nicht ziehen',
  'container-not-starting':
    'Pod {{pod}}: Container {{container}} kann nicht starten',
  'container-ended':
    'Pod {{pod}}: Container {{container}} endete mit Exit-Code {{exitCode}}',
  'statefulset-at-0': 'StatefulSet {{name}} ist auf 0 Replicas skaliert',
  'statefulset-without-pod':
    'StatefulSet {{name}} hat keinen Pod: siehe `kubectl --namespace {{namespace}} describe statefulset {{name}}`',
  'deployment-at-0': 'Deployment {{name}} ist auf 0 Replicas skaliert',
  'deployment-without-pod':
    'Deployment {{name}} hat keinen Pod: siehe `kubectl --namespace {{namespace}} describe deployment {{name}}`',
  'pods-not-listed':
    'Die Pods von Deployment {{name}} lassen sich nicht auflisten. {{error}}',
  'pods-missing':
    '{{existing}} von {{desired}} gewünschten Pods existieren: siehe `kubectl --namespace {{namespace}} describe deployment {{name}}`',
  'pods-looked-at': '{{asked}} von {{existing}} Pods werden abgefragt',
  'pods-ready': '{{ready}} von {{desired}} Pods bereit',
  'no-pod-known-ready': 'Von keinem Pod ist bekannt, dass er bereit ist',
  'pool-well': '{{pods}}. {{summary}}',
  'pool-less': '{{pods}}; {{others}}',
  'pod-and-more': '{{first}}, und {{more}} weitere nicht bereit',
  'pod-is': '{{pod}} ist {{state}}',
  'pod-down': '{{pod}} läuft nicht',
  'pod-silent': '{{pod}} antwortet nicht',
  'pod-summary': '{{pod}} ist {{state}}: {{summary}}.',
  'pod-summary-without-callers':
    '{{pod}} ist {{state}}: {{summary}}. Kubernetes leitet keine Anfragen an ihn.',
  'pod-says': 'Pod {{pod}}: {{sentence}}',
  'snapshot-unknown':
    'Ob er für einen Snapshot angehalten wurde, ist unbekannt: {{denied}}',
  'announcement-invalid':
    'Die Annotation {{annotation}} von {{object}} ist nicht zu verstehen: {{problem}}',
  'never-looked-at': 'Noch nicht abgefragt',
  'no-news': 'Nichts Neues von diesem Node: {{reason}}',
  'not-polled': 'er wurde nicht rechtzeitig abgefragt',
  'last-verdict': 'Das letzte Urteil war {{state}}: {{summary}}',
  'network-unknown':
    'Das Netzwerk „{{network}}“ ist hier nicht bekannt, der Node kann deshalb nicht beurteilt werden',
  'chain-unknown':
    'Der Node ist auf {{network}}, einem hier nicht bekannten Netzwerk, und kann deshalb nicht beurteilt werden: nennen Sie seine Chain-ID in ethereumNodes.networks',
  'not-called': 'Er wird nicht aufgerufen: {{why}}',
  'pod-unreachable': 'Pod {{pod}} ist nicht zu erreichen: {{reason}}',
  'pods-proxy-unusable':
    'Der Service-Account darf pods/proxy im Cluster {{cluster}} nicht benutzen',
  unusable: 'Was vom Node gelesen wurde, ist nicht zu gebrauchen: {{why}}',
  'source-failed': 'Node-Quelle {{source}} ist fehlgeschlagen: {{why}}',
  'reads-unanswered':
    '{{reads}} Abfragen nacheinander ohne Antwort: {{reason}}',
  'sidecar-ahead':
    'Der Sidecar meldet den Stand von {{at}}, also der Zukunft: seine Uhr oder unsere geht falsch',
  'sidecar-stuck':
    'Der Sidecar meldet noch den Stand von {{at}}: er oder seine Uhr steht',
  'sidecar-clock-ahead':
    'die Uhr des Sidecars geht gegenüber der von Backstage {{apart}} vor: eine der beiden geht falsch (NTP), und damit auch das Alter der Heads',
  'sidecar-clock-behind':
    'die Uhr des Sidecars geht gegenüber der von Backstage {{apart}} nach: eine der beiden geht falsch (NTP), und damit auch das Alter der Heads',
  'sidecar-unreadable':
    'Der Sidecar von Pod {{pod}} kann nicht gelesen werden: {{detail}}',
  'sidecar-silent': 'Der Sidecar von Pod {{pod}} antwortet nicht: {{says}}',
  'sidecar-invalid':
    'Der Sidecar von Pod {{pod}} antwortet auf /status mit etwas anderem: {{why}}',
  'pods-proxy-denied':
    'Der ServiceAccount darf get auf pods/proxy im Cluster {{cluster}} nicht',
  'awaits-discovery': 'Er wartet auf die nächste Discovery',
  'no-pod': 'Er hat keinen Pod',
  'not-configured': 'Er steht nicht mehr in der Konfiguration',
  'annotation-names-nothing':
    'Die Annotation {{annotation}} nennt {{ids}}, und solche Nodes gibt es nicht. Schreiben Sie „auto“ für alle Nodes, die diese Entity nennen, oder Node-IDs wie static~<name> und <cluster>~<namespace>~<workload>.',
};
