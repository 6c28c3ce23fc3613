/** Hosts of API 1.0, which ended on 2023-12-31. https://apidocs.nhanh.vn/changelog */
const V1_HOSTS = new Set(['graph.nhanh.vn', 'dev.nhanh.vn']);

/**
 * The code to refuse an address with that belongs to an API of the past: 1.0 by its host, 2.0 by its path; null for any
 * other. https://apidocs.nhanh.vn/v2/tov3
 */
export function outdated(address: string): 'v1-address' | 'v2-address' | null {
  if (!URL.canParse(address)) return null;
  const { hostname, pathname } = new URL(address);
  if (V1_HOSTS.has(hostname)) return 'v1-address';
  const v2 = hostname === 'open.nhanh.vn' || pathname === '/api' || pathname.startsWith('/api/');
  return v2 ? 'v2-address' : null;
}
