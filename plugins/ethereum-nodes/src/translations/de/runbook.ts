/** Next steps: commands and links. */
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
    repository: {
      title: 'Das Repository des Nodes',
      change: 'Nodes ändern',
      update: 'Blueprint aktualisieren',
    },
    links: {
      title: 'Wo Sie weitersuchen',
      runbook: 'Runbook',
      dashboard: 'Dashboard',
      logs: 'Logs',
      alerts: 'Alerts',
      silence: 'Alerts stummschalten',
    },
  },
};
