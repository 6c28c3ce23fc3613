/** A page for people's browsers, by its path. A HEAD is answered like the GET. */
export type Page = { path: string; answer(request: Request): Promise<Response> };
