import { portalCalls } from './PortalCalls';

/** The portal with the example evidence that all journeys through one frontend share; `main.ts` starts it. */
export function sharedPortal() {
  const url = process.env.E2E_URL;
  if (!url) throw new Error('Run the journeys with make e2e');
  return { url, call: portalCalls(url) };
}
