import { MaintenanceActivity } from '../settings';

/** The activities as the Phase 08 document calls them. @internal */
export const activityTitles: Record<MaintenanceActivity, string> = {
  'security-patches': 'Security patches',
  'dependency-updates': 'Dependency updates',
  'os-patches': 'OS patches',
  'database-maintenance': 'Database maintenance',
  'infrastructure-updates': 'Infrastructure updates',
  'major-upgrade': 'Major upgrades',
};
