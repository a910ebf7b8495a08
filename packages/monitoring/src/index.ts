export { dashboards } from './dashboards';
