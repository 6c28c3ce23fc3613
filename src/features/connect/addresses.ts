/** The App Id in Nhanh's and CNV's own example of a redirect address. */
const SAMPLE_APP = '72629';

/** Where Nhanh leads back to; the app lists it as its Redirect URL. https://apidocs.nhanh.vn/app */
export function returnAddress(baseUrl: string, app: string, account: string): string {
  return `${baseUrl}/nhanhvn/connect/callback/${app}/${account}`;
}

/** As it has to be written before there is an App Id. */
export function sampleAddress(baseUrl: string, account: string): string {
  return returnAddress(baseUrl, SAMPLE_APP, account);
}

/** Where Nhanh posts webhooks to. */
export function hookAddress(baseUrl: string, app: string): string {
  return `${baseUrl}/nhanhvn/hook/${app}`;
}

/** The page of an app in Nhanh's console. */
export function consoleAddress(app: string): string {
  return `https://open.nhanh.vn/app/detail?id=${app}`;
}

/** Where CNV leads back to. */
export function hubReturn(baseUrl: string): string {
  return `${baseUrl}/cnv/connect/callback`;
}

export function pageAddress(baseUrl: string, token: string): string {
  return `${baseUrl}/connect/${token}`;
}
