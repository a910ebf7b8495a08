import { requestInGerman } from './deRequest';

/** German messages of the field, by their full keys. */
const german: Record<string, string> = {
  'plan.title': 'In jeder Umgebung',
  'plan.notes': 'Bitte prüfen',
  'plan.refused': 'Das kann noch nicht erstellt werden',
  ...Object.fromEntries(
    Object.entries(requestInGerman).map(([code, text]) => [
      `request.${code}`,
      text,
    ]),
  ),
};
export default german;
