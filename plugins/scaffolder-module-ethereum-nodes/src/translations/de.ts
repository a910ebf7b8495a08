import { requestInGerman } from './deRequest';

/** German messages of the field, by their full keys. */
const german: Record<string, string> = {
  'plan.title': 'In jeder Umgebung',
  'plan.notes': 'Bitte prüfen',
  'plan.refused': 'Das kann noch nicht erstellt werden',
  'plan.estimate': 'Jede Umgebung, nach den bisherigen Antworten',
  'plan.printout': 'Der Plan, wie „nodeyard plan“ ihn ausgibt',
  'files.title': 'Das Repository',
  'files.total': 'Dateien: {{files}}; {{size}}',
  'files.folder': '{{name}} (Dateien: {{files}}; {{size}})',
  'files.loading': 'Die Dateien werden ermittelt …',
  'files.absent': 'Das Backend des Scaffolders nennt die Dateien nicht.',
  'files.denied':
    'Sie dürfen hier nichts aus Templates erstellen, daher werden die Dateien nicht genannt.',
  'files.failed': 'Die Dateien konnten nicht ermittelt werden: {{reason}}',
  'files.retry': 'Erneut versuchen',
  'files.taken': 'Ein Repository mit diesem Namen gibt es bereits',
  'files.unknown':
    'Der Host teilt nicht mit, ob er ein Repository mit diesem Namen hat.',
  'fleet.title': 'Anteil an der Flotte',
  'fleet.none':
    'Noch folgt kein Node, den Sie hier sehen dürfen, diesem Netzwerk.',
  'fleet.denied':
    'Anteile an der Flotte werden nicht gezeigt: Sie dürfen die Flotte nicht sehen.',
  'fleet.failed': 'Anteile an der Flotte konnten nicht geladen werden.',
  'fleet.third':
    '{{client}} läuft auf {{share}} der {{total}} Nodes, die hier diesem Netzwerk folgen. Ein Fehler darin hält diese zugleich an.',
  'fleet.twoThirds':
    '{{client}} läuft auf {{share}} der {{total}} Nodes, die hier diesem Netzwerk folgen, also auf mehr als zwei Dritteln. Ein Fehler darin hält diese zugleich an.',
  'fleet.alternative': '{{client}} läuft auf {{share}}.',
  'name.checking': 'Der Name wird im Katalog gesucht …',
  'name.free': 'Keine Entity, die Sie im Katalog sehen dürfen, heißt {{name}}.',
  'name.taken': '{{name}} ist im Katalog vergeben',
  'name.failed':
    'Der Katalog konnte nicht nach dem Namen gefragt werden: {{reason}}',
  'nodes.title': 'Node {{number}}',
  'nodes.execution': 'Execution-Client',
  'nodes.consensus': 'Consensus-Client',
  'nodes.history': 'History',
  'nodes.add': 'Node hinzufügen',
  'nodes.remove': 'Entfernen',
  'nodes.removeNumber': 'Node {{number}} entfernen',
  'environments.title': 'Worin sich die Umgebungen unterscheiden',
  'change.written': 'Das Repository hat der Blueprint {{version}} geschrieben.',
  'change.waiting': 'Wählen Sie zuerst eine Entity.',
  'change.loading': 'Die jetzige Anfrage wird gelesen …',
  'change.absent':
    'Die jetzige Anfrage konnte nicht gelesen werden: Die Entity hat kein Repository, das Nodeyard geschrieben hat, oder das Backend hat keine Route dafür.',
  'change.denied':
    'Sie dürfen hier nichts aus Templates erstellen, daher wird die jetzige Anfrage nicht gezeigt.',
  'change.failed':
    'Die jetzige Anfrage konnte nicht gelesen werden: {{reason}}',
  'change.reset': 'Zurück zur jetzigen Anfrage',
  'change.refused': 'Diese Anfrage kann nicht erfüllt werden',
  ...Object.fromEntries(
    Object.entries(requestInGerman).map(([code, text]) => [
      `request.${code}`,
      text,
    ]),
  ),
};
export default german;
