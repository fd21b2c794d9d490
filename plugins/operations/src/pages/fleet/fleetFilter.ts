/** Properties that the fleet can be narrowed by; each is a parameter of the address. @internal */
export const fleetFilters = [
  'owner',
  'system',
  'domain',
  'kind',
  'lifecycle',
  'gate',
  'verdict',
  'q',
] as const;

/** The filters of the address as the API takes them, `owner=group:default/a`. @internal */
export function fleetFilter(params: URLSearchParams): string[] {
  return fleetFilters.flatMap(name => {
    const value = params.get(name);
    return value ? [`${name}=${value}`] : [];
  });
}
