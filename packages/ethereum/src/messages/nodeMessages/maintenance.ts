import { messageTable } from '../table';

const announced = { by: 'text', until: 'instant' } as const;

/** Announced maintenance, and maintenance past its end. */
export const maintenanceMessages = messageTable({
  'maintenance-snapshot': {
    english: 'stopped for a snapshot by {{by}}, until {{until}} at the latest',
    params: announced,
  },
  'maintenance-upgrade': {
    english: 'being upgraded by {{by}}, until {{until}} at the latest',
    params: announced,
  },
  'maintenance-restore': {
    english:
      'being restored from a snapshot by {{by}}, until {{until}} at the latest',
    params: announced,
  },
  'maintenance-resync': {
    english: 'being resynced by {{by}}, until {{until}} at the latest',
    params: announced,
  },
  'overdue-snapshot': {
    english:
      'stopped for a snapshot by {{by}}; it should have been back by {{until}}',
    params: announced,
  },
  'overdue-upgrade': {
    english: 'being upgraded by {{by}}; it should have been back by {{until}}',
    params: announced,
  },
  'overdue-restore': {
    english:
      'being restored from a snapshot by {{by}}; it should have been back by {{until}}',
    params: announced,
  },
  'overdue-resync': {
    english: 'being resynced by {{by}}; it should have been back by {{until}}',
    params: announced,
  },
});
