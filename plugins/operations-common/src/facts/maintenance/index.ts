export { maintenanceFacts } from './maintenanceFacts';
export { maintenanceSection } from './maintenanceSection';
